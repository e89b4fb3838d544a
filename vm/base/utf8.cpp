// SPDX-License-Identifier: MIT
// UTF-8, eight ASCII bytes at a time where it can.
#include "vm/base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

namespace islet {

namespace {

using Byte = unsigned char;

constexpr std::uint64_t kHighBits = 0x8080808080808080u;

std::uint64_t load_word(const Byte* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

bool is_tail(Byte b) {
    return (b & 0xc0) == 0x80;
}

// The end of the run of ASCII bytes that begins at `at`.
const Byte* skip_ascii(const Byte* at, const Byte* end) {
    while (end - at >= 32) {
        const std::uint64_t any = load_word(at) | load_word(at + 8) | load_word(at + 16) | load_word(at + 24);
        if (any & kHighBits) break;
        at += 32;
    }
    while (end - at >= 8) {
        const std::uint64_t high = load_word(at) & kHighBits;
        if (high) {
            if constexpr (std::endian::native == std::endian::little) return at + std::countr_zero(high) / 8;
            break;
        }
        at += 8;
    }
    while (at != end && *at < 0x80) ++at;
    return at;
}

// The bytes that may follow a lead byte directly; the later ones are always 80..BF.
struct SecondByte {
    Byte low, high;
};
SecondByte second_byte(Byte lead, Surrogates surrogates) {
    if (lead == 0xe0) return {0xa0, 0xbf};
    if (lead == 0xed && surrogates == Surrogates::Forbid) return {0x80, 0x9f};
    if (lead == 0xf0) return {0x90, 0xbf};
    if (lead == 0xf4) return {0x80, 0x8f};
    return {0x80, 0xbf};
}

// Length of the sequence that a lead byte announces; 0 if it cannot lead.
std::size_t sequence_size(Byte lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xc2) return 0;
    if (lead < 0xe0) return 2;
    if (lead < 0xf0) return 3;
    return lead < 0xf5 ? 4 : 0;
}

// Finds what is wrong with the sequence at `at`; its size when it is right, 0 after filling in the fault.
std::size_t check_sequence(const Byte* at, const Byte* end, Surrogates surrogates, Utf8Scan& scan) {
    const std::size_t size = sequence_size(*at);
    if (size == 0) {
        scan.mistake = Utf8Mistake::InvalidStart;
        scan.fault_end = 1;
        return 0;
    }
    const auto present = static_cast<std::size_t>(end - at);
    const SecondByte allowed = second_byte(*at, surrogates);
    for (std::size_t i = 1; i < size; ++i) {
        if (i == present) {
            scan.mistake = Utf8Mistake::UnexpectedEnd;
            scan.fault_end = i;
            return 0;
        }
        const bool good = i == 1 ? at[1] >= allowed.low && at[1] <= allowed.high : is_tail(at[i]);
        if (!good) {
            scan.mistake = Utf8Mistake::InvalidContinuation;
            scan.fault_end = i;
            return 0;
        }
    }
    return size;
}

template <class Unit>
void decode_into(const Byte* at, const Byte* end, Unit* out) {
    while (at != end) {
        if (*at < 0x80) {
            const Byte* const run_end = skip_ascii(at, end);
            out = std::copy(at, run_end, out);
            at = run_end;
            continue;
        }
        *out++ = static_cast<Unit>(next_utf8(at));
    }
}

template <class Unit>
std::size_t encoded_size(const Unit* at, std::size_t size) {
    std::size_t total = size;
    for (std::size_t i = 0; i < size; ++i) {
        total += at[i] >= 0x80;
        if constexpr (sizeof(Unit) > 1) total += at[i] >= 0x800;
        if constexpr (sizeof(Unit) > 2) total += at[i] >= 0x10000;
    }
    return total;
}

Byte tail_byte(std::uint32_t c, int shift) {
    return static_cast<Byte>(0x80 | ((c >> shift) & 0x3f));
}

template <class Unit>
Byte* encode_from(const Unit* at, std::size_t size, Byte* out) {
    for (const Unit* const end = at + size; at != end; ++at) {
        const std::uint32_t c = *at;
        if (c < 0x80) {
            *out++ = static_cast<Byte>(c);
        } else if (c < 0x800) {
            *out++ = static_cast<Byte>(0xc0 | c >> 6);
            *out++ = tail_byte(c, 0);
        } else if (c < 0x10000) {
            *out++ = static_cast<Byte>(0xe0 | c >> 12);
            *out++ = tail_byte(c, 6);
            *out++ = tail_byte(c, 0);
        } else {
            *out++ = static_cast<Byte>(0xf0 | c >> 18);
            *out++ = tail_byte(c, 12);
            *out++ = tail_byte(c, 6);
            *out++ = tail_byte(c, 0);
        }
    }
    return out;
}

// The union of the bits of all characters: enough to tell the range, since its borders are powers of two
// but for the last, behind which nothing lies.
template <class Unit>
std::uint32_t union_of_bits(const Unit* at, std::size_t size) {
    // In steps, so that a wide character early in a long text ends the search.
    constexpr std::size_t kStep = 4096;
    std::uint32_t bits = 0;
    for (std::size_t from = 0; from < size; from += kStep) {
        const std::size_t to = std::min(size, from + kStep);
        Unit step = 0;
        for (std::size_t i = from; i < to; ++i) step = static_cast<Unit>(step | at[i]);
        bits |= step;
        if (sizeof(Unit) == 4 ? bits >= 0x10000 : sizeof(Unit) == 2 ? bits >= 0x100 : bits >= 0x80) break;
    }
    return bits;
}

template <class From, class To>
void copy_units(const From* from, std::size_t size, To* to) {
    if constexpr (std::is_same_v<From, To>) {
        if (size) std::memcpy(to, from, size * sizeof(To));
    } else {
        for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<To>(from[i]);
    }
}

} // namespace

std::size_t ascii_prefix(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const Byte*>(bytes);
    return static_cast<std::size_t>(skip_ascii(at, at + size) - at);
}

bool is_ascii(const void* bytes, std::size_t size) {
    return ascii_prefix(bytes, size) == size;
}

const char* utf8_reason(Utf8Mistake mistake) {
    switch (mistake) {
    case Utf8Mistake::None: return "";
    case Utf8Mistake::InvalidStart: return "invalid start byte";
    case Utf8Mistake::InvalidContinuation: return "invalid continuation byte";
    case Utf8Mistake::UnexpectedEnd: return "unexpected end of data";
    }
    ISLET_UNREACHABLE();
}

Utf8Scan scan_utf8(const void* bytes, std::size_t size, Surrogates surrogates) {
    const auto* const start = static_cast<const Byte*>(bytes);
    const Byte* const end = start + size;
    const Byte* at = start;
    Byte widest_lead = 0;
    Utf8Scan scan;
    while (at != end) {
        if (*at < 0x80) {
            const Byte* const run_end = skip_ascii(at, end);
            scan.code_points += static_cast<std::size_t>(run_end - at);
            at = run_end;
            continue;
        }
        const std::size_t length = check_sequence(at, end, surrogates, scan);
        if (length == 0) break;
        widest_lead = std::max(widest_lead, *at);
        ++scan.code_points;
        at += length;
    }
    scan.valid = static_cast<std::size_t>(at - start);
    if (!scan.ok()) scan.fault_end += scan.valid;
    if (widest_lead >= 0xf0) {
        scan.range = CharRange::All;
    } else if (widest_lead >= 0xc4) {
        scan.range = CharRange::Bmp;
    } else if (widest_lead >= 0xc2) {
        scan.range = CharRange::Latin1;
    }
    return scan;
}

void decode_utf8(const void* bytes, std::size_t size, void* out, CharWidth width) {
    const auto* const at = static_cast<const Byte*>(bytes);
    if (width == CharWidth::One) {
        decode_into(at, at + size, static_cast<std::uint8_t*>(out));
    } else if (width == CharWidth::Two) {
        decode_into(at, at + size, static_cast<std::uint16_t*>(out));
    } else {
        decode_into(at, at + size, static_cast<std::uint32_t*>(out));
    }
}

char32_t next_utf8(const unsigned char*& at) {
    const char32_t lead = *at++;
    if (lead < 0x80) return lead;
    const auto tail = [&at] { return static_cast<char32_t>(*at++ & 0x3f); };
    if (lead < 0xe0) return (lead & 0x1f) << 6 | tail();
    const char32_t second = tail();
    const char32_t third = tail();
    if (lead < 0xf0) return (lead & 0x0f) << 12 | second << 6 | third;
    return (lead & 0x07) << 18 | second << 12 | third << 6 | tail();
}

std::size_t count_utf8(const void* bytes, std::size_t size) {
    const auto* const at = static_cast<const Byte*>(bytes);
    return static_cast<std::size_t>(std::count_if(at, at + size, [](Byte b) { return !is_tail(b); }));
}

std::size_t utf8_size(const Chars& chars) {
    return visit_chars(chars, [&](const auto* at) { return encoded_size(at, chars.size); });
}

unsigned char* encode_utf8(const Chars& chars, unsigned char* out) {
    return visit_chars(chars, [&](const auto* at) { return encode_from(at, chars.size, out); });
}

CharSpan find_surrogates(const Chars& chars, std::size_t from) {
    if (chars.width == CharWidth::One) return {chars.size, chars.size};
    return visit_chars(chars, [&](const auto* at) -> CharSpan {
        std::size_t start = from;
        while (start < chars.size && !is_surrogate(at[start])) ++start;
        std::size_t end = start;
        while (end < chars.size && is_surrogate(at[end])) ++end;
        return {start, end};
    });
}

CharRange find_range(const Chars& chars) {
    return range_of(visit_chars(chars, [&](const auto* at) { return union_of_bits(at, chars.size); }));
}

void copy_chars(const Chars& from, void* to, CharWidth width) {
    visit_chars(from, [&](const auto* at) {
        if (width == CharWidth::One) {
            copy_units(at, from.size, static_cast<std::uint8_t*>(to));
        } else if (width == CharWidth::Two) {
            copy_units(at, from.size, static_cast<std::uint16_t*>(to));
        } else {
            copy_units(at, from.size, static_cast<std::uint32_t*>(to));
        }
    });
}

} // namespace islet
