// SPDX-License-Identifier: MIT
//
// Both kinds are built as characters: bytes are those below 256. They differ in what %s, %a and %c take, in
// the keys of %(key)s and in two error texts.
#include "vm/types/percent_format.h"

#include "vm/base/float_text.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_search.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// One place: "%(key)-+ #0width.precision conversion".
struct Place {
    bool left = false, plus = false, blank = false, alternate = false, zero = false;
    std::int64_t width = 0;
    std::int64_t precision = -1;
    char32_t conversion = 0;
    std::size_t conversion_at = 0; // index in the format
};

// A formatted number: sign, prefix as "0x", digits.
struct NumberText {
    char sign = 0;
    std::string_view prefix;
    std::string_view digits;
};

class PercentFormatter {
public:
    PercentFormatter(Thread& t, const Chars& format, Value args, bool bytes)
        : t_(t), out_(t), format_(format), args_(args), bytes_(bytes) {
        if (Tuple* const tuple = cast<Tuple>(args)) tuple_ = tuple;
        const bool text = is_str(args) || (bytes && (is_kind(args, Kind::Bytes) || is_kind(args, Kind::ByteArray)));
        is_mapping_ = !tuple_ && !text && type_of(t, args)->slots.getitem_py;
    }

    Status run_py();
    Ref finish_str() { return out_.finish(); }
    Ref finish_bytes() {
        if (out_.failed()) return t_.raise_memory_error();
        const Chars text = out_.chars();
        return make_bytes(t_, text.data, text.size);
    }

private:
    bool at_end() const { return at_ == format_.size; }
    char32_t peek() const { return format_[at_]; }

    Status place_py();
    Status read_key_py();
    void read_flags(Place& place);
    Status read_width(Place& place);
    Status read_precision(Place& place);
    Result<Value> next_argument();
    Status format_value_py(const Place& place, Value v);
    Status format_text_py(const Place& place, Value v);
    Status format_bytes_py(const Place& place, Value v);
    Status format_char_py(const Place& place, Value v);
    Status format_int_py(const Place& place, Value v);
    Status format_float_py(const Place& place, Value v);
    Raised wrong_type(const Place& place, Value v);
    void emit_text(const Place& place, const Chars& text, CharRange range);
    void emit_number(const Place& place, NumberText number);

    Thread& t_;
    StrBuilder out_;
    Chars format_;
    Value args_;
    bool bytes_;
    Tuple* tuple_ = nullptr;
    bool is_mapping_;
    bool single_used_ = false;
    std::size_t next_ = 0;
    std::size_t at_ = 0;
    // The value of %(key)s: what the place takes instead of the arguments.
    Ref keyed_ = Ref::nothing();
    bool has_keyed_ = false;   // a key was read at some place: no other arguments are there
    bool keyed_used_ = false;
};

Status PercentFormatter::run_py() {
    while (!at_end() && !out_.failed()) {
        const std::int64_t hit = find_char(format_.slice(at_, format_.size), '%');
        const std::size_t end = hit < 0 ? format_.size : at_ + static_cast<std::size_t>(hit);
        out_.append(format_.slice(at_, end));
        at_ = end;
        if (at_end()) break;
        ++at_;
        if (!place_py()) return t_.raised();
    }
    const bool all_used = has_keyed_ || (tuple_ ? next_ >= tuple_->size : single_used_);
    if (!all_used && !is_mapping_) {
        return t_.raise(Exc::TypeError, "not all arguments converted during {} formatting",
                        bytes_ ? std::string_view("bytes") : std::string_view("string"));
    }
    return Status::ok();
}

Status PercentFormatter::place_py() {
    if (!at_end() && peek() == '%') {
        ++at_;
        out_.append_char('%');
        return Status::ok();
    }
    Place place;
    if (!at_end() && peek() == '(' && !read_key_py()) return t_.raised();
    read_flags(place);
    if (!read_width(place)) return t_.raised();
    if (!read_precision(place)) return t_.raised();
    if (!at_end() && (peek() == 'h' || peek() == 'l' || peek() == 'L')) ++at_;
    if (at_end()) return t_.raise(Exc::ValueError, "incomplete format");
    place.conversion_at = at_;
    place.conversion = format_[at_++];
    Result<Value> v = next_argument();
    if (!v) return t_.raised();
    return format_value_py(place, *v);
}

