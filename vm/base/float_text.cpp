// SPDX-License-Identifier: MIT
// Float text over <charconv>, which finds shortest and exact digits; the layout of the digits is done here.
#include "vm/base/float_text.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace islet {

namespace {

// No double has more significant decimal digits than this, nor more digits behind the point.
constexpr int kMaxSignificant = 767;
constexpr int kMaxFraction = 1074;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// A decimal number 0.d1d2d3... * 10^point, without sign.
struct Digits {
    int point = 1;
    int count = 0;
    char digit[kMaxSignificant + 1];
};

// Splits "d.ddde+xx" as <charconv> writes it.
void read_scientific(const char* text, const char* end, Digits& digits) {
    const char* at = text;
    digits.count = 0;
    for (; at != end && *at != 'e'; ++at) {
        if (*at != '.') digits.digit[digits.count++] = *at;
    }
    int exponent = 0;
    ++at;
    if (at != end && *at == '+') ++at;
    std::from_chars(at, end, exponent);
    digits.point = exponent + 1;
}

void shortest_digits(double magnitude, Digits& digits) {
    char text[kReprSize];
    const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
    read_scientific(text, end, digits);
}

// `count` correctly rounded digits, fewer when the rest would be zeros.
void rounded_digits(double magnitude, int count, Digits& digits) {
    char text[kMaxSignificant + 16];
    const int precision = std::clamp(count, 1, kMaxSignificant) - 1;
    const auto end =
        std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, precision).ptr;
    read_scientific(text, end, digits);
}

void strip_trailing_zeros(Digits& digits) {
    while (digits.count > 1 && digits.digit[digits.count - 1] == '0') --digits.count;
}

bool all_zero(std::string_view digits) {
    return digits.find_first_of("123456789") == std::string_view::npos;
}

std::size_t write_exponent(int exponent, char mark, char* out) {
    char* at = out;
    *at++ = mark;
    *at++ = exponent < 0 ? '-' : '+';
    exponent = std::abs(exponent);
    if (exponent < 10) *at++ = '0';
    at = std::to_chars(at, at + 8, exponent).ptr;
    return static_cast<std::size_t>(at - out);
}

// Digits with the point behind the first `point` of them and at least `shown` digits in all; a missing digit
// is a zero. The point itself appears only before a digit, or when `keep_point` asks for it.
void append_positional(TextBuffer& out, const Digits& digits, int point, std::int64_t shown,
                       bool keep_point) {
    const std::string_view all(digits.digit, static_cast<std::size_t>(digits.count));
    const auto fill = [&out](std::int64_t n) {
        if (n > 0) out.append_fill('0', static_cast<std::size_t>(n));
    };
    if (point <= 0) {
        out.append('0');
    } else {
        out.append(all.substr(0, static_cast<std::size_t>(point)));
        fill(point - digits.count);
    }
    const std::int64_t wanted = std::max<std::int64_t>(shown, digits.count);
    if (wanted <= point) {
        if (keep_point) out.append('.');
        return;
    }
    out.append('.');
    if (point <= 0) {
        fill(-std::int64_t{point});
        out.append(all);
        fill(wanted - digits.count);
    } else if (digits.count > point) {
        out.append(all.substr(static_cast<std::size_t>(point)));
        fill(wanted - digits.count);
    } else {
        fill(wanted - point);
    }
}

void append_special(TextBuffer& out, double value, bool upper) {
    if (std::isnan(value)) {
        out.append(upper ? std::string_view("NAN") : std::string_view("nan"));
        return;
    }
    if (value < 0) out.append('-');
    out.append(upper ? std::string_view("INF") : std::string_view("inf"));
}

void append_exponent(TextBuffer& out, int exponent, bool upper) {
    char text[12];
    out.append(std::string_view(text, write_exponent(exponent, upper ? 'E' : 'e', text)));
}

void append_fixed(TextBuffer& out, double value, const FloatStyle& style) {
    char text[kMaxFraction + 320];
    const int precision = std::min(style.precision, kMaxFraction);
    const auto end =
        std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::fixed, precision).ptr;
    const std::string_view body(text, static_cast<std::size_t>(end - text));
    if (std::signbit(value) && !(style.no_negative_zero && all_zero(body))) out.append('-');
    out.append(body);
    out.append_fill('0', static_cast<std::size_t>(style.precision - precision));
    if (style.precision == 0 && style.alternate) out.append('.');
    if (style.precision == 0 && style.add_dot_zero) out.append(std::string_view(".0"));
}

