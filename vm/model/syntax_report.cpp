// SPDX-License-Identifier: MIT
//
// See syntax_report.h. Offsets count characters from 1. Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/syntax_report.h"

#include "vm/base/unicode.h"
#include "vm/model/keyword_typo.h"
#include "vm/model/protocol.h"
#include "vm/model/source_lines.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <algorithm>

namespace islet {

namespace {

// Larger sources are not searched for mistyped keywords anyway.
constexpr std::size_t kLargestSource = 8192;

// str(v), or a note that it failed.
void append_safely_py(Thread& t, TextBuffer& out, Value v) {
    const std::size_t before = out.size();
    if (append_str_py(t, out, v)) return;
    t.clear_pending();
    out.truncate(before);
    out.append("<exception str() failed>");
}

bool is_missing(Value v) {
    return v.is_empty() || v.is_none();
}

// What the block shows; starts as the exception's attributes.
struct Shown {
    explicit Shown(const SyntaxException& e)
        : text(Ref::share(e.text)), lineno(Ref::share(e.lineno)), end_lineno(Ref::share(e.end_lineno)),
          offset(Ref::share(e.offset)), end_offset(Ref::share(e.end_offset)) {}
    Ref text, lineno, end_lineno, offset, end_offset;
};

struct Carets {
    std::int64_t first, last; // characters of the text, from 1; `last` is exclusive
};

// Which characters of the line to underline, as CPython reads the attributes.
Result<Carets> find_carets_py(Thread& t, const Shown& e, std::int64_t size, std::int64_t stripped_size) {
    std::int64_t first = 0;
    if (!int_fits(e.offset.get(), &first)) first = size + 1;
    Result<bool> same_line = is_missing(e.lineno.get()) || is_missing(e.end_lineno.get())
                                 ? Result<bool>(is_missing(e.lineno.get()) && is_missing(e.end_lineno.get()))
                                 : equal_py(t, e.lineno.get(), e.end_lineno.get());
    if (!same_line) return t.raised();
    std::int64_t last = stripped_size + 1;
    if (*same_line) {
        std::int64_t end = 0;
        const bool known = !is_missing(e.end_offset.get()) && is_int(e.end_offset.get()) &&
                           int_fits(e.end_offset.get(), &end);
        last = known && end != 0 ? end : first;
    }
    if (size > 0 && first > size) first = stripped_size + 1;
    if (size > 0 && last > size) last = stripped_size + 1;
    if (first >= last || last < 0) last = first + 1;
    return Carets{first, last};
}

void append_source_line_py(Thread& t, TextBuffer& out, const Shown& e) {
    const Str& text = e.text.as<Str>();
    std::uint64_t end = text.length, start = 0;
    while (end > 0 && text.at(end - 1) == '\n') --end;
    while (start < end && (text.at(start) == ' ' || text.at(start) == '\n' || text.at(start) == '\f'))
        ++start;
    out.append("    ");
    for (std::uint64_t i = start; i < end; ++i) out.append_code_point(text.at(i));
    out.append('\n');
    if (is_missing(e.offset.get()) || !is_int(e.offset.get())) return;
    Result<Carets> carets =
        find_carets_py(t, e, static_cast<std::int64_t>(text.length), static_cast<std::int64_t>(end));
    if (!carets) return t.clear_pending();
    const std::int64_t from = carets->first - 1 - static_cast<std::int64_t>(start);
    if (from < 0) return;
    out.append("    ");
    for (std::int64_t i = 0; i < from; ++i) {
        // Tabs must be kept, or the caret stands elsewhere.
        const std::uint64_t at = start + static_cast<std::uint64_t>(i);
        if (at >= end) break;
        const char32_t c = text.at(at);
        out.append_code_point(is_space(c) ? c : U' ');
    }
    out.append_fill('^', static_cast<std::size_t>(std::max<std::int64_t>(carets->last - carets->first, 0)));
    out.append('\n');
}

// Shows a better place and message when the error is vague and a mistyped keyword explains it.
void explain_typo(Thread& t, Arena& arena, const SyntaxException& e, Shown& shown,
                  std::string_view* message) {
    auto* const given = cast<Str>(e.msg);
    auto* const metadata = cast<Tuple>(e.metadata);
    if (!given || !metadata || metadata->size != 3) return;
    TextBuffer text;
    append_utf8(text, *given);
    if (text.view() != "invalid syntax" &&
        text.view().find("Perhaps you forgot a comma") == std::string_view::npos) {
        return;
    }
    std::int64_t line = 0;
    if (!is_int(e.lineno) || !int_fits(e.lineno, &line)) return;
    TextBuffer source;
    const bool from_file = !is_kind((*metadata)[2], Kind::Str);
    if (!from_file) {
        append_utf8(source, as<Str>((*metadata)[2]));
    } else if (auto* const filename = cast<Str>(e.filename)) {
        TextBuffer name;
        append_utf8(name, *filename);
        SourceLines lines(t, arena);
        for (std::int64_t i = 1; i <= line && i < INT32_MAX && source.size() < kLargestSource; ++i) {
            source.append(lines.line(name.view(), static_cast<std::int32_t>(i), nullptr));
            source.append('\n');
        }
    }
    KeywordTypo typo;
    if (source.failed() || !find_keyword_typo(arena, source.view(), line, from_file, typo)) return;
    Ref typo_line = make_str(t, typo.line);
    Ref number = make_int(t, typo.line_number);
    if (!typo_line || !number) return t.clear_pending();
    shown.text = std::move(typo_line);
    shown.end_lineno = Ref::share(number.get());
    shown.lineno = std::move(number);
    shown.offset = Ref::plain(Value::small_int(typo.first + 1));
    shown.end_offset = Ref::plain(Value::small_int(typo.last + 1));
    *message = arena.copy(format("invalid syntax. Did you mean '{}'?", typo.keyword).view());
}

} // namespace

void append_syntax_error_py(Thread& t, TextBuffer& out, std::string_view title, SyntaxException& e) {
    Ref keep = Ref::share(&e);
    TextBuffer suffix;
    Arena arena;
    std::string_view better_message;
    if (!is_missing(e.lineno)) {
        out.append("  File \"");
        Result<bool> named = is_missing(e.filename) ? Result<bool>(false) : truth_py(t, e.filename);
        if (!named) t.clear_pending();
        if (named && *named) {
            append_safely_py(t, out, e.filename);
        } else {
            out.append("<string>");
        }
        out.append("\", line ");
        append_safely_py(t, out, e.lineno);
        out.append('\n');
    } else if (!is_missing(e.filename)) {
        suffix.append(" (");
        append_safely_py(t, suffix, e.filename);
        suffix.append(')');
    }
    if (is_kind(e.text, Kind::Str)) {
        Shown shown(e);
        explain_typo(t, arena, e, shown, &better_message);
        append_source_line_py(t, out, shown);
    }
    out.append(title);
    out.append(": ");
    Result<bool> has_message = is_missing(e.msg) ? Result<bool>(false) : truth_py(t, e.msg);
    if (!has_message) t.clear_pending();
    if (!better_message.empty()) {
        out.append(better_message);
    } else if (has_message && *has_message) {
        append_safely_py(t, out, e.msg);
    } else {
        out.append("<no detail available>");
    }
    out.append(suffix.view());
    out.append('\n');
}

} // namespace islet
