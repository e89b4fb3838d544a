// SPDX-License-Identifier: MIT
// Tests of big integers: against answers of CPython 3.14 (bigint_cases.inc), and by algebra where the numbers
// are too long to write down.
#include "vm/base/bigint.h"

#include "vm/base/float_text.h"
#include "vm/base/hash.h"
#include "vm/base/oracle_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace islet {
namespace {

constexpr OracleCase kCases[] = {
#include "vm/base/bigint_cases.inc"
};

// An integer that owns exactly the limbs it has, so that a sanitizer sees every step over the edge.
struct Number {
    std::vector<Limb> limbs;
    bool negative = false;
    Big view() const { return {limbs.data(), limbs.size(), negative}; }
};

std::string text_of(const Big& a, int base = 16) {
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    std::string text(big_digits_bound(big_bit_length(a), base), '?');
    std::size_t count = 0;
    EXPECT_EQ(big_to_text(a, base, text.data(), count, scratch), BigStatus::Ok);
    EXPECT_LE(count, text.size());
    EXPECT_GE(count + 1, text.size()) << "a loose bound";
    text.resize(count);
    return (a.negative ? "-" : "") + text;
}

Number parse(std::string text, int base = 16) {
    Number number;
    const bool negative = text[0] == '-';
    if (negative) text.erase(0, 1);
    std::vector<std::uint8_t> digits;
    for (char c : text) digits.push_back(static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10));
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    number.limbs.resize(big_from_digits_limbs(digits.size(), base));
    BigResult result;
    EXPECT_EQ(big_from_digits(digits.data(), digits.size(), base, number.limbs.data(), result, scratch),
              BigStatus::Ok);
    number.limbs.resize(result.size);
    number.limbs.shrink_to_fit();
    number.negative = negative && result.size;
    return number;
}

std::string repr(double value) {
    char text[kReprSize];
    return {text, write_repr(value, text)};
}

class Calculator {
public:
    std::string answer(const char* text) {
        RequestReader request(text);
        const std::string op = request.word();
        a_ = parse(request.word());
        if (op == "powmod") {
            b_ = parse(request.word());
            return power_modulo(parse(request.word()));
        }
        const std::string unary = unary_answer(op, request);
        if (!unary.empty()) return unary;
        b_ = parse(request.word());
        return binary_answer(op);
    }

private:
    Limb* room(std::size_t count) {
        out_.assign(count, 0xdeadbeef);
        out_.shrink_to_fit();
        return out_.data();
    }
    std::string shown(BigResult result) {
        if (result.size) {
            EXPECT_NE(out_[result.size - 1], 0u);
        }
        return text_of(result.in(out_.data()));
    }

    std::string unary_answer(const std::string& op, RequestReader& request) {
        const Big a = a_.view();
        if (op == "~") return shown(big_not(a, room(a.size + 1)));
        if (op == "isqrt") return shown(big_isqrt(a, room(a.size / 2 + 1)));
        if (op == "hash") return std::to_string(hash_limbs(a.negative, a.limbs, a.size));
        if (op == "bits") return std::to_string(big_bit_length(a)) + " " + std::to_string(big_bit_count(a));
        if (op == "cmpf") return std::to_string(big_compare_double(a, request.double_from_bits()));
        if (op == "text") return text_answer(request.number());
        if (op == "float") {
            double value;
            return big_to_double(a, value) ? repr(value) : "big";
        }
        if (op == "bytes") {
            const int size = request.number();
            return bytes_answer(static_cast<std::size_t>(size), request.flag());
        }
        if (op != "<<" && op != ">>" && op != "pow") return "";
        const auto count = static_cast<std::uint64_t>(request.number());
        if (op == "<<") return shown(big_shift_left(a, count, room(big_shift_left_limbs(a, count))));
        if (op == ">>") return shown(big_shift_right(a, count, room(a.size + 1)));
        BigResult result;
        EXPECT_EQ(big_pow(a, count, room(big_power_limbs(a, count)), result, scratch_), BigStatus::Ok);
        return shown(result);
    }

