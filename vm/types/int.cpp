// SPDX-License-Identifier: MIT
//
// int: making and reading, conversions from other numbers.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/int.h"

#include "vm/base/hash.h"
#include "vm/model/attr.h"
#include "vm/model/sequence.h"
#include "vm/types/exception.h"
#include "vm/types/number_parts.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace islet {

// --- Making

Int* allocate_int(Thread& t, std::size_t limbs) {
    if (limbs > kMaxIntLimbs) return nullptr;
    auto* const object = static_cast<Int*>(t.heap().alloc_object(sizeof(Int) + limbs * sizeof(Limb)));
    if (!object) return nullptr;
    object->refs = 1;
    object->kind = Kind::Int;
    object->subclass = 0;
    object->flags = 0;
    object->shape = t.type(TypeId::Int)->shape;
    object->negative = false;
    object->limb_count = static_cast<std::uint32_t>(limbs);
    return object;
}

namespace {

constexpr Limb kSmallMax = static_cast<Limb>(Value::kIntMax);

// Whether so many limbs are no more than an immediate holds.
bool fits_small(bool negative, const Limb* limbs, std::size_t count, std::int64_t& out) {
    if (count > 1) return false;
    const Limb magnitude = count == 0 ? 0 : limbs[0];
    if (magnitude > kSmallMax + (negative ? 1 : 0)) return false;
    out = negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
    return true;
}

Ref make_one_limb(Thread& t, bool negative, Limb limb) {
    Int* const object = allocate_int(t, 1);
    if (!object) return t.raise_memory_error();
    object->negative = negative;
    object->limbs()[0] = limb;
    return Ref::adopt(object);
}

} // namespace

Ref make_int(Thread& t, std::int64_t value) {
    if (Value::fits_int(value)) [[likely]]
        return Ref::plain(Value::small_int(value));
    return make_one_limb(t, value < 0, value < 0 ? 0 - static_cast<Limb>(value) : static_cast<Limb>(value));
}

Ref make_int_unsigned(Thread& t, std::uint64_t value) {
    if (value <= kSmallMax) return Ref::plain(Value::small_int(static_cast<std::int64_t>(value)));
    return make_one_limb(t, false, value);
}

Ref make_int_limbs(Thread& t, bool negative, std::span<const std::uint64_t> limbs) {
    const std::size_t count = normalized_limbs(limbs.data(), limbs.size());
    std::int64_t small = 0;
    if (fits_small(negative, limbs.data(), count, small)) return Ref::plain(Value::small_int(small));
    Int* const object = allocate_int(t, count);
    if (!object) return t.raise_memory_error();
    object->negative = negative;
    std::memcpy(object->limbs(), limbs.data(), count * sizeof(Limb));
    return Ref::adopt(object);
}

Status NewInt::reserve(std::size_t limbs) {
    reserved_ = limbs;
    if (limbs <= kInside) return Status::ok();
    object_ = allocate_int(t_, limbs);
    if (!object_) return t_.raise_memory_error();
    return Status::ok();
}

Ref NewInt::finish(BigResult result) {
    ISLET_DCHECK(result.size <= reserved_, "an int outgrew its room");
    if (!object_) return make_int_limbs(t_, result.negative, {inside_, result.size});
    // Two limbs of every three in use: not worth a copy.
    if (result.size < 2 || result.size < reserved_ / 3 * 2) {
        return make_int_limbs(t_, result.negative, {object_->limbs(), result.size});
    }
    Int* const object = std::exchange(object_, nullptr);
    object->negative = result.negative;
    object->limb_count = static_cast<std::uint32_t>(result.size);
    return Ref::adopt(object);
}

Ref int_exact(Thread& t, Value v) {
    std::int64_t small = 0;
    if (as_small(v, small)) return Ref::plain(Value::small_int(small));
    const Int& i = as<Int>(v);
    if (i.subclass == 0) return Ref::share(v);
    return make_int_limbs(t, i.negative, {i.limbs(), i.limb_count});
}

Ref int_from_double(Thread& t, double value) {
    if (value > -0x1p47 && value < 0x1p47)
        return Ref::plain(Value::small_int(static_cast<std::int64_t>(value)));
    if (std::isnan(value)) return t.raise(Exc::ValueError, "cannot convert float NaN to integer");
    if (std::isinf(value)) return t.raise(Exc::OverflowError, "cannot convert float infinity to integer");
    Limb limbs[kDoubleLimbs];
    const BigResult result = big_from_double(value, limbs);
    return make_int_limbs(t, result.negative, {limbs, result.size});
}