void append_digits(TextBuffer& out, double value, const FloatStyle& style) {
    const double magnitude = std::fabs(value);
    Digits digits;
    std::int64_t shown = 0;
    bool exponential = true;
    if (style.code == 'e') {
        shown = std::int64_t{style.precision} + 1;
        rounded_digits(magnitude, static_cast<int>(std::min<std::int64_t>(shown, kMaxSignificant)), digits);
    } else if (style.code == 'g') {
        const int precision = std::max(style.precision, 1);
        rounded_digits(magnitude, precision, digits);
        strip_trailing_zeros(digits);
        // With ".0" to come, a number that fills the precision has no room for it.
        exponential = digits.point <= -4 || digits.point > precision - (style.add_dot_zero ? 1 : 0);
        if (style.alternate) shown = precision;
    } else {
        shortest_digits(magnitude, digits);
        exponential = digits.point <= -4 || digits.point > 16;
    }
    const bool is_zero = all_zero({digits.digit, static_cast<std::size_t>(digits.count)});
    if (std::signbit(value) && !(style.no_negative_zero && is_zero)) out.append('-');
    if (exponential) {
        append_positional(out, digits, 1, shown, style.alternate);
        append_exponent(out, digits.point - 1, style.upper);
        return;
    }
    if (style.add_dot_zero) shown = std::max<std::int64_t>(shown, digits.point + 1);
    append_positional(out, digits, digits.point, shown, style.alternate);
}

struct Scanner {
    std::string_view text;
    std::size_t at = 0;

    char peek(std::size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : '\0'; }
    bool take(char c) {
        if (lower(peek()) != c) return false;
        ++at;
        return true;
    }
    bool take_word(std::string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (lower(peek(i)) != word[i]) return false;
        }
        at += word.size();
        return true;
    }
    bool take_sign() {
        if (take('-')) return true;
        take('+');
        return false;
    }
    // Digits with single underscores between them. Returns how many digits.
    std::size_t take_digits() {
        std::size_t count = 0;
        while (is_digit(peek()) || (count && peek() == '_' && is_digit(peek(1)))) {
            if (peek() != '_') ++count;
            ++at;
        }
        return count;
    }
};

enum class FloatShape : std::uint8_t { None, Finite, Infinite, NaN };

// Walks over the longest float at the scanner's place (behind its sign).
FloatShape scan_unsigned_float(Scanner& s) {
    if (s.take_word("infinity") || s.take_word("inf")) return FloatShape::Infinite;
    if (s.take_word("nan")) return FloatShape::NaN;
    std::size_t count = s.take_digits();
    if (s.peek() == '.' && (count || is_digit(s.peek(1)))) {
        ++s.at;
        count += s.take_digits();
    }
    if (!count) return FloatShape::None;
    const std::size_t before_exponent = s.at;
    if (s.take('e')) {
        s.take_sign();
        if (!s.take_digits()) s.at = before_exponent;
    }
    return FloatShape::Finite;
}

// Whether a decimal text that <charconv> found out of range is huge rather than tiny.
bool is_huge(std::string_view text) {
    const std::size_t mark = text.find_first_of("eE");
    if (mark != std::string_view::npos) {
        // Out of range by its exponent, unless more digits than fit in memory counteract it.
        std::int64_t exponent = 0;
        const char* first = text.data() + mark + 1;
        if (*first == '+') ++first;
        const auto result = std::from_chars(first, text.data() + text.size(), exponent);
        if (result.ec == std::errc::result_out_of_range) return *first != '-';
        const std::size_t point = std::min(text.find('.'), mark);
        const std::size_t lead = text.find_first_of("123456789");
        const std::int64_t place = lead < point ? static_cast<std::int64_t>(point - lead)
                                                : -static_cast<std::int64_t>(lead - point - 1);
        return exponent + place > 0; // the range ends far from 1 on both sides
    }
    const std::size_t lead = text.find_first_of("123456789");
    return lead < text.find('.');
}

