// SPDX-License-Identifier: MIT
//
// The methods of str and their table: searching, replacing, padding, stripping, translating. Case lies in
// str_case.cpp, splitting and joining in str_split.cpp, format in str_format.cpp.
#include "vm/types/str_methods.h"

#include "vm/base/unicode.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/formatter.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_codec.h"
#include "vm/types/str_search.h"
#include "vm/types/text_args.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

// --- Searching

using Search = std::int64_t (*)(const Chars&, const Chars&);

// Index in the whole string, or -1.
Result<std::int64_t> search_py(Thread& t, Str& self, Str& sub, Value start, Value end, Search search) {
    TextBounds bounds;
    if (!bounds.read_py(t, start, end)) return t.raised();
    if (!bounds.fit(self.length)) return kNotFound;
    const std::int64_t hit = search(chars_of(self).slice(bounds.from(), bounds.to()), chars_of(sub));
    return hit < 0 ? kNotFound : hit + bounds.start;
}

template <Search kSearch>
Ref find_py(Thread& t, Str& self, Str& sub, Value start, Value end) {
    Result<std::int64_t> hit = search_py(t, self, sub, start, end, kSearch);
    if (!hit) return t.raised();
    return make_int(t, *hit);
}

template <Search kSearch>
Ref index_of_py(Thread& t, Str& self, Str& sub, Value start, Value end) {
    Result<std::int64_t> hit = search_py(t, self, sub, start, end, kSearch);
    if (!hit) return t.raised();
    if (*hit < 0) return t.raise(Exc::ValueError, "substring not found");
    return make_int(t, *hit);
}

Ref str_count(Thread& t, Str& self, Str& sub, Value start, Value end) {
    TextBounds bounds;
    if (!bounds.read_py(t, start, end)) return t.raised();
    if (!bounds.fit(self.length)) return make_int(t, 0);
    return make_int(t, count_chars(chars_of(self).slice(bounds.from(), bounds.to()), chars_of(sub)));
}

using TailTest = bool (*)(const Chars&, const Chars&);

Ref test_tail_py(Thread& t, Str& self, Value affix, Value start, Value end, TailTest test,
                 std::string_view name) {
    TextBounds bounds;
    if (!bounds.read_py(t, start, end)) return t.raised();
    const bool fits = bounds.fit(self.length);
    const Chars text = fits ? chars_of(self).slice(bounds.from(), bounds.to()) : Chars();
    if (Str* const s = cast<Str>(affix)) return Ref::boolean(fits && test(text, chars_of(*s)));
    Tuple* const tuple = cast<Tuple>(affix);
    if (!tuple) {
        return t.raise(Exc::TypeError, "{} first arg must be str or a tuple of str, not {}", name,
                       *type_of(t, affix));
    }
    for (const Value item : tuple->span()) {
        Str* const s = cast<Str>(item);
        if (!s) {
            return t.raise(Exc::TypeError, "tuple for {} must only contain str, not {}", name,
                           *type_of(t, item));
        }
        if (fits && test(text, chars_of(*s))) return Ref::boolean(true);
    }
    return Ref::boolean(false);
}

Ref str_startswith(Thread& t, Str& self, Value prefix, Value start, Value end) {
    return test_tail_py(t, self, prefix, start, end, &starts_with, "startswith");
}
Ref str_endswith(Thread& t, Str& self, Value suffix, Value start, Value end) {
    return test_tail_py(t, self, suffix, start, end, &ends_with, "endswith");
}

// --- Replacing

Ref replace_equal_lengths(Thread& t, Str& self, const Str& old, const Str& fresh, std::int64_t limit) {
    Ref result = make_str_uninit(t, self.length, 0);
    if (!result) return result;
    auto* const out = static_cast<std::uint8_t*>(result.as<Str>().data());
    std::memcpy(out, self.data(), self.length);
    const Chars text = chars_of(self), pattern = chars_of(old);
    for (std::size_t at = 0; limit > 0; --limit) {
        const std::int64_t hit = find_chars(text.slice(at, text.size), pattern);
        if (hit < 0) break;
        at += static_cast<std::size_t>(hit);
        std::memcpy(out + at, fresh.data(), fresh.length);
        at += pattern.size;
    }
    return result;
}

