// SPDX-License-Identifier: MIT
//
// Both kinds are built as characters: bytes are those below 256. They differ in what %s, %a and %c take, in
// the keys of %(key)s and in two error texts.
#include "vm/types/percent.h"

#include "vm/base/percent_format.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/formatter.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_search.h"
#include "vm/types/thread_scratch.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

namespace {

class PercentFormatter {
public:
    PercentFormatter(Thread& t, const Chars& format, Value args, bool bytes)
        : t_(t), out_(t), format_(format), args_(args), bytes_(bytes) {
        if (Tuple* const tuple = cast<Tuple>(args)) tuple_ = tuple;
        const bool text =
            is_str(args) || (bytes && (is_kind(args, Kind::Bytes) || is_kind(args, Kind::ByteArray)));
        is_mapping_ = !tuple_ && !text && type_of(t, args)->slots.getitem_py;
    }

    Status run_py();
    Ref finish_str() { return whole_ && !out_.failed() ? std::move(whole_) : out_.finish(); }
    Ref finish_bytes() {
        if (out_.failed()) return t_.raise_memory_error();
        const Chars text = out_.chars();
        return make_bytes(t_, text.data, text.size);
    }

private:
    Status place_py();
    Status read_key_py(const PercentSpec& spec);
    Status read_stars(PercentSpec& spec);
    Result<Value> next_argument();
    Result<Value> next_star();
    Status format_value_py(const PercentSpec& spec, Value v);
    Status format_text_py(const PercentSpec& spec, Value v);
    Status format_bytes_py(const PercentSpec& spec, Value v);
    Status format_char_py(const PercentSpec& spec, Value v);
    Result<char32_t> char_of_int_py(Value v);
    Status format_int_py(const PercentSpec& spec, Value v);
    Status format_float_py(const PercentSpec& spec, Value v);
    Raised wrong_type(const PercentSpec& spec, Value v);
    void emit_text(const PercentSpec& spec, const Chars& text, CharRange range);

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
    // The value of %(key)s: once there is one, it is all that places can take.
    Ref keyed_ = Ref::nothing();
    Ref whole_ = Ref::nothing(); // the result, if it is one value's text
    bool has_keyed_ = false;
    bool keyed_used_ = false;
};

Status PercentFormatter::run_py() {
    while (at_ < format_.size && !out_.failed()) {
        const std::int64_t hit = find_char(format_.slice(at_, format_.size), '%');
        const std::size_t end = hit < 0 ? format_.size : at_ + static_cast<std::size_t>(hit);
        out_.append(format_.slice(at_, end));
        at_ = end;
        if (at_ == format_.size) break;
        ++at_;
        if (!place_py()) return t_.raised();
    }
    if (out_.failed()) return t_.raise_memory_error();
    const bool all_used = has_keyed_ || (tuple_ ? next_ >= tuple_->size : single_used_);
    if (!all_used && !is_mapping_) {
        return t_.raise(Exc::TypeError, "not all arguments converted during {} formatting",
                        bytes_ ? std::string_view("bytes") : std::string_view("string"));
    }
    return Status::ok();
}

// One conversion; at_ is behind its percent sign.
Status PercentFormatter::place_py() {
    if (at_ < format_.size && format_[at_] == '%') {
        ++at_;
        out_.append_char('%');
        return Status::ok();
    }
    PercentSpec spec = parse_percent_spec(format_, at_);
    at_ = spec.end;
    if ((spec.has_key || spec.fault == PercentFault::IncompleteKey) && !read_key_py(spec)) return t_.raised();
    if (!read_stars(spec)) return t_.raised();
    if (spec.fault != PercentFault::None) {
        return t_.raise_text(Exc::ValueError, percent_fault_message(spec.fault));
    }
    Result<Value> v = next_argument();
    if (!v) return t_.raised();
    return format_value_py(spec, *v);
}

Status PercentFormatter::read_key_py(const PercentSpec& spec) {
    if (!is_mapping_) return t_.raise(Exc::TypeError, "format requires a mapping");
    if (spec.fault == PercentFault::IncompleteKey) {
        return t_.raise_text(Exc::ValueError, percent_fault_message(spec.fault));
    }
    const Chars text = format_.slice(spec.key_start, spec.key_end);
    Ref key = bytes_ ? make_bytes(t_, text.data, text.size) : make_str_from(t_, text);
    if (!key) return t_.raised();
    keyed_ = getitem_py(t_, args_, key.get());
    if (!keyed_) return t_.raised();
    has_keyed_ = true;
    keyed_used_ = false;
    return Status::ok();
}

Status PercentFormatter::read_stars(PercentSpec& spec) {
    std::int64_t number = 0;
    if (spec.width_star) {
        Result<Value> v = next_star();
        if (!v) return t_.raised();
        if (!int_fits(*v, &number)) {
            return t_.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
        }
        spec.set_width(number);
    }
    if (spec.precision_star) {
        Result<Value> v = next_star();
        if (!v) return t_.raised();
        if (!int_fits(*v, &number) || number > INT32_MAX || number < INT32_MIN) {
            return t_.raise(Exc::OverflowError, "Python int too large to convert to C int");
        }
        spec.set_precision(number);
    }
    return Status::ok();
}

Result<Value> PercentFormatter::next_star() {
    Result<Value> v = next_argument();
    if (!v) return t_.raised();
    if (!is_int(*v)) return t_.raise(Exc::TypeError, "* wants int");
    return v;
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

Status PercentFormatter::format_value_py(const PercentSpec& spec, Value v) {
    switch (spec.conversion) {
    case 's': return bytes_ ? format_bytes_py(spec, v) : format_text_py(spec, v);
    case 'r':
    case 'a': return format_text_py(spec, v);
    case 'b':
        if (bytes_) return format_bytes_py(spec, v);
        break;
    case 'c': return format_char_py(spec, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return format_int_py(spec, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return format_float_py(spec, v);
    default: break;
    }
    // CPython reads the byte as signed unless a width or precision came before it.
    if (bytes_ && spec.conversion > 127 && spec.width < 0 && spec.precision < 0) {
        return t_.raise(Exc::OverflowError, "character argument not in range(0x110000)");
    }
    TextBuffer message;
    append_unsupported_conversion(message, spec, bytes_);
    return t_.raise_text(Exc::ValueError, message.view());
}

Status PercentFormatter::format_text_py(const PercentSpec& spec, Value v) {
    const bool ascii = spec.conversion == 'a' || (bytes_ && spec.conversion == 'r');
    Ref text = ascii ? ascii_py(t_, v) : spec.conversion == 'r' ? repr_py(t_, v) : str_py(t_, v);
    if (!text) return t_.raised();
    const Str& s = text.as<Str>();
    if (spec.width < 0 && spec.precision < 0) {
        // Nothing but this text: the result is the very object, a subclass of str too.
        if (!bytes_ && out_.size() == 0 && at_ == format_.size) whole_ = Ref::share(text.get());
        out_.append(s);
        return Status::ok();
    }
    emit_text(spec, chars_of(s), find_range(chars_of(s)));
    return Status::ok();
}

Status PercentFormatter::format_bytes_py(const PercentSpec& spec, Value v) {
    Ref made = Ref::nothing();
    if (!is_exact(v, Kind::Bytes)) {
        made = call_special_py(t_, v, Name::dunder_bytes, {});
        if (!made && t_.has_pending()) return t_.raised();
        if (made && !is_kind(made.get(), Kind::Bytes)) {
            return t_.raise(Exc::TypeError, "__bytes__ returned non-bytes (type {})",
                            *type_of(t_, made.get()));
        }
        if (!made && !has_buffer(t_, v)) {
            return t_.raise(
                Exc::TypeError,
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                *type_of(t_, v));
        }
    }
    BufferView view;
    if (!view.get_py(t_, made ? made.get() : v)) return t_.raised();
    emit_text(spec, Chars(view.text()), CharRange::Latin1);
    return Status::ok();
}

// The number that %c takes as a character.
Result<char32_t> PercentFormatter::char_of_int_py(Value v) {
    if (!is_int(v) && !type_of(t_, v)->slots.index_py) {
        if (!bytes_) {
            TextBuffer text;
            text.append("%c requires an int or a unicode character, not ");
            append_full_name(t_, text, *type_of(t_, v));
            return t_.raise_text(Exc::TypeError, text.view());
        }
        return t_.raise(Exc::TypeError, "%c requires an integer in range(256) or a single byte, not {}",
                        *type_of(t_, v));
    }
    Ref index = index_py(t_, v);
    if (!index) return t_.raised();
    std::int64_t c = 0;
    if (!int_fits(index.get(), &c) || c < 0 || c > (bytes_ ? 0xFF : 0x10FFFF)) {
        return t_.raise(Exc::OverflowError, "%c arg not in range({})",
                        bytes_ ? std::string_view("256") : std::string_view("0x110000"));
    }
    return static_cast<char32_t>(c);
}

Status PercentFormatter::format_char_py(const PercentSpec& spec, Value v) {
    char32_t c = 0;
    if (!bytes_ && is_str(v)) {
        const Str& s = as<Str>(v);
        if (s.length != 1) {
            return t_.raise(Exc::TypeError,
                            "%c requires an int or a unicode character, not a string of length {}", s.length);
        }
        c = s.at(0);
    } else if (bytes_ && (is_kind(v, Kind::Bytes) || is_kind(v, Kind::ByteArray))) {
        BufferView view;
        if (!view.get_py(t_, v)) return t_.raised();
        if (view.size() != 1) {
            return t_.raise(
                Exc::TypeError,
                "%c requires an integer in range(256) or a single byte, not a {} object of length {}",
                *type_of(t_, v), view.size());
        }
        c = view.data()[0];
    } else {
        Result<char32_t> converted = char_of_int_py(v);
        if (!converted) return t_.raised();
        c = *converted;
    }
    emit_text(spec, Chars(&c, 1, CharWidth::Four), range_of(c));
    return Status::ok();
}

Raised PercentFormatter::wrong_type(const PercentSpec& spec, Value v) {
    const char32_t c = spec.conversion;
    const bool integer = c == 'o' || c == 'x' || c == 'X';
    return t_.raise(Exc::TypeError, "%{} format: {} is required, not {}", static_cast<char>(c),
                    integer ? std::string_view("an integer") : std::string_view("a real number"),
                    *type_of(t_, v));
}

Status PercentFormatter::format_int_py(const PercentSpec& spec, Value v) {
    const char32_t c = spec.conversion;
    const bool decimal = c == 'd' || c == 'i' || c == 'u';
    Ref number = Ref::share(v);
    if (!is_int(v)) {
        const Slots& slots = type_of(t_, v)->slots;
        const UnarySlot convert = decimal && slots.int_py ? slots.int_py : slots.index_py;
        if (!convert) return wrong_type(spec, v);
        number = convert(t_, v);
        if (!number) {
            if (!t_.pending_is(Exc::TypeError)) return t_.raised();
            t_.clear_pending();
            return wrong_type(spec, v);
        }
        if (!is_int(number.get())) return wrong_type(spec, v);
    }
    TextBuffer text, message;
    text.limit_size(format_size_limit(t_));
    ThreadScratch memory(t_);
    Scratch scratch = memory.scratch();
    Limb room = 0;
    const auto max_digits = static_cast<std::size_t>(t_.state().int_digits_limit);
    const FormatFault fault =
        percent_int(text, big_of(number.get(), room), spec, max_digits, scratch, message);
    if (fault != FormatFault::None) return raise_format_fault(t_, fault, message);
    if (text.failed()) return t_.raise_memory_error();
    out_.append_ascii(text.view());
    return Status::ok();
}

Status PercentFormatter::format_float_py(const PercentSpec& spec, Value v) {
    if (bytes_ && !is_float(v) && !is_int(v)) {
        const Slots& slots = type_of(t_, v)->slots;
        if (!slots.float_py && !slots.index_py) {
            return t_.raise(Exc::TypeError, "float argument required, not {}", *type_of(t_, v));
        }
    }
    Result<double> value = to_double_py(t_, v);
    if (!value) return t_.raised();
    TextBuffer text, message;
    text.limit_size(format_size_limit(t_));
    const FormatFault fault = percent_float(text, *value, spec);
    if (fault != FormatFault::None) return raise_format_fault(t_, fault, message);
    if (text.failed()) return t_.raise_memory_error();
    out_.append_ascii(text.view());
    return Status::ok();
}

void PercentFormatter::emit_text(const PercentSpec& spec, const Chars& text, CharRange range) {
    const TextField field = percent_text_field(spec, text.size);
    out_.append_fill(field.fill, field.left);
    if (field.kept == text.size)
        out_.append(text, range);
    else
        out_.append(text.slice(0, field.kept));
    out_.append_fill(field.fill, field.right);
}

} // namespace

Ref percent_format_str_py(Thread& t, Str& format, Value args) {
    PercentFormatter formatter(t, chars_of(format), args, false);
    if (!formatter.run_py()) return t.raised();
    if (format.length != 0 && find_char(chars_of(format), '%') < 0) return Ref::share(&format);
    return formatter.finish_str();
}

Ref percent_format_bytes_py(Thread& t, std::string_view format, Value args) {
    PercentFormatter formatter(t, Chars(format), args, true);
    if (!formatter.run_py()) return t.raised();
    return formatter.finish_bytes();
}

} // namespace islet