// `text` is a finite decimal without sign and underscores.
double convert_decimal(std::string_view text) {
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc::result_out_of_range) return value;
    if (all_zero(text.substr(0, text.find_first_of("eE")))) return 0;
    return is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
}

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Reads a signed decimal exponent; what does not fit stays at a bound that is beyond every text's length.
bool take_exponent(Scanner& s, std::int64_t& exponent) {
    constexpr std::int64_t kBound = std::int64_t{1} << 58;
    const bool negative = s.take_sign();
    if (!is_digit(s.peek())) return false;
    for (; is_digit(s.peek()); ++s.at) {
        if (exponent < kBound) exponent = exponent * 10 + (s.peek() - '0');
    }
    if (negative) exponent = -exponent;
    return true;
}

// Digits of a hexadecimal float behind its sign and "0x".
FloatParse parse_hex_digits(Scanner& s, double& value) {
    std::uint64_t top = 0;
    bool sticky = false, seen_point = false;
    std::int64_t exponent = 0;
    std::size_t count = 0;
    for (;; ++s.at) {
        if (s.peek() == '.' && !seen_point) {
            seen_point = true;
            continue;
        }
        const int digit = hex_value(s.peek());
        if (digit < 0) break;
        ++count;
        if (top >> 60 == 0) {
            top = top << 4 | static_cast<unsigned>(digit);
            if (seen_point) exponent -= 4;
        } else {
            sticky |= digit != 0;
            if (!seen_point) exponent += 4;
        }
    }
    if (!count) return FloatParse::Malformed;
    std::int64_t power = 0;
    if (s.take('p') && !take_exponent(s, power)) return FloatParse::Malformed;
    if (s.at != s.text.size()) return FloatParse::Malformed;
    value = 0;
    if (top == 0) return FloatParse::Ok;
    const int shift = std::countl_zero(top);
    return compose_double(top << shift, sticky, exponent + power - shift, value) ? FloatParse::Ok
                                                                                 : FloatParse::TooLarge;
}

// Adds one unit to the last of `count` decimal digits. True when a new digit 1 came in front.
bool increment(char* digits, int count) {
    for (int i = count; i-- > 0;) {
        if (digits[i] != '9') {
            ++digits[i];
            return false;
        }
        digits[i] = '0';
    }
    return true;
}

// round() to a place before the point: cuts the exact digits by hand, since <charconv> rounds behind it only.
bool round_to_tens(double value, int place, double& rounded) {
    Digits digits;
    rounded_digits(std::fabs(value), kMaxSignificant, digits);
    const int keep = digits.point - place;
    bool up = false;
    if (keep >= 0 && keep < digits.count) {
        const std::string_view rest(digits.digit + keep, static_cast<std::size_t>(digits.count - keep));
        const bool odd = keep > 0 && (digits.digit[keep - 1] - '0') % 2 == 1;
        const bool exact_half = rest[0] == '5' && all_zero(rest.substr(1));
        up = exact_half ? odd : rest[0] >= '5';
    }
    TextBuffer text;
    if (keep > 0) {
        const int kept = std::min(keep, digits.count);
        if (up && increment(digits.digit, kept)) text.append('1');
        text.append(std::string_view(digits.digit, static_cast<std::size_t>(kept)));
        text.append_fill('0', static_cast<std::size_t>(keep - kept));
    } else {
        text.append(up ? '1' : '0');
    }
    format_to(text, "e{}", place);
    rounded = std::copysign(convert_decimal(text.view()), value);
    return std::isfinite(rounded);
}

} // namespace

std::size_t write_repr(double value, char* out, bool add_dot_zero) {
    TextBuffer text;
    append_float(text, value, {.code = 'r', .add_dot_zero = add_dot_zero});
    std::memcpy(out, text.data(), text.size());
    return text.size();
}

void append_float(TextBuffer& out, double value, const FloatStyle& style) {
    if (!std::isfinite(value)) {
        append_special(out, value, style.upper);
    } else if (style.code == 'f') {
        append_fixed(out, value, style);
    } else {
        append_digits(out, value, style);
    }
}

