// SPDX-License-Identifier: MIT
//
// The interactive prompt: lines are gathered until they make a whole statement (the parser says when more
// could make the text good), then run in __main__. Every error is shown and survived. Prompts go to standard
// error, and no byte is read ahead, so that input() finds what follows.
#include "runtime/cli/repl.h"

#include "runtime/cli/program.h"
#include "vm/blocking.h"
#include "vm/compile/compile.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/exc_report.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <string>
#include <unistd.h>

namespace islet {

namespace {

enum class Line { Text, End, Raised };

class Repl {
public:
    explicit Repl(Interpreter& interpreter) : interpreter_(interpreter), t_(interpreter.thread()) {}
    int run(const ReplOptions& options);

private:
    void write(std::string_view text) { write_error_text_py(t_, text); }
    bool set_usual_prompt(const char* name, std::string_view text);
    void show_prompt(const char* name);
    Line read_line(const char* prompt, std::string& out);
    Line read_statement(std::string& text);
    void run_startup(const std::string& file);

    Interpreter& interpreter_;
    Thread& t_;
};

enum class Gathered {
    Done,    // a statement, or an error that no line to come would mend
    Block,   // a compound statement, which ends with an empty line
    Missing, // a compound statement without its block
    Open,    // inside brackets, a string or a continued line
};

bool is_compound(ast::NodeKind kind) {
    using Kind = ast::NodeKind;
    switch (kind) {
    case Kind::FunctionDef:
    case Kind::AsyncFunctionDef:
    case Kind::ClassDef:
    case Kind::For:
    case Kind::AsyncFor:
    case Kind::While:
    case Kind::If:
    case Kind::With:
    case Kind::AsyncWith:
    case Kind::Match:
    case Kind::Try:
    case Kind::TryStar: return true;
    default: return false;
    }
}

// What the lines so far amount to.
Gathered look_at(std::string_view text) {
    Arena arena;
    ParseOptions options;
    options.mode = ParseMode::Single;
    options.allow_incomplete_input = true;
    const ParseResult result = parse(text, "<stdin>", options, arena);
    if (result.ok()) {
        const auto& body = static_cast<const ast::Interactive*>(result.tree)->body;
        const bool block = body.size != 0 && is_compound(body.data[0]->kind);
        return block ? Gathered::Block : Gathered::Done;
    }
    if (!result.error || result.error->kind != DiagnosticKind::IncompleteInput) return Gathered::Done;
    options.allow_incomplete_input = false;
    const ParseResult strict = parse(text, "<stdin>", options, arena);
    const bool missing = strict.error && strict.error->kind == DiagnosticKind::IndentationError;
    return missing ? Gathered::Missing : Gathered::Open;
}

// Nothing to run: blanks, or a comment.
bool is_blank(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\f\r\n");
    return start == std::string_view::npos || text[start] == '#';
}

bool is_empty_line(std::string_view line) {
    return line == "\n" || line == "\r\n";
}

bool Repl::set_usual_prompt(const char* name, std::string_view text) {
    Dict& sys = *t_.state().sys_dict;
    if (!dict_find_text(t_, sys, name).is_empty()) return true;
    Ref value = make_str(t_, text);
    return value && dict_set_text(t_, sys, name, value.get());
}

// str(sys.ps1); nothing if that fails or it is not there.
void Repl::show_prompt(const char* name) {
    const Value prompt = dict_find_text(t_, *t_.state().sys_dict, name);
    if (prompt.is_empty()) return;
    const Ref keep = Ref::share(prompt);
    TextBuffer text;
    if (append_str_py(t_, text, prompt))
        write(text.view());
    else
        t_.clear_pending();
}

Line Repl::read_line(const char* prompt, std::string& out) {
    show_prompt(prompt);
    for (bool any = false;;) {
        char c;
        const ssize_t n = blocking_call_py(t_, [&c] { return read(STDIN_FILENO, &c, 1); });
        if (n == kBlockingRaised) {
            write("\n");
            return Line::Raised;
        }
        if (n <= 0) return any ? Line::Text : Line::End;
        any = true;
        out.push_back(c);
        if (c == '\n') return Line::Text;
    }
}

Line Repl::read_statement(std::string& text) {
    if (const Line first = read_line("ps1", text); first != Line::Text) {
        if (first == Line::End) write("\n");
        return first;
    }
    if (is_blank(text)) return Line::Text;
    for (std::string next = text;;) {
        const Gathered so_far = text.back() == '\n' ? look_at(text) : Gathered::Open;
        if (so_far == Gathered::Done || (is_empty_line(next) && so_far != Gathered::Open)) return Line::Text;
        next.clear();
        const Line line = read_line("ps2", next);
        if (line == Line::Raised) return line;
        if (line == Line::End) {
            write("\n");
            if (text.back() != '\n') text.push_back('\n');
            return Line::Text;
        }
        text += next;
    }
}

// What $PYTHONSTARTUP names runs in __main__, as if it had been typed.
void Repl::run_startup(const std::string& file) {
    int open_error = 0;
    const bool ok = run_source_file(interpreter_, file, false, open_error);
    if (open_error != 0) {
        write("Could not open PYTHONSTARTUP\n");
        Ref name = make_str(t_, file);
        if (name) static_cast<void>(raise_os_error(t_, open_error, name.get()));
    }
    if (!ok) interpreter_.report_exception(false);
    forget_file_name(interpreter_);
}

int Repl::run(const ReplOptions& options) {
    if (options.banner) {
        TextBuffer text;
        format_to(text,
                  "Python {} on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more "
                  "information.\n",
                  kVersionText);
        write(text.view());
    }
    if (!options.startup.empty()) run_startup(options.startup);
    if (!set_usual_prompt("ps1", ">>> ") || !set_usual_prompt("ps2", "... ")) t_.clear_pending();
    for (;;) {
        std::string text;
        const Line line = read_statement(text);
        if (line == Line::End) return 0;
        if (line == Line::Text &&
            (is_blank(text) || interpreter_.run_text(text, "<stdin>", ParseMode::Single))) {
            flush_standard_streams_py(t_);
            continue;
        }
        const bool leaves = t_.pending_is(Exc::SystemExit);
        const int status = interpreter_.report_exception();
        if (leaves) return status;
    }
}

} // namespace

int run_repl(Interpreter& interpreter, const ReplOptions& options) {
    return Repl(interpreter).run(options);
}

} // namespace islet
