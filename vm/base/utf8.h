// SPDX-License-Identifier: MIT
// UTF-8 to arrays of characters and back. A character array has 1, 2 or 4 bytes per character, whichever its
// widest character needs; `Chars` is a view of one.
// "Surrogates::Allow" reads and writes lone surrogates as three bytes (the WTF-8 way), which strings that
// hold them need; Python's own codec forbids them. Faults are reported in the places and words that Python's
// decoder uses, so that a codec can ignore, replace or escape exactly the bytes that CPython would. Owns:
// nothing. Invariants: reads and writes only what it is given. Threads: any.
#pragma once

#include "vm/base/check.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {

enum class CharWidth : std::uint8_t { One = 1, Two = 2, Four = 4 };

// The smallest of four ranges that holds every character of a text; the values are the upper ends.
enum class CharRange : std::uint32_t { Ascii = 0x7f, Latin1 = 0xff, Bmp = 0xffff, All = 0x10ffff };

constexpr CharWidth width_of(CharRange range) {
    if (range <= CharRange::Latin1) return CharWidth::One;
    return range == CharRange::Bmp ? CharWidth::Two : CharWidth::Four;
}
constexpr CharRange range_of(char32_t c) {
    if (c < 0x80) return CharRange::Ascii;
    if (c < 0x100) return CharRange::Latin1;
    return c < 0x10000 ? CharRange::Bmp : CharRange::All;
}

constexpr bool is_surrogate(char32_t c) {
    return (c & 0xfffff800u) == 0xd800;
}

// A borrowed array of characters.
struct Chars {
    const void* data = nullptr;
    std::size_t size = 0; // in characters
    CharWidth width = CharWidth::One;

    Chars() = default;
    Chars(const void* data_, std::size_t size_, CharWidth width_) : data(data_), size(size_), width(width_) {}
    // Bytes as Latin-1 characters.
    explicit Chars(std::string_view latin1) : data(latin1.data()), size(latin1.size()) {}

    char32_t operator[](std::size_t i) const {
        ISLET_DCHECK(i < size, "character index");
        if (width == CharWidth::One) return static_cast<const std::uint8_t*>(data)[i];
        if (width == CharWidth::Two) return static_cast<const std::uint16_t*>(data)[i];
        return static_cast<const std::uint32_t*>(data)[i];
    }
    Chars slice(std::size_t from, std::size_t to) const {
        ISLET_DCHECK(from <= to && to <= size, "slice of characters");
        return {static_cast<const char*>(data) + from * static_cast<std::size_t>(width), to - from, width};
    }
};

// Calls `visit` with the typed pointer to the first character: one loop compiled per width.
template <class Visitor>
decltype(auto) visit_chars(const Chars& chars, Visitor&& visit) {
    if (chars.width == CharWidth::One) return visit(static_cast<const std::uint8_t*>(chars.data));
    if (chars.width == CharWidth::Two) return visit(static_cast<const std::uint16_t*>(chars.data));
    return visit(static_cast<const std::uint32_t*>(chars.data));
}

bool is_ascii(const void* bytes, std::size_t size);
// The length of the ASCII prefix.
std::size_t ascii_prefix(const void* bytes, std::size_t size);

enum class Surrogates : std::uint8_t { Forbid, Allow };

enum class Utf8Mistake : std::uint8_t { None, InvalidStart, InvalidContinuation, UnexpectedEnd };
// 'invalid start byte', 'invalid continuation byte', 'unexpected end of data'.
const char* utf8_reason(Utf8Mistake mistake);

// What a text holds up to its end or its first fault.
struct Utf8Scan {
    std::size_t valid = 0;       // bytes
    std::size_t code_points = 0; // in those bytes
    CharRange range = CharRange::Ascii;
    Utf8Mistake mistake = Utf8Mistake::None;
    std::size_t fault_end = 0; // the fault lies in [valid, fault_end)
    bool ok() const { return mistake == Utf8Mistake::None; }
};
Utf8Scan scan_utf8(const void* bytes, std::size_t size, Surrogates surrogates = Surrogates::Forbid);

// Writes the characters of `size` bytes that scan_utf8 found valid, of a width that holds the scan's range.
void decode_utf8(const void* bytes, std::size_t size, void* out, CharWidth width);

// Reads one character of valid UTF-8 and moves `at` behind it.
char32_t next_utf8(const unsigned char*& at);
// How many characters valid UTF-8 holds.
std::size_t count_utf8(const void* bytes, std::size_t size);

// Bytes that encode_utf8 writes; surrogates count (and are written) as three bytes.
std::size_t utf8_size(const Chars& chars);
// Returns the end of what it wrote.
unsigned char* encode_utf8(const Chars& chars, unsigned char* out);

// The first run of surrogates at or behind `from`; empty at the end when there is none.
struct CharSpan {
    std::size_t start, end;
    bool empty() const { return start == end; }
};
CharSpan find_surrogates(const Chars& chars, std::size_t from = 0);

// The exact range of the characters.
CharRange find_range(const Chars& chars);

// Copies characters into an array of another width, which must hold them all.
void copy_chars(const Chars& from, void* to, CharWidth width);

} // namespace islet
