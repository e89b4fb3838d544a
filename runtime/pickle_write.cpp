// SPDX-License-Identifier: MIT
//
// See pickle_writer.h: the stream, its frames, the memo, and the built-in types.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_writer.h"

#include "runtime/import.h"
#include "vm/base/float_text.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytearray.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/memoryview.h"
#include "vm/types/set.h"
#include "vm/types/str_codec.h"
#include "vm/types/tuple.h"

#include <bit>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace islet {

using namespace pickle;

// --- The buffer

PickleBuffer::PickleBuffer(PickleBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)), limit_(other.limit_), failed_(other.failed_) {}

PickleBuffer& PickleBuffer::operator=(PickleBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(limit_, other.limit_);
    std::swap(failed_, other.failed_);
    return *this;
}

PickleBuffer::~PickleBuffer() {
    std::free(data_);
}

char* PickleBuffer::take() {
    size_ = capacity_ = 0;
    return std::exchange(data_, nullptr);
}

bool PickleBuffer::grow(std::size_t count) {
    if (failed_ || count > limit_ || size_ > limit_ - count) {
        failed_ = true;
        return false;
    }
    std::size_t capacity = size_ + count;
    if (capacity < 256) capacity = 256;
    if (capacity < size_ * 2 && size_ * 2 <= limit_) capacity = size_ * 2;
    auto* const data = static_cast<char*>(std::realloc(data_, capacity));
    if (!data) {
        failed_ = true;
        return false;
    }
    data_ = data;
    capacity_ = capacity;
    return true;
}

namespace {

template <class T>
void put_little(char* at, T value) {
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(at, &value, sizeof value);
}

// Protocol 0: Latin-1 as it is, everything that would break a line or is wider as an escape.
void append_unicode_line(TextBuffer& out, const Str& s) {
    for (std::uint64_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c > 0xffff) {
            format_to(out, "\\U{}", Hex{c, 8});
        } else if (c > 0xff || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
            format_to(out, "\\u{}", Hex{c, 4});
        } else {
            out.append(static_cast<char>(c));
        }
    }
}

} // namespace

// --- Bytes and frames

void PickleWriter::op1(char c, std::uint8_t argument) {
    if (char* const at = out_.extend(2)) {
        at[0] = c;
        at[1] = static_cast<char>(argument);
    }
}
void PickleWriter::op4(char c, std::uint32_t argument) {
    if (char* const at = out_.extend(5)) {
        at[0] = c;
        put_little(at + 1, argument);
    }
}
void PickleWriter::op8(char c, std::uint64_t argument) {
    if (char* const at = out_.extend(9)) {
        at[0] = c;
        put_little(at + 1, argument);
    }
}
void PickleWriter::line(char c, std::string_view text) {
    op(c);
    out_.append(text.data(), text.size());
    op('\n');
}

void PickleWriter::begin_frame() {
    if (protocol_ < 4) return;
    frame_start_ = out_.size();
    frame_full_at_ = frame_start_ + kFrameHeader + kFrameTarget;
    static_cast<void>(out_.extend(kFrameHeader));
}

void PickleWriter::end_frame() {
    if (frame_start_ == SIZE_MAX || out_.failed()) return;
    char* const header = out_.data() + frame_start_;
    const std::size_t size = out_.size() - frame_start_ - kFrameHeader;
    if (size >= kFrameMinimum) {
        header[0] = kFrame;
        put_little(header + 1, std::uint64_t{size});
    } else {
        std::memmove(header, header + kFrameHeader, size);
        out_.cut(out_.size() - kFrameHeader);
    }
    frame_start_ = frame_full_at_ = SIZE_MAX;
}

// The frame is full: a new one, and what is finished may go.
[[gnu::noinline]] Status PickleWriter::next_frame_py() {
    end_frame();
    if (out_.failed()) return t_.raise_memory_error();
    if (hooks_.flush_py) {
        const std::string_view done = out_.view().substr(start_);
        if (!hooks_.flush_py(t_, hooks_.context, done)) return t_.raised();
        out_.cut(start_);
    }
    begin_frame();
    return t_.checkpoint_py();
}

