// SPDX-License-Identifier: MIT
//
// Source lines for tracebacks and warnings: from the file that code names, or from what was remembered of
// code that came from no file (-c, the prompt).
//
// Owns: while it lives, the text of the files it read. Threads: the interpreter's lock.
#pragma once

#include "vm/base/arena.h"
#include "vm/thread.h"

namespace islet {

struct Code;
struct Dict;

// Keeps `source` for the tracebacks of this code and of all code inside it, until the interpreter ends.
Status remember_source(Thread& t, const Code& code, Str& source);

// The lines of one printing's files. Lines lie in the arena, as UTF-8.
class SourceLines {
public:
    SourceLines(Thread& t, Arena& arena) : t_(t), arena_(arena) {}

    // Line `line` (from 1) of the file, without whitespace at its end; empty if it is not to be had. `code`
    // (or null) may bring a remembered source, `globals` (or null) the file of a module whose code names
    // another.
    std::string_view line(std::string_view filename, std::int32_t line, const Code* code,
                          const Dict* globals = nullptr);

private:
    struct File {
        std::string_view name;
        const std::string_view* lines;
        std::size_t count;
        File* next;
    };
    const File* open(std::string_view filename, const Dict* globals);
    const File* add(std::string_view name, std::string_view text);
    std::string_view read(std::string_view filename);
    std::string_view read_from_path(std::string_view filename);
    std::string_view decode(std::string_view bytes);

    Thread& t_;
    Arena& arena_;
    File* files_ = nullptr;
};

} // namespace islet