// --- Reading

bool int_fits(Value v, std::int64_t* out, int* sign) {
    if (as_small(v, *out)) return true;
    const Int& i = as<Int>(v);
    if (big_to_int64({i.limbs(), i.limb_count, i.negative}, *out)) return true;
    if (sign) *sign = i.negative ? -1 : 1;
    return false;
}

int int_sign(Value v) {
    std::int64_t small = 0;
    if (as_small(v, small)) return small < 0 ? -1 : small > 0 ? 1 : 0;
    const Int& i = as<Int>(v);
    return i.limb_count == 0 ? 0 : i.negative ? -1 : 1;
}

Result<double> int_to_double(Thread& t, Value v) {
    std::int64_t small = 0;
    if (as_small(v, small)) return static_cast<double>(small);
    const IntOperand operand(v);
    double result = 0;
    if (!big_to_double(operand.big, result)) {
        return t.raise(Exc::OverflowError, "int too large to convert to float");
    }
    return result;
}

int int_compare(Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return x < y ? -1 : x > y ? 1 : 0;
    const IntOperand left(a), right(b);
    return big_compare(left.big, right.big);
}

int int_compare_double(Value a, double b) {
    std::int64_t small = 0;
    if (as_small(a, small)) {
        const auto exact = static_cast<double>(small); // 48 bits at most
        return exact < b ? -1 : exact > b ? 1 : 0;
    }
    const IntOperand operand(a);
    return big_compare_double(operand.big, b);
}

std::int64_t int_hash(Value v) {
    std::int64_t small = 0;
    if (as_small(v, small)) return hash_int64(small);
    const Int& i = as<Int>(v);
    return hash_limbs(i.negative, i.limbs(), i.limb_count);
}

// --- Conversion

namespace {

// What __index__ or __int__ gave, as an exact int.
Ref check_int_result_py(Thread& t, Ref number, std::string_view method) {
    if (!number || is_exact_int(number.get())) return number;
    Type& type = *type_of(t, number.get());
    if (!is_int(number.get())) {
        return t.raise(Exc::TypeError, "{} returned non-int (type {})", method, type);
    }
    TextBuffer text;
    format_to(
        text,
        "{} returned non-int (type {}).  The ability to return an instance of a strict subclass of int is "
        "deprecated, and may be removed in a future version of Python.",
        method, type);
    if (!warn_py(t, Exc::DeprecationWarning, text.view())) return t.raised();
    return int_exact(t, number.get());
}

} // namespace

Ref index_py(Thread& t, Value v) {
    if (is_int(v)) return int_exact(t, v);
    Type& type = *type_of(t, v);
    if (!type.slots.index_py) {
        return t.raise(Exc::TypeError, "'{}' object cannot be interpreted as an integer", type);
    }
    return check_int_result_py(t, type.slots.index_py(t, v), "__index__");
}

Result<std::int64_t> index_to_int64_py(Thread& t, Value v, Exc error) {
    if (v.is_int()) return v.as_int();
    const Ref number = index_py(t, v);
    if (!number) return t.raised();
    std::int64_t value = 0;
    if (!int_fits(number.get(), &value)) {
        return t.raise(error, "cannot fit '{}' into an index-sized integer", *type_of(t, v));
    }
    return value;
}

Result<std::int64_t> index_clamped_py(Thread& t, Value v) {
    if (v.is_int()) return v.as_int();
    const Ref number = index_py(t, v);
    if (!number) return t.raised();
    std::int64_t value = 0;
    int sign = 0;
    if (!int_fits(number.get(), &value, &sign)) value = sign < 0 ? INT64_MIN : INT64_MAX;
    return value;
}

Ref try_number_to_int_py(Thread& t, Value x) {
    if (is_exact_int(x)) return Ref::share(x);
    const Slots& slots = type_of(t, x)->slots;
    if (slots.int_py) return check_int_result_py(t, slots.int_py(t, x), "__int__");
    if (slots.index_py) return index_py(t, x);
    return Ref::nothing();
}

Status check_big_stack(Thread& t, std::size_t limbs) {
    if (limbs <= kShortLimbs) return Status::ok();
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    if (here > t.stack_limit() + kBigStack) return Status::ok();
    return t.raise_recursion("");
}

Raised raise_big(Thread& t, BigStatus status) {
    if (status == BigStatus::Interrupted) return t.raised();
    return t.raise_memory_error();
}

} // namespace islet
