// SPDX-License-Identifier: MIT
//
// See traceback_print.h. First everything that may run Python (str() of the exceptions, their notes,
// suggestions) is asked of all exceptions that will be shown, in CPython's order; then the text is put
// together.
//
// Owns: while it works, one count on each exception shown. Threads: the interpreter's lock.
#include "vm/model/traceback_print.h"

#include "vm/base/arena.h"
#include "vm/model/attr.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/model/source_excerpt.h"
#include "vm/model/source_lines.h"
#include "vm/model/suggest.h"
#include "vm/model/syntax_report.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

namespace islet {

namespace {

constexpr std::uint32_t kRepeatsShown = 3;
constexpr std::uint64_t kGroupWidth = 15;
constexpr int kGroupDepth = 10;

constexpr std::string_view kCauseText =
    "\nThe above exception was the direct cause of the following exception:\n\n";
constexpr std::string_view kContextText =
    "\nDuring handling of the above exception, another exception occurred:\n\n";

// An exception that will be shown. Lies in the arena; `exception` owns a count, which the Printer gives back.
struct Node {
    Value exception;
    Node* cause;
    Node* context;
    Node** members; // of a group
    std::uint64_t member_count;
    bool is_group;
    std::string_view last_lines; // type, message, notes
    Node* older;                 // all nodes, for the end
    Node* waiting;               // to be linked to others
};

// The addresses of the exceptions seen so far.
class SeenSet {
public:
    explicit SeenSet(Arena& arena) : arena_(arena) {}
    // False: it was there, or there is no memory, which ends the chain as well.
    bool add(const Object* object) {
        if ((count_ + 1) * 2 > capacity_ && !grow()) return false;
        return insert(object);
    }
    bool has(const Object* object) const {
        if (capacity_ == 0) return false;
        for (std::size_t at = slot(object);; at = (at + 1) & (capacity_ - 1)) {
            if (table_[at] == object) return true;
            if (!table_[at]) return false;
        }
    }

private:
    std::size_t slot(const Object* object) const {
        return (reinterpret_cast<std::uintptr_t>(object) >> 4) * 0x9E3779B1 & (capacity_ - 1);
    }
    bool insert(const Object* object) {
        for (std::size_t at = slot(object);; at = (at + 1) & (capacity_ - 1)) {
            if (table_[at] == object) return false;
            if (table_[at]) continue;
            table_[at] = object;
            ++count_;
            return true;
        }
    }
    bool grow() {
        const std::size_t old_capacity = capacity_;
        const Object** const old = table_;
        const std::size_t capacity = capacity_ == 0 ? 32 : capacity_ * 2;
        auto** const fresh = arena_.make_array<const Object*>(capacity);
        if (!fresh) return false;
        std::memset(static_cast<void*>(fresh), 0, capacity * sizeof(*fresh));
        table_ = fresh;
        capacity_ = capacity;
        count_ = 0;
        for (std::size_t i = 0; i < old_capacity; ++i) {
            if (old[i]) insert(old[i]);
        }
        return true;
    }

    Arena& arena_;
    const Object** table_ = nullptr;
    std::size_t count_ = 0, capacity_ = 0;
};

class Printer {
public:
    Printer(Thread& t, TextBuffer& out) : t_(t), out_(out), seen_(arena_), sources_(t, arena_) {}
    ~Printer() {
        for (Node* node = nodes_; node; node = node->older) release(node->exception);
    }

    Node* gather_py(Value exception);
    void write(const Node& node);

private:
    // --- Gathering
    Node* make_node_py(Value exception);
    Node* link_py(Value exception);
    void expand_py(Node& node);

    // --- Writing
    void write_one(const Node& node);
    void write_group(const Node& node);
    void write_members(const Node& node);
    void write_stack(const Exception& e);
    void write_entry(const Traceback& tb, TextBuffer& text);
    void emit(std::string_view text, char margin = '|');
    void indent() { out_.append_fill(' ', static_cast<std::size_t>(depth_) * 2); }

