// SPDX-License-Identifier: MIT
//
// Making, comparing and joining strings. What Python sees of str lies in str_type.cpp (operators),
// str_methods.cpp, str_case.cpp and str_format.cpp.
#include "vm/types/str.h"

#include "vm/base/unicode.h"
#include "vm/model/shape.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_codec.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 45;

std::uint16_t flags_of(CharRange range) {
    if (range == CharRange::Ascii) return Str::kAscii;
    if (range == CharRange::Latin1) return 0;
    return range == CharRange::Bmp ? Str::kWide2 : Str::kWide4;
}

CharRange range_of_str(const Str& s) {
    if (s.is_ascii()) return CharRange::Ascii;
    return s.width() == 1 ? CharRange::Latin1 : s.width() == 2 ? CharRange::Bmp : CharRange::All;
}

void set_header(Str* s, std::uint64_t length, CharRange range) {
    s->refs = 1;
    s->kind = Kind::Str;
    s->subclass = 0;
    s->flags = flags_of(range);
    s->length = length;
    s->hash_value = -1;
}

// `spare` bytes more than the text needs. Null: out of memory.
Str* alloc_str(Heap& heap, std::uint64_t length, CharRange range, std::size_t spare = 0) {
    if (length > kMaxLength) return nullptr;
    const std::size_t bytes = length * static_cast<std::size_t>(width_of(range));
    auto* const s = static_cast<Str*>(heap.alloc_object(sizeof(Str) + bytes + spare));
    if (s) set_header(s, length, range);
    return s;
}

Ref new_str(Thread& t, std::uint64_t length, CharRange range, std::size_t spare = 0) {
    Str* const s = alloc_str(t.heap(), length, range, spare);
    if (!s) return t.raise_memory_error();
    s->shape = t.type(TypeId::Str)->shape;
    return Ref::adopt(s);
}

// Copies the text of `s` into an array of `width` bytes per character; returns the end.
char* put(const Str& s, char* out, unsigned width) {
    const std::size_t bytes = s.length * width;
    if (s.width() == width)
        std::memcpy(out, s.data(), bytes);
    else
        copy_chars(chars_of(s), out, static_cast<CharWidth>(width));
    return out + bytes;
}

template <class A, class B>
int compare_units(const A* a, const B* b, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (a[i] != b[i]) return static_cast<char32_t>(a[i]) < static_cast<char32_t>(b[i]) ? -1 : 1;
    }
    return 0;
}

} // namespace

// --- Making

void adopt_str_block(Thread& t, Str* block, std::uint64_t length, CharRange range) {
    set_header(block, length, range);
    block->shape = t.type(TypeId::Str)->shape;
}

Ref make_str_uninit(Thread& t, std::uint64_t length, char32_t widest) {
    if (length == 0) return Ref::share(&t.name(Name::empty));
    return new_str(t, length, range_of(widest));
}

Ref make_str_ascii(Thread& t, std::string_view ascii) {
    if (ascii.size() <= 1) {
        return ascii.empty() ? Ref::share(&t.name(Name::empty))
                             : make_str_char(t, static_cast<unsigned char>(ascii[0]));
    }
    Ref result = new_str(t, ascii.size(), CharRange::Ascii);
    if (result) std::memcpy(result.as<Str>().data(), ascii.data(), ascii.size());
    return result;
}

Ref make_str(Thread& t, std::string_view utf8) {
    const Utf8Scan scan = scan_utf8(utf8.data(), utf8.size(), Surrogates::Allow);
    if (!scan.ok()) {
        StrBuilder builder(t);
        builder.append_utf8(utf8);
        return builder.finish();
    }
    if (scan.range == CharRange::Ascii) return make_str_ascii(t, utf8);
    if (scan.code_points == 1) {
        auto* at = reinterpret_cast<const unsigned char*>(utf8.data());
        return make_str_char(t, next_utf8(at));
    }
    Ref result = new_str(t, scan.code_points, scan.range);
    if (result) decode_utf8(utf8.data(), utf8.size(), result.as<Str>().data(), width_of(scan.range));
    return result;
}

Ref make_str(Thread& t, const TextBuffer& text) {
    if (text.failed()) return t.raise_memory_error();
    return make_str(t, text.view());
}

Ref make_str_from(Thread& t, const Chars& chars) {
    if (chars.size == 0) return Ref::share(&t.name(Name::empty));
    if (chars.size == 1) return make_str_char(t, chars[0]);
    const CharRange range = find_range(chars);
    Ref result = new_str(t, chars.size, range);
    if (!result) return result;
    void* const out = result.as<Str>().data();
    const CharWidth width = width_of(range);
    if (chars.width <= width) {
        copy_chars(chars, out, width);
        return result;
    }
    visit_chars(chars, [&](const auto* from) {
        for (std::size_t i = 0; i < chars.size; ++i) {
            if (width == CharWidth::One)
                static_cast<std::uint8_t*>(out)[i] = static_cast<std::uint8_t>(from[i]);
            else
                static_cast<char16_t*>(out)[i] = static_cast<char16_t>(from[i]);
        }
    });
    return result;
}

