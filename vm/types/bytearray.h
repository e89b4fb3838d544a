// SPDX-License-Identifier: MIT
//
// bytearray: a growing run of bytes that can lend its memory.
//
// Owns: its block (a raw block of the same heap). Invariants: start + length <= capacity; while `exports` is
//   not zero somebody uses the memory, so that it neither moves nor changes its length. Bytes taken away at
//   the front leave a gap that is used again when the block is rebuilt. Threads: the interpreter's lock.
#pragma once

#include "vm/types/bytes.h"

namespace islet {

struct ByteArray : Object {
    static constexpr Kind kKind = Kind::ByteArray;
    std::uint8_t* block; // null while capacity is 0
    std::uint64_t start; // of the first byte in the block
    std::uint64_t length;
    std::uint64_t capacity;
    std::int64_t exports;

    std::uint8_t* data() { return block + start; }
    const std::uint8_t* data() const { return block + start; }
    std::string_view text() const { return {reinterpret_cast<const char*>(data()), length}; }
};

Ref make_bytearray(Thread& t, std::string_view bytes);
// To be filled by the caller at once.
Ref make_bytearray_uninit(Thread& t, std::uint64_t length);
// BufferError "Existing exports of data: object cannot be re-sized" if the memory is lent.
Status check_no_exports(Thread& t, const ByteArray& array);
// Bytes that are new are not initialised. Fails if the length changes while the memory is lent.
Status bytearray_resize(Thread& t, ByteArray& array, std::uint64_t length);
// [from, to) is replaced by `bytes`, which may lie in the array itself.
Status bytearray_replace(Thread& t, ByteArray& array, std::uint64_t from, std::uint64_t to,
                         std::string_view bytes);

} // namespace islet