    std::string binary_answer(const std::string& op) {
        const Big a = a_.view(), b = b_.view();
        BigResult result;
        if (op == "<") return std::to_string(big_compare(a, b));
        if (op == "+") return shown(big_add(a, b, room(big_sum_limbs(a, b))));
        if (op == "-") return shown(big_sub(a, b, room(big_sum_limbs(a, b))));
        if (op == "&") return shown(big_and(a, b, room(big_sum_limbs(a, b))));
        if (op == "|") return shown(big_or(a, b, room(big_sum_limbs(a, b))));
        if (op == "^") return shown(big_xor(a, b, room(big_sum_limbs(a, b))));
        if (op == "*") {
            EXPECT_EQ(big_mul(a, b, room(big_product_limbs(a, b)), result, scratch_), BigStatus::Ok);
            return shown(result);
        }
        if (op == "gcd") {
            const bool zero = a.is_zero() || b.is_zero();
            const std::size_t size = zero ? std::max(a.size, b.size) : std::min(a.size, b.size);
            EXPECT_EQ(big_gcd(a, b, room(size), result, scratch_), BigStatus::Ok);
            return shown(result);
        }
        if (op == "inverse") {
            bool exists = false;
            EXPECT_EQ(big_inverse(a, b, room(b.size), result, exists, scratch_), BigStatus::Ok);
            return exists ? shown(result) : "none";
        }
        if (op == "divmod") return divmod_answer();
        double value;
        bool overflow;
        EXPECT_EQ(big_true_divide(a, b, value, overflow, scratch_), BigStatus::Ok);
        return overflow ? "big" : repr(value);
    }

    std::string divmod_answer() {
        const Big a = a_.view(), b = b_.view();
        BigDivision result;
        std::vector<Limb> remainder(b.size);
        EXPECT_EQ(big_divmod(a, b, room(big_quotient_limbs(a, b)), remainder.data(), result, scratch_),
                  BigStatus::Ok);
        return shown(result.quotient) + " " + text_of(result.remainder.in(remainder.data()));
    }

    std::string power_modulo(const Number& modulus) {
        BigResult result;
        EXPECT_EQ(
            big_pow_mod(a_.view(), b_.view(), modulus.view(), room(modulus.limbs.size()), result, scratch_),
            BigStatus::Ok);
        return shown(result);
    }

    std::string text_answer(int base) {
        const std::string text = text_of(a_.view(), base);
        EXPECT_EQ(big_compare(parse(text, base).view(), a_.view()), 0) << text << " base " << base;
        return text;
    }

    std::string bytes_answer(std::size_t size, bool is_signed) {
        std::vector<unsigned char> bytes(size);
        if (!big_to_bytes(a_.view(), bytes.data(), size, true, is_signed)) return "big";
        const BigResult back =
            big_from_bytes(bytes.data(), size, true, is_signed, room(big_from_bytes_limbs(size)));
        EXPECT_EQ(shown(back), text_of(a_.view()));
        std::reverse(bytes.begin(), bytes.end());
        EXPECT_EQ(shown(big_from_bytes(bytes.data(), size, false, is_signed, out_.data())),
                  text_of(a_.view()));
        EXPECT_TRUE(big_to_bytes(a_.view(), bytes.data(), size, true, is_signed));
        TextBuffer text;
        for (unsigned char byte : bytes) format_to(text, "{}", Hex{byte, 2});
        return size ? std::string(text.view()) : "empty";
    }

    Number a_, b_;
    std::vector<Limb> out_;
    MallocScratch memory_;
    Scratch scratch_ = memory_.scratch();
};

TEST(BigInt, AgreesWithCPython) {
    for (const OracleCase& c : kCases) {
        Calculator calculator;
        EXPECT_EQ(calculator.answer(c.request), c.answer) << c.request;
    }
}

// Numbers with long runs of ones and zeros, the same on every run.
class Generator {
public:
    Number number(std::size_t size) {
        Number n;
        n.limbs.resize(size);
        for (Limb& limb : n.limbs) {
            state_ = state_ * 6364136223846793005u + 1442695040888963407u;
            const std::uint64_t kind = state_ >> 61;
            limb = kind < 2 ? 0 : kind < 4 ? ~Limb{0} : state_ ^ (state_ << 31);
        }
        if (n.limbs.back() == 0) n.limbs.back() = 1;
        return n;
    }

private:
    std::uint64_t state_ = 42;
};

