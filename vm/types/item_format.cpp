// SPDX-License-Identifier: MIT
//
// See item_format.h.
#include "vm/types/item_format.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/thread_scratch.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace islet {

namespace {

template <class T>
T load(const void* from) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
}

enum class Family : std::uint8_t { None, Signed, Unsigned, Float, Bool, Char };

struct CodeInfo {
    char code;
    Family family;
    std::uint8_t size;
};
constexpr CodeInfo kCodes[] = {
    {'B', Family::Unsigned, 1}, {'b', Family::Signed, 1},   {'c', Family::Char, 1},
    {'?', Family::Bool, 1},     {'h', Family::Signed, 2},   {'H', Family::Unsigned, 2},
    {'i', Family::Signed, 4},   {'I', Family::Unsigned, 4}, {'l', Family::Signed, 8},
    {'L', Family::Unsigned, 8}, {'q', Family::Signed, 8},   {'Q', Family::Unsigned, 8},
    {'n', Family::Signed, 8},   {'N', Family::Unsigned, 8}, {'P', Family::Unsigned, 8},
    {'e', Family::Float, 2},    {'f', Family::Float, 4},    {'d', Family::Float, 8},
};
static_assert(sizeof(long) == 8 && sizeof(void*) == 8, "the sizes of l, L, n, N and P");

constexpr CodeInfo find_code(char code) {
    for (const CodeInfo& info : kCodes) {
        if (info.code == code) return info;
    }
    return {0, Family::None, 0};
}

// An integer of `size` bytes as it lies in memory.
std::uint64_t load_bits(const void* from, std::size_t size) {
    switch (size) {
    case 1: return load<std::uint8_t>(from);
    case 2: return load<std::uint16_t>(from);
    case 4: return load<std::uint32_t>(from);
    default: return load<std::uint64_t>(from);
    }
}

Raised invalid_type(Thread& t, const char* format) {
    return t.raise(Exc::TypeError, "memoryview: invalid type for format '{}'", format);
}
Raised invalid_value(Thread& t, const char* format) {
    return t.raise(Exc::ValueError, "memoryview: invalid value for format '{}'", format);
}

// The bits of `v` in an integer of `size` bytes.
Status int_bits_py(Thread& t, CodeInfo info, const char* format, Value v, std::uint64_t& bits) {
    if (!is_int(v) && !type_of(t, v)->slots.index_py) return invalid_type(t, format);
    Ref index = index_py(t, v);
    if (!index) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return invalid_type(t, format);
    }
    Limb room = 0;
    const Big number = big_of(index.get(), room);
    if (number.size > 1) return invalid_value(t, format);
    const std::uint64_t magnitude = number.size == 0 ? 0 : number.limbs[0];
    const unsigned width = info.size * 8U;
    if (info.family == Family::Unsigned) {
        if (number.negative && info.code != 'P') return invalid_value(t, format);
        if (width < 64 && magnitude >> width != 0) return invalid_value(t, format);
    } else {
        const std::uint64_t limit = (std::uint64_t{1} << (width - 1)) - (number.negative ? 0 : 1);
        if (magnitude > limit) return invalid_value(t, format);
    }
    bits = number.negative ? 0 - magnitude : magnitude;
    return Status::ok();
}

Status pack_float_py(Thread& t, char code, const char* format, Value v, void* to) {
    Result<double> value = to_double_py(t, v);
    if (!value) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return invalid_type(t, format);
    }
    if (code == 'd') {
        std::memcpy(to, &*value, 8);
    } else if (code == 'f') {
        const auto narrow = static_cast<float>(*value);
        std::memcpy(to, &narrow, 4);
    } else {
        const std::uint16_t half = double_to_half(*value);
        if (std::isfinite(*value) && (half & 0x7FFF) == 0x7C00) {
            return t.raise(Exc::OverflowError, "float too large to pack with e format");
        }
        std::memcpy(to, &half, 2);
    }
    return Status::ok();
}

} // namespace

char native_code(const char* format) {
    if (!format) return 'B';
    if (*format == '@') ++format;
    if (*format == 0 || format[1] != 0) return 0;
    return find_code(*format).code;
}

std::size_t native_item_size(char code) {
    return find_code(code).size;
}

Ref unpack_item(Thread& t, char code, const void* from) {
    const CodeInfo info = find_code(code);
    switch (info.family) {
    case Family::Unsigned: return make_int_unsigned(t, load_bits(from, info.size));
    case Family::Signed: {
        const unsigned shift = 64 - info.size * 8U;
        return make_int(t, static_cast<std::int64_t>(load_bits(from, info.size) << shift) >> shift);
    }
    case Family::Float:
        if (info.size == 8) return make_float(load<double>(from));
        if (info.size == 4) return make_float(static_cast<double>(load<float>(from)));
        return make_float(half_to_double(load<std::uint16_t>(from)));
    case Family::Bool: return Ref::boolean(load<std::uint8_t>(from) != 0);
    case Family::Char: return make_bytes(t, from, 1);
    case Family::None: break;
    }
    ISLET_UNREACHABLE("not a native format");
}

Status pack_item_py(Thread& t, char code, const char* format, Value v, void* to) {
    const CodeInfo info = find_code(code);
    switch (info.family) {
    case Family::Signed:
    case Family::Unsigned: {
        std::uint64_t bits = 0;
        if (!int_bits_py(t, info, format, v, bits)) return t.raised();
        std::memcpy(to, &bits, info.size); // little-endian: the low bytes come first
        static_assert(std::endian::native == std::endian::little);
        return Status::ok();
    }
    case Family::Float: return pack_float_py(t, code, format, v, to);
    case Family::Bool: {
        Result<bool> truth = truth_py(t, v);
        if (!truth) return t.raised();
        *static_cast<std::uint8_t*>(to) = *truth ? 1 : 0;
        return Status::ok();
    }
    case Family::Char: {
        const Bytes* const b = cast<Bytes>(v);
        if (!b) return invalid_type(t, format);
        if (b->length != 1) return invalid_value(t, format);
        *static_cast<std::uint8_t*>(to) = b->data()[0];
        return Status::ok();
    }
    case Family::None: break;
    }
    ISLET_UNREACHABLE("not a native format");
}

double half_to_double(std::uint16_t half) {
    const int exponent = half >> 10 & 0x1F;
    const int fraction = half & 0x3FF;
    double value;
    if (exponent == 0x1F) {
        value = fraction == 0 ? std::numeric_limits<double>::infinity()
                              : std::numeric_limits<double>::quiet_NaN();
    } else if (exponent == 0) {
        value = std::ldexp(fraction, -24);
    } else {
        value = std::ldexp(fraction + 1024, exponent - 25);
    }
    return (half & 0x8000) != 0 ? -value : value;
}

std::uint16_t double_to_half(double value) {
    const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
    if (std::isnan(value)) return static_cast<std::uint16_t>(sign | 0x7E00);
    const double magnitude = std::fabs(value);
    if (magnitude == 0) return sign;
    if (magnitude >= 65520.0) return static_cast<std::uint16_t>(sign | 0x7C00); // rounds to infinity
    // Below 2^-14 the steps have all the same size; nearbyint rounds halves to even.
    int exponent = 0;
    std::frexp(magnitude, &exponent);
    if (exponent < -13) exponent = -13;
    const double steps = std::nearbyint(std::ldexp(magnitude, 11 - exponent));
    // `steps` is at most 2048, whose carry goes into the exponent by itself.
    const int bits = static_cast<int>(steps) + ((exponent + 13) << 10);
    return static_cast<std::uint16_t>(sign | bits);
}

} // namespace islet
