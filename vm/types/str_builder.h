// SPDX-License-Identifier: MIT
//
// Builds a str piece by piece, in one, two or four bytes per character, as the pieces need.
//
// Owns: a block that is to become the str, or nothing while the text is short enough to lie inside.
// Invariants: memory that runs out is remembered: later appends do nothing and finish() raises MemoryError,
//   so that callers check once. `range_` is that of the widest character so far.
// Threads: the interpreter's lock. The builder may outlive calls that run Python.
#pragma once

#include "vm/types/str.h"

namespace islet {

class StrBuilder {
public:
    explicit StrBuilder(Thread& t) : t_(t), data_(inline_) {}
    ~StrBuilder();
    StrBuilder(const StrBuilder&) = delete;
    StrBuilder& operator=(const StrBuilder&) = delete;

    std::size_t size() const { return size_; }
    bool failed() const { return failed_; }
    void reserve(std::size_t count) { static_cast<void>(room(count, range_)); }

    void append(const Str& s);
    void append(const Chars& chars);                  // finds out how wide they are
    void append(const Chars& chars, CharRange range); // of the widest one
    void append_ascii(std::string_view ascii);
    void append_utf8(std::string_view utf8); // as make_str
    void append(const TextBuffer& text) {
        if (text.failed()) failed_ = true;
        append_utf8(text.view());
    }
    void append_char(char32_t c);
    void append_fill(char32_t c, std::size_t count);
    // What was built so far; read it before the next append.
    Chars chars() const { return {data_, size_, static_cast<CharWidth>(width_)}; }

    Ref finish();

private:
    // Room for `count` more characters up to `range`; null: failed. Gives the place behind the last one.
    void* room(std::size_t count, CharRange range);
    bool grow(std::size_t count, unsigned width);

    Thread& t_;
    void* data_;
    Str* block_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = kInlineBytes; // bytes
    unsigned width_ = 1;
    CharRange range_ = CharRange::Ascii;
    bool failed_ = false;
    static constexpr std::size_t kInlineBytes = 512;
    alignas(8) char inline_[kInlineBytes];
};

} // namespace islet