    Thread& t_;
    TextBuffer& out_;
    Arena arena_;
    SeenSet seen_;
    SourceLines sources_;
    Node* nodes_ = nullptr;
    Node* waiting_ = nullptr;
    int depth_ = 0; // of groups
    bool need_close_ = false;
};

// --- Gathering

void append_safely_py(Thread& t, TextBuffer& out, Value v, std::string_view what, bool use_repr = false) {
    const std::size_t before = out.size();
    if (use_repr ? append_repr_py(t, out, v) : append_str_py(t, out, v)) return;
    t.clear_pending();
    out.truncate(before);
    format_to(out, "<{} {}() failed>", what, use_repr ? "repr" : "str");
}

// The type's name, with its module unless that says nothing new.
void append_title_py(Thread& t, TextBuffer& out, Type& type) {
    Ref module = find_attr_py(t, &type, Name::dunder_module);
    if (!module) t.clear_pending();
    if (!module || !is_kind(module.get(), Kind::Str)) {
        out.append("<unknown>.");
    } else if (!str_equal(module.as<Str>(), "__main__") && !str_equal(module.as<Str>(), "builtins")) {
        format_to(out, "{}.", module.as<Str>());
    }
    append_utf8(out, *type.qualname);
}

void append_note_lines_py(Thread& t, TextBuffer& out, Value notes) {
    if (notes.is_none()) return;
    const bool sequence =
        is_kind(notes, Kind::List) || is_kind(notes, Kind::Tuple) || is_kind(notes, Kind::Range);
    if (!sequence) {
        append_safely_py(t, out, notes, "__notes__", true);
        return out.append('\n');
    }
    // One item after the other by index: str() of a note may change the list.
    for (std::int64_t i = 0;; ++i) {
        Result<std::int64_t> size = length_py(t, notes);
        if (!size || i >= *size) break;
        Ref note = getitem_py(t, notes, Value::small_int(i));
        if (!note) break;
        append_safely_py(t, out, note.get(), "note");
        out.append('\n');
    }
    t.clear_pending();
}

void append_notes_py(Thread& t, TextBuffer& out, Value exception) {
    Ref notes = find_attr_py(t, exception, Name::dunder_notes);
    if (notes) return append_note_lines_py(t, out, notes.get());
    if (!t.has_pending()) return;
    Ref failure = t.take_pending();
    out.append("Ignored error getting __notes__: ");
    append_safely_py(t, out, failure.get(), "__notes__", true);
    out.append('\n');
}

void append_last_lines_py(Thread& t, TextBuffer& out, Value exception) {
    auto& e = as<Exception>(exception);
    if (exception_matches(t, exception, Exc::SyntaxError)) {
        TextBuffer title;
        append_title_py(t, title, *e.type());
        append_syntax_error_py(t, out, title.view(), static_cast<SyntaxException&>(e));
    } else {
        TextBuffer message;
        append_safely_py(t, message, exception, "exception");
        append_suggestion_py(t, message, exception);
        append_title_py(t, out, *e.type());
        if (!message.empty()) format_to(out, ": {}", message);
        out.append('\n');
    }
    append_notes_py(t, out, exception);
}

Node* Printer::make_node_py(Value exception) {
    seen_.add(exception.object());
    Node* const node = arena_.make<Node>();
    if (!node) return nullptr;
    retain(exception);
    node->exception = exception;
    node->is_group = exception_matches(t_, exception, Exc::BaseExceptionGroup);
    node->older = nodes_;
    nodes_ = node;
    TextBuffer text;
    append_last_lines_py(t_, text, exception);
    node->last_lines = arena_.copy(text.view());
    return node;
}

Node* Printer::link_py(Value exception) {
    if (exception.is_empty() || seen_.has(exception.object())) return nullptr;
    return make_node_py(exception);
}

// Makes the nodes that this one refers to and lets them wait for the same.
void Printer::expand_py(Node& node) {
    auto& e = as<Exception>(node.exception);
    node.cause = link_py(e.cause);
    if (!node.cause && !e.suppress_context) node.context = link_py(e.context);
    if (node.is_group) {
        Tuple* const members = static_cast<GroupException&>(e).exceptions;
        node.member_count = members ? members->size : 0;
        node.members = arena_.make_array<Node*>(node.member_count);
        if (!node.members) node.member_count = 0;
        Ref keep = Ref::share(Value(members));
        for (std::uint64_t i = 0; i < node.member_count; ++i) node.members[i] = make_node_py((*members)[i]);
    }
    const auto wait = [this](Node* other) {
        if (!other) return;
        other->waiting = waiting_;
        waiting_ = other;
    };
    wait(node.cause);
    wait(node.context);
    for (std::uint64_t i = 0; i < node.member_count; ++i) wait(node.members[i]);
}

Node* Printer::gather_py(Value exception) {
    Node* const top = make_node_py(exception);
    waiting_ = top;
    while (Node* const node = waiting_) {
        waiting_ = node->waiting;
        expand_py(*node);
    }
    return top;
}

// --- Writing

// Inside a group every line begins with the group's margin.
void Printer::emit(std::string_view text, char margin) {
    if (depth_ == 0) return out_.append(text);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        indent();
        out_.append(margin);
        out_.append(' ');
        out_.append(text.substr(0, size));
        text.remove_prefix(size);
    }
}

void Printer::write_entry(const Traceback& tb, TextBuffer& text) {
    const Code& code = *tb.code;
    TextBuffer file;
    append_utf8(file, *code.filename);
    SourceSpan span = code.image->span_at(tb.word);
    if (span.line < 0 || tb.line > 0) span = {traceback_line(tb), traceback_line(tb), -1, -1};
    const bool prompt = file.view().starts_with("<stdin-") && file.view().ends_with(">");
    format_to(text, "  File \"{}\", line ", prompt ? std::string_view("<stdin>") : file.view());
    if (span.line >= 0) {
        append_value(text, std::int64_t{span.line});
    } else {
        text.append("None");
    }
    format_to(text, ", in {}\n", *code.name);
    if (span.line < 1) return;
    if (span.end_line < span.line) span.end_line = span.line;
    const auto count = static_cast<std::size_t>(span.end_line - span.line) + 1;
    auto* const lines = arena_.make_array<std::string_view>(count);
    if (!lines) return;
    for (std::size_t i = 0; i < count; ++i) {
        lines[i] = sources_.line(file.view(), span.line + static_cast<std::int32_t>(i), &code, tb.globals);
    }
    append_source_excerpt(text, arena_, std::span(lines, count), span);
}

// sys.tracebacklimit: how many entries to show, the last ones; -1: all.
std::int64_t traceback_limit(Thread& t) {
    Dict* const sys = t.state().sys_dict;
    const Value limit = sys ? dict_find_text(t, *sys, "tracebacklimit") : Value();
    std::int64_t n;
    if (!limit.is_object() && !limit.is_int()) return -1;
    if (!is_int(limit) || !int_fits(limit, &n)) return -1;
    return n < 0 ? 0 : n;
}

bool same_place(const Traceback& a, const Traceback& b) {
    return a.code->filename == b.code->filename && a.code->name == b.code->name &&
           traceback_line(a) == traceback_line(b);
}

void append_repeats(TextBuffer& text, std::uint32_t repeats) {
    if (repeats <= kRepeatsShown) return;
    const std::uint32_t more = repeats - kRepeatsShown;
    format_to(text, "  [Previous line repeated {} more time{}]\n", more, more > 1 ? "s" : "");
}

void Printer::write_stack(const Exception& e) {
    std::int64_t skip = 0;
    if (const std::int64_t limit = traceback_limit(t_); limit >= 0) {
        for (const Traceback* tb = e.traceback; tb; tb = tb->next) ++skip;
        skip = skip > limit ? skip - limit : 0;
    }
    const Traceback* last = nullptr;
    std::uint32_t repeats = 0;
    for (const Traceback* tb = e.traceback; tb; tb = tb->next) {
        if (skip-- > 0) continue;
        TextBuffer text;
        if (!last || !same_place(*last, *tb)) {
            append_repeats(text, repeats);
            last = tb;
            repeats = 0;
        }
        if (++repeats <= kRepeatsShown) write_entry(*tb, text);
        emit(text.view());
    }
    TextBuffer text;
    append_repeats(text, repeats);
    emit(text.view());
}

bool has_stack(Thread& t, const Exception& e) {
    return e.traceback && traceback_limit(t) != 0;
}

void Printer::write_one(const Node& node) {
    const auto& e = as<Exception>(node.exception);
    if (has_stack(t_, e)) {
        emit("Traceback (most recent call last):\n");
        write_stack(e);
    }
    emit(node.last_lines);
}

void Printer::write_members(const Node& node) {
    const std::uint64_t shown = node.member_count <= kGroupWidth ? node.member_count : kGroupWidth + 1;
    need_close_ = false;
    for (std::uint64_t i = 0; i < shown; ++i) {
        const bool last = i == shown - 1;
        if (last) need_close_ = true; // unless a group at the end closes for us
        indent();
        out_.append(i == 0 ? "+-" : "  ");
        if (i < kGroupWidth) {
            format_to(out_, "+---------------- {} ----------------\n", i + 1);
        } else {
            out_.append("+---------------- ... ----------------\n");
        }
        ++depth_;
        if (i >= kGroupWidth) {
            const std::uint64_t more = node.member_count - kGroupWidth;
            emit(format("and {} more exception{}\n", more, more > 1 ? "s" : "").view());
        } else if (node.members[i]) {
            write(*node.members[i]);
        }
        if (last && need_close_) {
            indent();
            out_.append("+------------------------------------\n");
            need_close_ = false;
        }
        --depth_;
    }
}

void Printer::write_group(const Node& node) {
    if (depth_ > kGroupDepth) return emit(format("... (max_group_depth is {})\n", kGroupDepth).view());
    const auto& e = as<Exception>(node.exception);
    const bool top = depth_ == 0;
    if (top) ++depth_;
    if (has_stack(t_, e)) {
        emit("Exception Group Traceback (most recent call last):\n", top ? '+' : '|');
        write_stack(e);
    }
    emit(node.last_lines);
    write_members(node);
    if (top) depth_ = 0;
}

// The chain from its oldest exception to `node`. A chain may be as long as memory: no recursion along it.
void Printer::write(const Node& node) {
    std::size_t count = 0;
    for (const Node* at = &node; at; at = at->cause ? at->cause : at->context) ++count;
    auto** const chain = arena_.make_array<const Node*>(count);
    if (!chain) return;
    std::size_t fill = count;
    for (const Node* at = &node; at; at = at->cause ? at->cause : at->context) chain[--fill] = at;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) emit(chain[i]->cause ? kCauseText : kContextText);
        if (chain[i]->is_group && chain[i]->member_count > 0) {
            write_group(*chain[i]);
        } else {
            write_one(*chain[i]);
        }
    }
}

} // namespace

void append_exception_py(Thread& t, TextBuffer& out, Value exception) {
    Ref keep = Ref::share(exception);
    Ref pending = t.has_pending() ? t.take_pending() : Ref::nothing();
    {
        Printer printer(t, out);
        if (const Node* const top = printer.gather_py(exception)) printer.write(*top);
    }
    t.clear_pending();
    if (pending) static_cast<void>(t.restore(std::move(pending)));
}

void append_exception_only_py(Thread& t, TextBuffer& out, Value exception) {
    Ref keep = Ref::share(exception);
    Ref pending = t.has_pending() ? t.take_pending() : Ref::nothing();
    append_last_lines_py(t, out, exception);
    t.clear_pending();
    if (pending) static_cast<void>(t.restore(std::move(pending)));
}

} // namespace islet