// A header and the bytes of one object; large ones stay outside frames.
Status PickleWriter::write_payload_py(const char* header, std::size_t header_size, std::string_view data) {
    const bool framed = frame_start_ != SIZE_MAX;
    const bool large = data.size() >= kFrameTarget;
    if (large) end_frame();
    out_.append(header, header_size);
    if (large && hooks_.flush_py) {
        if (out_.failed()) return t_.raise_memory_error();
        if (!hooks_.flush_py(t_, hooks_.context, out_.view().substr(start_))) return t_.raised();
        out_.cut(start_);
        if (!hooks_.flush_py(t_, hooks_.context, data)) return t_.raised();
    } else {
        out_.append(data.data(), data.size());
    }
    if (large && framed) begin_frame();
    return Status::ok();
}

Status PickleWriter::write_sized_py(char op_1, char op_4, char op_8, std::string_view data,
                                    std::string_view what) {
    char header[9];
    const std::uint64_t size = data.size();
    if (size <= 0xff && op_1 != 0) {
        header[0] = op_1;
        header[1] = static_cast<char>(size);
        return write_payload_py(header, 2, data);
    }
    if (size <= 0xffff'ffff && op_4 != 0) {
        header[0] = op_4;
        put_little(header + 1, static_cast<std::uint32_t>(size));
        return write_payload_py(header, 5, data);
    }
    if (op_8 == 0) {
        return t_.raise(Exc::OverflowError,
                        "serializing a {} larger than 4 GiB requires pickle protocol 4 or higher", what);
    }
    header[0] = op_8;
    put_little(header + 1, size);
    return write_payload_py(header, 9, data);
}

// --- The memo

void PickleWriter::write_get(std::uint64_t number) {
    if (protocol_ == 0) return line(kGet, format("{}", number).view());
    if (number < 256) return op1(kBinGet, static_cast<std::uint8_t>(number));
    op4(kLongBinGet, static_cast<std::uint32_t>(number));
}

bool PickleWriter::write_known(std::uint64_t key) {
    const std::uint64_t number = memo_.find(key);
    if (number == PickleMemo::kMissing) return false;
    write_get(number);
    return true;
}

