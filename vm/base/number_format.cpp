// SPDX-License-Identifier: MIT
// Parsing of format specifications, and the layout of numbers with sign, prefix, grouping and padding.
#include "vm/base/number_format.h"

#include "vm/base/float_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace islet {

namespace {

constexpr std::int64_t kMaxCount = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMaxPrecision = std::numeric_limits<int>::max();

FormatFault value_error(TextBuffer& message, std::string_view text) {
    message.append(text);
    return FormatFault::Value;
}

// A type character as messages show it.
void append_type(TextBuffer& message, char32_t type) {
    if (type > 32 && type < 128) {
        message.append(static_cast<char>(type));
    } else {
        format_to(message, "\\x{}", Hex{type});
    }
}

FormatFault unknown_type(TextBuffer& message, char32_t type, std::string_view type_name) {
    message.append("Unknown format code '");
    append_type(message, type);
    format_to(message, "' for object of type '{}'", type_name);
    return FormatFault::Value;
}

bool is_align(char32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

// Walks through a specification from left to right.
class SpecParser {
public:
    SpecParser(const Chars& text, FormatSpec& spec, TextBuffer& message)
        : text_(text), spec_(spec), message_(message) {}

    FormatFault parse(std::string_view type_name) {
        const bool fill_given = parse_align();
        parse_flags();
        parse_zero(fill_given);
        FormatFault fault = parse_count(spec_.width);
        if (fault == FormatFault::None) fault = parse_grouping(spec_.grouping);
        if (fault == FormatFault::None && take('.')) fault = parse_precision();
        if (fault != FormatFault::None) return fault;
        if (text_.size - at_ > 1) {
            message_.append("Invalid format specifier '");
            for (std::size_t i = 0; i < text_.size; ++i) message_.append_code_point(text_[i]);
            format_to(message_, "' for object of type '{}'", type_name);
            return FormatFault::Value;
        }
        if (at_ < text_.size) spec_.type = text_[at_];
        return check_grouping();
    }

private:
    char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size ? text_[at_ + ahead] : 0; }
    bool take(char32_t c) {
        if (at_ >= text_.size || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    // True when a fill character was given.
    bool parse_align() {
        if (text_.size - at_ >= 2 && is_align(peek(1))) {
            spec_.fill = peek();
            spec_.align = static_cast<char>(peek(1));
            align_given_ = true;
            at_ += 2;
            return true;
        }
        if (is_align(peek())) {
            spec_.align = static_cast<char>(peek());
            align_given_ = true;
            ++at_;
        }
        return false;
    }
    void parse_flags() {
        const char32_t c = peek();
        if (c == '+' || c == '-' || c == ' ') {
            spec_.sign = static_cast<char>(c);
            ++at_;
        }
        spec_.no_negative_zero = take('z');
        spec_.alternate = take('#');
    }
    // A zero before the width pads with zeros behind the sign, unless an alignment says otherwise.
    void parse_zero(bool fill_given) {
        if (fill_given || !take('0')) return;
        spec_.fill = '0';
        if (!align_given_ && spec_.align == '>') spec_.align = '=';
    }
    FormatFault parse_count(std::int64_t& count) {
        for (; peek() >= '0' && peek() <= '9'; ++at_) {
            const auto digit = static_cast<std::int64_t>(peek() - '0');
            if (count < 0) count = 0;
            if (count > (kMaxCount - digit) / 10) {
                return value_error(message_, "Too many decimal digits in format string");
            }
            count = count * 10 + digit;
        }
        return FormatFault::None;
    }
    FormatFault parse_grouping(char& grouping) {
        if (take(',')) grouping = ',';
        if (peek() == '_') {
            if (grouping) return both_separators();
            grouping = '_';
            ++at_;
        }
        if (peek() == ',' && grouping == '_') return both_separators();
        return FormatFault::None;
    }
    FormatFault both_separators() { return value_error(message_, "Cannot specify both ',' and '_'."); }

    FormatFault parse_precision() {
        FormatFault fault = parse_count(spec_.precision);
        if (fault == FormatFault::None) fault = parse_grouping(spec_.fraction_grouping);
        if (fault != FormatFault::None) return fault;
        if (spec_.precision < 0 && !spec_.fraction_grouping) {
            return value_error(message_, "Format specifier missing precision");
        }
        return FormatFault::None;
    }

    FormatFault check_grouping() {
        const char32_t type = spec_.type;
        if (spec_.grouping && !groups_whole(type)) return grouping_error(spec_.grouping);
        if (spec_.fraction_grouping && type == 'n') return grouping_error(spec_.fraction_grouping);
        return FormatFault::None;
    }
    bool groups_whole(char32_t type) const {
        if (type == 'b' || type == 'o' || type == 'x' || type == 'X') return spec_.grouping == '_';
        return type == 0 || (type < 128 && std::string_view("defgEG%F").find(static_cast<char>(type)) !=
                                               std::string_view::npos);
    }
    FormatFault grouping_error(char separator) {
        format_to(message_, "Cannot specify '{}' with '", separator);
        append_type(message_, spec_.type);
        message_.append("'.");
        return FormatFault::Value;
    }

    const Chars& text_;
    FormatSpec& spec_;
    TextBuffer& message_;
    std::size_t at_ = 0;
    bool align_given_ = false;
};

// A number taken to pieces: sign, prefix ("0x"), digits before the point, the rest (point, fraction,
// exponent, percent sign). A text that is no digits at all ("inf", a character) is all rest.
struct NumberParts {
    bool negative = false;
    std::string_view prefix, digits, rest;
    std::size_t rest_size = 0; // in characters
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t count_digits(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    return count;
}

NumberParts split_number(std::string_view text) {
    NumberParts parts;
    if (!text.empty() && text[0] == '-') {
        parts.negative = true;
        text.remove_prefix(1);
    }
    const std::size_t digits = count_digits(text);
    parts.digits = text.substr(0, digits);
    parts.rest = text.substr(digits);
    parts.rest_size = parts.rest.size();
    return parts;
}

// `count` digits with separators are how many characters?
std::size_t grouped_size(std::size_t count, std::size_t group) {
    return count + (count - 1) / group;
}

// How many digits, with zeros in front, fill at least `width` characters once grouped.
std::size_t padded_digits(std::size_t count, std::size_t width, std::size_t group) {
    if (grouped_size(count, group) >= width) return count;
    // count + (count - 1) / group >= width, solved for the least count
    std::size_t padded = width - (width - 1) / (group + 1);
    while (padded > count && grouped_size(padded - 1, group) >= width) --padded;
    while (grouped_size(padded, group) < width) ++padded;
    return padded;
}

// Digits in groups counted from the right, zeros in front up to `count`.
void append_grouped(TextBuffer& out, std::string_view digits, std::size_t count, char separator,
                    std::size_t group) {
    const std::size_t zeros = count - digits.size();
    if (!separator) {
        out.append_fill('0', zeros);
        out.append(digits);
        return;
    }
    char* at = out.extend(grouped_size(count, group));
    if (!at) return;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && (count - i) % group == 0) *at++ = separator;
        *at++ = i < zeros ? '0' : digits[i - zeros];
    }
}

// Groups of three counted from the point.
void append_grouped_fraction(TextBuffer& out, std::string_view digits, char separator) {
    for (std::size_t from = 0; from < digits.size(); from += 3) {
        if (from > 0) out.append(separator);
        out.append(digits.substr(from, 3));
    }
}

void append_rest(TextBuffer& out, std::string_view rest, char separator) {
    if (!separator || rest.empty() || rest[0] != '.') {
        out.append(rest);
        return;
    }
    const std::size_t fraction = count_digits(rest.substr(1));
    out.append('.');
    append_grouped_fraction(out, rest.substr(1, fraction), separator);
    out.append(rest.substr(1 + fraction));
}

std::size_t rest_width(const NumberParts& parts, char separator) {
    if (!separator || parts.rest.empty() || parts.rest[0] != '.') return parts.rest_size;
    const std::size_t fraction = count_digits(parts.rest.substr(1));
    return parts.rest_size + (fraction > 0 ? (fraction - 1) / 3 : 0);
}

char sign_of(bool negative, char wish) {
    if (negative) return '-';
    return wish == '+' || wish == ' ' ? wish : '\0';
}

struct Padding {
    std::size_t left = 0, inside = 0, right = 0;
};
Padding spread(char align, std::int64_t width, std::size_t used) {
    Padding padding;
    if (width < 0 || static_cast<std::size_t>(width) <= used) return padding;
    const std::size_t spare = static_cast<std::size_t>(width) - used;
    if (align == '<') {
        padding.right = spare;
    } else if (align == '^') {
        padding.left = spare / 2;
        padding.right = spare - padding.left;
    } else if (align == '=') {
        padding.inside = spare;
    } else {
        padding.left = spare;
    }
    return padding;
}

FormatFault append_number(TextBuffer& out, const NumberParts& parts, const FormatSpec& spec,
                          std::size_t group) {
    const char sign = sign_of(parts.negative, spec.sign);
    const std::size_t fixed =
        (sign ? 1 : 0) + parts.prefix.size() + rest_width(parts, spec.fraction_grouping);
    std::size_t digits = parts.digits.size();
    // Zeros between sign and number are digits too: they are grouped with them.
    if (spec.grouping && digits > 0 && spec.fill == '0' && spec.align == '=' && spec.width > 0 &&
        static_cast<std::size_t>(spec.width) > fixed) {
        digits = padded_digits(digits, static_cast<std::size_t>(spec.width) - fixed, group);
    }
    const std::size_t used = fixed + (digits && spec.grouping ? grouped_size(digits, group) : digits);
    const Padding padding = spread(spec.align, spec.width, used);
    out.append_code_points(spec.fill, padding.left);
    if (sign) out.append(sign);
    out.append(parts.prefix);
    out.append_code_points(spec.fill, padding.inside);
    if (digits) append_grouped(out, parts.digits, digits, spec.grouping, group);
    append_rest(out, parts.rest, spec.fraction_grouping);
    out.append_code_points(spec.fill, padding.right);
    return out.failed() ? FormatFault::NoMemory : FormatFault::None;
}

bool is_float_type(char32_t type) {
    return type == 'e' || type == 'E' || type == 'f' || type == 'F' || type == 'g' || type == 'G' ||
           type == 'n' || type == '%';
}

// The digits of a float for a type that is_float_type knows, or for none (0).
FormatFault append_float_body(TextBuffer& body, double value, const FormatSpec& spec, bool add_dot_zero,
                              TextBuffer& message) {
    if (spec.precision > kMaxPrecision) return value_error(message, "precision too big");
    FloatStyle style;
    style.alternate = spec.alternate;
    style.no_negative_zero = spec.no_negative_zero;
    style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
    style.upper = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
    if (spec.type == 0) {
        style.code = spec.precision < 0 ? 'r' : 'g';
        style.add_dot_zero = add_dot_zero;
    } else if (spec.type == 'e' || spec.type == 'E') {
        style.code = 'e';
    } else if (spec.type == 'g' || spec.type == 'G' || spec.type == 'n') {
        style.code = 'g';
    } else {
        style.code = 'f';
    }
    append_float(body, spec.type == '%' ? value * 100 : value, style);
    if (spec.type == '%') body.append('%');
    return body.failed() ? FormatFault::NoMemory : FormatFault::None;
}

FormatFault format_float_with(TextBuffer& out, double value, const FormatSpec& spec, TextBuffer& message) {
    TextBuffer body;
    body.limit_size(out.size_limit());
    const FormatFault fault = append_float_body(body, value, spec, true, message);
    if (fault != FormatFault::None) return fault;
    return append_number(out, split_number(body.view()), spec, 3);
}

int base_of(char32_t type) {
    switch (type) {
    case 'b': return 2;
    case 'o': return 8;
    case 'x':
    case 'X': return 16;
    default: return 10;
    }
}

void make_upper(char* text, std::size_t size) {
    std::transform(text, text + size, text,
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

FormatFault format_as_character(TextBuffer& out, const Big& value, const FormatSpec& spec,
                                TextBuffer& message) {
    if (spec.sign) return value_error(message, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) {
        return value_error(message, "Alternate form (#) not allowed with integer format specifier 'c'");
    }
    std::int64_t code;
    if (!big_to_int64(value, code)) {
        message.append("Python int too large to convert to C long");
        return FormatFault::Overflow;
    }
    if (code < 0 || code > 0x10ffff) {
        message.append("%c arg not in range(0x110000)");
        return FormatFault::Overflow;
    }
    TextBuffer character;
    character.append_code_point(static_cast<char32_t>(code));
    NumberParts parts;
    parts.rest = character.view();
    parts.rest_size = 1;
    return append_number(out, parts, spec, 3);
}

FormatFault format_in_base(TextBuffer& out, const Big& value, const FormatSpec& spec, std::size_t max_digits,
                           Scratch& scratch, TextBuffer& message) {
    const int base = base_of(spec.type);
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
    NumberParts parts;
    parts.negative = value.negative;
    parts.digits = {digits, count};
    const char prefix[2] = {'0', static_cast<char>(spec.type)};
    if (spec.alternate && base != 10) parts.prefix = {prefix, 2};
    if (spec.type == 'X') make_upper(digits, count);
    return append_number(out, parts, spec, base == 10 ? 3 : 4);
}

// One part of a complex number: no padding of its own.
FormatFault append_complex_part(TextBuffer& out, double value, FormatSpec spec, char sign,
                                TextBuffer& message) {
    TextBuffer body;
    body.limit_size(out.size_limit());
    const FormatFault fault = append_float_body(body, value, spec, false, message);
    if (fault != FormatFault::None) return fault;
    spec.width = -1;
    spec.fill = ' ';
    spec.align = '<';
    spec.sign = sign;
    return append_number(out, split_number(body.view()), spec, 3);
}

// The parts, with parentheses where no type is given and the real part is shown.
FormatFault append_complex_body(TextBuffer& out, double real, double imaginary, const FormatSpec& spec,
                                TextBuffer& message) {
    const bool imaginary_only = spec.type == 0 && real == 0 && !std::signbit(real);
    const bool parentheses = spec.type == 0 && !imaginary_only;
    if (parentheses) out.append('(');
    if (!imaginary_only) {
        const FormatFault fault = append_complex_part(out, real, spec, spec.sign, message);
        if (fault != FormatFault::None) return fault;
    }
    const FormatFault fault =
        append_complex_part(out, imaginary, spec, imaginary_only ? spec.sign : '+', message);
    if (fault != FormatFault::None) return fault;
    out.append('j');
    if (parentheses) out.append(')');
    return out.failed() ? FormatFault::NoMemory : FormatFault::None;
}

} // namespace

FormatFault parse_format_spec(const Chars& text, char32_t default_type, char default_align,
                              std::string_view type_name, FormatSpec& spec, TextBuffer& message) {
    spec = {};
    spec.type = default_type;
    spec.align = default_align;
    return SpecParser(text, spec, message).parse(type_name);
}

FormatFault format_float(TextBuffer& out, double value, const Chars& spec_text, std::string_view type_name,
                         TextBuffer& message) {
    FormatSpec spec;
    const FormatFault fault = parse_format_spec(spec_text, 0, '>', type_name, spec, message);
    if (fault != FormatFault::None) return fault;
    if (spec.type != 0 && !is_float_type(spec.type)) return unknown_type(message, spec.type, type_name);
    return format_float_with(out, value, spec, message);
}

FormatFault format_complex(TextBuffer& out, double real, double imaginary, const Chars& spec_text,
                           std::string_view type_name, TextBuffer& message) {
    FormatSpec spec;
    const FormatFault fault = parse_format_spec(spec_text, 0, '>', type_name, spec, message);
    if (fault != FormatFault::None) return fault;
    if (spec.type == '%' || (spec.type != 0 && !is_float_type(spec.type))) {
        return unknown_type(message, spec.type, type_name);
    }
    if (spec.fill == '0') {
        return value_error(message, "Zero padding is not allowed in complex format specifier");
    }
    if (spec.align == '=') {
        return value_error(message, "'=' alignment flag is not allowed in complex format specifier");
    }
    TextBuffer body;
    body.limit_size(out.size_limit());
    const FormatFault body_fault = append_complex_body(body, real, imaginary, spec, message);
    if (body_fault != FormatFault::None) return body_fault;
    const Padding padding = spread(spec.align, spec.width, body.size());
    out.append_code_points(spec.fill, padding.left);
    out.append(body.view());
    out.append_code_points(spec.fill, padding.right);
    return out.failed() ? FormatFault::NoMemory : FormatFault::None;
}

void append_complex_repr(TextBuffer& out, double real, double imaginary) {
    TextBuffer message;
    const FormatFault fault = append_complex_body(out, real, imaginary, FormatSpec{}, message);
    if (fault != FormatFault::None) out.fail();
}

FormatFault format_int(TextBuffer& out, const Big& value, const Chars& spec_text, std::string_view type_name,
                       std::size_t max_digits, Scratch& scratch, TextBuffer& message) {
    FormatSpec spec;
    const FormatFault fault = parse_format_spec(spec_text, 'd', '>', type_name, spec, message);
    if (fault != FormatFault::None) return fault;
    if (is_float_type(spec.type) && spec.type != 'n') {
        double as_float;
        if (!big_to_double(value, as_float)) {
            message.append("int too large to convert to float");
            return FormatFault::Overflow;
        }
        return format_float_with(out, as_float, spec, message);
    }
    if (spec.type >= 128 ||
        std::string_view("bcdnoxX").find(static_cast<char>(spec.type)) == std::string_view::npos) {
        return unknown_type(message, spec.type, type_name);
    }
    if (spec.precision >= 0) {
        return value_error(message, "Precision not allowed in integer format specifier");
    }
    if (spec.no_negative_zero) {
        return value_error(message, "Negative zero coercion (z) not allowed in integer format specifier");
    }
    if (spec.type == 'c') return format_as_character(out, value, spec, message);
    return format_in_base(out, value, spec, max_digits, scratch, message);
}

void append_digit_limit_message(TextBuffer& message, std::size_t max_digits) {
    format_to(
        message,
        "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to "
        "increase the limit",
        max_digits);
}

bool surely_exceeds_digits(const Big& value, std::size_t max_digits) {
    // The bound is at most one too high.
    return max_digits != 0 && big_digits_bound(big_bit_length(value), 10) > max_digits + 1;
}

FormatFault format_text_field(const Chars& spec_text, std::size_t length, std::string_view type_name,
                              TextField& field, TextBuffer& message) {
    FormatSpec spec;
    const FormatFault fault = parse_format_spec(spec_text, 's', '<', type_name, spec, message);
    if (fault != FormatFault::None) return fault;
    if (spec.type != 's') return unknown_type(message, spec.type, type_name);
    if (spec.sign == ' ') return value_error(message, "Space not allowed in string format specifier");
    if (spec.sign) return value_error(message, "Sign not allowed in string format specifier");
    if (spec.no_negative_zero) {
        return value_error(message, "Negative zero coercion (z) not allowed in string format specifier");
    }
    if (spec.alternate) {
        return value_error(message, "Alternate form (#) not allowed in string format specifier");
    }
    if (spec.align == '=') {
        return value_error(message, "'=' alignment not allowed in string format specifier");
    }
    field.kept = length;
    if (spec.precision >= 0) field.kept = std::min(length, static_cast<std::size_t>(spec.precision));
    const Padding padding = spread(spec.align, spec.width, field.kept);
    field.left = padding.left;
    field.right = padding.right;
    field.fill = spec.fill;
    return FormatFault::None;
}

} // namespace islet
