// SPDX-License-Identifier: MIT
//
// bytes: an immutable run of bytes.
//
// Owns: its bytes, behind the object; a large one may share an immutable buffer instead (kExternal).
// Invariants: the content never changes once Python can see it; the empty one and those of one byte are
//   shared with the commons where the type is exactly bytes. Threads: the interpreter's lock.
#pragma once

#include "vm/types/str.h"

namespace islet {

struct Bytes : Object {
    static constexpr Kind kKind = Kind::Bytes;
    static constexpr ObjectFlag kExternal = kFlagC;
    std::uint64_t length;
    std::int64_t hash_value; // -1 until computed

    const std::uint8_t* data() const {
        const void* inside = this + 1;
        return static_cast<const std::uint8_t*>(
            has(kExternal) ? static_cast<const ExternalText*>(inside)->data : inside);
    }
    std::uint8_t* data() { return const_cast<std::uint8_t*>(static_cast<const Bytes*>(this)->data()); }
    std::string_view text() const { return {reinterpret_cast<const char*>(data()), length}; }
};
static_assert(sizeof(Bytes) == 32);

// To be filled by the caller at once. Length 0: the shared one.
Ref make_bytes_uninit(Thread& t, std::uint64_t length);
Ref make_bytes(Thread& t, const void* data, std::uint64_t length);
inline Ref make_bytes(Thread& t, std::string_view text) {
    return make_bytes(t, text.data(), text.size());
}
// bytes(v) for anything that bytes() takes but str: buffer, iterable of ints. An exact bytes is shared.
Ref bytes_from_py(Thread& t, Value v);
// For the builder of the commons, who sets count and shape. Null: out of memory.
Bytes* make_commons_bytes(Heap& heap, const void* data, std::size_t length);

std::int64_t bytes_hash(Thread& t, Bytes& b);
// As repr(): b'...'.
void append_bytes_repr(TextBuffer& out, std::string_view bytes);

} // namespace islet