// Room for the result, at once: one that is too large for memory must not fill all of it first.
bool reserve_replaced(StrBuilder& builder, const Str& self, std::uint64_t removed, const Str& fresh,
                      std::uint64_t count) {
    if (fresh.length != 0 && count > (static_cast<std::uint64_t>(INT64_MAX) - self.length) / fresh.length)
        return false;
    builder.reserve(self.length - count * removed + count * fresh.length);
    return true;
}

Raised raise_too_long(Thread& t) {
    return t.raise(Exc::OverflowError, "replace string is too long");
}

// Something between all characters and at both ends, `limit` times.
Ref interleave(Thread& t, Str& self, const Str& fresh, std::int64_t limit) {
    StrBuilder builder(t);
    const Chars text = chars_of(self);
    const std::uint64_t gaps = std::min(self.length + 1, static_cast<std::uint64_t>(limit));
    if (!reserve_replaced(builder, self, 0, fresh, gaps)) return raise_too_long(t);
    std::size_t at = 0;
    for (; limit > 0 && !builder.failed(); --limit) {
        builder.append(fresh);
        if (at == text.size) return builder.finish();
        builder.append_char(text[at++]);
        if (at % 65536 == 0 && !t.checkpoint_py()) return t.raised();
    }
    builder.append(text.slice(at, text.size));
    return builder.finish();
}

Ref replace_general(Thread& t, Str& self, const Str& old, const Str& fresh, std::int64_t limit) {
    StrBuilder builder(t);
    const Chars text = chars_of(self), pattern = chars_of(old);
    const bool ascii = self.is_ascii();
    const auto append = [&](const Chars& piece) {
        if (ascii)
            builder.append(piece, CharRange::Ascii);
        else
            builder.append(piece);
    };
    const auto count = static_cast<std::uint64_t>(count_chars(text, pattern, limit));
    if (!reserve_replaced(builder, self, pattern.size, fresh, count)) return raise_too_long(t);
    std::size_t at = 0;
    for (std::uint64_t left = count; left > 0 && !builder.failed(); --left) {
        const std::size_t end = at + static_cast<std::size_t>(find_chars(text.slice(at, text.size), pattern));
        append(text.slice(at, end));
        builder.append(fresh);
        at = end + pattern.size;
    }
    append(text.slice(at, text.size));
    return builder.finish();
}

Ref str_replace(Thread& t, Str& self, Str& old, Str& fresh, Opt<Index> count) {
    const std::int64_t limit = count.given && count.value.value >= 0 ? count.value.value : INT64_MAX;
    if (limit == 0 || str_equal(old, fresh)) return str_exact(t, self);
    if (old.length == 0) return interleave(t, self, fresh, limit);
    if (find_chars(chars_of(self), chars_of(old)) < 0) return str_exact(t, self);
    if (self.is_ascii() && fresh.is_ascii() && old.length == fresh.length && self.length > 1) {
        return replace_equal_lengths(t, self, old, fresh, limit);
    }
    return replace_general(t, self, old, fresh, limit);
}

Ref str_removeprefix(Thread& t, Str& self, Str& prefix) {
    const bool found = starts_with(chars_of(self), chars_of(prefix));
    return str_substring(t, self, found ? prefix.length : 0, self.length);
}

Ref str_removesuffix(Thread& t, Str& self, Str& suffix) {
    const bool found = ends_with(chars_of(self), chars_of(suffix));
    return str_substring(t, self, 0, found ? self.length - suffix.length : self.length);
}

// --- Stripping

enum Side : unsigned { kLeft = 1, kRight = 2 };

template <class Drop>
Ref strip_where(Thread& t, Str& self, unsigned sides, Drop&& drop) {
    std::size_t from = 0, to = self.length;
    if ((sides & kLeft) != 0) {
        while (from < to && drop(self.at(from))) ++from;
    }
    if ((sides & kRight) != 0) {
        while (to > from && drop(self.at(to - 1))) --to;
    }
    return str_substring(t, self, from, to);
}

