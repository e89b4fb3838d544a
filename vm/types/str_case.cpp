// SPDX-License-Identifier: MIT
//
// Methods of str that ask for or change the properties of characters: case, classes. ASCII has paths of its
// own that neither look up tables nor widen.
#include "vm/types/str_methods.h"

#include "vm/base/unicode.h"
#include "vm/types/str_builder.h"

namespace islet {

namespace {

constexpr bool is_ascii_upper(std::uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_ascii_lower(std::uint8_t c) {
    return c >= 'a' && c <= 'z';
}
constexpr std::uint8_t ascii_upper(std::uint8_t c) {
    return static_cast<std::uint8_t>(is_ascii_lower(c) ? c - 32 : c);
}
constexpr std::uint8_t ascii_lower(std::uint8_t c) {
    return static_cast<std::uint8_t>(is_ascii_upper(c) ? c + 32 : c);
}

// A new ASCII string, each character from `map(character, its index)`.
template <class Map>
Ref map_ascii(Thread& t, const Str& s, Map&& map) {
    if (s.length == 0) return Ref::share(&t.name(Name::empty));
    if (s.length == 1) return make_str_char(t, map(s.latin1()[0], 0));
    Ref result = make_str_uninit(t, s.length, 0);
    if (!result) return result;
    auto* const out = static_cast<std::uint8_t*>(result.as<Str>().data());
    const std::uint8_t* const in = s.latin1();
    for (std::size_t i = 0; i < s.length; ++i) out[i] = map(in[i], i);
    return result;
}

// A new string of what `map(index, out)` writes for each character: up to three.
template <class Map>
Ref map_chars(Thread& t, const Str& s, Map&& map) {
    StrBuilder builder(t);
    builder.reserve(s.length);
    char32_t out[kMaxCaseExpansion];
    for (std::size_t i = 0; i < s.length; ++i) {
        const std::size_t count = map(i, out);
        for (std::size_t k = 0; k < count; ++k) builder.append_char(out[k]);
    }
    return builder.finish();
}

// All characters have one of the flags, and there is one.
Ref all_have(const Str& s, std::uint16_t flags) {
    if (s.length == 0) return Ref::boolean(false);
    return Ref::boolean(visit_chars(chars_of(s), [&](const auto* text) {
        for (std::size_t i = 0; i < s.length; ++i) {
            if (!has_flag(text[i], flags)) return false;
        }
        return true;
    }));
}

// At least one character of the wanted case and none of the other.
Ref is_all_case(const Str& s, std::uint16_t wanted, std::uint16_t others) {
    return Ref::boolean(visit_chars(chars_of(s), [&](const auto* text) {
        bool found = false;
        for (std::size_t i = 0; i < s.length; ++i) {
            const std::uint16_t flags = unicode_flags(text[i]);
            if ((flags & others) != 0) return false;
            found = found || (flags & wanted) != 0;
        }
        return found;
    }));
}

} // namespace

Ref str_upper(Thread& t, Str& self) {
    if (self.is_ascii())
        return map_ascii(t, self, [](std::uint8_t c, std::size_t) { return ascii_upper(c); });
    return map_chars(t, self, [&](std::size_t i, char32_t* out) { return to_upper(self.at(i), out); });
}

Ref str_lower(Thread& t, Str& self) {
    if (self.is_ascii())
        return map_ascii(t, self, [](std::uint8_t c, std::size_t) { return ascii_lower(c); });
    const Chars text = chars_of(self);
    return map_chars(t, self, [&](std::size_t i, char32_t* out) { return lower_at(text, i, out); });
}

Ref str_title(Thread& t, Str& self) {
    bool in_word = false;
    if (self.is_ascii()) {
        return map_ascii(t, self, [&](std::uint8_t c, std::size_t) {
            const std::uint8_t mapped = in_word ? ascii_lower(c) : ascii_upper(c);
            in_word = is_ascii_lower(c) || is_ascii_upper(c);
            return mapped;
        });
    }
    const Chars text = chars_of(self);
    return map_chars(t, self, [&](std::size_t i, char32_t* out) {
        const std::size_t count = in_word ? lower_at(text, i, out) : to_title(text[i], out);
        in_word = is_cased(text[i]);
        return count;
    });
}

Ref str_capitalize(Thread& t, Str& self) {
    if (self.is_ascii()) {
        return map_ascii(
            t, self, [](std::uint8_t c, std::size_t i) { return i == 0 ? ascii_upper(c) : ascii_lower(c); });
    }
    const Chars text = chars_of(self);
    return map_chars(t, self, [&](std::size_t i, char32_t* out) {
        return i == 0 ? to_title(text[0], out) : lower_at(text, i, out);
    });
}

Ref str_swapcase(Thread& t, Str& self) {
    if (self.is_ascii()) {
        return map_ascii(t, self, [](std::uint8_t c, std::size_t) {
            return is_ascii_upper(c) ? ascii_lower(c) : ascii_upper(c);
        });
    }
    const Chars text = chars_of(self);
    return map_chars(t, self, [&](std::size_t i, char32_t* out) -> std::size_t {
        if (is_upper(text[i])) return lower_at(text, i, out);
        if (is_lower(text[i])) return to_upper(text[i], out);
        out[0] = text[i];
        return 1;
    });
}

Ref str_casefold(Thread& t, Str& self) {
    if (self.is_ascii()) return str_lower(t, self);
    return map_chars(t, self, [&](std::size_t i, char32_t* out) { return to_casefold(self.at(i), out); });
}

Ref str_isupper(Thread&, Str& self) {
    return is_all_case(self, unicode_flag::Upper, unicode_flag::Lower | unicode_flag::Title);
}
Ref str_islower(Thread&, Str& self) {
    return is_all_case(self, unicode_flag::Lower, unicode_flag::Upper | unicode_flag::Title);
}

Ref str_istitle(Thread&, Str& self) {
    bool found = false, in_word = false;
    for (std::size_t i = 0; i < self.length; ++i) {
        const std::uint16_t flags = unicode_flags(self.at(i));
        if ((flags & (unicode_flag::Upper | unicode_flag::Title)) != 0) {
            if (in_word) return Ref::boolean(false);
            in_word = found = true;
        } else if ((flags & unicode_flag::Lower) != 0) {
            if (!in_word) return Ref::boolean(false);
            found = true;
        } else {
            in_word = false;
        }
    }
    return Ref::boolean(found);
}

Ref str_isalpha(Thread&, Str& self) {
    return all_have(self, unicode_flag::Alpha);
}
Ref str_isalnum(Thread&, Str& self) {
    using namespace unicode_flag;
    return all_have(self, Alpha | Decimal | Digit | Numeric);
}
Ref str_isdecimal(Thread&, Str& self) {
    return all_have(self, unicode_flag::Decimal);
}
Ref str_isdigit(Thread&, Str& self) {
    return all_have(self, unicode_flag::Digit);
}
Ref str_isnumeric(Thread&, Str& self) {
    return all_have(self, unicode_flag::Numeric);
}
Ref str_isspace(Thread&, Str& self) {
    return all_have(self, unicode_flag::Space);
}
Ref str_isprintable(Thread&, Str& self) {
    return self.length == 0 ? Ref::boolean(true) : all_have(self, unicode_flag::Printable);
}
Ref str_isascii(Thread&, Str& self) {
    return Ref::boolean(self.is_ascii());
}
Ref str_isidentifier(Thread&, Str& self) {
    return Ref::boolean(str_is_identifier(self));
}

} // namespace islet