Ref make_str_from(Thread& t, const void* data, unsigned width, std::uint64_t length) {
    return make_str_from(t, Chars(data, length, static_cast<CharWidth>(width)));
}

Ref make_str_char(Thread& t, char32_t c) {
    if (c < 256) return Ref::share(t.commons().latin1(static_cast<std::uint8_t>(c)));
    Ref result = new_str(t, 1, range_of(c));
    if (!result) return result;
    void* const out = result.as<Str>().data();
    if (c < 0x10000)
        *static_cast<char16_t*>(out) = static_cast<char16_t>(c);
    else
        *static_cast<char32_t*>(out) = c;
    return result;
}

Str* make_commons_str(Heap& heap, std::string_view utf8, HashKey key) {
    Str* s = nullptr;
    if (is_ascii(utf8.data(), utf8.size())) {
        s = alloc_str(heap, utf8.size(), CharRange::Ascii);
        if (!s) return nullptr;
        std::memcpy(s->data(), utf8.data(), utf8.size());
    } else {
        const Utf8Scan scan = scan_utf8(utf8.data(), utf8.size(), Surrogates::Allow);
        ISLET_CHECK(scan.ok(), "a text of the commons is not UTF-8");
        s = alloc_str(heap, scan.code_points, scan.range);
        if (!s) return nullptr;
        decode_utf8(utf8.data(), utf8.size(), s->data(), width_of(scan.range));
    }
    s->shape = nullptr;
    s->set(Str::kInterned);
    str_hash(*s, key);
    return s;
}

Ref make_str_of_type(Thread& t, Type& type, Str& s) {
    const bool exact = &type == t.type(TypeId::Str);
    if (exact && s.subclass == 0) return Ref::share(&s);
    if (exact && s.length <= 1) return make_str_from(t, chars_of(s));
    const std::size_t bytes = payload_bytes(s);
    const std::size_t size = exact ? sizeof(Str) + bytes : instance_bytes(type, bytes);
    auto* const copy = static_cast<Str*>(t.heap().alloc_object(size));
    if (!copy) return t.raise_memory_error();
    if (exact) {
        set_header(copy, s.length, range_of_str(s));
        copy->shape = type.shape;
    } else {
        init_instance(copy, type); // writes zero to what it does not know
        copy->flags = static_cast<std::uint16_t>(copy->flags | flags_of(range_of_str(s)));
        copy->length = s.length;
    }
    copy->hash_value = s.hash_value;
    std::memcpy(copy->data(), s.data(), bytes);
    return Ref::adopt(copy);
}

Ref str_substring(Thread& t, Str& s, std::uint64_t start, std::uint64_t end) {
    ISLET_DCHECK(start <= end && end <= s.length, "substring bounds");
    if (start == 0 && end == s.length) return str_exact(t, s);
    const std::uint64_t length = end - start;
    if (length == 0) return Ref::share(&t.name(Name::empty));
    if (length == 1) return make_str_char(t, s.at(start));
    if (s.is_ascii()) {
        Ref result = new_str(t, length, CharRange::Ascii);
        if (result) std::memcpy(result.as<Str>().data(), s.latin1() + start, length);
        return result;
    }
    return make_str_from(t, chars_of(s).slice(start, end));
}

// --- Joining

Ref str_concat(Thread& t, Str& a, Str& b) {
    if (a.length == 0) return str_exact(t, b);
    if (b.length == 0) return str_exact(t, a);
    if (a.length > kMaxLength || b.length > kMaxLength) return t.raise_memory_error();
    const CharRange range = std::max(range_of_str(a), range_of_str(b));
    Ref result = new_str(t, a.length + b.length, range);
    if (!result) return result;
    const auto width = static_cast<unsigned>(width_of(range));
    put(b, put(a, static_cast<char*>(result.as<Str>().data()), width), width);
    return result;
}

