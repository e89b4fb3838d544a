// SPDX-License-Identifier: MIT
//
// str.format and str.format_map; see str_format.h.
#include "vm/types/str_format.h"

#include "vm/base/unicode.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/formatter.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_methods.h"
#include "vm/types/str_search.h"
#include "vm/types/tuple.h"

namespace islet {

// --- Reading

Result<bool> MarkupReader::next(MarkupPart& part) {
    part = MarkupPart();
    if (at_ == end_) return false;
    part.literal.start = at_;
    while (at_ < end_ && text_[at_] != '{' && text_[at_] != '}') ++at_;
    part.literal.end = at_;
    if (at_ == end_) return true;
    const char32_t brace = text_[at_++];
    if (at_ < end_ && text_[at_] == brace) {
        // A doubled brace stands for one: the first of them belongs to the text.
        part.literal.end = at_++;
        return true;
    }
    if (brace == '}') return t_.raise(Exc::ValueError, "Single '}}' encountered in format string");
    if (at_ == end_) return t_.raise(Exc::ValueError, "Single '{{' encountered in format string");
    part.has_field = true;
    if (!read_field(part)) return t_.raised();
    return true;
}

// at_ is behind the opening brace.
Status MarkupReader::read_field(MarkupPart& part) {
    part.name.start = at_;
    char32_t c = 0;
    for (bool in_name = true; in_name && at_ < end_;) {
        c = text_[at_++];
        if (c == '{') return t_.raise(Exc::ValueError, "unexpected '{{' in field name");
        if (c == '[') {
            while (at_ < end_ && text_[at_] != ']') ++at_;
        }
        in_name = c != '}' && c != ':' && c != '!';
    }
    part.name.end = at_ - 1;
    if (c == '}') return Status::ok();
    if (c != ':' && c != '!') return t_.raise(Exc::ValueError, "expected '}}' before end of string");
    if (c == '!') {
        if (at_ == end_)
            return t_.raise(Exc::ValueError, "end of string while looking for conversion specifier");
        part.conversion = text_[at_++];
        if (at_ < end_) {
            c = text_[at_++];
            if (c == '}') return Status::ok();
            if (c != ':') return t_.raise(Exc::ValueError, "expected ':' after conversion specifier");
        }
    }
    part.spec.start = at_;
    for (int depth = 1; at_ < end_;) {
        c = text_[at_++];
        if (c == '{') {
            part.spec_has_fields = true;
            ++depth;
        } else if (c == '}' && --depth == 0) {
            part.spec.end = at_ - 1;
            return Status::ok();
        }
    }
    return t_.raise(Exc::ValueError, "unmatched '{{' in format spec");
}

FieldNameReader::FieldNameReader(Thread& t, const Chars& text, TextRange name)
    : t_(t), text_(text), at_(name.start), end_(name.end) {}

Result<std::int64_t> FieldNameReader::read_number(TextRange range) {
    if (range.empty()) return -1;
    std::int64_t number = 0;
    for (std::size_t i = range.start; i < range.end; ++i) {
        const int digit = decimal_value(text_[i]);
        if (digit < 0) return -1;
        if (number > (INT64_MAX - digit) / 10) {
            return t_.raise(Exc::ValueError, "Too many decimal digits in format string");
        }
        number = number * 10 + digit;
    }
    return number;
}

Result<std::int64_t> FieldNameReader::read_first(TextRange& first) {
    first.start = at_;
    while (at_ < end_ && text_[at_] != '.' && text_[at_] != '[') ++at_;
    first.end = at_;
    return read_number(first);
}

Result<bool> FieldNameReader::next(FieldStep& step) {
    if (at_ == end_) return false;
    const char32_t c = text_[at_++];
    if (c != '.' && c != '[') {
        return t_.raise(Exc::ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    }
    step = FieldStep();
    step.is_attribute = c == '.';
    step.name.start = at_;
    if (step.is_attribute) {
        while (at_ < end_ && text_[at_] != '.' && text_[at_] != '[') ++at_;
        step.name.end = at_;
    } else {
        while (at_ < end_ && text_[at_] != ']') ++at_;
        if (at_ == end_) return t_.raise(Exc::ValueError, "Missing ']' in format string");
        step.name.end = at_++;
        Result<std::int64_t> number = read_number(step.name);
        if (!number) return t_.raised();
        step.index = *number;
    }
    if (step.name.empty()) return t_.raise(Exc::ValueError, "Empty attribute in format string");
    return true;
}

// --- Filling in

namespace {

constexpr int kMaxNesting = 2; // fields, and fields in their specifications

class FieldFormatter {
public:
    FieldFormatter(Thread& t, const Chars& text, const Args* args, Value mapping)
        : t_(t), text_(text), args_(args), mapping_(mapping) {}

    Status run_py(TextRange range, int nesting, StrBuilder& out);

private:
    enum class Numbering : std::uint8_t { Unknown, Automatic, Manual };

    Status field_py(const MarkupPart& part, int nesting, StrBuilder& out);
    Ref object_py(TextRange name);
    Ref first_object_py(TextRange first, std::int64_t number);
    Ref keyword_py(TextRange name);
    Ref convert_py(Ref object, char32_t conversion);
    Status append_formatted_py(Value v, Str& spec, StrBuilder& out);
    Ref text_of(TextRange range) { return make_str_from(t_, text_.slice(range.start, range.end)); }

    Thread& t_;
    Chars text_;
    const Args* args_; // null: format_map
    Value mapping_;
    Numbering numbering_ = Numbering::Unknown;
    std::int64_t next_number_ = 0;
};

Status FieldFormatter::run_py(TextRange range, int nesting, StrBuilder& out) {
    if (nesting == 0) return t_.raise(Exc::ValueError, "Max string recursion exceeded");
    MarkupReader reader(t_, text_, range);
    for (MarkupPart part;;) {
        Result<bool> more = reader.next(part);
        if (!more) return t_.raised();
        if (!*more) return Status::ok();
        out.append(text_.slice(part.literal.start, part.literal.end));
        if (part.has_field && !field_py(part, nesting, out)) return t_.raised();
        if (out.failed()) return t_.raise_memory_error();
    }
}

Status FieldFormatter::field_py(const MarkupPart& part, int nesting, StrBuilder& out) {
    Ref object = object_py(part.name);
    if (!object) return t_.raised();
    if (part.conversion != 0) {
        object = convert_py(std::move(object), part.conversion);
        if (!object) return t_.raised();
    }
    Ref spec = Ref::nothing();
    if (part.spec_has_fields) {
        StrBuilder expanded(t_);
        if (!run_py(part.spec, nesting - 1, expanded)) return t_.raised();
        spec = expanded.finish();
    } else {
        spec = text_of(part.spec);
    }
    if (!spec) return t_.raised();
    return append_formatted_py(object.get(), spec.as<Str>(), out);
}

Ref FieldFormatter::object_py(TextRange name) {
    FieldNameReader reader(t_, text_, name);
    TextRange first;
    Result<std::int64_t> number = reader.read_first(first);
    if (!number) return t_.raised();
    Ref object = first_object_py(first, *number);
    for (FieldStep step; object;) {
        Result<bool> more = reader.next(step);
        if (!more) return t_.raised();
        if (!*more) break;
        Ref key = step.index >= 0 ? make_int(t_, step.index) : text_of(step.name);
        if (!key) return key;
        if (step.is_attribute) {
            Ref attribute = intern(t_, key.as<Str>());
            if (!attribute) return attribute;
            object = get_attr_py(t_, object.get(), attribute.as<Str>());
        } else {
            object = getitem_py(t_, object.get(), key.get());
        }
    }
    return object;
}

Ref FieldFormatter::first_object_py(TextRange first, std::int64_t number) {
    if (!first.empty() && number < 0) return keyword_py(first);
    const Numbering now = first.empty() ? Numbering::Automatic : Numbering::Manual;
    if (numbering_ == Numbering::Unknown) numbering_ = now;
    if (numbering_ != now) {
        if (now == Numbering::Manual) {
            return t_.raise(Exc::ValueError,
                            "cannot switch from automatic field numbering to manual field specification");
        }
        return t_.raise(Exc::ValueError,
                        "cannot switch from manual field specification to automatic field numbering");
    }
    if (first.empty()) number = next_number_++;
    if (!args_) return t_.raise(Exc::ValueError, "Format string contains positional fields");
    if (number >= static_cast<std::int64_t>(args_->count)) {
        return t_.raise(Exc::IndexError, "Replacement index {} out of range for positional args tuple",
                        number);
    }
    return Ref::share((*args_)[static_cast<std::size_t>(number)]);
}

Ref FieldFormatter::keyword_py(TextRange name) {
    Ref key = text_of(name);
    if (!key) return key;
    if (!args_) return getitem_py(t_, mapping_, key.get());
    const std::uint32_t count = args_->names ? args_->keyword_count() : 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (str_equal(args_->keyword_name(i), key.as<Str>())) return Ref::share(args_->keyword(i));
    }
    return t_.raise_value(Exc::KeyError, key.get());
}

Ref FieldFormatter::convert_py(Ref object, char32_t conversion) {
    switch (conversion) {
    case 'r': return repr_py(t_, object.get());
    case 's': return str_py(t_, object.get());
    case 'a': return ascii_py(t_, object.get());
    default: break;
    }
    if (conversion > 32 && conversion < 127) {
        return t_.raise(Exc::ValueError, "Unknown conversion specifier {}", conversion);
    }
    return t_.raise(Exc::ValueError, "Unknown conversion specifier \\x{}", Hex{conversion});
}

Status FieldFormatter::append_formatted_py(Value v, Str& spec, StrBuilder& out) {
    if (is_exact(v, Kind::Str) && spec.length == 0) {
        out.append(as<Str>(v));
        return Status::ok();
    }
    Ref text = v.is_int()      ? format_int_py(t_, v, spec)
               : v.is_double() ? format_float_py(t_, v, spec)
                               : format_py(t_, v, Value(&spec));
    if (!text) return t_.raised();
    out.append(text.as<Str>());
    return Status::ok();
}

Ref format_fields_py(Thread& t, Str& format, const Args* args, Value mapping) {
    const Chars text = chars_of(format);
    if (format.length != 0 && find_char(text, '{') < 0 && find_char(text, '}') < 0)
        return Ref::share(&format);
    StrBuilder out(t);
    FieldFormatter formatter(t, text, args, mapping);
    if (!formatter.run_py({0, format.length}, kMaxNesting, out)) return t.raised();
    return out.finish();
}

} // namespace

Ref str_format(Thread& t, Value self, const Args& args) {
    return format_fields_py(t, as<Str>(self), &args, Value());
}

Ref str_format_map(Thread& t, Str& self, Value mapping) {
    return format_fields_py(t, self, nullptr, mapping);
}

} // namespace islet