Ref strip(Thread& t, Str& self, Value chars, unsigned sides, std::string_view name) {
    if (chars.is_empty() || chars.is_none())
        return strip_where(t, self, sides, [](char32_t c) { return is_space(c); });
    Str* const set = cast<Str>(chars);
    if (!set) return t.raise(Exc::TypeError, "{} arg must be None or str", name);
    // A bit per ASCII character of the set; the others are searched.
    std::uint64_t ascii[2] = {};
    const Chars all = chars_of(*set);
    for (std::size_t i = 0; i < all.size; ++i) {
        if (all[i] < 128) ascii[all[i] / 64] |= std::uint64_t{1} << (all[i] % 64);
    }
    return strip_where(t, self, sides, [&](char32_t c) {
        return c < 128 ? (ascii[c / 64] >> (c % 64) & 1) != 0 : find_char(all, c) >= 0;
    });
}

Ref str_strip(Thread& t, Str& self, Value chars) {
    return strip(t, self, chars, kLeft | kRight, "strip");
}
Ref str_lstrip(Thread& t, Str& self, Value chars) {
    return strip(t, self, chars, kLeft, "lstrip");
}
Ref str_rstrip(Thread& t, Str& self, Value chars) {
    return strip(t, self, chars, kRight, "rstrip");
}

// --- Padding

Result<char32_t> read_fill(Thread& t, Value fill) {
    if (fill.is_empty()) return U' ';
    const Str* const s = cast<Str>(fill);
    if (!s) {
        return t.raise(Exc::TypeError, "The fill character must be a unicode character, not {}",
                       *type_of(t, fill));
    }
    if (s->length != 1)
        return t.raise(Exc::TypeError, "The fill character must be exactly one character long");
    return s->at(0);
}

Ref pad(Thread& t, Str& self, std::int64_t left, std::int64_t right, char32_t fill) {
    if (left <= 0 && right <= 0) return str_exact(t, self);
    StrBuilder builder(t);
    builder.append_fill(fill, static_cast<std::size_t>(left));
    builder.append(self);
    builder.append_fill(fill, static_cast<std::size_t>(right));
    return builder.finish();
}

// How many characters are missing to `width`.
std::int64_t missing(const Str& s, Index width) {
    const std::int64_t gap = width.value < 0 ? 0 : width.value - static_cast<std::int64_t>(s.length);
    return gap < 0 ? 0 : gap;
}

Ref str_center(Thread& t, Str& self, Index width, Value fill) {
    Result<char32_t> c = read_fill(t, fill);
    if (!c) return t.raised();
    const std::int64_t gap = missing(self, width);
    // The odd one goes to the left if the width is odd.
    const std::int64_t left = gap / 2 + (gap & width.value & 1);
    return pad(t, self, left, gap - left, *c);
}

Ref str_ljust(Thread& t, Str& self, Index width, Value fill) {
    Result<char32_t> c = read_fill(t, fill);
    if (!c) return t.raised();
    return pad(t, self, 0, missing(self, width), *c);
}

Ref str_rjust(Thread& t, Str& self, Index width, Value fill) {
    Result<char32_t> c = read_fill(t, fill);
    if (!c) return t.raised();
    return pad(t, self, missing(self, width), 0, *c);
}

Ref str_zfill(Thread& t, Str& self, Index width) {
    const std::int64_t gap = missing(self, width);
    if (gap == 0) return str_exact(t, self);
    StrBuilder builder(t);
    const bool has_sign = self.length != 0 && (self.at(0) == '+' || self.at(0) == '-');
    const Chars text = chars_of(self);
    if (has_sign) builder.append_char(text[0]);
    builder.append_fill('0', static_cast<std::size_t>(gap));
    builder.append(text.slice(has_sign ? 1 : 0, text.size));
    return builder.finish();
}

