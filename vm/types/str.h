// SPDX-License-Identifier: MIT
//
// str: an immutable sequence of code points, 1, 2 or 4 bytes each, whichever the widest needs.
//
// Owns: its characters, behind the object; a large one may share an immutable buffer instead.
// Invariants: the width is the smallest that fits (so equal strings have equal bytes); kAscii is set exactly
//   when all are below 128; `hash` is -1 until computed; an interned string (kShared) is the only one of its
//   text in its interpreter, commons included. Lone surrogates are ordinary code points.
// Threads: the interpreter's lock.
#pragma once

#include "vm/base/format.h"
#include "vm/base/utf8.h"
#include "vm/thread.h"

namespace islet {

// What lies behind a Str or Bytes whose content is elsewhere: a buffer that others may share.
struct ExternalText {
    const void* data;
    void* owner;
    void (*release)(void* owner); // when the object goes
};

struct Str : Object {
    static constexpr Kind kKind = Kind::Str;
    static constexpr ObjectFlag kInterned = kShared, kWide2 = kFlagA, kWide4 = kFlagB, kExternal = kFlagC,
                                kAscii = kFlagD;
    std::uint64_t length; // code points
    std::int64_t hash_value;

    unsigned width() const { return has(kWide4) ? 4 : has(kWide2) ? 2 : 1; }
    bool is_ascii() const { return has(kAscii); }
    const void* data() const {
        const void* inside = this + 1;
        return has(kExternal) ? static_cast<const ExternalText*>(inside)->data : inside;
    }
    void* data() { return const_cast<void*>(static_cast<const Str*>(this)->data()); }
    const std::uint8_t* latin1() const { return static_cast<const std::uint8_t*>(data()); }
    const char16_t* ucs2() const { return static_cast<const char16_t*>(data()); }
    const char32_t* ucs4() const { return static_cast<const char32_t*>(data()); }
    char32_t at(std::uint64_t i) const {
        switch (width()) {
        case 1: return latin1()[i];
        case 2: return ucs2()[i];
        default: return ucs4()[i];
        }
    }
    // The text of an ASCII string, without a copy.
    std::string_view ascii() const {
        ISLET_DCHECK(is_ascii(), "not ASCII");
        return {static_cast<const char*>(data()), length};
    }
};
static_assert(sizeof(Str) == 32);

inline bool is_str(Value v) {
    return is_kind(v, Kind::Str);
}
// Bytes of the characters. For subclasses this is the number of "items" of the var-sized layout, whose
// item size is one byte.
inline std::size_t payload_bytes(const Str& s) {
    return s.length * s.width();
}
inline Chars chars_of(const Str& s) {
    return {s.data(), s.length, static_cast<CharWidth>(s.width())};
}

// An uninitialised string to be filled at once; `widest` is its widest code point, or another one that needs
// the same width and is as much ASCII. Length 0: the shared empty one.
Ref make_str_uninit(Thread& t, std::uint64_t length, char32_t widest);
// Makes a Str of a block that has its characters already; `range` is that of the widest one.
void adopt_str_block(Thread& t, Str* block, std::uint64_t length, CharRange range);
// From UTF-8 that is valid or WTF-8 (surrogates encoded); anything else becomes U+FFFD.
Ref make_str(Thread& t, std::string_view utf8);
Ref make_str(Thread& t, const TextBuffer& text); // MemoryError if the buffer failed
// From code points of the given width; finds the smallest width itself.
Ref make_str_from(Thread& t, const void* data, unsigned width, std::uint64_t length);
Ref make_str_from(Thread& t, const Chars& chars);
Ref make_str_char(Thread& t, char32_t c);
Ref make_str_ascii(Thread& t, std::string_view ascii); // trusted to be ASCII
// A new instance of a subclass of str with this text; of str itself: an exact str, shared if `s` is one.
Ref make_str_of_type(Thread& t, Type& type, Str& s);
inline Ref str_exact(Thread& t, Str& s) {
    return make_str_of_type(t, *t.type(TypeId::Str), s);
}
Ref str_substring(Thread& t, Str& s, std::uint64_t start, std::uint64_t end); // exact str; shares when whole
Ref str_concat(Thread& t, Str& a, Str& b);
// a += b where the caller owns the only reference to a: grows in place when it can. Consumes `a`.
Ref str_append_owned(Thread& t, Ref a, Str& b);
// ''.join of `count` values that are all str, as f-strings need it.
Ref str_join_values(Thread& t, const Value* items, std::size_t count);
Ref str_repeat(Thread& t, Str& s, std::int64_t count);
// For the builder of the commons, who sets count and shape: interned and hashed. Null: out of memory.
Str* make_commons_str(Heap& heap, std::string_view utf8, HashKey key);
// Appends the string as UTF-8 (surrogates as three bytes).
void append_utf8(TextBuffer& out, const Str& s);

bool str_equal(const Str& a, const Str& b); // by content
bool str_equal(const Str& a, std::string_view ascii);
int str_compare(const Str& a, const Str& b);
std::int64_t str_hash(Str& s, HashKey key); // computes and keeps it
inline std::int64_t str_hash(Thread& t, Str& s) {
    return s.hash_value != -1 ? s.hash_value : str_hash(s, t.commons().hash_key());
}
// Whether the string is an identifier as str.isidentifier().
bool str_is_identifier(const Str& s);

// repr() and ascii() of a string's text.
void append_repr(TextBuffer& out, const Str& s, bool ascii_only = false);
Ref str_repr(Thread& t, const Str& s, bool ascii_only = false);

// --- Interning (vm/model/intern.cpp)
// The one string of this text in the interpreter; exact str. New ones live until the last use goes.
Ref intern(Thread& t, Str& s);
Ref intern(Thread& t, std::string_view utf8);
void forget_interned(InterpState& state, Str& s); // from the string's drop
void free_intern_table(InterpState& state);       // when no string is left

// UTF-8 bytes of a string for C: fails with ValueError "embedded null character" if asked to refuse NUL, and
// with UnicodeEncodeError for lone surrogates unless `surrogates_ok`.
class Utf8View {
public:
    static constexpr bool kRefuseNul = true;
    Status fill(Thread& t, Str& s, bool refuse_nul = false, bool surrogates_ok = false);
    std::string_view view() const { return {copy_.data(), size_}; }
    const char* c_str() const { return copy_.data(); } // NUL-terminated

private:
    TextBuffer copy_;
    std::size_t size_ = 0;
};

} // namespace islet
