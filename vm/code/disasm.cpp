// SPDX-License-Identifier: MIT
//
// Text form of code.
#include "vm/code/disasm.h"

#include <algorithm>

namespace islet {

namespace {

// Deeper constants and code are cut short: an image from elsewhere may nest without end.
constexpr int kMaxDepth = 64;

void append_quoted(TextBuffer& out, std::string_view text, bool bytes) {
    out.append(bytes ? "b'" : "'");
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\'' || c == '\\') {
            out.append('\\');
            out.append(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (byte < 32 || byte == 127 || (bytes && byte > 127)) {
            format_to(out, "\\x{}", Hex{byte, 2});
        } else {
            out.append(c);
        }
    }
    out.append('\'');
}

void append_constant_at(TextBuffer& out, const ConstSpec& constant, int depth);

void append_items(TextBuffer& out, const ConstSpec& constant, int depth) {
    for (std::size_t i = 0; i < constant.items.size(); ++i) {
        if (i) out.append(", ");
        if (i == 20) {
            format_to(out, "... {} more", constant.items.size() - i);
            return;
        }
        append_constant_at(out, constant.items[i], depth + 1);
    }
}

void append_constant_at(TextBuffer& out, const ConstSpec& constant, int depth) {
    if (depth > kMaxDepth) return out.append("...");
    using Kind = ConstSpec::Kind;
    switch (constant.kind) {
    case Kind::None: return out.append("None");
    case Kind::True: return out.append("True");
    case Kind::False: return out.append("False");
    case Kind::Ellipsis: return out.append("...");
    case Kind::Int: return format_to(out, "{}", constant.integer);
    case Kind::BigInt: {
        const std::string_view text = constant.text;
        const bool negative = text.starts_with('-');
        return format_to(out, "{}0x{}", negative ? "-" : "", text.substr(negative ? 1 : 0));
    }
    case Kind::Float: return format_to(out, "{}", constant.real);
    case Kind::Complex: return format_to(out, "({}+{}j)", constant.real, constant.imag);
    case Kind::Str:
    case Kind::Name: return append_quoted(out, constant.text, false);
    case Kind::Bytes: return append_quoted(out, constant.text, true);
    case Kind::Tuple:
        out.append('(');
        append_items(out, constant, depth);
        return out.append(constant.items.size() == 1 ? ",)" : ")");
    case Kind::FrozenSet:
        out.append("frozenset({");
        append_items(out, constant, depth);
        return out.append("})");
    case Kind::Slice:
        out.append("slice(");
        append_items(out, constant, depth);
        return out.append(')');
    case Kind::Code:
        return format_to(out, "<code {}>", constant.code ? std::string_view(constant.code->qualname) : "?");
    }
    out.append("?");
}

// Writes the code of one image.
class Disassembler {
public:
    Disassembler(TextBuffer& out, const CodeImage& image, const DisasmOptions& options)
        : out_(out), image_(image), options_(options) {}

    void run();

private:
    void header();
    void find_labels();
    void instruction(std::size_t at);
    void operand(OperandKind kind, unsigned value, const Instr& instr, bool killed, std::size_t at);
    void reg(unsigned number, bool killed);
    void label(std::int64_t word);
    void position(std::size_t at);
    void handlers();
    void list(std::string_view title, const std::vector<std::string>& names);

