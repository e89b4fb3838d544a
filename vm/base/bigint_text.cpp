// SPDX-License-Identifier: MIT
// Big integers to digits and back. Pieces go to GMP; larger numbers are halved at powers of the base, so that
// the work can stop between the pieces.
#include "vm/base/bigint.h"
#include "vm/base/bigint_parts.h"

#include <algorithm>
#include <bit>

namespace islet {

namespace {

// What GMP converts whole, in about a millisecond.
constexpr std::size_t kTextPiece = 2000;

// floor(2^32 * log2(base)) for base 2 to 36.
constexpr std::uint64_t kLog2[] = {
    4294967296,  6807362105,  8589934592,  9972605231,  11102329401, 12057497578, 12884901888,
    13614724211, 14267572527, 14858145664, 15397296697, 15893267570, 16352464874, 16779967337,
    17179869184, 17555519226, 17909691507, 18244709746, 18562539823, 18864859684, 19153112960,
    19428550662, 19692263993, 19945210462, 20188234866, 20422086317, 20647432170, 20864869498,
    21074934633, 21278111131, 21474836480, 21665507770, 21850486522, 22030102809, 22204658803};

std::uint64_t log2_of(int base) {
    ISLET_CHECK(base >= 2 && base <= 36, "base 2 to 36");
    return kLog2[base - 2];
}

bool is_power_of_two(int base) {
    return std::has_single_bit(static_cast<unsigned>(base));
}

char digit_char(unsigned value) {
    return "0123456789abcdefghijklmnopqrstuvwxyz"[value];
}

// Digits whose bits lie side by side.
std::size_t write_bits(const Big& a, int base, char* text) {
    const auto width = static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(base)));
    const Limb mask = static_cast<Limb>(base) - 1;
    const std::size_t count = (big_bit_length(a) + width - 1) / width;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t bit = i * width;
        const std::size_t limb = bit / kLimbBits, offset = bit % kLimbBits;
        Limb value = a.limbs[limb] >> offset;
        if (offset + width > kLimbBits && limb + 1 < a.size)
            value |= a.limbs[limb + 1] << (kLimbBits - offset);
        text[count - 1 - i] = digit_char(static_cast<unsigned>(value & mask));
    }
    return count;
}

BigResult read_bits(const std::uint8_t* digits, std::size_t count, int base, Limb* out) {
    const auto width = static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(base)));
    const std::size_t size = (count * width + kLimbBits - 1) / kLimbBits;
    std::fill_n(out, size, Limb{0});
    for (std::size_t i = 0; i < count; ++i) {
        const Limb digit = digits[count - 1 - i];
        const std::size_t limb = i * width / kLimbBits, offset = i * width % kLimbBits;
        out[limb] |= digit << offset;
        if (offset + width > kLimbBits && limb + 1 < size) out[limb + 1] |= digit >> (kLimbBits - offset);
    }
    return {normalized_limbs(out, size), false};
}

// The powers base^(m), base^(2m), base^(4m), ... at which numbers are halved, and for each of them the
// buffers that the halves go to: one branch of the recursion at a time is at work on a level.
class PowerTower {
public:
    static constexpr int kMaxLevels = 48;

    PowerTower(int base, Scratch& scratch) : base_(base), scratch_(scratch) {}

    // Builds levels until the square of the highest has more than `limbs` limbs.
    BigStatus build(std::size_t limbs) {
        digits_[0] = static_cast<std::size_t>((static_cast<unsigned __int128>(kTextPiece * kLimbBits) << 32) /
                                              log2_of(base_));
        const Limb base = static_cast<Limb>(base_);
        const Big root{&base, 1, false};
        std::size_t room = big_power_limbs(root, digits_[0]);
        BigStatus status = add_level(room);
        if (status != BigStatus::Ok) return status;
        BigResult result;
        status = big_pow(root, digits_[0], power_[0], result, scratch_);
        size_[0] = result.size;
        while (status == BigStatus::Ok && 2 * size_[levels_ - 1] <= limbs + 1 && levels_ < kMaxLevels) {
            const int below = levels_ - 1;
            room = 2 * size_[below];
            status = add_level(room);
            if (status != BigStatus::Ok) return status;
            digits_[below + 1] = 2 * digits_[below];
            const Big half = power(below);
            status = big_mul(half, half, power_[below + 1], result, scratch_);
            size_[below + 1] = result.size;
        }
        if (status != BigStatus::Ok) return status;
        const std::size_t top = size_[levels_ - 1];
        const std::size_t need = std::max(multiply_space(2 * top + 4), divide_space(2 * top + 4, top));
        space = need ? scratch_.limbs(need) : nullptr;
        return need && !space ? BigStatus::NoMemory : BigStatus::Ok;
    }

