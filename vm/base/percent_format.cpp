// SPDX-License-Identifier: MIT
// Parsing and layout of % conversions.
#include "vm/base/percent_format.h"

#include "vm/base/float_text.h"

#include <algorithm>
#include <limits>

namespace islet {

namespace {

class Parser {
public:
    Parser(const Chars& format, std::size_t start, PercentSpec& spec)
        : format_(format), at_(start), spec_(spec) {}

    PercentFault parse() {
        if (peek() == '(' && !parse_key()) return PercentFault::IncompleteKey;
        while (take_flag()) ++at_;
        if (take('*')) {
            spec_.width_star = true;
        } else if (!take_count(spec_.width, std::numeric_limits<std::int64_t>::max())) {
            return PercentFault::WidthTooBig;
        }
        if (take('.')) {
            if (take('*')) {
                spec_.precision_star = true;
            } else {
                spec_.precision = 0;
                if (!take_count(spec_.precision, std::numeric_limits<int>::max())) {
                    return PercentFault::PrecisionTooBig;
                }
            }
        }
        if (peek() == 'h' || peek() == 'l' || peek() == 'L') ++at_;
        if (at_ >= format_.size) return PercentFault::Incomplete;
        spec_.conversion = format_[at_++];
        return PercentFault::None;
    }
    std::size_t at() const { return at_; }

private:
    char32_t peek() const { return at_ < format_.size ? format_[at_] : 0; }
    bool take(char32_t c) {
        if (at_ >= format_.size || format_[at_] != c) return false;
        ++at_;
        return true;
    }
    // Parentheses inside the key must match.
    bool parse_key() {
        spec_.has_key = true;
        spec_.key_start = ++at_;
        for (int depth = 1; at_ < format_.size; ++at_) {
            if (format_[at_] == '(') ++depth;
            if (format_[at_] == ')' && --depth == 0) {
                spec_.key_end = at_++;
                return true;
            }
        }
        return false;
    }
    bool take_flag() {
        switch (peek()) {
        case '-': return spec_.left = true;
        case '+': return spec_.plus = true;
        case ' ': return spec_.blank = true;
        case '#': return spec_.alternate = true;
        case '0': return spec_.zero = true;
        default: return false;
        }
    }
    // False when the number exceeds the limit.
    bool take_count(std::int64_t& count, std::int64_t limit) {
        for (; peek() >= '0' && peek() <= '9'; ++at_) {
            const auto digit = static_cast<std::int64_t>(peek() - '0');
            if (count < 0) count = 0;
            if (count > (limit - digit) / 10) return false;
            count = count * 10 + digit;
        }
        return true;
    }