    TextBuffer& out_;
    const CodeImage& image_;
    const DisasmOptions& options_;
    std::vector<std::int64_t> labels_; // sorted words that something jumps to
    std::int32_t last_line_ = -1;
};

void Disassembler::list(std::string_view title, const std::vector<std::string>& names) {
    if (names.empty()) return;
    format_to(out_, "  {}:", title);
    for (const std::string& name : names) format_to(out_, " {}", name);
    out_.append('\n');
}

void Disassembler::header() {
    format_to(out_, "code {} line {}", image_.qualname, image_.first_line);
    if (image_.arg_count) format_to(out_, " args {}", image_.arg_count);
    if (image_.posonly_count) format_to(out_, " posonly {}", image_.posonly_count);
    if (image_.kwonly_count) format_to(out_, " kwonly {}", image_.kwonly_count);
    format_to(out_, " registers {} flags {}\n", image_.register_count, Hex{image_.flags});
    list("locals", image_.varnames);
    if (!image_.cellvars.empty()) {
        out_.append("  cells:");
        for (std::size_t i = 0; i < image_.cellvars.size(); ++i) {
            const unsigned at = i < image_.cell_registers.size() ? image_.cell_registers[i] : 0;
            format_to(out_, " {}=r{}", image_.cellvars[i], at);
        }
        out_.append('\n');
    }
    if (!image_.freevars.empty()) {
        out_.append("  free:");
        for (std::size_t i = 0; i < image_.freevars.size(); ++i) {
            format_to(out_, " {}=r{}", image_.freevars[i], image_.first_free + i);
        }
        out_.append('\n');
    }
}

void Disassembler::find_labels() {
    const auto& code = image_.code;
    for (std::size_t at = 0; at < code.size();) {
        const std::size_t next = at + 1 + op_info(code[at].op).words;
        if (next > code.size()) break;
        const std::int64_t target = jump_target(code.data(), at);
        if (target >= 0) labels_.push_back(target);
        at = next;
    }
    for (const HandlerEntry& entry : image_.handlers) {
        labels_.push_back(entry.start);
        labels_.push_back(entry.end);
        labels_.push_back(entry.target);
    }
    std::sort(labels_.begin(), labels_.end());
    labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
}

void Disassembler::label(std::int64_t word) {
    const auto found = std::lower_bound(labels_.begin(), labels_.end(), word);
    if (found == labels_.end() || *found != word) return format_to(out_, "@{}", word);
    format_to(out_, "L{}", (found - labels_.begin()) + 1);
}

void Disassembler::reg(unsigned number, bool killed) {
    if (number < image_.varnames.size()) {
        out_.append(image_.varnames[number]);
    } else {
        format_to(out_, "r{}", number);
    }
    if (killed) out_.append('!');
}

void Disassembler::operand(OperandKind kind, unsigned value, const Instr& instr, bool killed,
                           std::size_t at) {
    const auto constant = [&](std::uint32_t index) {
        if (index >= image_.constants.size()) return format_to(out_, "K?{}", index);
        append_constant(out_, image_.constants[index]);
    };
    const auto name = [&](std::uint32_t index) {
        if (index >= image_.names.size()) return format_to(out_, "N?{}", index);
        format_to(out_, ".{}", image_.names[index]);
    };
    switch (kind) {
    case OperandKind::No:
    case OperandKind::End: return;
    case OperandKind::Dst:
    case OperandKind::Src:
    case OperandKind::Upd:
    case OperandKind::Base: return reg(value, killed);
    case OperandKind::Imm: return format_to(out_, "{}", value);
    case OperandKind::Const: return constant(value);
    case OperandKind::Name: return name(value);
    case OperandKind::WideConst: return constant(instr.wide_index());
    case OperandKind::WideName: return name(instr.wide_index());
    case OperandKind::WideImm: return format_to(out_, "{}", instr.wide());
    case OperandKind::Off:
    case OperandKind::WideOff: out_.append("-> "); return label(jump_target(image_.code.data(), at));
    }
}

void Disassembler::position(std::size_t at) {
    const SourceSpan span = image_.span_at(static_cast<std::uint32_t>(at));
    TextBuffer text;
    if (options_.columns) {
        format_to(text, "{}:{}-{}:{}", span.line, span.col, span.end_line, span.end_col);
    } else if (span.line != last_line_) {
        format_to(text, "{}", span.line);
    }
    last_line_ = span.line;
    const std::size_t width = options_.columns ? 14 : 5;
    if (text.size() < width) out_.append_fill(' ', width - text.size());
    out_.append(text.view());
    out_.append("  ");
}

void Disassembler::instruction(std::size_t at) {
    const Instr& instr = image_.code[at];
    const OpInfo& info = op_info(instr.op);
    position(at);
    TextBuffer text;
    if (std::binary_search(labels_.begin(), labels_.end(), static_cast<std::int64_t>(at))) {
        format_to(text, "L{}:",
                  std::lower_bound(labels_.begin(), labels_.end(), static_cast<std::int64_t>(at)) -
                      labels_.begin() + 1);
    }
    if (text.size() < 6) text.append_fill(' ', 6 - text.size());
    text.append(info.name);
    if (instr.has(kInPlace)) text.append('=');
    out_.append(text.view());
    struct {
        OperandKind kind;
        unsigned value;
        Flag kill;
    } const operands[] = {{info.a, instr.a, kKillA}, {info.b, instr.b, kKillB}, {info.c, instr.c, kKillC}};
    bool first = true;
    for (const auto& [kind, value, kill] : operands) {
        if (kind == OperandKind::No || kind == OperandKind::End) continue;
        if (first && text.size() < 24) out_.append_fill(' ', 24 - text.size());
        out_.append(first ? " " : ", ");
        first = false;
        operand(kind, value, instr, instr.has(kill), at);
    }
    if (word_use(instr.op) == WordUse::Jump) {
        out_.append(", -> ");
        label(jump_target(image_.code.data(), at));
    } else if (word_use(instr.op) == WordUse::Count) {
        format_to(out_, ", {}", image_.code[at + 1].word());
    }
    out_.append('\n');
}

void Disassembler::handlers() {
    if (image_.handlers.empty()) return;
    out_.append("  handlers:\n");
    for (const HandlerEntry& entry : image_.handlers) {
        out_.append("    ");
        label(entry.start);
        out_.append(" to ");
        label(entry.end);
        out_.append(" -> ");
        label(entry.target);
        format_to(out_, " with r{}\n", entry.exc_reg);
    }
}

void Disassembler::run() {
    header();
    find_labels();
    for (std::size_t at = 0; at < image_.code.size();) {
        const std::size_t next = at + 1 + op_info(image_.code[at].op).words;
        if (next > image_.code.size()) {
            out_.append("  cut short\n");
            break;
        }
        instruction(at);
        at = next;
    }
    handlers();
}

void append_image(TextBuffer& out, const CodeImage& image, const DisasmOptions& options, int depth) {
    Disassembler(out, image, options).run();
    if (!options.inner_code || depth > kMaxDepth) return;
    for (const ConstSpec& constant : image.constants) {
        if (!constant.code) continue;
        out.append('\n');
        append_image(out, *constant.code, options, depth + 1);
    }
}

} // namespace

void append_constant(TextBuffer& out, const ConstSpec& constant) {
    append_constant_at(out, constant, 0);
}

void append_disassembly(TextBuffer& out, const CodeImage& image, const DisasmOptions& options) {
    append_image(out, image, options, 0);
}

} // namespace islet