Ref str_append_owned(Thread& t, Ref a, Str& b) {
    Str& left = a.as<Str>();
    if (b.length == 0 && left.subclass == 0) return a;
    if (left.length == 0) return str_exact(t, b);
    const bool ours = left.refs == 1 && left.subclass == 0 && &left != &b && !left.has(Str::kInterned) &&
                      !left.has(Str::kExternal);
    if (!ours || left.length > kMaxLength || b.length > kMaxLength) return str_concat(t, left, b);

    const CharRange range = std::max(range_of_str(left), range_of_str(b));
    const auto width = static_cast<unsigned>(width_of(range));
    const std::uint64_t length = left.length + b.length;
    const std::size_t bytes = length * width;
    if (width == left.width() && bytes <= Heap::block_size(&left) - sizeof(Str)) {
        put(b, static_cast<char*>(left.data()) + payload_bytes(left), width);
        left.length = length;
        left.hash_value = -1;
        if (range != CharRange::Ascii) left.unset(Str::kAscii);
        return a;
    }
    // What grew once will grow again: copying stays linear in the end.
    const std::size_t spare = bytes < 64 * 1024 ? bytes / 2 : bytes / 4;
    Ref result = new_str(t, length, range, spare);
    if (!result) return result;
    put(b, put(left, static_cast<char*>(result.as<Str>().data()), width), width);
    return result;
}

Ref str_join_values(Thread& t, const Value* items, std::size_t count) {
    if (count == 0) return Ref::share(&t.name(Name::empty));
    if (count == 1) return str_exact(t, as<Str>(items[0]));
    std::uint64_t length = 0;
    CharRange range = CharRange::Ascii;
    for (std::size_t i = 0; i < count; ++i) {
        const Str& s = as<Str>(items[i]);
        if (s.length > kMaxLength - length) return t.raise_memory_error();
        length += s.length;
        if (!s.is_ascii()) range = std::max(range, range_of_str(s));
    }
    if (length <= 1) {
        for (std::size_t i = 0; i < count; ++i) {
            if (as<Str>(items[i]).length != 0) return str_exact(t, as<Str>(items[i]));
        }
        return Ref::share(&t.name(Name::empty));
    }
    Ref result = new_str(t, length, range);
    if (!result) return result;
    const auto width = static_cast<unsigned>(width_of(range));
    auto* out = static_cast<char*>(result.as<Str>().data());
    for (std::size_t i = 0; i < count; ++i) out = put(as<Str>(items[i]), out, width);
    return result;
}

Ref str_repeat(Thread& t, Str& s, std::int64_t count) {
    if (count <= 0 || s.length == 0) return Ref::share(&t.name(Name::empty));
    if (count == 1) return str_exact(t, s);
    const auto times = static_cast<std::uint64_t>(count);
    if (times > static_cast<std::uint64_t>(INT64_MAX) / s.length) {
        return t.raise(Exc::OverflowError, "repeated string is too long");
    }
    Ref result = new_str(t, s.length * times, range_of_str(s));
    if (!result) return result;
    auto* const out = static_cast<char*>(result.as<Str>().data());
    const std::size_t unit = payload_bytes(s), total = unit * times;
    if (unit == 1) {
        std::memset(out, s.latin1()[0], total);
        return result;
    }
    std::memcpy(out, s.data(), unit);
    // Doubling: each pass copies all that is there.
    for (std::size_t done = unit; done < total;) {
        const std::size_t step = std::min(done, total - done);
        std::memcpy(out + done, out, step);
        done += step;
    }
    return result;
}

void append_utf8(TextBuffer& out, const Str& s) {
    if (s.is_ascii()) return out.append(s.ascii());
    if (char* const place = out.extend(utf8_size(chars_of(s)))) {
        encode_utf8(chars_of(s), reinterpret_cast<unsigned char*>(place));
    }
}

// --- Comparing

bool str_equal(const Str& a, const Str& b) {
    if (&a == &b) return true;
    constexpr std::uint16_t kWidthFlags = Str::kWide2 | Str::kWide4 | Str::kAscii;
    if (a.length != b.length || ((a.flags ^ b.flags) & kWidthFlags) != 0) return false;
    if (a.hash_value != b.hash_value && a.hash_value != -1 && b.hash_value != -1) return false;
    return std::memcmp(a.data(), b.data(), payload_bytes(a)) == 0;
}

bool str_equal(const Str& a, std::string_view ascii) {
    return a.length == ascii.size() && a.is_ascii() && std::memcmp(a.data(), ascii.data(), ascii.size()) == 0;
}