    const Chars& format_;
    std::size_t at_;
    PercentSpec& spec_;
};

// Sign, prefix, padding and digits in the order that the flags ask for.
FormatFault append_number(TextBuffer& out, const PercentSpec& spec, bool negative, std::string_view prefix,
                          std::size_t zeros, std::string_view digits) {
    const char sign = negative ? '-' : spec.plus ? '+' : spec.blank ? ' ' : '\0';
    const std::size_t used = (sign ? 1 : 0) + prefix.size() + zeros + digits.size();
    std::size_t spare = 0;
    if (spec.width > 0 && static_cast<std::size_t>(spec.width) > used) {
        spare = static_cast<std::size_t>(spec.width) - used;
    }
    if (!spec.left && !spec.zero) out.append_fill(' ', spare);
    if (sign) out.append(sign);
    out.append(prefix);
    if (!spec.left && spec.zero) out.append_fill('0', spare);
    out.append_fill('0', zeros);
    out.append(digits);
    if (spec.left) out.append_fill(' ', spare);
    return out.failed() ? FormatFault::NoMemory : FormatFault::None;
}

} // namespace

const char* percent_fault_message(PercentFault fault) {
    switch (fault) {
    case PercentFault::None: return "";
    case PercentFault::IncompleteKey: return "incomplete format key";
    case PercentFault::Incomplete: return "incomplete format";
    case PercentFault::WidthTooBig: return "width too big";
    case PercentFault::PrecisionTooBig: return "precision too big";
    }
    ISLET_UNREACHABLE();
}

PercentSpec parse_percent_spec(const Chars& format, std::size_t start) {
    PercentSpec spec;
    Parser parser(format, start, spec);
    spec.fault = parser.parse();
    spec.end = parser.at();
    return spec;
}

void append_unsupported_conversion(TextBuffer& message, const PercentSpec& spec, bool bytes) {
    const char32_t c = spec.conversion;
    message.append("unsupported format character '");
    if (bytes && c > 127) { // a byte as the character of its number
        message.append(static_cast<char>(0xC0 | c >> 6));
        message.append(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
        message.append(bytes || (c >= 31 && c < 127) ? static_cast<char>(c) : '?');
    }
    format_to(message, "' (0x{}) at index {}", Hex{c}, spec.end - 1);
}

FormatFault percent_int(TextBuffer& out, const Big& value, const PercentSpec& spec, std::size_t max_digits,
                        Scratch& scratch, TextBuffer& message) {
    const bool hexadecimal = spec.conversion == 'x' || spec.conversion == 'X';
    const int base = hexadecimal ? 16 : spec.conversion == 'o' ? 8 : 10;
    if (base == 10 && surely_exceeds_digits(value, max_digits)) {
        append_digit_limit_message(message, max_digits);
        return FormatFault::Value;
    }
    TextBuffer body;
    body.limit_size(out.size_limit());
    char* const digits = body.extend(big_digits_bound(big_bit_length(value), base));
    if (!digits) return FormatFault::NoMemory;
    std::size_t count = 0;
    const BigStatus status = big_to_text(value, base, digits, count, scratch);
    if (status != BigStatus::Ok) {
        return status == BigStatus::NoMemory ? FormatFault::NoMemory : FormatFault::Interrupted;
    }
    if (base == 10 && max_digits && count > max_digits) {
        append_digit_limit_message(message, max_digits);
        return FormatFault::Value;
    }
    if (spec.conversion == 'X') {
        std::transform(digits, digits + count, digits,
                       [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    }
    std::string_view prefix;
    if (spec.alternate && base != 10) prefix = base == 8 ? "0o" : spec.conversion == 'x' ? "0x" : "0X";
    std::size_t zeros = 0;
    if (spec.precision > 0 && static_cast<std::size_t>(spec.precision) > count) {
        zeros = static_cast<std::size_t>(spec.precision) - count;
    }
    return append_number(out, spec, value.negative, prefix, zeros, {digits, count});
}

FormatFault percent_float(TextBuffer& out, double value, const PercentSpec& spec) {
    FloatStyle style;
    style.upper = spec.conversion < 'a';
    style.code = static_cast<char>(style.upper ? spec.conversion + 32 : spec.conversion);
    style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
    style.alternate = spec.alternate;
    TextBuffer body;
    body.limit_size(out.size_limit());
    append_float(body, value, style);
    if (body.failed()) return FormatFault::NoMemory;
    std::string_view digits = body.view();
    const bool negative = digits[0] == '-';
    if (negative) digits.remove_prefix(1);
    return append_number(out, spec, negative, {}, 0, digits);
}

TextField percent_text_field(const PercentSpec& spec, std::size_t length) {
    TextField field;
    field.kept = length;
    if (spec.precision >= 0 && spec.conversion != 'c') {
        field.kept = std::min(length, static_cast<std::size_t>(spec.precision));
    }
    if (spec.width > 0 && static_cast<std::size_t>(spec.width) > field.kept) {
        (spec.left ? field.right : field.left) = static_cast<std::size_t>(spec.width) - field.kept;
    }
    return field;
}

} // namespace islet