Status PercentFormatter::read_key_py() {
    if (!is_mapping_) return t_.raise(Exc::TypeError, "format requires a mapping");
    const std::size_t start = ++at_;
    for (int depth = 1; !at_end(); ++at_) {
        if (peek() == '(') ++depth;
        else if (peek() == ')' && --depth == 0) break;
    }
    if (at_end()) return t_.raise(Exc::ValueError, "incomplete format key");
    const Chars text = format_.slice(start, at_++);
    Ref key = bytes_ ? make_bytes(t_, text.data, text.size) : make_str_from(t_, text);
    if (!key) return t_.raised();
    keyed_ = getitem_py(t_, args_, key.get());
    if (!keyed_) return t_.raised();
    has_keyed_ = true;
    keyed_used_ = false;
    return Status::ok();
}

void PercentFormatter::read_flags(Place& place) {
    for (; !at_end(); ++at_) {
        switch (peek()) {
        case '-': place.left = true; break;
        case '+': place.plus = true; break;
        case ' ': place.blank = true; break;
        case '#': place.alternate = true; break;
        case '0': place.zero = true; break;
        default: return;
        }
    }
}

// Digits up to `limit`; false: too big.
bool read_digits(const Chars& format, std::size_t& at, std::int64_t limit, std::int64_t& out) {
    out = 0;
    for (; at < format.size && format[at] >= '0' && format[at] <= '9'; ++at) {
        const auto digit = static_cast<std::int64_t>(format[at] - '0');
        if (out > (limit - digit) / 10) return false;
        out = out * 10 + digit;
    }
    return true;
}

Status PercentFormatter::read_width(Place& place) {
    if (at_end() || peek() != '*') {
        if (read_digits(format_, at_, INT64_MAX, place.width)) return Status::ok();
        return t_.raise(Exc::ValueError, "width too big");
    }
    ++at_;
    if (at_end()) return t_.raise(Exc::ValueError, "incomplete format");
    Result<Value> v = next_argument();
    if (!v) return t_.raised();
    if (!is_int(*v)) return t_.raise(Exc::TypeError, "* wants int");
    if (!int_fits(*v, &place.width) || place.width == INT64_MIN) {
        return t_.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    }
    if (place.width < 0) {
        place.left = true;
        place.width = -place.width;
    }
    return Status::ok();
}

Status PercentFormatter::read_precision(Place& place) {
    if (at_end() || peek() != '.') return Status::ok();
    ++at_;
    if (at_end() || peek() != '*') {
        if (read_digits(format_, at_, INT32_MAX, place.precision)) return Status::ok();
        return t_.raise(Exc::ValueError, "precision too big");
    }
    ++at_;
    if (at_end()) return t_.raise(Exc::ValueError, "incomplete format");
    Result<Value> v = next_argument();
    if (!v) return t_.raised();
    if (!is_int(*v)) return t_.raise(Exc::TypeError, "* wants int");
    if (!int_fits(*v, &place.precision) || place.precision > INT32_MAX || place.precision < INT32_MIN) {
        return t_.raise(Exc::OverflowError, "Python int too large to convert to C int");
    }
    if (place.precision < 0) place.precision = 0;
    return Status::ok();
}

// Borrowed from the arguments or from keyed_.
Result<Value> PercentFormatter::next_argument() {
    if (has_keyed_) {
        if (!std::exchange(keyed_used_, true)) return keyed_.get();
    } else if (tuple_) {
        if (next_ < tuple_->size) return (*tuple_)[next_++];
    } else if (!std::exchange(single_used_, true)) {
        return args_;
    }
    return t_.raise(Exc::TypeError, "not enough arguments for format string");
}

Status PercentFormatter::format_value_py(const Place& place, Value v) {
    switch (place.conversion) {
    case 's': return bytes_ ? format_bytes_py(place, v) : format_text_py(place, v);
    case 'r':
    case 'a': return format_text_py(place, v);
    case 'b':
        if (bytes_) return format_bytes_py(place, v);
        break;
    case 'c': return format_char_py(place, v);
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': return format_int_py(place, v);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return format_float_py(place, v);
    default: break;
    }
    const char32_t c = place.conversion;
    if (bytes_ && c > 127) return t_.raise(Exc::OverflowError, "character argument not in range(0x110000)");
    return t_.raise(Exc::ValueError, "unsupported format character '{}' (0x{}) at index {}",
                    c > 31 && c < 128 ? static_cast<char>(c) : '?', Hex{c}, place.conversion_at);
}