    int levels() const { return levels_; }
    Big power(int level) const { return {power_[level], size_[level], false}; }
    std::size_t digits(int level) const { return digits_[level]; }
    Limb* high(int level) const { return high_[level]; }
    Limb* low(int level) const { return low_[level]; }

    Limb* space = nullptr;

private:
    BigStatus add_level(std::size_t room) {
        power_[levels_] = scratch_.limbs(room);
        high_[levels_] = scratch_.limbs(room + 4);
        low_[levels_] = scratch_.limbs(room + 4);
        if (!power_[levels_] || !high_[levels_] || !low_[levels_]) return BigStatus::NoMemory;
        ++levels_;
        return BigStatus::Ok;
    }

    int base_;
    Scratch& scratch_;
    int levels_ = 0;
    Limb* power_[kMaxLevels];
    Limb* high_[kMaxLevels];
    Limb* low_[kMaxLevels];
    std::size_t size_[kMaxLevels];
    std::size_t digits_[kMaxLevels];
};

class Writer {
public:
    Writer(int base, char* text, Scratch& scratch)
        : tower_(base, scratch), base_(base), at_(text), scratch_(scratch) {}

    BigStatus write(const Big& a, char*& end) {
        const std::size_t piece_digits = big_digits_bound((kTextPiece + 4) * kLimbBits, base_);
        piece_ = scratch_.limbs(kTextPiece + 4);
        piece_text_ = reinterpret_cast<unsigned char*>(scratch_.limbs(piece_digits / sizeof(Limb) + 2));
        if (!piece_ || !piece_text_) return BigStatus::NoMemory;
        BigStatus status = BigStatus::Ok;
        if (a.size > kTextPiece) status = tower_.build(a.size);
        if (status == BigStatus::Ok) status = write_level(a.magnitude(), tower_.levels() - 1, 0);
        end = at_;
        return status;
    }

private:
    // Writes `a`, which is below the square of the level's power, with zeros in front up to `width` digits.
    BigStatus write_level(const Big& a, int level, std::size_t width) {
        if (level < 0) return write_piece(a, width);
        const Big power = tower_.power(level);
        const std::size_t low_width = tower_.digits(level);
        const std::size_t high_width = width > low_width ? width - low_width : 0;
        if (big_compare_magnitude(a, power) < 0) {
            at_ = std::fill_n(at_, high_width, '0');
            return write_level(a, level - 1, width - high_width);
        }
        Limb* const quotient = tower_.high(level);
        Limb* const remainder = tower_.low(level);
        BigStatus status = divide_limbs(quotient, remainder, a.limbs, a.size, power.limbs, power.size,
                                        tower_.space, scratch_);
        if (status != BigStatus::Ok) return status;
        const std::size_t quotient_size = normalized_limbs(quotient, a.size - power.size + 1);
        status = write_level({quotient, quotient_size, false}, level - 1, high_width);
        if (status != BigStatus::Ok) return status;
        return write_level({remainder, normalized_limbs(remainder, power.size), false}, level - 1, low_width);
    }

    BigStatus write_piece(const Big& a, std::size_t width) {
        if (a.size > kTextPiece / 8 && scratch_.stop()) return BigStatus::Interrupted;
        ISLET_CHECK(a.size <= kTextPiece + 2, "a piece for GMP");
        std::size_t count = 0, zeros = 0;
        if (a.size) {
            std::copy_n(a.limbs, a.size, piece_); // GMP destroys what it reads
            count = mpn_get_str(piece_text_, base_, piece_, limb_count(a.size));
            while (zeros < count && piece_text_[zeros] == 0) ++zeros;
        }
        const std::size_t shown = count - zeros;
        if (width > shown) at_ = std::fill_n(at_, width - shown, '0');
        at_ = std::transform(piece_text_ + zeros, piece_text_ + count, at_, digit_char);
        return BigStatus::Ok;
    }