FloatParse parse_float(std::string_view text, double& value) {
    Scanner s{text};
    const bool negative = s.take_sign();
    const std::size_t start = s.at;
    const FloatShape shape = scan_unsigned_float(s);
    if (shape == FloatShape::None || s.at != text.size()) return FloatParse::Malformed;
    if (shape == FloatShape::Infinite) {
        value = std::numeric_limits<double>::infinity();
    } else if (shape == FloatShape::NaN) {
        value = std::numeric_limits<double>::quiet_NaN();
    } else if (text.find('_') == std::string_view::npos) {
        value = convert_decimal(text.substr(start));
    } else {
        TextBuffer plain;
        for (char c : text.substr(start)) {
            if (c != '_') plain.append(c);
        }
        if (plain.failed()) return FloatParse::NoMemory;
        value = convert_decimal(plain.view());
    }
    if (negative) value = -value;
    return FloatParse::Ok;
}

std::size_t float_prefix_length(std::string_view text) {
    Scanner s{text};
    s.take_sign();
    return scan_unsigned_float(s) == FloatShape::None ? 0 : s.at;
}

std::size_t write_hex_float(double value, char* out) {
    TextBuffer text;
    if (!std::isfinite(value)) {
        append_special(text, value, false);
    } else {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const auto fraction = bits & ((std::uint64_t{1} << 52) - 1);
        const int biased = static_cast<int>(bits >> 52 & 0x7ff);
        if (std::signbit(value)) text.append('-');
        if (value == 0) {
            text.append(std::string_view("0x0.0p+0"));
        } else {
            const int exponent = biased ? biased - 1023 : -1022;
            format_to(text, "0x{}.{}p{}{}", biased ? 1 : 0, Hex{fraction, 13}, exponent < 0 ? '-' : '+',
                      std::abs(exponent));
        }
    }
    std::memcpy(out, text.data(), text.size());
    return text.size();
}

FloatParse parse_hex_float(std::string_view text, double& value) {
    Scanner s{text};
    const bool negative = s.take_sign();
    FloatParse result = FloatParse::Ok;
    if (s.take_word("infinity") || s.take_word("inf")) {
        value = std::numeric_limits<double>::infinity();
    } else if (s.take_word("nan")) {
        value = std::numeric_limits<double>::quiet_NaN();
    } else {
        s.take_word("0x");
        result = parse_hex_digits(s, value);
    }
    if (result != FloatParse::Ok) return result;
    if (s.at != text.size()) return FloatParse::Malformed;
    if (negative) value = -value;
    return result;
}

bool round_to_digits(double value, std::int64_t digits, double& rounded) {
    rounded = value;
    if (!std::isfinite(value) || value == 0 || digits > 323) return true;
    if (digits < -308) {
        rounded = std::copysign(0.0, value);
        return true;
    }
    if (digits < 0) return round_to_tens(value, static_cast<int>(-digits), rounded);
    if (std::fabs(value) >= 4503599627370496.0) return true; // 2^52 and more: whole already
    TextBuffer text;
    append_fixed(text, std::fabs(value), {.code = 'f', .precision = static_cast<int>(digits)});
    rounded = std::copysign(convert_decimal(text.view()), value);
    return true;
}

FloatRatio float_ratio(double value) {
    ISLET_DCHECK(std::isfinite(value), "only a finite value is a ratio");
    if (value == 0) return {0, 0};
    int exponent;
    const double fraction = std::frexp(value, &exponent);
    auto mantissa = static_cast<std::int64_t>(std::ldexp(fraction, 53));
    const int zeros = std::countr_zero(static_cast<std::uint64_t>(mantissa));
    mantissa >>= zeros; // exact, so the sign does not matter
    return {mantissa, exponent - 53 + zeros};
}

bool compose_double(std::uint64_t top, bool sticky, std::int64_t exponent, double& value) {
    // The exponent of the last bit that a double of this size keeps.
    const std::int64_t last = std::max<std::int64_t>(exponent + 11, -1074);
    const std::int64_t drop = last - exponent; // 11 or more
    if (drop > 64) {
        value = 0;
        return true;
    }
    const std::uint64_t half = std::uint64_t{1} << (drop - 1);
    const std::uint64_t rest = top & ((half - 1) | half);
    std::uint64_t kept = drop == 64 ? 0 : top >> drop;
    if (rest > half || (rest == half && (sticky || (kept & 1)))) ++kept;
    if (last > 971 || (last == 971 && kept > (std::uint64_t{1} << 53) - 1)) return false;
    value = std::ldexp(static_cast<double>(kept), static_cast<int>(last));
    return true;
}

} // namespace islet
