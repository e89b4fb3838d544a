// SPDX-License-Identifier: MIT
#include "vm/types/bytes.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 46;

// Null: out of memory.
Bytes* alloc_bytes(Heap& heap, std::uint64_t length) {
    if (length > kMaxLength) return nullptr;
    auto* const b = static_cast<Bytes*>(heap.alloc_object(sizeof(Bytes) + length));
    if (!b) return nullptr;
    b->refs = 1;
    b->kind = Kind::Bytes;
    b->subclass = 0;
    b->flags = 0;
    b->shape = nullptr;
    b->length = length;
    b->hash_value = -1;
    return b;
}

} // namespace

Ref make_bytes_uninit(Thread& t, std::uint64_t length) {
    if (length == 0) return Ref::share(t.commons().empty_bytes());
    Bytes* const b = alloc_bytes(t.heap(), length);
    if (!b) return t.raise_memory_error();
    b->shape = t.type(TypeId::Bytes)->shape;
    return Ref::adopt(b);
}

Ref make_bytes(Thread& t, const void* data, std::uint64_t length) {
    if (length == 1) return Ref::share(t.commons().byte(*static_cast<const std::uint8_t*>(data)));
    Ref result = make_bytes_uninit(t, length);
    if (result && length != 0) std::memcpy(result.as<Bytes>().data(), data, length);
    return result;
}

Bytes* make_commons_bytes(Heap& heap, const void* data, std::size_t length) {
    Bytes* const b = alloc_bytes(heap, length);
    if (b && length != 0) std::memcpy(b->data(), data, length);
    return b;
}

std::int64_t bytes_hash(Thread& t, Bytes& b) {
    if (b.hash_value != -1) return b.hash_value;
    const std::int64_t hash = hash_bytes(t.commons().hash_key(), b.data(), b.length);
    // Bytes of the commons lie on read-only pages.
    if (!b.is_immortal()) b.hash_value = hash;
    return hash;
}

} // namespace islet
