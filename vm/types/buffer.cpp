// SPDX-License-Identifier: MIT
//
// Contiguity, copying across strides, and borrowing; see buffer.h.
#include "vm/types/buffer.h"

#include "vm/model/attr.h"
#include "vm/types/bytes.h"

#include <cstring>

namespace islet {

namespace {

std::int64_t item_count(const Buffer& buffer) {
    return buffer.item_size == 0 ? 0 : static_cast<std::int64_t>(buffer.length / buffer.item_size);
}

// Whether the strides are those of items side by side, walking the dimensions from the fastest one.
bool has_dense_strides(const Buffer& buffer, bool last_is_fastest) {
    if (!buffer.strides) return true;
    auto expected = static_cast<std::int64_t>(buffer.item_size);
    if (buffer.dimensions == 1)
        return buffer.strides[0] == expected || (buffer.shape && buffer.shape[0] == 1);
    if (buffer.length == 0) return true;
    for (int i = 0; i < buffer.dimensions; ++i) {
        const int at = last_is_fastest ? buffer.dimensions - 1 - i : i;
        const std::int64_t extent = buffer.shape ? buffer.shape[at] : item_count(buffer);
        if (extent > 1 && buffer.strides[at] != expected) return false;
        expected *= extent;
    }
    return true;
}

char* copy_dimension(const Buffer& buffer, const char* from, int dimension, char* out) {
    if (dimension == buffer.dimensions) {
        std::memcpy(out, from, buffer.item_size);
        return out + buffer.item_size;
    }
    const std::int64_t extent = buffer.shape ? buffer.shape[dimension] : item_count(buffer);
    const std::int64_t stride = buffer.strides[dimension];
    for (std::int64_t i = 0; i < extent; ++i)
        out = copy_dimension(buffer, from + i * stride, dimension + 1, out);
    return out;
}

} // namespace

bool is_c_contiguous(const Buffer& buffer) {
    return has_dense_strides(buffer, true);
}

bool is_f_contiguous(const Buffer& buffer) {
    if (!buffer.strides && buffer.dimensions > 1) {
        int wide = 0;
        for (int i = 0; i < buffer.dimensions; ++i) wide += buffer.shape[i] > 1 ? 1 : 0;
        return wide <= 1 || buffer.length == 0;
    }
    return has_dense_strides(buffer, false);
}

void copy_items(const Buffer& buffer, void* out) {
    if (buffer.length == 0) return;
    if (is_c_contiguous(buffer))
        std::memcpy(out, buffer.data, buffer.length);
    else
        copy_dimension(buffer, static_cast<const char*>(buffer.data), 0, static_cast<char*>(out));
}

bool has_buffer(Thread& t, Value v) {
    return type_of(t, v)->slots.get_buffer_py != nullptr;
}

Status BufferView::get_any_py(Thread& t, Value v, bool writable) {
    release();
    const auto get = type_of(t, v)->slots.get_buffer_py;
    if (!get) return t.raise(Exc::TypeError, "a bytes-like object is required, not '{}'", *type_of(t, v));
    // The lender must outlive the view even if Python drops it in between.
    Ref keep = Ref::share(v);
    Buffer buffer;
    buffer.owner = v;
    if (!get(t, v, buffer, writable)) return t.raised();
    buffer_ = buffer;
    lender_ = std::move(keep);
    return Status::ok();
}

Status BufferView::get_py(Thread& t, Value v, bool writable) {
    if (is_exact(v, Kind::Bytes) && !writable) {
        release();
        Bytes& bytes = as<Bytes>(v);
        buffer_.data = bytes.data();
        buffer_.length = bytes.length;
        lender_ = Ref::share(v);
        return Status::ok();
    }
    if (!get_any_py(t, v, writable)) return t.raised();
    if (is_c_contiguous(buffer_)) return Status::ok();
    release();
    return t.raise(Exc::BufferError, "memoryview: underlying buffer is not C-contiguous");
}

void BufferView::release() {
    if (!lender_) return;
    const auto give_back = lender_.get().object()->type()->slots.release_buffer;
    if (give_back && !buffer_.owner.is_empty()) give_back(buffer_.owner, buffer_);
    buffer_ = Buffer();
    lender_.reset();
}

} // namespace islet
