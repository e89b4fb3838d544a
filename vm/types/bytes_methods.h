// SPDX-License-Identifier: MIT
//
// What bytes and bytearray share: nearly all methods, and how their content is read and made.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/buffer.h"
#include "vm/types/bytearray.h"
#include "vm/types/bytes.h"

#include <array>

namespace islet {

inline bool is_bytes(Value v) {
    return is_kind(v, Kind::Bytes);
}
inline bool is_bytearray(Value v) {
    return is_kind(v, Kind::ByteArray);
}

// The content of a bytes or bytearray that cannot move while this lives.
class HeldBytes {
public:
    explicit HeldBytes(Value v)
        : array_(cast<ByteArray>(v)), text_(array_ ? array_->text() : as<Bytes>(v).text()) {
        if (array_) ++array_->exports;
    }
    ~HeldBytes() {
        if (array_) --array_->exports;
    }
    HeldBytes(const HeldBytes&) = delete;
    HeldBytes& operator=(const HeldBytes&) = delete;
    std::string_view text() const { return text_; }

private:
    ByteArray* array_;
    std::string_view text_;
};

// A new bytes or bytearray, of the kind that `like` is.
Ref make_like(Thread& t, Value like, std::string_view content);
// `out` gets the place of its `length` bytes.
Ref make_like_uninit(Thread& t, Value like, std::uint64_t length, std::uint8_t*& out);
// The same content: the object itself if it is exactly bytes, else a copy.
Ref share_or_copy(Thread& t, Value self);

// A byte from anything with __index__. ValueError "byte must be in range(0, 256)" (or "bytes must ...").
Result<std::uint8_t> byte_from_py(Thread& t, Value v, const char* what = "byte");
// `out` gets the unit so many times; the unit may be what `out` starts with.
void repeat_bytes(std::string_view unit, std::uint64_t times, std::uint8_t* out);
// TypeError "can't concat x to bytes", in the place of the exception that is pending.
Raised raise_cannot_concat(Thread& t, Value other, std::string_view type_name);
// Whether `item`, an int or bytes-like object, occurs.
Result<bool> bytes_contains_py(Thread& t, Value self, Value item);
Ref compare_bytes(std::string_view a, std::string_view b, CompareOp op);
// The text of hex(); `sep` may be empty.
Ref hex_text_py(Thread& t, std::string_view bytes, Value sep, std::int32_t bytes_per_sep);
// The bytes that fromhex() reads.
Status parse_hex_py(Thread& t, Value text, TextBuffer& out);

// The arguments of bytes() and bytearray().
struct BytesArgs {
    Value source, encoding, errors;
    Status bind(Thread& t, const Args& args, const char* function_name);
};
// str with an encoding: the encoded bytes. nothing() without exception: no encoding was given.
Ref encode_source_py(Thread& t, const BytesArgs& args);
// A length, if the source has __index__; -1 if it has none.
Result<std::int64_t> read_length_py(Thread& t, Value source);
// Appends the numbers of an iterable. `what` begins the text for those out of range.
Status append_iterable_py(Thread& t, Value source, TextBuffer& out, const char* type_name, const char* what);

// bytes.cpp, bytearray.cpp: what only one of both has.
Ref bytes_fromhex(Thread& t, Type& type, Value string);
Ref bytes_getnewargs(Thread& t, Bytes& self);
Ref bytes_bytes(Thread& t, Value self);
Ref bytearray_fromhex(Thread& t, Type& type, Value string);
Ref bytearray_alloc(Thread& t, ByteArray& self);
Ref bytearray_append(Thread& t, Value self, Value item);
Ref bytearray_clear(Thread& t, ByteArray& self);
Ref bytearray_copy(Thread& t, ByteArray& self);
Ref bytearray_extend(Thread& t, Value self, Value iterable);
Ref bytearray_insert(Thread& t, Value self, Index index, Value item);
Ref bytearray_pop(Thread& t, ByteArray& self, Opt<Index> index);
Ref bytearray_remove(Thread& t, Value self, Value value);
Ref bytearray_resize_method(Thread& t, ByteArray& self, Index size);
Ref bytearray_reverse(Thread& t, ByteArray& self);
Ref bytearray_reduce(Thread& t, Value self);
Ref bytearray_reduce_ex(Thread& t, Value self, Opt<Int32> protocol);
Ref bytearray_sizeof(Thread& t, ByteArray& self);

inline constexpr std::size_t kBytesMethodCount = 44;
inline constexpr std::size_t kByteArrayMethodCount = 55;
extern const std::array<MethodDef, kBytesMethodCount> kBytesMethods; // bytes_methods.cpp
extern const std::array<MethodDef, kByteArrayMethodCount> kByteArrayMethods;

} // namespace islet
