// SPDX-License-Identifier: MIT
//
// int: to text and back. Both ways are bounded by the interpreter's limit of digits, as their cost grows
// faster than the text.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/base/number_format.h"
#include "vm/base/unicode.h"
#include "vm/types/number_parts.h"

namespace islet {

// --- Reading

std::string_view strip_ascii_space(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

Status NumberText::fill(Thread& t, const Str& s) {
    if (s.is_ascii()) {
        view_ = s.ascii();
        return Status::ok();
    }
    char* out = copy_.extend(s.length);
    if (!out) return t.raise_memory_error();
    for (std::uint64_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c < 0x7F) {
            out[i] = static_cast<char>(c);
        } else if (is_space(c)) {
            out[i] = ' ';
        } else {
            const int digit = decimal_value(c);
            out[i] = digit < 0 ? '?' : static_cast<char>('0' + digit);
        }
    }
    view_ = copy_.view();
    return Status::ok();
}

namespace {

constexpr int kNoDigit = 99;

constexpr int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return kNoDigit;
}

// The base that "0x", "0o", "0b" stand for, or 0.
int prefix_base(std::string_view text) {
    if (text.size() < 2 || text[0] != '0') return 0;
    switch (text[1]) {
    case 'x':
    case 'X': return 16;
    case 'o':
    case 'O': return 8;
    case 'b':
    case 'B': return 2;
    default: return 0;
    }
}

// The parts of a literal, white space gone.
struct Literal {
    std::string_view digits; // underscores among them
    int base = 10;
    bool negative = false;
    bool only_zero = false; // base 0: a decimal number that starts with 0 must be 0
};

// False: malformed already.
bool split_literal(std::string_view text, int base, Literal& out) {
    text = strip_ascii_space(text);
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        out.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    const int prefix = prefix_base(text);
    out.base = base != 0 ? base : prefix != 0 ? prefix : 10;
    out.only_zero = base == 0 && prefix == 0 && !text.empty() && text[0] == '0';
    if (prefix != 0 && prefix == out.base) {
        text.remove_prefix(2);
        if (!text.empty() && text[0] == '_') text.remove_prefix(1);
    }
    out.digits = text;
    return !text.empty() && text[0] != '_' && text.back() != '_';
}

// What one pass over the digits tells.
struct DigitScan {
    std::size_t count = 0;
    std::uint64_t value = 0;
    bool large = false; // value is not it
    bool ok = false;
};

DigitScan scan_digits(std::string_view digits, int base) {
    DigitScan scan;
    char previous = 0;
    for (const char c : digits) {
        if (c == '_') {
            if (previous == '_') return scan;
        } else {
            const int digit = digit_of(c);
            if (digit >= base) return scan;
            ++scan.count;
            scan.large = scan.large ||
                         __builtin_mul_overflow(scan.value, static_cast<std::uint64_t>(base), &scan.value) ||
                         __builtin_add_overflow(scan.value, static_cast<std::uint64_t>(digit), &scan.value);
        }
        previous = c;
    }
    scan.ok = true;
    return scan;
}

Ref make_from_digits(Thread& t, std::string_view digits, std::size_t count, int base, bool negative) {
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    auto* const values = static_cast<std::uint8_t*>(scratch.take(scratch.context, count));
    if (!values) return t.raise_memory_error();
    std::size_t at = 0;
    for (const char c : digits) {
        if (c != '_') values[at++] = static_cast<std::uint8_t>(digit_of(c));
    }
    const std::size_t room = big_from_digits_limbs(count, base);
    NewInt result(t);
    if (!check_big_stack(t, room) || !result.reserve(room)) return t.raised();
    BigResult made;
    const BigStatus status = big_from_digits(values, count, base, result.limbs(), made, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    made.negative = negative && made.size != 0;
    return result.finish(made);
}

bool is_power_of_two(int base) {
    return (base & (base - 1)) == 0;
}

} // namespace

IntParse parse_int(Thread& t, std::string_view text, int base, Ref& out) {
    Literal literal;
    if (!split_literal(text, base, literal)) return IntParse::Malformed;
    const DigitScan scan = scan_digits(literal.digits, literal.base);
    if (!scan.ok || (literal.only_zero && (scan.large || scan.value != 0))) return IntParse::Malformed;
    const auto limit = static_cast<std::size_t>(t.state().int_digits_limit);
    if (limit != 0 && scan.count > limit && !is_power_of_two(literal.base)) {
        static_cast<void>(
            t.raise(Exc::ValueError,
                    "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; "
                    "use sys.set_int_max_str_digits() to increase the limit",
                    limit, scan.count));
        return IntParse::Raised;
    }
    if (scan.large) {
        out = make_from_digits(t, literal.digits, scan.count, literal.base, literal.negative);
    } else {
        const Limb limb = scan.value;
        out = make_int_limbs(t, literal.negative, {&limb, 1});
    }
    return out ? IntParse::Ok : IntParse::Raised;
}

Raised raise_invalid_int(Thread& t, int base, std::string_view repr) {
    // As long as CPython shows of it; cut between characters.
    constexpr std::size_t kShown = 200;
    std::size_t end = 0, characters = 0;
    while (end < repr.size()) {
        const bool starts = (static_cast<unsigned char>(repr[end]) & 0xC0) != 0x80;
        if (starts && ++characters > kShown) break;
        ++end;
    }
    return t.raise(Exc::ValueError, "invalid literal for int() with base {}: {}", base, repr.substr(0, end));
}

Ref int_from_text(Thread& t, std::string_view text, int base) {
    Ref str = make_str(t, text);
    if (!str) return str;
    NumberText ascii;
    if (!ascii.fill(t, str.as<Str>())) return t.raised();
    Ref number = Ref::nothing();
    const IntParse outcome = parse_int(t, ascii.view(), base, number);
    if (outcome == IntParse::Ok) return number;
    if (outcome == IntParse::Raised) return t.raised();
    TextBuffer repr;
    append_repr(repr, str.as<Str>());
    return raise_invalid_int(t, base, repr.view());
}

Ref int_from_hex(Thread& t, std::string_view digits) {
    const bool negative = !digits.empty() && digits[0] == '-';
    if (negative) digits.remove_prefix(1);
    const DigitScan scan = scan_digits(digits, 16);
    ISLET_DCHECK(scan.ok, "a constant is not hexadecimal");
    if (scan.large) return make_from_digits(t, digits, scan.count, 16, negative);
    const Limb limb = scan.value;
    return make_int_limbs(t, negative, {&limb, 1});
}

// --- Writing

void append_int(TextBuffer& out, Value v, int base) {
    std::int64_t small = 0;
    if (base == 10 && as_small(v, small)) return append_value(out, small);
    const IntOperand operand(v);
    if (operand.big.negative) out.append('-');
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    const std::size_t start = out.size();
    char* const text = out.extend(big_digits_bound(big_bit_length(operand.big), base));
    if (!text) return;
    std::size_t count = 0;
    if (big_to_text(operand.big, base, text, count, scratch) != BigStatus::Ok) {
        out.truncate(start);
        return out.fail();
    }
    out.truncate(start + count);
}

Ref int_to_str(Thread& t, Value v) {
    std::int64_t small = 0;
    TextBuffer out;
    if (as_small(v, small)) {
        append_value(out, small);
        return make_str_ascii(t, out.view());
    }
    const Ref held = Ref::share(v);
    const IntOperand operand(v);
    const auto limit = static_cast<std::size_t>(t.state().int_digits_limit);
    bool too_long = surely_exceeds_digits(operand.big, limit);
    if (!too_long) {
        if (operand.big.negative) out.append('-');
        const std::size_t start = out.size();
        if (!check_big_stack(t, operand.big.size)) return t.raised();
        char* const text = out.extend(big_digits_bound(big_bit_length(operand.big), 10));
        if (!text) return t.raise_memory_error();
        ThreadScratch memory(t);
        Scratch scratch = memory.scratch();
        std::size_t count = 0;
        const BigStatus status = big_to_text(operand.big, 10, text, count, scratch);
        if (status != BigStatus::Ok) return raise_big(t, status);
        too_long = limit != 0 && count > limit;
        out.truncate(start + count);
    }
    if (!too_long) return make_str_ascii(t, out.view());
    TextBuffer message;
    append_digit_limit_message(message, limit);
    return t.raise_text(Exc::ValueError, message.view());
}

} // namespace islet