Number product(const Number& a, const Number& b) {
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    Number out;
    out.limbs.resize(big_product_limbs(a.view(), b.view()));
    BigResult result;
    EXPECT_EQ(big_mul(a.view(), b.view(), out.limbs.data(), result, scratch), BigStatus::Ok);
    out.limbs.resize(result.size);
    return out;
}

Number sum(const Number& a, const Number& b) {
    Number out;
    out.limbs.resize(big_sum_limbs(a.view(), b.view()));
    out.limbs.resize(big_add(a.view(), b.view(), out.limbs.data()).size);
    return out;
}

std::uint64_t residue(const Number& a) {
    return static_cast<std::uint64_t>(hash_limbs(false, a.limbs.data(), a.limbs.size()));
}

// Beyond the sizes that go to GMP whole: a product is checked modulo 2^61 - 1 and modulo 2^64.
TEST(BigInt, LongProducts) {
    Generator generator;
    const std::size_t sizes[][2] = {{40000, 40000}, {70000, 35001}, {70001, 35001}, {100000, 50},
                                    {65537, 65536}, {90000, 44999}, {120000, 33000}};
    for (const auto& size : sizes) {
        const Number a = generator.number(size[0]), b = generator.number(size[1]);
        const Number ab = product(a, b), square = product(a, a);
        const auto modular = [](std::uint64_t x, std::uint64_t y) {
            return static_cast<std::uint64_t>(static_cast<unsigned __int128>(x) * y % kHashModulus);
        };
        EXPECT_EQ(residue(ab), modular(residue(a), residue(b))) << size[0] << " " << size[1];
        EXPECT_EQ(residue(square), modular(residue(a), residue(a)));
        EXPECT_EQ(ab.limbs[0], a.limbs[0] * b.limbs[0]);
        EXPECT_EQ(big_compare(product(b, a).view(), ab.view()), 0);
    }
}

TEST(BigInt, LongQuotients) {
    Generator generator;
    const std::size_t sizes[][2] = {{40000, 20000}, {50000, 9000},  {33000, 16500}, {100000, 70},
                                    {100000, 30},   {40000, 39990}, {30001, 12345}};
    for (const auto& size : sizes) {
        const Number b = generator.number(size[1]), q = generator.number(size[0] - size[1]);
        Number r = generator.number(size[1] - 1);
        for (int step = 0; step < 2; ++step) {
            const Number a = sum(product(b, q), r);
            MallocScratch memory;
            Scratch scratch = memory.scratch();
            std::vector<Limb> quotient(big_quotient_limbs(a.view(), b.view())), remainder(b.limbs.size());
            BigDivision division;
            ASSERT_EQ(big_divmod(a.view(), b.view(), quotient.data(), remainder.data(), division, scratch),
                      BigStatus::Ok);
            EXPECT_EQ(big_compare(division.quotient.in(quotient.data()), q.view()), 0)
                << size[0] << " " << size[1];
            EXPECT_EQ(big_compare(division.remainder.in(remainder.data()), r.view()), 0);
            r.limbs.clear(); // and once without a remainder
        }
    }
}

std::string one_and_zeros(std::size_t zeros) {
    return std::string(1, '1').append(zeros, '0');
}

TEST(BigInt, LongTexts) {
    Generator generator;
    for (std::size_t size : {1999u, 2001u, 4100u, 9000u, 17000u}) {
        const Number a = generator.number(size);
        for (int base : {10, 3, 36}) {
            const std::string text = text_of(a.view(), base);
            EXPECT_EQ(big_compare(parse(text, base).view(), a.view()), 0) << size << " base " << base;
        }
    }
    const std::string round = one_and_zeros(300000);
    EXPECT_EQ(text_of(parse(round, 10).view(), 10), round);
    const std::string nines(300000, '9');
    EXPECT_EQ(text_of(parse(nines, 10).view(), 10), nines);
    EXPECT_EQ(text_of(parse(std::string(200000, '0') + "77", 10).view(), 10), "77");
}

