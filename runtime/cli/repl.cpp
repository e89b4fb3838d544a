// SPDX-License-Identifier: MIT
//
// The interactive prompt: lines are gathered until they make a whole statement (the parser says when more
// could make the text good), then run in __main__. Every error is shown and survived.
#include "runtime/cli/repl.h"

#include "vm/compile/compile.h"
#include "vm/model/compile_text.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <cstdio>
#include <string>
#include <unistd.h>

namespace islet {

namespace {

// sys.ps1 and sys.ps2, or the usual ones.
std::string prompt(Thread& t, const char* name, const char* usual) {
    const Value v = t.state().sys_dict ? dict_find_text(t, *t.state().sys_dict, name) : Value();
    if (!is_kind(v, Kind::Str)) return usual;
    TextBuffer text;
    append_utf8(text, as<Str>(v));
    return std::string(text.view());
}

// One line with its newline; false at the end of input.
bool read_line(const std::string& ask, std::string& out) {
    std::fputs(ask.c_str(), stdout);
    std::fflush(stdout);
    int c;
    bool any = false;
    while ((c = std::fgetc(stdin)) != EOF) {
        any = true;
        out.push_back(static_cast<char>(c));
        if (c == '\n') return true;
    }
    return any;
}

// Whether more lines could make `text` a statement.
bool wants_more(const std::string& text) {
    Arena arena;
    ParseOptions options;
    options.mode = ParseMode::Single;
    options.allow_incomplete_input = true;
    options.dont_imply_dedent = true;
    const ParseResult result = parse(text, "<stdin>", options, arena);
    return !result.ok() && result.error && result.error->kind == DiagnosticKind::IncompleteInput;
}

} // namespace

int run_repl(Interpreter& interpreter) {
    Thread& t = interpreter.thread();
    if (!interpreter.options().quiet) {
        std::fputs("Islet 0.1.0, Python 3.14. Ctrl-D ends.\n", stderr);
    }
    for (;;) {
        std::string text;
        if (!read_line(prompt(t, "ps1", ">>> "), text)) break;
        bool more = wants_more(text);
        while (more) {
            std::string next;
            if (!read_line(prompt(t, "ps2", "... "), next)) break;
            text += next;
            // A block ends with an empty line.
            more = next != "\n" && (wants_more(text) || text[text.size() - next.size()] == ' ' ||
                                    text[text.size() - next.size()] == '\t');
        }
        if (text.find_first_not_of(" \t\r\n") == std::string::npos) continue;
        if (interpreter.run_text(text, "<stdin>", ParseMode::Single)) continue;
        const bool leaves = t.pending_is(Exc::SystemExit);
        const int status = interpreter.report_exception();
        if (leaves) return status;
    }
    std::fputc('\n', stdout);
    return 0;
}

} // namespace islet
