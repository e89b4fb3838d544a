// SPDX-License-Identifier: MIT
//
// The module _traceback: what the interpreter's own printer of tracebacks knows, for the module traceback, so
// that both say the same. Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/base/arena.h"
#include "vm/model/attr.h"
#include "vm/model/exc.h"
#include "vm/model/source_excerpt.h"
#include "vm/model/source_lines.h"
#include "vm/model/suggest.h"
#include "vm/model/syntax_report.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// The suggestion that follows an exception's text, or an empty string.
Ref traceback_suggestion_py(Thread& t, Value exception) {
    TextBuffer out;
    if (is_kind(exception, Kind::Exception)) append_suggestion_py(t, out, exception);
    return make_str(t, out);
}

// The block of a SyntaxError: place, line, carets, and the message behind the given title.
Ref traceback_syntax_lines_py(Thread& t, Value exception, Str& title) {
    if (!is_kind(exception, Kind::Exception) || !exception_matches(t, exception, Exc::SyntaxError))
        return t.raise(Exc::TypeError, "a SyntaxError is required, not '{}'", *type_of(t, exception));
    TextBuffer out, name;
    append_utf8(name, title);
    append_syntax_error_py(t, out, name.view(), *static_cast<SyntaxException*>(exception.object()));
    return make_str(t, out);
}

// The lines as they were given, with the markers below them; columns are in bytes, -1 if not known.
Ref traceback_excerpt(Thread& t, Value lines, Int32 line, Int32 end_line, Int32 column, Int32 end_column) {
    if (!is_kind(lines, Kind::List)) return t.raise(Exc::TypeError, "lines must be a list");
    const List& list = as<List>(lines);
    Arena arena;
    auto* const views = arena.make_array<std::string_view>(list.size);
    if (!views) return t.raise_memory_error();
    for (std::uint64_t i = 0; i < list.size; ++i) {
        if (!is_str(list.items[i])) return t.raise(Exc::TypeError, "lines must be strings");
        TextBuffer text;
        append_utf8(text, as<Str>(list.items[i]));
        views[i] = arena.copy(text.view());
    }
    TextBuffer out;
    const SourceSpan span{line.value, end_line.value, column.value, end_column.value};
    if (list.size != 0) append_source_excerpt(out, arena, std::span(views, list.size), span);
    return make_str(t, out);
}

// A line of a file, or of code that came from no file, without its end; empty if it is not to be had.
Ref traceback_line(Thread& t, Str& filename, Int32 line, Value code) {
    Arena arena;
    SourceLines lines(t, arena);
    TextBuffer name;
    append_utf8(name, filename);
    const Code* const of = is_kind(code, Kind::Code) ? &as<Code>(code) : nullptr;
    return make_str(t, lines.line(name.view(), line.value, of));
}

constexpr MethodDef kFunctions[] = {
    function<&traceback_suggestion_py>("suggestion($module, exception, /)",
                                       "What the exception's name may have meant, as text to append."),
    function<&traceback_syntax_lines_py>("syntax_lines($module, exception, title, /)",
                                         "The text of a SyntaxError below the traceback."),
    function<&traceback_excerpt>("excerpt($module, lines, lineno, end_lineno, colno, end_colno, /)",
                                 "Source lines with markers below the columns."),
    function<&traceback_line>("line($module, filename, lineno, code, /)",
                              "A source line that may come from no file."),
};

} // namespace

const ModuleDef kTracebackModule = {
    .name = "_traceback",
    .doc = "What the interpreter's own printer of tracebacks knows.",
    .functions = kFunctions,
};

} // namespace islet
