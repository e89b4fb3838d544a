// SPDX-License-Identifier: MIT
//
// memoryview: a window on the memory of another object, with a format and a shape of its own.
//
// Owns: one count on the exporter, and a share of the buffer that it lent: views made from a view share it,
//   and the last one gives it back. Invariants: a released view has neither; `dims` holds the shape, then the
//   strides. While `exports` is not zero somebody borrows from the view itself, which cannot be released.
// Threads: the interpreter's lock.
#pragma once

#include "vm/types/buffer.h"

namespace islet {

// A raw block; `users` views hold it.
struct SharedBuffer {
    std::uint32_t users;
    Buffer buffer;
};

struct MemoryView : Object {
    static constexpr Kind kKind = Kind::MemoryView;
    Value exporter;       // empty: released
    SharedBuffer* shared; // null: released
    std::uint8_t* data;   // first item
    std::uint64_t length; // bytes that all items take together
    std::uint64_t item_size;
    const char* format; // the exporter's, or own_format
    std::int64_t* dims; // 2 * dimensions numbers: inline_dims or a raw block
    std::int64_t inline_dims[2];
    std::int64_t exports;
    std::int64_t hash_value; // -1 until computed
    std::int32_t dimensions;
    bool readonly;
    char own_format[3]; // of a cast
    char code;          // of a native format, else 0

    bool is_released() const { return shared == nullptr; }
    const std::int64_t* extents() const { return dims; }
    const std::int64_t* strides() const { return dims + dimensions; }
    // The window as a buffer; `owner` is the view.
    Buffer as_buffer();
};

// memoryview(v).
Ref make_memoryview_py(Thread& t, Value v);
// A view of memory that `exporter` lends in `buffer` already; on failure it is given back.
Ref make_memoryview_of(Thread& t, Value exporter, const Buffer& buffer);
// ValueError "operation forbidden on released memoryview object".
Status check_released(Thread& t, const MemoryView& view);

} // namespace islet
