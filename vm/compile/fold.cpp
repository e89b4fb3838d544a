// SPDX-License-Identifier: MIT
//
// Constant folding.
#include "vm/compile/constant.h"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>

namespace islet {

namespace {

using Kind = Const::Kind;
using ast::Operator;
using Wide = unsigned __int128;

// As much as CPython folds.
constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxItems = 256;

bool is_int(const Const& value) {
    return value.kind == Kind::Int || value.kind == Kind::True || value.kind == Kind::False;
}

// An integer of at most 128 bits, as sign and magnitude.
struct SignedWide {
    bool fits = false;
    bool negative = false;
    Wide magnitude = 0;
};

SignedWide read_int(const Const& value) {
    if (value.kind == Kind::True) return {true, false, 1};
    if (value.kind == Kind::False) return {true, false, 0};
    if (value.kind == Kind::Int) {
        const bool negative = value.integer < 0;
        const auto bits = static_cast<std::uint64_t>(value.integer);
        return {true, negative, negative ? 0 - bits : bits};
    }
    if (value.kind != Kind::BigInt) return {};
    std::string_view digits = value.text();
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    if (digits.size() > 32) return {};
    Wide magnitude = 0;
    for (const char digit : digits) {
        magnitude = magnitude << 4 | static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return {true, negative, magnitude};
}

double to_double(const Const& value) {
    if (value.kind == Kind::Float) return value.real;
    const SignedWide number = read_int(value);
    const auto result = static_cast<double>(static_cast<std::uint64_t>(number.magnitude));
    return number.negative ? -result : result;
}

// Int that a double holds exactly, or Float: no rounding that the program would do otherwise.
bool has_exact_double(const Const& value) {
    if (value.kind == Kind::Float) return true;
    const SignedWide number = read_int(value);
    return number.fits && number.magnitude <= Wide{1} << 53;
}

bool is_text(const Const& value) {
    return value.kind == Kind::Str || value.kind == Kind::Bytes;
}

} // namespace

bool same_constant(const Const& a, const Const& b) {
    if (a.kind != b.kind) return false;
    switch (a.kind) {
    case Kind::None:
    case Kind::True:
    case Kind::False:
    case Kind::Ellipsis: return true;
    case Kind::Int: return a.integer == b.integer;
    case Kind::Float: return std::bit_cast<std::uint64_t>(a.real) == std::bit_cast<std::uint64_t>(b.real);
    case Kind::Complex:
        return std::bit_cast<std::uint64_t>(a.real) == std::bit_cast<std::uint64_t>(b.real) &&
               std::bit_cast<std::uint64_t>(a.imag) == std::bit_cast<std::uint64_t>(b.imag);
    case Kind::BigInt:
    case Kind::Str:
    case Kind::Name:
    case Kind::Bytes: return a.text() == b.text();
    case Kind::Tuple:
    case Kind::FrozenSet:
    case Kind::Slice:
        return a.count == b.count &&
               std::equal(a.items, a.items + a.count, b.items,
                          [](const Const* x, const Const* y) { return same_constant(*x, *y); });
    case Kind::Code: return a.code == b.code;
    }
    return false;
}

std::uint64_t hash_constant(const Const& value) {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15u;
    auto hash = (static_cast<std::uint64_t>(value.kind) + 1) * kFactor;
    const auto add = [&](std::uint64_t word) { hash = (std::rotl(hash, 23) ^ word) * kFactor; };
    switch (value.kind) {
    case Kind::Int: add(static_cast<std::uint64_t>(value.integer)); break;
    case Kind::Complex: add(std::bit_cast<std::uint64_t>(value.imag)); [[fallthrough]];
    case Kind::Float: add(std::bit_cast<std::uint64_t>(value.real)); break;
    case Kind::BigInt:
    case Kind::Str:
    case Kind::Name:
    case Kind::Bytes: {
        // Long texts differ in their ends or in their length; equality looks at all of it.
        const std::string_view text = value.text();
        add(text.size());
        const std::size_t shown = std::min<std::size_t>(text.size(), 64);
        for (std::size_t i = 0; i < shown; ++i) add(static_cast<unsigned char>(text[i]));
        for (std::size_t i = text.size() - shown; i < text.size(); ++i)
            add(static_cast<unsigned char>(text[i]));
        break;
    }
    case Kind::Tuple:
    case Kind::FrozenSet:
    case Kind::Slice:
        add(value.count);
        for (std::uint32_t i = 0; i < value.count; ++i) add(hash_constant(*value.items[i]));
        break;
    case Kind::Code: add(reinterpret_cast<std::uintptr_t>(value.code)); break;
    default: break;
    }
    return hash ^ hash >> 32;
}

bool truth_of(const Const& value) {
    switch (value.kind) {
    case Kind::None:
    case Kind::False: return false;
    case Kind::Int: return value.integer != 0;
    case Kind::Float: return value.real != 0;
    case Kind::Complex: return value.real != 0 || value.imag != 0;
    case Kind::Str:
    case Kind::Name:
    case Kind::Bytes: return value.bytes.size != 0;
    case Kind::Tuple:
    case Kind::FrozenSet: return value.count != 0;
    default: return true;
    }
}

namespace {

// Strings that could be identifiers are interned, as CPython does with those in code.
bool looks_like_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

ConstSpec make_spec(const Const& value) {
    ConstSpec spec;
    spec.kind = value.kind;
    switch (value.kind) {
    case Kind::Int: spec.integer = value.integer; break;
    case Kind::Float: spec.real = value.real; break;
    case Kind::Complex: spec.real = value.real, spec.imag = value.imag; break;
    case Kind::Str:
        if (looks_like_name(value.text())) spec.kind = Kind::Name;
        spec.text = value.text();
        break;
    case Kind::BigInt:
    case Kind::Name:
    case Kind::Bytes: spec.text = value.text(); break;
    case Kind::Tuple:
    case Kind::FrozenSet:
    case Kind::Slice:
        spec.items.reserve(value.count);
        for (std::uint32_t i = 0; i < value.count; ++i) spec.items.push_back(make_spec(*value.items[i]));
        break;
    case Kind::Code: spec.code = value.code; break;
    default: break;
    }
    return spec;
}

const Const* Folder::make(const Const& value) {
    void* at = arena_.allocate(sizeof(Const), alignof(Const));
    return at ? new (at) Const(value) : nullptr;
}

const Const* Folder::singleton(Kind kind) {
    static constexpr Const kNone{Kind::None}, kTrue{Kind::True}, kFalse{Kind::False},
        kEllipsis{Kind::Ellipsis};
    switch (kind) {
    case Kind::True: return &kTrue;
    case Kind::False: return &kFalse;
    case Kind::Ellipsis: return &kEllipsis;
    default: return &kNone;
    }
}

const Const* Folder::integer(std::int64_t value) {
    Const result(Kind::Int);
    result.integer = value;
    return make(result);
}

const Const* Folder::real(double value) {
    Const result(Kind::Float);
    result.real = value;
    return make(result);
}

const Const* Folder::string(std::string_view text) {
    Const result(Kind::Str);
    result.bytes = {text.data(), static_cast<std::uint32_t>(text.size())};
    result.ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    return make(result);
}

const Const* Folder::sequence(Kind kind, const Const* const* items, std::uint32_t count) {
    Const result(kind);
    result.count = count;
    result.items = items;
    return make(result);
}

const Const* Folder::code(CodeImage* image) {
    Const result(Kind::Code);
    result.code = image;
    return make(result);
}

const Const* Folder::wide_integer(bool negative, Wide magnitude) {
    constexpr Wide kLimit = Wide{1} << 63;
    if (magnitude < kLimit || (negative && magnitude == kLimit)) {
        const auto bits = static_cast<std::uint64_t>(magnitude);
        return integer(static_cast<std::int64_t>(negative ? 0 - bits : bits));
    }
    char digits[34];
    char* at = digits + sizeof(digits);
    char* const end = at;
    for (; magnitude; magnitude >>= 4) *--at = "0123456789abcdef"[static_cast<unsigned>(magnitude & 15)];
    if (negative) *--at = '-';
    const std::string_view text = arena_.copy({at, static_cast<std::size_t>(end - at)});
    Const result(Kind::BigInt);
    result.bytes = {text.data(), static_cast<std::uint32_t>(text.size())};
    return make(result);
}

// Digits in any base become digits in base 16.
const Const* Folder::big_literal(const ast::Literal& literal) {
    const std::string_view text = literal.text.view();
    auto* values = arena_.make_array<unsigned char>(text.size());
    const std::size_t limb_room = text.size() / 16 + 2; // base 16 at most: 4 bits a digit
    auto* limbs = arena_.make_array<mp_limb_t>(limb_room);
    auto* digits = arena_.make_array<unsigned char>(text.size() + 18);
    if (!values || !limbs || !digits) return nullptr;
    std::size_t count = 0;
    for (const char c : text) {
        const int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        if (count > 0 || value != 0) values[count++] = static_cast<unsigned char>(value);
    }
    if (count == 0) return integer(0);
    const mp_size_t size = mpn_set_str(limbs, values, count, literal.base);
    const std::size_t made = mpn_get_str(digits, 16, limbs, size);
    std::size_t first = 0;
    while (first + 1 < made && digits[first] == 0) ++first;
    for (std::size_t i = first; i < made; ++i)
        digits[i] = static_cast<unsigned char>("0123456789abcdef"[digits[i]]);
    Const result(Kind::BigInt);
    result.bytes = {reinterpret_cast<const char*>(digits + first), static_cast<std::uint32_t>(made - first)};
    const SignedWide small = read_int(result);
    if (small.fits) return wide_integer(false, small.magnitude);
    return make(result);
}

const Const* Folder::literal(const ast::Literal& literal) {
    switch (literal.kind) {
    case ast::LiteralKind::None: return singleton(Kind::None);
    case ast::LiteralKind::True: return singleton(Kind::True);
    case ast::LiteralKind::False: return singleton(Kind::False);
    case ast::LiteralKind::Ellipsis: return singleton(Kind::Ellipsis);
    case ast::LiteralKind::Int: return integer(literal.integer);
    case ast::LiteralKind::BigInt: return big_literal(literal);
    case ast::LiteralKind::Float: return real(literal.number);
    case ast::LiteralKind::Imaginary: {
        Const result(Kind::Complex);
        result.real = 0;
        result.imag = literal.number;
        return make(result);
    }
    case ast::LiteralKind::Str:
    case ast::LiteralKind::Bytes: {
        Const result(literal.kind == ast::LiteralKind::Str ? Kind::Str : Kind::Bytes);
        result.bytes = literal.text;
        result.ascii = literal.kind == ast::LiteralKind::Str && literal.ascii;
        return make(result);
    }
    }
    return nullptr;
}

const Const* Folder::unary(ast::UnaryOperator op, const Const& operand) {
    using ast::UnaryOperator;
    if (op == UnaryOperator::Not) return singleton(truth_of(operand) ? Kind::False : Kind::True);
    if (operand.kind == Kind::Float) {
        if (op == UnaryOperator::Invert) return nullptr;
        return real(op == UnaryOperator::USub ? -operand.real : operand.real);
    }
    if (operand.kind == Kind::Complex) {
        if (op == UnaryOperator::Invert) return nullptr;
        Const result(operand);
        if (op == UnaryOperator::USub) result.real = -operand.real, result.imag = -operand.imag;
        return make(result);
    }
    if (operand.kind == Kind::BigInt && op == UnaryOperator::USub) {
        const std::string_view text = operand.text();
        if (text.starts_with('-')) return nullptr;
        auto* digits = arena_.make_array<char>(text.size() + 1);
        if (!digits) return nullptr;
        digits[0] = '-';
        std::copy(text.begin(), text.end(), digits + 1);
        Const result(Kind::BigInt);
        result.bytes = {digits, static_cast<std::uint32_t>(text.size() + 1)};
        // -(2**63) is the one that becomes small.
        const SignedWide small = read_int(result);
        return small.fits ? wide_integer(true, small.magnitude) : make(result);
    }
    const SignedWide number = read_int(operand);
    if (!number.fits) return nullptr;
    switch (op) {
    case UnaryOperator::UAdd: return wide_integer(number.negative, number.magnitude);
    case UnaryOperator::USub:
        return wide_integer(!number.negative && number.magnitude != 0, number.magnitude);
    case UnaryOperator::Invert: // ~x is -x - 1; of a bool it is left to the program, which warns
        if (!is_int(operand) || operand.kind != Kind::Int) return nullptr;
        return integer(~operand.integer);
    case UnaryOperator::Not: break;
    }
    return nullptr;
}

const Const* Folder::binary_int(Operator op, const Const& left, const Const& right) {
    const SignedWide a = read_int(left), b = read_int(right);
    if (!a.fits || !b.fits) return nullptr;
    const auto bits = [](Wide value) {
        const auto high = static_cast<std::uint64_t>(value >> 64), low = static_cast<std::uint64_t>(value);
        return high ? 128 - std::countl_zero(high) : 64 - std::countl_zero(low);
    };
    const bool subtract = op == Operator::Sub;
    switch (op) {
    case Operator::Add:
    case Operator::Sub: {
        const bool b_negative = b.negative != subtract;
        if (a.negative == b_negative) {
            const Wide sum = a.magnitude + b.magnitude;
            return sum < a.magnitude ? nullptr : wide_integer(a.negative && sum, sum);
        }
        if (a.magnitude >= b.magnitude) {
            const Wide rest = a.magnitude - b.magnitude;
            return wide_integer(a.negative && rest, rest);
        }
        return wide_integer(b_negative, b.magnitude - a.magnitude);
    }
    case Operator::Mult: {
        if (bits(a.magnitude) + bits(b.magnitude) > 128) return nullptr;
        const Wide product = a.magnitude * b.magnitude;
        return wide_integer(a.negative != b.negative && product, product);
    }
    case Operator::Div:
        if (b.magnitude == 0 || !has_exact_double(left) || !has_exact_double(right)) return nullptr;
        return real(to_double(left) / to_double(right));
    case Operator::FloorDiv:
    case Operator::Mod: {
        if (b.magnitude == 0) return nullptr;
        Wide quotient = a.magnitude / b.magnitude, rest = a.magnitude % b.magnitude;
        const bool opposite = a.negative != b.negative;
        if (opposite && rest) {
            ++quotient;
            rest = b.magnitude - rest;
        }
        if (op == Operator::FloorDiv) return wide_integer(opposite && quotient, quotient);
        return wide_integer(b.negative && rest, rest);
    }
    case Operator::Pow: {
        if (b.negative || b.magnitude > 128) return nullptr;
        if (bits(a.magnitude) * static_cast<int>(b.magnitude) > 128 && a.magnitude > 1) return nullptr;
        Wide power = 1;
        for (Wide i = 0; i < b.magnitude; ++i) power *= a.magnitude;
        return wide_integer(a.negative && (b.magnitude & 1) && power, power);
    }
    case Operator::LShift:
        if (b.negative || b.magnitude > 128) return nullptr;
        if (a.magnitude && static_cast<Wide>(bits(a.magnitude)) + b.magnitude > 128) return nullptr;
        return wide_integer(a.negative,
                            b.magnitude >= 128 ? 0 : a.magnitude << static_cast<int>(b.magnitude));
    case Operator::RShift:
        if (b.negative || a.negative) return nullptr;
        return wide_integer(false, b.magnitude >= 128 ? 0 : a.magnitude >> static_cast<int>(b.magnitude));
    case Operator::BitAnd:
    case Operator::BitOr:
    case Operator::BitXor: {
        if (left.kind != Kind::Int || right.kind != Kind::Int) return nullptr;
        if (op == Operator::BitAnd) return integer(left.integer & right.integer);
        return integer(op == Operator::BitOr ? left.integer | right.integer : left.integer ^ right.integer);
    }
    case Operator::MatMult: return nullptr;
    }
    return nullptr;
}

const Const* Folder::binary_float(Operator op, double left, double right) {
    switch (op) {
    case Operator::Add: return real(left + right);
    case Operator::Sub: return real(left - right);
    case Operator::Mult: return real(left * right);
    case Operator::Div: return right == 0 ? nullptr : real(left / right);
    default: return nullptr;
    }
}

// Only sums: they make numbers like 3-4j.
const Const* Folder::binary_complex(Operator op, const Const& left, const Const& right) {
    if (op != Operator::Add && op != Operator::Sub) return nullptr;
    if (left.kind != Kind::Complex && !has_exact_double(left)) return nullptr;
    if (right.kind != Kind::Complex && !has_exact_double(right)) return nullptr;
    Const result(Kind::Complex);
    const double left_real = left.kind == Kind::Complex ? left.real : to_double(left);
    const double right_real = right.kind == Kind::Complex ? right.real : to_double(right);
    // A real operand has no imaginary part that could change the sign of a zero.
    if (left.kind == Kind::Complex && right.kind == Kind::Complex) {
        result.imag = op == Operator::Add ? left.imag + right.imag : left.imag - right.imag;
    } else if (left.kind == Kind::Complex) {
        result.imag = left.imag;
    } else {
        result.imag = op == Operator::Add ? right.imag : -right.imag;
    }
    result.real = op == Operator::Add ? left_real + right_real : left_real - right_real;
    return make(result);
}

const Const* Folder::joined(const Const& left, const Const& right) {
    if (left.kind == Kind::Tuple) {
        const std::uint32_t count = left.count + right.count;
        if (count > kMaxItems) return nullptr;
        auto** items = arena_.make_array<const Const*>(count);
        if (!items && count) return nullptr;
        std::copy_n(left.items, left.count, items);
        std::copy_n(right.items, right.count, items + left.count);
        return sequence(Kind::Tuple, items, count);
    }
    const std::size_t size = left.text().size() + right.text().size();
    // A chain of sums copies its text once per sum: keep that bounded.
    if (size > 16 * kMaxText) return nullptr;
    auto* text = arena_.make_array<char>(size);
    if (!text && size) return nullptr;
    std::copy(left.text().begin(), left.text().end(), text);
    std::copy(right.text().begin(), right.text().end(), text + left.text().size());
    Const result(left.kind);
    result.bytes = {text, static_cast<std::uint32_t>(size)};
    result.ascii = left.ascii && right.ascii;
    return make(result);
}

const Const* Folder::repeated(const Const& value, const Const& times) {
    if (times.kind != Kind::Int || times.integer < 0) return nullptr;
    const auto count = static_cast<std::uint64_t>(times.integer);
    if (value.kind == Kind::Tuple) {
        if (count > kMaxItems || (value.count && count * value.count > kMaxItems)) return nullptr;
        const std::uint64_t total = count * value.count;
        auto** items = arena_.make_array<const Const*>(total);
        if (!items && total > 0) return nullptr;
        for (std::uint64_t i = 0; i < count; ++i)
            std::copy_n(value.items, value.count, items + i * value.count);
        return sequence(Kind::Tuple, items, static_cast<std::uint32_t>(total));
    }
    const std::string_view text = value.text();
    if (count > kMaxText || count * text.size() > kMaxText) return nullptr;
    const std::uint64_t size = count * text.size();
    auto* all = arena_.make_array<char>(size);
    if (!all && size > 0) return nullptr;
    for (std::uint64_t i = 0; i < count; ++i) std::copy(text.begin(), text.end(), all + i * text.size());
    Const result(value.kind);
    result.bytes = {all, static_cast<std::uint32_t>(size)};
    result.ascii = value.ascii;
    return make(result);
}

const Const* Folder::binary(Operator op, const Const& left, const Const& right) {
    const auto is_sequence = [](const Const& value) { return is_text(value) || value.kind == Kind::Tuple; };
    const auto is_number = [](const Const& value) {
        return is_int(value) || value.kind == Kind::BigInt || value.kind == Kind::Float ||
               value.kind == Kind::Complex;
    };
    if (op == Operator::Add && is_sequence(left) && left.kind == right.kind) return joined(left, right);
    if (op == Operator::Mult && is_sequence(left) && right.kind == Kind::Int) return repeated(left, right);
    if (op == Operator::Mult && left.kind == Kind::Int && is_sequence(right)) return repeated(right, left);
    if (!is_number(left) || !is_number(right)) return nullptr;
    if (left.kind == Kind::Complex || right.kind == Kind::Complex) return binary_complex(op, left, right);
    if (left.kind != Kind::Float && right.kind != Kind::Float) return binary_int(op, left, right);
    if (!has_exact_double(left) || !has_exact_double(right)) return nullptr;
    return binary_float(op, to_double(left), to_double(right));
}

const Const* Folder::item(const Const& container, const Const& index) {
    if (index.kind != Kind::Int) return nullptr;
    std::int64_t size;
    if (container.kind == Kind::Tuple) {
        size = container.count;
    } else if (container.kind == Kind::Bytes || (container.kind == Kind::Str && container.ascii)) {
        size = container.bytes.size;
    } else {
        return nullptr;
    }
    const std::int64_t at = index.integer < 0 ? index.integer + size : index.integer;
    if (at < 0 || at >= size) return nullptr;
    if (container.kind == Kind::Tuple) return container.items[at];
    if (container.kind == Kind::Bytes) return integer(static_cast<unsigned char>(container.bytes.data[at]));
    return string(container.text().substr(static_cast<std::size_t>(at), 1));
}

const Const* Folder::tuple(const ast::Seq<ast::Expr*>& elements, std::uint32_t depth) {
    // Most tuples that are no constants show it in their first or last element.
    for (const ast::Expr* element : elements) {
        switch (element->kind) {
        case ast::NodeKind::Constant:
        case ast::NodeKind::Tuple:
        case ast::NodeKind::UnaryOp:
        case ast::NodeKind::BinOp: break;
        default: return nullptr;
        }
    }
    auto** items = arena_.make_array<const Const*>(elements.size);
    if (!items && elements.size) return nullptr;
    for (std::uint32_t i = 0; i < elements.size; ++i) {
        items[i] = expression(elements[i], depth);
        if (!items[i]) return nullptr;
    }
    return sequence(Kind::Tuple, items, elements.size);
}

const Const* Folder::expression(const ast::Expr* node, std::uint32_t depth) {
    if (node->kind == ast::NodeKind::Constant) return literal(ast::as<ast::Constant>(node)->value);
    if (depth == 0) return nullptr;
    switch (node->kind) {
    case ast::NodeKind::UnaryOp: {
        const Const* operand = expression(ast::as<ast::UnaryOp>(node)->operand, depth - 1);
        return operand ? unary(ast::as<ast::UnaryOp>(node)->op, *operand) : nullptr;
    }
    case ast::NodeKind::BinOp: {
        const Const* right = expression(ast::as<ast::BinOp>(node)->right, depth - 1);
        const Const* left = right ? expression(ast::as<ast::BinOp>(node)->left, depth - 1) : nullptr;
        return left ? binary(ast::as<ast::BinOp>(node)->op, *left, *right) : nullptr;
    }
    case ast::NodeKind::Tuple: return tuple(ast::as<ast::Tuple>(node)->elts, depth - 1);
    default: return nullptr;
    }
}

} // namespace islet