    PowerTower tower_;
    int base_;
    char* at_;
    Scratch& scratch_;
    Limb* piece_ = nullptr;
    unsigned char* piece_text_ = nullptr;
};

class Reader {
public:
    Reader(int base, Scratch& scratch) : tower_(base, scratch), base_(base), scratch_(scratch) {}

    BigStatus read(const std::uint8_t* digits, std::size_t count, Limb* out, BigResult& result) {
        BigStatus status = BigStatus::Ok;
        const std::size_t limbs = big_from_digits_limbs(count, base_);
        if (limbs > kTextPiece) status = tower_.build(limbs);
        if (status == BigStatus::Ok)
            status = read_level(digits, count, tower_.levels() - 1, out, result.size);
        return status;
    }

private:
    // Reads at most twice as many digits as the level's power has zeros.
    BigStatus read_level(const std::uint8_t* digits, std::size_t count, int level, Limb* out,
                         std::size_t& size) {
        while (count > 0 && *digits == 0) {
            ++digits;
            --count;
        }
        while (level >= 0 && count <= tower_.digits(level)) --level;
        if (level < 0) return read_piece(digits, count, out, size);
        const std::size_t low_count = tower_.digits(level);
        const Big power = tower_.power(level);
        std::size_t high_size = 0, low_size = 0;
        Limb* const high = tower_.high(level);
        Limb* const low = tower_.low(level);
        BigStatus status = read_level(digits, count - low_count, level - 1, high, high_size);
        if (status == BigStatus::Ok) {
            status = read_level(digits + (count - low_count), low_count, level - 1, low, low_size);
        }
        if (status == BigStatus::Ok) {
            status = multiply_limbs(out, power.limbs, power.size, high, high_size, tower_.space, scratch_);
        }
        if (status != BigStatus::Ok) return status;
        size = power.size + high_size;
        // The product is a multiple of the power, which is larger than the low part: no carry comes out.
        if (low_size) mpn_add(out, out, limb_count(size), low, limb_count(low_size));
        size = normalized_limbs(out, size);
        return BigStatus::Ok;
    }

    BigStatus read_piece(const std::uint8_t* digits, std::size_t count, Limb* out, std::size_t& size) {
        if (count > 4000 && scratch_.stop()) return BigStatus::Interrupted;
        size = count ? static_cast<std::size_t>(mpn_set_str(out, digits, count, base_)) : 0;
        size = normalized_limbs(out, size);
        return BigStatus::Ok;
    }

    PowerTower tower_;
    int base_;
    Scratch& scratch_;
};

} // namespace

std::size_t big_digits_bound(std::size_t bits, int base) {
    if (is_power_of_two(base)) {
        const auto width = static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(base)));
        return bits == 0 ? 1 : (bits + width - 1) / width;
    }
    return static_cast<std::size_t>((static_cast<unsigned __int128>(bits) << 32) / log2_of(base)) + 1;
}

BigStatus big_to_text(const Big& a, int base, char* text, std::size_t& count, Scratch& scratch) {
    ISLET_CHECK(base >= 2 && base <= 36, "base 2 to 36");
    count = 1;
    if (a.is_zero()) {
        *text = '0';
        return BigStatus::Ok;
    }
    if (is_power_of_two(base)) {
        count = write_bits(a, base, text);
        return BigStatus::Ok;
    }
    Writer writer(base, text, scratch);
    char* end = text;
    const BigStatus status = writer.write(a, end);
    count = static_cast<std::size_t>(end - text);
    return status;
}

std::size_t big_from_digits_limbs(std::size_t digits, int base) {
    // One more than the number can have: GMP asks for it.
    const unsigned __int128 bits = (static_cast<unsigned __int128>(digits) * (log2_of(base) + 1)) >> 32;
    return static_cast<std::size_t>(bits / kLimbBits) + 3;
}

BigStatus big_from_digits(const std::uint8_t* digits, std::size_t count, int base, Limb* out,
                          BigResult& result, Scratch& scratch) {
    ISLET_CHECK(base >= 2 && base <= 36, "base 2 to 36");
    result = {};
    while (count > 0 && *digits == 0) {
        ++digits;
        --count;
    }
    if (is_power_of_two(base)) {
        result = read_bits(digits, count, base, out);
        return BigStatus::Ok;
    }
    Reader reader(base, scratch);
    return reader.read(digits, count, out, result);
}

} // namespace islet
