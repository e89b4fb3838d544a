// SPDX-License-Identifier: MIT
//
// ast.dump() over the node list.
#include "grammar/ast_dump.h"

#include "grammar/names.h"
#include "vm/base/float_text.h"
#include "vm/base/utf8.h"

#include <cstdlib>
#include <gmp.h>

namespace islet {

using namespace ast;

namespace {

constexpr const char* kOperators[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                      "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr const char* kUnaryOperators[] = {"Invert", "Not", "UAdd", "USub"};
constexpr const char* kBoolOperators[] = {"And", "Or"};
constexpr const char* kCmpOperators[] = {"Eq",  "NotEq", "Lt",    "LtE", "Gt",
                                         "GtE", "Is",    "IsNot", "In",  "NotIn"};
constexpr const char* kContexts[] = {"Load", "Store", "Del"};

int digit_value(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

// A large integer in decimal, whatever base it was written in.
void append_big_int(TextBuffer& out, const Literal& value) {
    if (value.base == 10) {
        out.append(value.text.view());
        return;
    }
    const std::size_t digits = value.text.size;
    const std::size_t limbs = digits * 4 / GMP_NUMB_BITS + 2;
    // Room for the digits as numbers, the limbs, and the decimal digits (never more than 1.25 a digit).
    auto* number = static_cast<mp_limb_t*>(std::malloc(limbs * sizeof(mp_limb_t)));
    auto* text = static_cast<unsigned char*>(std::malloc(2 * digits + 32));
    if (!number || !text) {
        out.fail();
    } else {
        for (std::size_t i = 0; i < digits; ++i)
            text[i] = static_cast<unsigned char>(digit_value(value.text.data[i]));
        const mp_size_t used = mpn_set_str(number, text, digits, value.base);
        const std::size_t length = mpn_get_str(text, 10, number, used);
        std::size_t start = 0;
        while (start + 1 < length && text[start] == 0) ++start;
        for (std::size_t i = start; i < length; ++i) out.append(static_cast<char>('0' + text[i]));
    }
    std::free(number);
    std::free(text);
}

void append_float(TextBuffer& out, double value, bool add_dot_zero) {
    char text[kReprSize];
    out.append({text, write_repr(value, text, add_dot_zero)});
}

void append_literal(TextBuffer& out, const Literal& value) {
    switch (value.kind) {
    case LiteralKind::None: out.append("None"); return;
    case LiteralKind::True: out.append("True"); return;
    case LiteralKind::False: out.append("False"); return;
    case LiteralKind::Ellipsis: out.append("Ellipsis"); return;
    case LiteralKind::Int: append_value(out, value.integer); return;
    case LiteralKind::BigInt: append_big_int(out, value); return;
    case LiteralKind::Float: append_float(out, value.number, true); return;
    case LiteralKind::Imaginary:
        append_float(out, value.number, false);
        out.append('j');
        return;
    case LiteralKind::Str: append_str_literal(out, value.text.view()); return;
    case LiteralKind::Bytes: append_bytes_literal(out, value.text.view()); return;
    }
}

bool has_place(const Node* node) {
    switch (node->kind) {
    case NodeKind::Module:
    case NodeKind::Interactive:
    case NodeKind::Expression:
    case NodeKind::FunctionType:
    case NodeKind::Comprehension:
    case NodeKind::Arguments:
    case NodeKind::WithItem:
    case NodeKind::MatchCase: return false;
    default: return true;
    }
}

class Dumper {
public:
    Dumper(TextBuffer& out, bool attributes) : out_(out), attributes_(attributes) {}

    void node(const Node* at) {
        out_.append(kind_name(at->kind));
        out_.append('(');
        first_ = true;
        fields(at);
        if (attributes_ && has_place(at)) {
            begin_field("lineno");
            append_value(out_, std::uint64_t{at->span.line});
            begin_field("col_offset");
            append_value(out_, std::uint64_t{at->span.col});
            begin_field("end_lineno");
            append_value(out_, std::uint64_t{at->span.end_line});
            begin_field("end_col_offset");
            append_value(out_, std::uint64_t{at->span.end_col});
        }
        out_.append(')');
        first_ = false;
    }

private:
    void begin_field(std::string_view name) {
        if (!first_) out_.append(", ");
        first_ = false;
        out_.append(name);
        out_.append('=');
    }
    void enumerator(std::string_view name, const char* text) {
        begin_field(name);
        out_.append(std::string_view(text));
        out_.append("()");
    }

    void field(std::string_view name, const Node* value) {
        if (!value) return;
        begin_field(name);
        node(value);
    }
    void field(std::string_view name, Identifier value) {
        if (!value) return;
        begin_field(name);
        append_str_literal(out_, value->view());
    }
    void field(std::string_view name, const Text& value) {
        begin_field(name);
        append_str_literal(out_, value.view());
    }
    void field(std::string_view name, const Literal& value) {
        begin_field(name);
        append_literal(out_, value);
    }
    void field(std::string_view, LiteralPrefix value) {
        if (value == LiteralPrefix::None) return;
        begin_field("kind");
        out_.append("'u'");
    }
    void field(std::string_view name, int value) {
        begin_field(name);
        append_value(out_, std::int64_t{value});
    }
    void field(std::string_view name, Operator value) {
        enumerator(name, kOperators[static_cast<int>(value)]);
    }
    void field(std::string_view name, UnaryOperator value) {
        enumerator(name, kUnaryOperators[static_cast<int>(value)]);
    }
    void field(std::string_view name, BoolOperator value) {
        enumerator(name, kBoolOperators[static_cast<int>(value)]);
    }
    void field(std::string_view name, ExprContext value) {
        enumerator(name, kContexts[static_cast<int>(value)]);
    }
    template <class T>
    void field(std::string_view name, const Seq<T>& list) {
        if (list.empty()) return;
        begin_field(name);
        out_.append('[');
        for (std::uint32_t i = 0; i < list.size; ++i) {
            if (i) out_.append(", ");
            item(list[i]);
        }
        out_.append(']');
        first_ = false;
    }

    void item(const Node* value) {
        if (value) {
            node(value);
        } else {
            out_.append("None");
        }
    }
    void item(Identifier value) { append_str_literal(out_, value->view()); }
    void item(CmpOperator value) {
        out_.append(std::string_view(kCmpOperators[static_cast<int>(value)]));
        out_.append("()");
    }

    void fields(const Node* at) {
        switch (at->kind) {
#define F(type, name) field(#name, self->name);
#define CTX field("ctx", self->ctx);
#define ISLET_AST(Name, Base, list)                                                                          \
    case NodeKind::Name: {                                                                                   \
        [[maybe_unused]] const auto* self = as<Name>(at);                                                    \
        list break;                                                                                          \
    }
#define ISLET_AST_PART(Name, py_name, list)                                                                  \
    case NodeKind::Name: {                                                                                   \
        [[maybe_unused]] const auto* self = as<Name>(at);                                                    \
        list break;                                                                                          \
    }
#include "grammar/ast.def"
#undef CTX
#undef F
        }
    }

    TextBuffer& out_;
    bool attributes_;
    bool first_ = true;
};

void append_hex_escape(TextBuffer& out, char letter, char32_t value, int digits) {
    out.append('\\');
    out.append(letter);
    append_value(out, Hex{value, digits});
}

void append_escaped(TextBuffer& out, char32_t c, char quote) {
    if (c == static_cast<unsigned char>(quote) || c == '\\') {
        out.append('\\');
        out.append(static_cast<char>(c));
    } else if (c == '\n') {
        out.append("\\n");
    } else if (c == '\r') {
        out.append("\\r");
    } else if (c == '\t') {
        out.append("\\t");
    } else if (c >= 0x20 && c < 0x7f) {
        out.append(static_cast<char>(c));
    } else if (c >= 0x80 && grammar::is_printable(c)) {
        out.append_code_point(c);
    } else if (c < 0x100) {
        append_hex_escape(out, 'x', c, 2);
    } else if (c < 0x10000) {
        append_hex_escape(out, 'u', c, 4);
    } else {
        append_hex_escape(out, 'U', c, 8);
    }
}

char choose_quote(std::string_view text) {
    const bool single = text.find('\'') != std::string_view::npos;
    return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

} // namespace

void append_str_literal(TextBuffer& out, std::string_view text) {
    const char quote = choose_quote(text);
    out.append(quote);
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const unsigned char* end = at + text.size();
    while (at < end) append_escaped(out, next_utf8(at), quote);
    out.append(quote);
}

void append_bytes_literal(TextBuffer& out, std::string_view bytes) {
    const char quote = choose_quote(bytes);
    out.append('b');
    out.append(quote);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            append_escaped(out, byte, quote);
        } else {
            append_hex_escape(out, 'x', byte, 2);
        }
    }
    out.append(quote);
}

void dump_ast(const Node* node, bool attributes, TextBuffer& out) {
    Dumper(out, attributes).node(node);
}

} // namespace islet