Status PercentFormatter::format_text_py(const Place& place, Value v) {
    const bool ascii = place.conversion == 'a' || (bytes_ && place.conversion == 'r');
    Ref text = ascii ? ascii_py(t_, v) : place.conversion == 'r' ? repr_py(t_, v) : str_py(t_, v);
    if (!text) return t_.raised();
    const Str& s = text.as<Str>();
    if (place.width == 0 && place.precision < 0) {
        out_.append(s);
        return Status::ok();
    }
    Chars chars = chars_of(s);
    if (place.precision >= 0 && static_cast<std::uint64_t>(place.precision) < chars.size) {
        chars = chars.slice(0, static_cast<std::size_t>(place.precision));
    }
    emit_text(place, chars, find_range(chars));
    return Status::ok();
}

Status PercentFormatter::format_bytes_py(const Place& place, Value v) {
    Ref made = Ref::nothing();
    BufferView view;
    if (!is_exact(v, Kind::Bytes)) {
        made = call_special_py(t_, v, Name::dunder_bytes, {});
        if (!made && t_.has_pending()) return t_.raised();
        if (made && !is_kind(made.get(), Kind::Bytes)) {
            return t_.raise(Exc::TypeError, "__bytes__ returned non-bytes (type {})", *type_of(t_, made.get()));
        }
        if (!made && !has_buffer(t_, v)) {
            return t_.raise(Exc::TypeError,
                            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                            *type_of(t_, v));
        }
    }
    if (!view.get_py(t_, made ? made.get() : v)) return t_.raised();
    Chars chars(view.text());
    if (place.precision >= 0 && static_cast<std::uint64_t>(place.precision) < chars.size) {
        chars = chars.slice(0, static_cast<std::size_t>(place.precision));
    }
    emit_text(place, chars, CharRange::Latin1);
    return Status::ok();
}

Status PercentFormatter::format_char_py(const Place& place, Value v) {
    std::uint64_t length = 0;
    bool is_text = true;
    std::int64_t c = 0;
    if (!bytes_ && is_str(v)) {
        if ((length = as<Str>(v).length) == 1) c = static_cast<std::int64_t>(as<Str>(v).at(0));
    } else if (bytes_ && (is_kind(v, Kind::Bytes) || is_kind(v, Kind::ByteArray))) {
        BufferView view;
        if (!view.get_py(t_, v)) return t_.raised();
        if ((length = view.size()) == 1) c = view.data()[0];
    } else {
        is_text = false;
    }
    if (is_text && length != 1) {
        if (!bytes_) {
            return t_.raise(Exc::TypeError,
                            "%c requires an int or a unicode character, not a string of length {}", length);
        }
        return t_.raise(Exc::TypeError,
                        "%c requires an integer in range(256) or a single byte, not a {} object of length {}",
                        *type_of(t_, v), length);
    }
    if (!is_text) {
        if (!is_int(v) && !type_of(t_, v)->slots.index_py) {
            if (!bytes_) {
                return t_.raise(Exc::TypeError, "%c requires an int or a unicode character, not {}",
                                *type_of(t_, v));
            }
            return t_.raise(Exc::TypeError, "%c requires an integer in range(256) or a single byte, not {}",
                            *type_of(t_, v));
        }
        Ref index = index_py(t_, v);
        if (!index) return t_.raised();
        const std::int64_t limit = bytes_ ? 0xFF : 0x10FFFF;
        if (!int_fits(index.get(), &c) || c < 0 || c > limit) {
            return t_.raise(Exc::OverflowError, "%c arg not in range({})",
                            bytes_ ? std::string_view("256") : std::string_view("0x110000"));
        }
    }
    const auto character = static_cast<char32_t>(c);
    emit_text(place, Chars(&character, 1, CharWidth::Four), range_of(character));
    return Status::ok();
}

Raised PercentFormatter::wrong_type(const Place& place, Value v) {
    const char32_t c = place.conversion;
    const bool integer = c == 'o' || c == 'x' || c == 'X';
    return t_.raise(Exc::TypeError, "%{} format: {} is required, not {}", static_cast<char>(c),
                    integer ? std::string_view("an integer") : std::string_view("a real number"),
                    *type_of(t_, v));
}