// Calls put_spaces(count) for each tab and put_char(character) for all others.
template <class PutSpaces, class PutChar>
void walk_tabs(const Chars& text, std::int64_t width, PutSpaces&& put_spaces, PutChar&& put_char) {
    std::int64_t column = 0;
    for (std::size_t i = 0; i < text.size; ++i) {
        const char32_t c = text[i];
        if (c != '\t') {
            put_char(c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        } else if (width > 0) {
            const std::int64_t spaces = width - column % width;
            put_spaces(static_cast<std::size_t>(spaces));
            column += spaces;
        }
    }
}

Ref str_expandtabs(Thread& t, Str& self, Opt<Int32> tabsize) {
    const std::int64_t width = tabsize.given ? tabsize.value.value : 8;
    const Chars text = chars_of(self);
    if (find_char(text, '\t') < 0) return str_exact(t, self);
    std::size_t size = 0;
    walk_tabs(
        text, width, [&](std::size_t spaces) { size += spaces; }, [&](char32_t) { ++size; });
    StrBuilder builder(t);
    builder.reserve(size); // at once: what is too large for memory must not fill all of it first
    if (builder.failed()) return builder.finish();
    walk_tabs(
        text, width, [&](std::size_t spaces) { builder.append_fill(' ', spaces); },
        [&](char32_t c) { builder.append_char(c); });
    return builder.finish();
}

// --- Translating

// What a table says of one character.
struct Mapped {
    enum class Kind : std::uint8_t { Unknown, Same, Delete, Char, Text } kind = Kind::Unknown;
    char32_t c = 0;
};

// `text` keeps the string of a Mapped of kind Text.
Result<Mapped> map_char_py(Thread& t, Value table, char32_t c, Ref& text) {
    Ref found = getitem_py(t, table, Value::small_int(static_cast<std::int64_t>(c)));
    if (!found) {
        if (!t.pending_is(Exc::LookupError)) return t.raised();
        t.clear_pending();
        return Mapped{Mapped::Kind::Same, c};
    }
    const Value v = found.get();
    if (v.is_none()) return Mapped{Mapped::Kind::Delete, 0};
    if (is_int(v)) {
        std::int64_t code = 0;
        if (!int_fits(v, &code) || code < 0 || code > 0x10FFFF) {
            return t.raise(Exc::ValueError, "character mapping must be in range(0x110000)");
        }
        return Mapped{Mapped::Kind::Char, static_cast<char32_t>(code)};
    }
    if (!is_str(v)) return t.raise(Exc::TypeError, "character mapping must return integer, None or str");
    if (as<Str>(v).length == 1) return Mapped{Mapped::Kind::Char, as<Str>(v).at(0)};
    text = std::move(found);
    return Mapped{Mapped::Kind::Text, 0};
}

Ref str_translate(Thread& t, Str& self, Value table) {
    StrBuilder builder(t);
    builder.reserve(self.length);
    Mapped known[128]; // answers of one character, so that a table is asked once for each
    for (std::size_t i = 0; i < self.length; ++i) {
        const char32_t c = self.at(i);
        Ref text = Ref::nothing();
        Mapped mapped;
        if (c < 128 && known[c].kind != Mapped::Kind::Unknown) {
            mapped = known[c];
        } else {
            Result<Mapped> answer = map_char_py(t, table, c, text);
            if (!answer) return t.raised();
            mapped = *answer;
            if (c < 128 && mapped.kind != Mapped::Kind::Text) known[c] = mapped;
        }
        if (mapped.kind == Mapped::Kind::Text)
            builder.append(text.as<Str>());
        else if (mapped.kind != Mapped::Kind::Delete)
            builder.append_char(mapped.kind == Mapped::Kind::Same ? c : mapped.c);
        if (builder.failed() || (i % 4096 == 4095 && !t.checkpoint_py())) break;
    }
    if (t.has_pending()) return t.raised();
    return builder.finish();
}

Status maketrans_add_py(Thread& t, Dict& table, Value key, Value value) {
    if (const Str* const s = cast<Str>(key)) {
        if (s->length != 1)
            return t.raise(Exc::ValueError, "string keys in translatetable must be of length 1");
        return dict_set_py(t, table, Value::small_int(static_cast<std::int64_t>(s->at(0))), value);
    }
    if (!is_int(key)) return t.raise(Exc::TypeError, "keys in translate table mustbe strings or integers");
    return dict_set_py(t, table, key, value);
}

Ref maketrans_from_dict_py(Thread& t, Dict& source) {
    Ref table = make_dict(t);
    if (!table) return table;
    for (std::uint32_t at = 0; DictEntry* const entry = source.next(at);) {
        // Keys that are subclasses of int may run their __hash__.
        Ref key = Ref::share(entry->key), value = Ref::share(entry->value);
        if (!maketrans_add_py(t, table.as<Dict>(), key.get(), value.get())) return t.raised();
    }
    return table;
}

Ref str_maketrans(Thread& t, Value x, Opt<Str*> y, Opt<Str*> z) {
    if (!y.given) {
        if (!is_exact(x, Kind::Dict)) {
            return t.raise(Exc::TypeError, "if you give only one argument to maketrans it must be a dict");
        }
        return maketrans_from_dict_py(t, as<Dict>(x));
    }
    const Str* const from = cast<Str>(x);
    if (!from) {
        return t.raise(Exc::TypeError,
                       "first maketrans argument must be a string if there is a second argument");
    }
    const Str& to = *y.value;
    if (from->length != to.length) {
        return t.raise(Exc::ValueError, "the first two maketrans arguments must have equal length");
    }
    Ref table = make_dict(t);
    if (!table) return table;
    const auto key_at = [](const Str& s, std::size_t i) {
        return Value::small_int(static_cast<std::int64_t>(s.at(i)));
    };
    for (std::size_t i = 0; i < to.length; ++i) {
        if (!dict_set_py(t, table.as<Dict>(), key_at(*from, i), key_at(to, i))) return t.raised();
    }
    for (std::size_t i = 0; z.given && i < z.value->length; ++i) {
        if (!dict_set_py(t, table.as<Dict>(), key_at(*z.value, i), Value::none())) return t.raised();
    }
    return table;
}

// --- The rest

Ref str_encode(Thread& t, Str& self, Opt<Str*> encoding, Opt<Str*> errors) {
    CodecNames names;
    if (!names.fill(t, encoding.value_or(nullptr), errors.value_or(nullptr))) return t.raised();
    return encode_str_py(t, self, names.encoding(), names.errors());
}

Ref str_dunder_format(Thread& t, Str& self, Str& format_spec) {
    return format_str_py(t, &self, format_spec);
}

Ref str_getnewargs(Thread& t, Str& self) {
    Ref text = make_str_from(t, chars_of(self));
    if (!text) return text;
    return make_tuple(t, {text.get()});
}

Ref str_sizeof(Thread& t, Str& self) {
    return make_int_unsigned(t, Heap::block_size(&self));
}

} // namespace