Status PickleWriter::memoize(std::uint64_t key) {
    if (hooks_.fast) return Status::ok();
    const std::uint64_t number = memo_.size();
    if (number > 0xffff'ffff || !memo_.add(key, number)) return t_.raise_memory_error();
    write_put(number);
    return Status::ok();
}

void PickleWriter::write_put(std::uint64_t number) {
    if (protocol_ >= 4) {
        op(kMemoize);
    } else if (protocol_ == 0) {
        line(kPut, format("{}", number).view());
    } else if (number < 256) {
        op1(kBinPut, static_cast<std::uint8_t>(number));
    } else {
        op4(kLongBinPut, static_cast<std::uint32_t>(number));
    }
}

// --- Numbers and None

void PickleWriter::write_int(std::int64_t i) {
    if (protocol_ == 0) {
        const bool narrow = i >= INT32_MIN && i <= INT32_MAX;
        return line(narrow ? kInt : kLong, (narrow ? format("{}", i) : format("{}L", i)).view());
    }
    if (i >= 0 && i <= 0xff) return op1(kBinInt1, static_cast<std::uint8_t>(i));
    if (i >= 0 && i <= 0xffff) {
        if (char* const at = out_.extend(3)) {
            at[0] = kBinInt2;
            put_little(at + 1, static_cast<std::uint16_t>(i));
        }
        return;
    }
    if (i >= INT32_MIN && i <= INT32_MAX) return op4(kBinInt, static_cast<std::uint32_t>(i));
    const Value v = Value::small_int(i);
    write_big_int(v);
}

// The fewest bytes of two's complement.
void PickleWriter::write_big_int(Value v) {
    std::uint64_t one = 0;
    const std::uint64_t* limbs = &one;
    std::size_t count = 1;
    bool negative = false;
    if (v.is_int()) {
        negative = v.as_int() < 0;
        one = negative ? 0 - static_cast<std::uint64_t>(v.as_int()) : static_cast<std::uint64_t>(v.as_int());
    } else {
        const Int& i = as<Int>(v);
        negative = i.negative;
        limbs = i.limbs();
        count = i.limb_count;
    }
    if (protocol_ == 0) {
        TextBuffer text;
        append_int(text, v, 10);
        text.append('L');
        return line(kLong, text.view());
    }
    const std::size_t bits = count * 64 - static_cast<std::size_t>(std::countl_zero(limbs[count - 1]));
    std::size_t bytes = bits / 8 + 1;
    if (negative && bits % 8 == 0) {
        // -2^(8n-1) needs no byte for the sign.
        bool power = std::has_single_bit(limbs[count - 1]);
        for (std::size_t i = 0; power && i + 1 < count; ++i) power = limbs[i] == 0;
        if (power) --bytes;
    }
    if (protocol_ < 2) {
        TextBuffer text;
        append_int(text, v, 10);
        text.append('L');
        return line(kLong, text.view());
    }
    if (bytes < 256) {
        op1(kLong1, static_cast<std::uint8_t>(bytes));
    } else {
        op4(kLong4, static_cast<std::uint32_t>(bytes));
    }
    char* const at = out_.extend(bytes);
    if (!at) return;
    std::uint64_t carry = 1;
    for (std::size_t i = 0; i * 8 < bytes; ++i) {
        std::uint64_t limb = i < count ? limbs[i] : 0;
        if (negative) {
            limb = ~limb + carry;
            carry = carry != 0 && limb == 0 ? 1 : 0;
        }
        std::memcpy(at + i * 8, &limb, bytes - i * 8 < 8 ? bytes - i * 8 : 8);
    }
}

Status PickleWriter::save_big_int(Value v) {
    if (protocol_ < 2) {
        // Decimal digits, bounded as those of str() are.
        Ref text = int_to_str(t_, v);
        if (!text) return t_.raised();
        op(kLong);
        out_.append(text.as<Str>().ascii().data(), text.as<Str>().length);
        out_.append("L\n", 2);
        return Status::ok();
    }
    if (as<Int>(v).limb_count > 0x7fff'ffff / 8) {
        return t_.raise(Exc::OverflowError, "int too large to pickle");
    }
    write_big_int(v);
    return Status::ok();
}

void PickleWriter::write_float(double d) {
    if (protocol_ == 0) {
        char text[kReprSize];
        return line(kFloat, {text, write_repr(d, text)});
    }
    if (char* const at = out_.extend(9)) {
        // Of a NaN only the sign is the program's; the rest tells our NaNs apart.
        std::uint64_t bits = std::bit_cast<std::uint64_t>(d);
        if (d != d) bits &= 0xFFF8'0000'0000'0000;
        at[0] = kBinFloat;
        put_little(at + 1, __builtin_bswap64(bits));
    }
}

bool PickleWriter::save_atom(Value v) {
    if (v.is_int()) {
        write_int(v.as_int());
    } else if (v.is_none()) {
        op(kNone);
    } else if (v.is_double()) {
        write_float(v.as_double());
    } else if (v.is_bool()) {
        if (protocol_ >= 2) {
            op(v.is_true() ? kNewTrue : kNewFalse);
        } else {
            line(kInt, v.is_true() ? "01" : "00");
        }
    } else {
        return false;
    }
    return true;
}

// --- Any object

Status PickleWriter::save_py(Value v) {
    if (hooks_.persistent_id_py) [[unlikely]] {
        if (out_.size() >= frame_full_at_ && !next_frame_py()) return t_.raised();
        bool done = false;
        if (!save_persistent_py(v, done)) return t_.raised();
        if (done) return Status::ok();
    }
    return save_any_py(v);
}

Status PickleWriter::save_any_py(Value v) {
    if (out_.size() >= frame_full_at_ && !next_frame_py()) return t_.raised();
    if (save_atom(v)) return Status::ok();
    return save_object_py(v);
}

Status PickleWriter::save_object_py(Value v) {
    if (out_.failed()) return t_.raise_memory_error();
    if (is_exact(v, Kind::Int)) return save_big_int(v);
    const std::uint64_t key = PickleMemo::key_of(v);
    if (write_known(key)) return Status::ok();
    if (!v.is_object()) return save_other_py(v);
    const Object* const object = v.object();
    if (object->subclass != 0) return save_other_py(v);
    switch (object->kind) {
    case Kind::Str: return save_str_py(v, key);
    case Kind::Bytes: return save_bytes_py(v);
    case Kind::ByteArray: return save_bytearray_py(v);
    default: break;
    }
    if (!t_.check_stack(" while pickling an object")) return t_.raised();
    switch (object->kind) {
    case Kind::Tuple: return save_tuple_py(v);
    case Kind::List: return save_list_py(v);
    case Kind::Dict: return save_dict_py(v);
    case Kind::Set: return save_set_py(v);
    case Kind::FrozenSet: return save_frozenset_py(v);
    default: return save_other_py(v);
    }
}

// --- Text and bytes

Status PickleWriter::save_str_py(Value v, std::uint64_t key) {
    Str& s = as<Str>(v);
    if (protocol_ == 0) {
        TextBuffer text;
        append_unicode_line(text, s);
        if (text.failed()) return t_.raise_memory_error();
        line(kUnicode, text.view());
        return memoize(key);
    }
    const char small = since_4(kShortBinUnicode), huge = since_4(kBinUnicode8);
    if (s.is_ascii()) {
        if (!write_sized_py(small, kBinUnicode, huge, s.ascii(), "string")) return t_.raised();
    } else {
        TextBuffer utf8;
        append_utf8(utf8, s);
        if (utf8.failed()) return t_.raise_memory_error();
        if (!write_sized_py(small, kBinUnicode, huge, utf8.view(), "string")) return t_.raised();
    }
    return memoize(key);
}

Status PickleWriter::save_bytes_py(Value v) {
    const Bytes& bytes = as<Bytes>(v);
    if (protocol_ >= 3) {
        const char huge = since_4(kBinBytes8);
        if (!write_sized_py(kShortBinBytes, kBinBytes, huge, bytes.text(), "bytes object"))
            return t_.raised();
        return memoize(v);
    }
    if (bytes.length == 0) return save_call_of_py(Value(t_.type(TypeId::Bytes)), {}, v);
    // Python 2 knows no bytes: text in Latin-1, to be encoded again.
    Ref codecs = import_module_py(t_, "_codecs");
    Ref name = codecs ? intern(t_, "encode") : Ref(t_.raised());
    Ref encode = name ? get_attr_py(t_, codecs.get(), name.as<Str>()) : Ref(t_.raised());
    Ref text = encode ? make_str_from(t_, bytes.data(), 1, bytes.length) : Ref(t_.raised());
    Ref latin1 = text ? intern(t_, "latin1") : Ref(t_.raised());
    if (!latin1) return t_.raised();
    return save_call_of_py(encode.get(), {text.get(), latin1.get()}, v);
}

Status PickleWriter::save_bytearray_py(Value v) {
    const ByteArray& array = as<ByteArray>(v);
    if (protocol_ >= 5) {
        // The memory must not move while a file takes it.
        BufferView view;
        if (!view.get_py(t_, v)) return t_.raised();
        if (!write_sized_py('\0', '\0', kByteArray8, view.text(), "bytearray object")) return t_.raised();
        return memoize(v);
    }
    const Value type(t_.type(TypeId::ByteArray));
    if (array.length == 0) return save_call_of_py(type, {}, v);
    Ref bytes = make_bytes(t_, array.text());
    if (!bytes) return t_.raised();
    return save_call_of_py(type, {bytes.get()}, v);
}

Status PickleWriter::save_buffer_py(Value v) {
    if (protocol_ < 5) return raise_py("PickleBuffer can only be pickled with protocol >= 5");
    const Value source = static_cast<PickleBufferObject*>(v.object())->source;
    if (source.is_empty()) {
        return t_.raise(Exc::ValueError, "operation forbidden on released PickleBuffer object");
    }
    BufferView view;
    if (!view.get_any_py(t_, source)) return t_.raised();
    const Buffer& buffer = view.buffer();
    if (!is_c_contiguous(buffer) && !is_f_contiguous(buffer)) {
        return raise_py("PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    }
    if (hooks_.buffer_py) {
        const Result<bool> in_band = hooks_.buffer_py(t_, hooks_.context, v);
        if (!in_band) return t_.raised();
        if (!*in_band) {
            op(kNextBuffer);
            if (buffer.readonly) op(kReadonlyBuffer);
            return Status::ok();
        }
    }
    const Status written =
        buffer.readonly ? write_sized_py(kShortBinBytes, kBinBytes, kBinBytes8, view.text(), "bytes object")
                        : write_sized_py('\0', '\0', kByteArray8, view.text(), "bytearray object");
    return written ? memoize(v) : written;
}

// --- The whole

Status PickleWriter::dump_py(Value object) {
    start_ = out_.size();
    if (protocol_ >= 2) op1(kProto, static_cast<std::uint8_t>(protocol_));
    begin_frame();
    if (!save_py(object)) return t_.raised();
    op(kStop);
    end_frame();
    if (out_.failed()) return t_.raise_memory_error();
    return Status::ok();
}

Status pickle_dump_py(Thread& t, Value object, int protocol, PickleBuffer& out, const PickleHooks* hooks) {
    static constexpr PickleHooks kNone;
    PickleWriter writer(t, protocol, out, hooks ? *hooks : kNone);
    if (writer.dump_py(object)) [[likely]]
        return Status::ok();
    return t.raised();
}

} // namespace islet
