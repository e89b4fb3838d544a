// SPDX-License-Identifier: MIT
//
// Where the passes put what they find wrong: one error, any number of warnings, and the check of the stack.
//
// Owns: nothing; texts lie in the arena.
// Invariants: only the first error counts; after it a pass goes on as well as it can and its result is
//   thrown away, so no function needs to hand a failure up.
// Threads: one.
#pragma once

#include "grammar/ast.h"
#include "grammar/parse.h"
#include "vm/base/arena.h"
#include "vm/base/format.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {

class Report {
public:
    // `source` may be empty: then errors carry no text. `stack_limit` is the lowest address that the passes
    // may use; 0: they trust the depth of the tree.
    Report(Arena& arena, std::string_view source, std::uintptr_t stack_limit)
        : arena_(arena), source_(source), stack_limit_(stack_limit) {}

    bool failed() const { return failed_ || arena_.failed(); }
    const Diagnostic& diagnostic();

    // Cold, so that the buffer for the text is in no frame of a recursive pass.
    template <class... Args>
    [[gnu::noinline, gnu::cold]] void
    error(const ast::Span& span, FormatPattern<std::type_identity_t<Args>...> pattern, const Args&... args) {
        if (failed_) return;
        TextBuffer text;
        format_to(text, pattern, args...);
        set_error(text.view(), span);
    }
    template <class... Args>
    [[gnu::noinline, gnu::cold]] void
    warn(const ast::Span& span, FormatPattern<std::type_identity_t<Args>...> pattern, const Args&... args) {
        if (failed_ || muted_) return;
        TextBuffer text;
        format_to(text, pattern, args...);
        add_warning(text.view(), span);
    }
    // A limit of the code format that no sensible program meets; no place to point at.
    void limit(std::string_view what);

    // False when the C++ stack is nearly used up; the error is set then.
    bool check_stack() {
        char here;
        if (reinterpret_cast<std::uintptr_t>(&here) > stack_limit_) [[likely]]
            return true;
        too_deep();
        return false;
    }

    // While muted no warnings are kept: the second copy of a `finally` block is compiled.
    void mute() { ++muted_; }
    void unmute() { --muted_; }

    struct WarningNode {
        std::string_view message;
        ast::Span span;
        WarningNode* next;
    };
    const WarningNode* warnings() const { return first_warning_; }
    Arena& arena() { return arena_; }
    // An error with these words at this place. `message` is not copied.
    Diagnostic describe(std::string_view message, const ast::Span& span) const;

private:
    void set_error(std::string_view message, const ast::Span& span);
    void add_warning(std::string_view message, const ast::Span& span);
    void too_deep();
    std::string_view line_text(std::uint32_t line) const;

    Arena& arena_;
    std::string_view source_;
    std::uintptr_t stack_limit_;
    bool failed_ = false;
    int muted_ = 0;
    Diagnostic diagnostic_;
    WarningNode* first_warning_ = nullptr;
    WarningNode** last_warning_ = &first_warning_;
};

} // namespace islet
