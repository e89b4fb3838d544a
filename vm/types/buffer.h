// SPDX-License-Identifier: MIT
//
// Memory that an object lends as bytes: what bytes, bytearray, memoryview and the like share without a copy.
//
// A type lends through Slots::get_buffer_py, which fills a Buffer, and takes back through
// Slots::release_buffer (null: nothing to do). Between the two the memory stays where it is.
//
// Owns: a BufferView owns one count on the lender and gives the memory back in its destructor.
// Invariants: `format`, `shape` and `strides` live at least as long as the lender. Threads: the interpreter's
//   lock; who lets go of it while using the memory keeps the view.
#pragma once

#include "vm/thread.h"

namespace islet {

inline constexpr int kMaxDimensions = 64;

struct Buffer {
    void* data = nullptr;     // of the first item
    std::uint64_t length = 0; // bytes that all items take together
    std::uint64_t item_size = 1;
    const char* format = nullptr; // as in the module struct; null: "B"
    int dimensions = 1;
    bool readonly = true;
    const std::int64_t* shape = nullptr;   // null: one dimension of length / item_size items
    const std::int64_t* strides = nullptr; // null: items lie side by side, the last index fastest
    Value owner;                           // whose release_buffer to call; borrowed
    void* internal = nullptr;              // the lender's own
};

// Whether the items lie side by side in C order (in Fortran order).
bool is_c_contiguous(const Buffer& buffer);
bool is_f_contiguous(const Buffer& buffer);
// Copies all items in C order, whatever the strides; `out` has room for `length` bytes.
void copy_items(const Buffer& buffer, void* out);
// The type of `v` lends memory.
bool has_buffer(Thread& t, Value v);

// Borrowed memory of any bytes-like object. TypeError "a bytes-like object is required, not 'x'".
class BufferView {
public:
    BufferView() = default;
    ~BufferView() { release(); }
    BufferView(const BufferView&) = delete;
    BufferView& operator=(const BufferView&) = delete;

    // One run of bytes. BufferError if the memory is read-only but should be `writable`, or has gaps.
    Status get_py(Thread& t, Value v, bool writable = false);
    // As it is, gaps and dimensions included.
    Status get_any_py(Thread& t, Value v, bool writable = false);
    void release();

    const std::uint8_t* data() const { return static_cast<const std::uint8_t*>(buffer_.data); }
    std::uint8_t* writable_data() const { return static_cast<std::uint8_t*>(buffer_.data); }
    std::uint64_t size() const { return buffer_.length; }
    std::string_view text() const { return {static_cast<const char*>(buffer_.data), buffer_.length}; }
    const Buffer& buffer() const { return buffer_; }

private:
    Buffer buffer_;
    Ref lender_ = Ref::nothing();
};

} // namespace islet