Status PercentFormatter::format_int_py(const Place& place, Value v) {
    const char32_t c = place.conversion;
    const bool decimal = c == 'd' || c == 'i' || c == 'u';
    Ref number = Ref::nothing();
    if (is_int(v)) {
        number = Ref::share(v);
    } else {
        const Slots& slots = type_of(t_, v)->slots;
        const UnarySlot convert = decimal && slots.int_py ? slots.int_py : slots.index_py;
        if (!convert) return wrong_type(place, v);
        number = convert(t_, v);
        if (!number) {
            if (!t_.pending_is(Exc::TypeError)) return t_.raised();
            t_.clear_pending();
            return wrong_type(place, v);
        }
        if (!is_int(number.get())) return wrong_type(place, v);
    }
    TextBuffer digits;
    if (decimal && !number.get().is_int()) {
        // The way that bounds the number of digits.
        Ref exact = int_exact(t_, number.get());
        if (!exact) return t_.raised();
        Ref text = int_to_str(t_, exact.get());
        if (!text) return t_.raised();
        digits.append(text.as<Str>().ascii());
    } else {
        append_int(digits, number.get(), decimal ? 10 : c == 'o' ? 8 : 16);
    }
    if (c == 'X') {
        char* const start = digits.extend(0);
        for (char* p = start ? start - digits.size() : nullptr; p && p != start; ++p) {
            if (*p >= 'a' && *p <= 'z') *p = static_cast<char>(*p - 32);
        }
    }
    NumberText text;
    text.digits = digits.view();
    if (!text.digits.empty() && text.digits[0] == '-') {
        text.sign = '-';
        text.digits.remove_prefix(1);
    }
    if (place.alternate && !decimal) text.prefix = c == 'o' ? "0o" : c == 'x' ? "0x" : "0X";
    TextBuffer padded;
    if (place.precision > static_cast<std::int64_t>(text.digits.size())) {
        padded.append_fill('0', static_cast<std::size_t>(place.precision) - text.digits.size());
        padded.append(text.digits);
        text.digits = padded.view();
    }
    if (digits.failed() || padded.failed()) return t_.raise_memory_error();
    emit_number(place, text);
    return Status::ok();
}

Status PercentFormatter::format_float_py(const Place& place, Value v) {
    if (bytes_ && !is_float(v) && !is_int(v)) {
        const Slots& slots = type_of(t_, v)->slots;
        if (!slots.float_py && !slots.index_py) {
            return t_.raise(Exc::TypeError, "float argument required, not {}", *type_of(t_, v));
        }
    }
    Result<double> value = to_double_py(t_, v);
    if (!value) return t_.raised();
    FloatStyle style;
    const char32_t c = place.conversion;
    style.upper = c < 'a';
    style.code = static_cast<char>(style.upper ? c + 32 : c);
    style.precision = place.precision < 0 ? 6 : static_cast<int>(place.precision);
    style.alternate = place.alternate;
    TextBuffer buffer;
    append_float(buffer, *value, style);
    if (buffer.failed()) return t_.raise_memory_error();
    NumberText text;
    text.digits = buffer.view();
    if (!text.digits.empty() && text.digits[0] == '-') {
        text.sign = '-';
        text.digits.remove_prefix(1);
    }
    emit_number(place, text);
    return Status::ok();
}

void PercentFormatter::emit_text(const Place& place, const Chars& text, CharRange range) {
    const auto width = static_cast<std::uint64_t>(place.width);
    const std::size_t pad = width > text.size ? static_cast<std::size_t>(width) - text.size : 0;
    if (!place.left) out_.append_fill(' ', pad);
    out_.append(text, range);
    if (place.left) out_.append_fill(' ', pad);
}

void PercentFormatter::emit_number(const Place& place, NumberText number) {
    if (number.sign == 0) number.sign = place.plus ? '+' : place.blank ? ' ' : '\0';
    const std::size_t length = (number.sign ? 1 : 0) + number.prefix.size() + number.digits.size();
    const auto width = static_cast<std::uint64_t>(place.width);
    const std::size_t pad = width > length ? static_cast<std::size_t>(width) - length : 0;
    const bool zeros = place.zero && !place.left;
    if (!place.left && !zeros) out_.append_fill(' ', pad);
    if (number.sign) out_.append_char(static_cast<unsigned char>(number.sign));
    out_.append_ascii(number.prefix);
    if (zeros) out_.append_fill('0', pad);
    out_.append_ascii(number.digits);
    if (place.left) out_.append_fill(' ', pad);
}

} // namespace

Ref percent_format_str_py(Thread& t, Str& format, Value args) {
    PercentFormatter formatter(t, chars_of(format), args, false);
    if (!formatter.run_py()) return t.raised();
    return formatter.finish_str();
}

Ref percent_format_bytes_py(Thread& t, std::string_view format, Value args) {
    PercentFormatter formatter(t, Chars(format), args, true);
    if (!formatter.run_py()) return t.raised();
    return formatter.finish_bytes();
}

} // namespace islet