extern constexpr MethodDef kStrMethods[] = {
    method<&str_capitalize>("capitalize($self, /)",
                            "The string with its first character in title case, the rest in lower case."),
    method<&str_casefold>("casefold($self, /)", "The string in a form for comparisons that ignore case."),
    method<&str_center>("center($self, width, fillchar=' ', /)",
                        "The string in the middle of a field of the given width."),
    method<&str_count>("count($self, sub, start=None, end=None, /)",
                       "How often sub occurs in self[start:end], without overlaps."),
    method<&str_encode>("encode($self, /, encoding='utf-8', errors='strict')",
                        "The string as bytes in the given encoding."),
    method<&str_endswith>("endswith($self, suffix, start=None, end=None, /)",
                          "Whether self[start:end] ends with the suffix, or one of a tuple of them."),
    method<&str_expandtabs>("expandtabs($self, /, tabsize=8)",
                            "The string with tabs replaced by spaces up to the next column."),
    method<&find_py<&find_chars>>("find($self, sub, start=None, end=None, /)",
                                  "The lowest index of sub in self[start:end], or -1."),
    raw<&str_format>("format($self, /, *args, **kwargs)",
                     "The string with its {fields} filled from the arguments."),
    method<&str_format_map>("format_map($self, mapping, /)",
                            "The string with its {fields} filled from the mapping."),
    method<&index_of_py<&find_chars>>(
        "index($self, sub, start=None, end=None, /)",
        "The lowest index of sub in self[start:end]; ValueError if there is none."),
    method<&str_isalnum>("isalnum($self, /)",
                         "Whether all characters are letters or digits, and there is one."),
    method<&str_isalpha>("isalpha($self, /)", "Whether all characters are letters, and there is one."),
    method<&str_isascii>("isascii($self, /)", "Whether all characters are ASCII."),
    method<&str_isdecimal>("isdecimal($self, /)",
                           "Whether all characters are decimal digits, and there is one."),
    method<&str_isdigit>("isdigit($self, /)", "Whether all characters are digits, and there is one."),
    method<&str_isidentifier>("isidentifier($self, /)", "Whether the string could be a name in a program."),
    method<&str_islower>("islower($self, /)",
                         "Whether all cased characters are lower case, and there is one."),
    method<&str_isnumeric>("isnumeric($self, /)", "Whether all characters are numeric, and there is one."),
    method<&str_isprintable>("isprintable($self, /)",
                             "Whether repr() would show all characters as they are."),
    method<&str_isspace>("isspace($self, /)", "Whether all characters are white space, and there is one."),
    method<&str_istitle>("istitle($self, /)", "Whether each word starts with one upper case character."),
    method<&str_isupper>("isupper($self, /)",
                         "Whether all cased characters are upper case, and there is one."),
    method<&str_join>("join($self, iterable, /)", "The strings of the iterable, with this one between them."),
    method<&str_ljust>("ljust($self, width, fillchar=' ', /)",
                       "The string at the left of a field of the given width."),
    method<&str_lower>("lower($self, /)", "The string in lower case."),
    method<&str_lstrip>("lstrip($self, chars=None, /)",
                        "The string without white space, or the given characters, at the left."),
    static_method<&str_maketrans>("maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)",
                                  "A table for translate(), from a dict or from strings."),
    method<&str_partition>("partition($self, sep, /)",
                           "What lies before the first separator, the separator, what lies behind it."),
    method<&str_removeprefix>("removeprefix($self, prefix, /)",
                              "The string without this prefix, if it has it."),
    method<&str_removesuffix>("removesuffix($self, suffix, /)",
                              "The string without this suffix, if it has it."),
    method<&str_replace>("replace($self, old, new, /, count=-1)",
                         "The string with old replaced by new, everywhere or the first count times."),
    method<&find_py<&rfind_chars>>("rfind($self, sub, start=None, end=None, /)",
                                   "The highest index of sub in self[start:end], or -1."),
    method<&index_of_py<&rfind_chars>>(
        "rindex($self, sub, start=None, end=None, /)",
        "The highest index of sub in self[start:end]; ValueError if there is none."),
    method<&str_rjust>("rjust($self, width, fillchar=' ', /)",
                       "The string at the right of a field of the given width."),
    method<&str_rpartition>("rpartition($self, sep, /)",
                            "What lies before the last separator, the separator, what lies behind it."),
    method<&str_rsplit>("rsplit($self, /, sep=None, maxsplit=-1)",
                        "The words of the string, splitting from the right."),
    method<&str_rstrip>("rstrip($self, chars=None, /)",
                        "The string without white space, or the given characters, at the right."),
    method<&str_split>("split($self, /, sep=None, maxsplit=-1)",
                       "The words of the string, between separators or white space."),
    method<&str_splitlines>("splitlines($self, /, keepends=False)", "The lines of the string."),
    method<&str_startswith>("startswith($self, prefix, start=None, end=None, /)",
                            "Whether self[start:end] starts with the prefix, or one of a tuple of them."),
    method<&str_strip>("strip($self, chars=None, /)",
                       "The string without white space, or the given characters, at both ends."),
    method<&str_swapcase>("swapcase($self, /)", "The string with upper and lower case exchanged."),
    method<&str_title>("title($self, /)", "The string with each word in title case."),
    method<&str_translate>("translate($self, table, /)",
                           "The string with each character replaced by what the table says."),
    method<&str_upper>("upper($self, /)", "The string in upper case."),
    method<&str_zfill>("zfill($self, width, /)",
                       "The string with zeros at the left, behind a sign, up to the width."),
    method<&str_dunder_format>("__format__($self, format_spec, /)",
                               "The string formatted by the specification."),
    method<&str_getnewargs>("__getnewargs__($self, /)", "Arguments for __new__ when unpickling."),
    method<&str_sizeof>("__sizeof__($self, /)", "Size of the string in memory, in bytes."),
};

} // namespace islet
