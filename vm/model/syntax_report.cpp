// SPDX-License-Identifier: MIT
//
// See syntax_report.h. Offsets count characters from 1. Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/syntax_report.h"

#include "vm/base/unicode.h"
#include "vm/model/protocol.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/str.h"

#include <algorithm>

namespace islet {

namespace {

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

struct Carets {
    std::int64_t first, last; // characters of the text, from 1; `last` is exclusive
};

// Which characters of the line to underline, as CPython reads the attributes.
Result<Carets> find_carets_py(Thread& t, const SyntaxException& e, std::int64_t size,
                              std::int64_t stripped_size) {
    std::int64_t first = 0;
    if (!int_fits(e.offset, &first)) first = size + 1;
    Result<bool> same_line = is_missing(e.lineno) || is_missing(e.end_lineno)
                                 ? Result<bool>(is_missing(e.lineno) && is_missing(e.end_lineno))
                                 : equal_py(t, e.lineno, e.end_lineno);
    if (!same_line) return t.raised();
    std::int64_t last = stripped_size + 1;
    if (*same_line) {
        std::int64_t end = 0;
        const bool known = !is_missing(e.end_offset) && is_int(e.end_offset) && int_fits(e.end_offset, &end);
        last = known && end != 0 ? end : first;
    }
    if (size > 0 && first > size) first = stripped_size + 1;
    if (size > 0 && last > size) last = stripped_size + 1;
    if (first >= last || last < 0) last = first + 1;
    return Carets{first, last};
}

void append_source_line_py(Thread& t, TextBuffer& out, const SyntaxException& e, const Str& text) {
    std::uint64_t end = text.length, start = 0;
    while (end > 0 && text.at(end - 1) == '\n') --end;
    while (start < end && (text.at(start) == ' ' || text.at(start) == '\n' || text.at(start) == '\f'))
        ++start;
    out.append("    ");
    for (std::uint64_t i = start; i < end; ++i) out.append_code_point(text.at(i));
    out.append('\n');
    if (is_missing(e.offset) || !is_int(e.offset)) return;
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

} // namespace

void append_syntax_error_py(Thread& t, TextBuffer& out, std::string_view title, SyntaxException& e) {
    Ref keep = Ref::share(&e);
    TextBuffer suffix;
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
        Ref text = Ref::share(e.text);
        append_source_line_py(t, out, e, text.as<Str>());
    }
    out.append(title);
    out.append(": ");
    Result<bool> has_message = is_missing(e.msg) ? Result<bool>(false) : truth_py(t, e.msg);
    if (!has_message) t.clear_pending();
    if (has_message && *has_message) {
        append_safely_py(t, out, e.msg);
    } else {
        out.append("<no detail available>");
    }
    out.append(suffix.view());
    out.append('\n');
}

} // namespace islet
