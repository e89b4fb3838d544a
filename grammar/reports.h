// SPDX-License-Identifier: MIT
//
// Where lexer, parser and diagnostics put what they have to say: one error, and warnings.
//
// Owns: nothing; everything it keeps lies in the arena.
// Invariants: the first error stays until clear_error(); columns come in as bytes and go out as characters.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"
#include "grammar/parse.h"
#include "vm/base/arena.h"
#include "vm/base/format.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

// The text that is parsed: UTF-8, lines end in '\n', kPadding zero bytes behind the end. In the arena.
struct SourceText {
    static constexpr std::size_t kPadding = 16;

    const char* begin = nullptr;
    std::uint32_t size = 0;
    bool ascii = true;

    const char* end() const { return begin + size; }
    std::string_view view() const { return {begin, size}; }
    // The line with the given number (from 1), without its newline; empty behind the last.
    std::string_view line(std::uint32_t number) const;
};

// A place the way Python's tokenizer and parser hand it to the exception: 1-based byte columns, where 0 and
// -1 have meanings of their own and are passed on.
struct ErrorPlace {
    std::uint32_t line;
    std::int64_t offset;
    std::uint32_t end_line;
    std::int64_t end_offset;
};

// The place of a token or node.
inline ErrorPlace place_of(const ast::Span& span) {
    return {span.line, std::int64_t{span.col} + 1, span.end_line, std::int64_t{span.end_col} + 1};
}

class Reports {
public:
    explicit Reports(Arena& arena) : arena_(arena) {}

    void set_source(const SourceText& source) { source_ = source; }
    const SourceText& source() const { return source_; }

    // Records an error unless there is one. `keeps_newline` tells whether its `text` ends in one.
    void fail(DiagnosticKind kind, std::string_view message, const ErrorPlace& place,
              bool keeps_newline = true);
    void fail(DiagnosticKind kind, const TextBuffer& message, const ErrorPlace& place,
              bool keeps_newline = true) {
        fail(kind, message.view(), place, keeps_newline);
    }
    // For an error that lies at no place in the text.
    void fail_without_place(DiagnosticKind kind, std::string_view message);
    void fail_with(const Diagnostic& diagnostic);

    const Diagnostic* error() const { return error_; }
    void clear_error() { error_ = nullptr; }
    bool failed() const { return error_ != nullptr || arena_.failed(); }

    void warn(std::string_view message, std::uint32_t line, const ast::Span& span);
    ast::Seq<ParseWarning> take_warnings();

    Arena& arena() { return arena_; }

private:
    struct WarningLink {
        ParseWarning warning;
        WarningLink* next;
    };

    Arena& arena_;
    SourceText source_;
    const Diagnostic* error_ = nullptr;
    WarningLink* first_warning_ = nullptr;
    WarningLink* last_warning_ = nullptr;
    std::uint32_t warning_count_ = 0;
};

// The 1-based character offset of a 1-based byte offset; values below 1 stay as they are.
std::int32_t character_offset(std::string_view line, std::int64_t byte_offset);

} // namespace islet::grammar