int str_compare(const Str& a, const Str& b) {
    const std::size_t common = std::min(a.length, b.length);
    int order;
    if (a.width() == 1 && b.width() == 1) {
        order = std::memcmp(a.data(), b.data(), common);
    } else {
        order = visit_chars(chars_of(a), [&](const auto* left) {
            return visit_chars(chars_of(b),
                               [&](const auto* right) { return compare_units(left, right, common); });
        });
    }
    if (order != 0) return order < 0 ? -1 : 1;
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

std::int64_t str_hash(Str& s, HashKey key) {
    if (s.hash_value == -1) s.hash_value = hash_bytes(key, s.data(), payload_bytes(s));
    return s.hash_value;
}

bool str_is_identifier(const Str& s) {
    if (s.length == 0) return false;
    return visit_chars(chars_of(s), [&](const auto* text) {
        if (!is_xid_start(text[0])) return false;
        for (std::size_t i = 1; i < s.length; ++i) {
            if (!is_xid_continue(text[i])) return false;
        }
        return true;
    });
}

// --- repr

namespace {

// How many characters repr writes for one character, quotes aside.
unsigned repr_width(char32_t c, char quote, bool ascii_only) {
    if (c == static_cast<char32_t>(quote) || c == '\\' || c == '\n' || c == '\r' || c == '\t') return 2;
    if (c < 0x7F) return c >= 0x20 ? 1 : 4;
    if (!ascii_only && is_printable(c)) return 1;
    return c < 0x100 ? 4 : c < 0x10000 ? 6 : 10;
}

// Double quotes only where they save escapes.
char choose_quote(const Str& s) {
    bool single = false;
    for (std::size_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c == '"') return '\'';
        single = single || c == '\'';
    }
    return single ? '"' : '\'';
}

template <class Put>
void write_escape(char32_t c, Put&& put_char) {
    constexpr char kDigits[] = "0123456789abcdef";
    put_char('\\');
    int digits = 8;
    if (c == '\n' || c == '\r' || c == '\t') return put_char(c == '\n' ? U'n' : c == '\r' ? U'r' : U't');
    if (c < 0x7F && c >= 0x20) return put_char(c); // quote or backslash
    if (c < 0x100)
        digits = 2;
    else if (c < 0x10000)
        digits = 4;
    put_char(digits == 2 ? U'x' : digits == 4 ? U'u' : U'U');
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        put_char(static_cast<char32_t>(kDigits[c >> shift & 15]));
    }
}

template <class Unit>
void write_repr_units(const Str& s, char quote, bool ascii_only, Unit* out) {
    *out++ = static_cast<Unit>(quote);
    visit_chars(chars_of(s), [&](const auto* text) {
        for (std::size_t i = 0; i < s.length; ++i) {
            const char32_t c = text[i];
            if (repr_width(c, quote, ascii_only) == 1)
                *out++ = static_cast<Unit>(c);
            else
                write_escape(c, [&](char32_t e) { *out++ = static_cast<Unit>(e); });
        }
    });
    *out = static_cast<Unit>(quote);
}

} // namespace

Ref str_repr(Thread& t, const Str& s, bool ascii_only) {
    const char quote = choose_quote(s);
    std::uint64_t length = 2;
    char32_t widest = 0;
    visit_chars(chars_of(s), [&](const auto* text) {
        for (std::size_t i = 0; i < s.length; ++i) {
            const unsigned width = repr_width(text[i], quote, ascii_only);
            if (width == 1 && text[i] > widest) widest = text[i];
            length += width;
        }
    });
    Ref result = make_str_uninit(t, length, widest);
    if (!result) return result;
    Str& out = result.as<Str>();
    if (out.width() == 1)
        write_repr_units(s, quote, ascii_only, static_cast<std::uint8_t*>(out.data()));
    else if (out.width() == 2)
        write_repr_units(s, quote, ascii_only, static_cast<char16_t*>(out.data()));
    else
        write_repr_units(s, quote, ascii_only, static_cast<char32_t*>(out.data()));
    return result;
}

void append_repr(TextBuffer& out, const Str& s, bool ascii_only) {
    const char quote = choose_quote(s);
    out.append(quote);
    for (std::size_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (repr_width(c, quote, ascii_only) == 1)
            out.append_code_point(c);
        else
            write_escape(c, [&](char32_t e) { out.append(static_cast<char>(e)); });
    }
    out.append(quote);
}

// --- UTF-8 for C

Status Utf8View::fill(Thread& t, Str& s, bool refuse_nul, bool surrogates_ok) {
    if (!s.is_ascii() && !surrogates_ok) {
        const CharSpan bad = find_surrogates(chars_of(s));
        if (!bad.empty()) {
            return raise_encode_error(t, "utf-8", s, bad.start, bad.end, "surrogates not allowed");
        }
    }
    copy_.clear();
    append_utf8(copy_, s);
    size_ = copy_.size();
    if (refuse_nul && std::memchr(copy_.data(), 0, size_)) {
        return t.raise(Exc::ValueError, "embedded null character");
    }
    if (copy_.failed() || !copy_.c_str() || copy_.failed()) return t.raise_memory_error();
    return Status::ok();
}

} // namespace islet