TEST(BigInt, LongPowers) {
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    const Number ten = parse("a");
    std::vector<Limb> out(big_power_limbs(ten.view(), 200000));
    BigResult result;
    ASSERT_EQ(big_pow(ten.view(), 200000, out.data(), result, scratch), BigStatus::Ok);
    EXPECT_EQ(text_of(result.in(out.data()), 10), one_and_zeros(200000));
    EXPECT_EQ(big_power_limbs(ten.view(), ~std::uint64_t{0}), kTooManyLimbs);
    EXPECT_EQ(big_shift_left_limbs(ten.view(), ~std::uint64_t{0} - 1),
              (~std::uint64_t{0} - 1) / 64 + 2 > kTooManyLimbs ? kTooManyLimbs
                                                               : (~std::uint64_t{0} - 1) / 64 + 2);
}

// A scratch that stops at the n-th poll, or has no memory from the n-th block on.
struct Unwilling {
    MallocScratch memory;
    int polls_left, blocks_left;
    Scratch scratch() {
        return {this,
                [](void* self, std::size_t bytes) -> void* {
                    auto* const u = static_cast<Unwilling*>(self);
                    if (u->blocks_left-- <= 0) return nullptr;
                    const Scratch inner = u->memory.scratch();
                    return inner.take(inner.context, bytes);
                },
                [](void* self) { return static_cast<Unwilling*>(self)->polls_left-- <= 0; }};
    }
};

TEST(BigInt, StopsAndRunsOutOfMemoryCleanly) {
    Generator generator;
    const Number a = generator.number(45000), b = generator.number(40000), modulus = generator.number(600);
    const auto run_all = [&](Scratch& scratch, BigStatus expected) {
        std::vector<Limb> out(200000), rest(100000);
        std::string text(45000 * 20, '?');
        std::size_t count = 0;
        BigResult result;
        BigDivision division;
        const BigStatus statuses[] = {
            big_mul(a.view(), b.view(), out.data(), result, scratch),
            big_divmod(a.view(), b.view(), out.data(), rest.data(), division, scratch),
            big_to_text(a.view(), 10, text.data(), count, scratch),
            big_pow_mod(a.view(), b.view(), modulus.view(), out.data(), result, scratch),
        };
        for (BigStatus status : statuses) EXPECT_EQ(status, expected);
    };
    for (int n : {0, 1, 2}) {
        Unwilling impatient{{}, n, 1000000};
        Scratch scratch = impatient.scratch();
        std::vector<Limb> out(90000);
        BigResult result;
        EXPECT_EQ(big_mul(a.view(), b.view(), out.data(), result, scratch), BigStatus::Interrupted);
    }
    Unwilling impatient{{}, 0, 1000000};
    Scratch stopping = impatient.scratch();
    run_all(stopping, BigStatus::Interrupted);
    Unwilling poor{{}, 1000000, 0};
    Scratch failing = poor.scratch();
    run_all(failing, BigStatus::NoMemory);
}

TEST(BigInt, SmallHelpers) {
    Limb limb;
    std::int64_t back;
    for (std::int64_t v : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, INT64_MAX, INT64_MIN}) {
        const Big a = big_from_int64(v, &limb).in(&limb);
        ASSERT_TRUE(big_to_int64(a, back));
        EXPECT_EQ(back, v);
    }
    EXPECT_FALSE(big_to_int64(parse("8000000000000000").view(), back));
    EXPECT_FALSE(big_to_int64(parse("-8000000000000001").view(), back));
    EXPECT_FALSE(big_to_int64(parse("10000000000000000").view(), back));
    Limb limbs[kDoubleLimbs];
    EXPECT_EQ(text_of(big_from_double(-1.9, limbs).in(limbs)), "-1");
    EXPECT_EQ(text_of(big_from_double(0.9, limbs).in(limbs)), "0");
    EXPECT_EQ(text_of(big_from_double(1e22, limbs).in(limbs), 10), "10000000000000000000000");
    EXPECT_EQ(big_bit_length(big_from_double(1.7976931348623157e308, limbs).in(limbs)), 1024u);
    std::int64_t exponent;
    const Number huge = parse(one_and_zeros(400));
    EXPECT_EQ(big_to_fraction(huge.view(), exponent), 0.5);
    EXPECT_EQ(exponent, 1601);
    EXPECT_EQ(big_to_fraction(parse("-ffffffffffffffffffff").view(), exponent), -0.5);
    EXPECT_EQ(exponent, 81);
    EXPECT_EQ(big_compare_double(huge.view(), 1e308), 1);
    EXPECT_EQ(big_compare_double(huge.view(), HUGE_VAL), -1);
}

} // namespace
} // namespace islet
