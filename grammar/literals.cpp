// SPDX-License-Identifier: MIT
//
// Decoding literals.
#include "grammar/literals.h"

#include "vm/base/float_text.h"
#include "vm/base/unicode_names.h"
#include "vm/base/utf8.h"

#include <cstring>

namespace islet::grammar {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

bool read_float(std::string_view text, double& value) {
    return parse_float(text, value) == FloatParse::Ok;
}

// The value if it fits; false if it does not.
bool read_small_int(std::string_view digits, unsigned base, std::int64_t& out) {
    std::uint64_t value = 0;
    for (const char c : digits) {
        if (c == '_') continue;
        const auto digit = static_cast<std::uint64_t>(digit_value(c));
        if (value > (std::uint64_t{INT64_MAX} - digit) / base) return false;
        value = value * base + digit;
    }
    out = static_cast<std::int64_t>(value);
    return true;
}

bool read_big_int(std::string_view digits, Arena& arena, ast::Literal& out) {
    char* copy = arena.make_array<char>(digits.size());
    if (!copy) return false;
    std::uint32_t size = 0;
    for (const char c : digits) {
        if (c == '_' || (size == 0 && c == '0')) continue;
        copy[size++] = c;
    }
    out.kind = ast::LiteralKind::BigInt;
    out.text = {copy, size};
    return true;
}

// Appends a code point as UTF-8, surrogates included.
char* put(char* out, char32_t c) {
    if (c < 0x80) {
        *out++ = static_cast<char>(c);
    } else if (c < 0x800) {
        *out++ = static_cast<char>(0xc0 | (c >> 6));
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = static_cast<char>(0xe0 | (c >> 12));
        *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    } else {
        *out++ = static_cast<char>(0xf0 | (c >> 18));
        *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    }
    return out;
}

// Python decodes a copy in which every character beyond ASCII is spelled \UXXXXXXXX, and its messages count
// in that copy. A backslash right before such a character is spelled \u005c.
std::int64_t position_in_python(std::string_view body, std::size_t offset) {
    std::int64_t position = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        const auto byte = static_cast<unsigned char>(body[i]);
        if (byte == '\\') {
            const bool before_wide = i + 1 < body.size() && static_cast<unsigned char>(body[i + 1]) >= 0x80;
            position += before_wide ? 6 : 1;
            if (!before_wide && i + 1 < offset) {
                ++position;
                ++i;
            }
        } else if (byte < 0x80) {
            ++position;
        } else if (byte >= 0xc0) {
            position += 10;
        }
    }
    return position;
}

// One escape at a time; `at` is behind the backslash.
class EscapeDecoder {
public:
    EscapeDecoder(std::string_view body, char* out, EscapeReport& report)
        : body_(body), at_(body.data()), end_(at_ + body.size()), out_(out), report_(report) {}

    char* run(bool bytes) {
        while (at_ < end_) {
            const void* found = std::memchr(at_, '\\', static_cast<std::size_t>(end_ - at_));
            const char* stop = found ? static_cast<const char*>(found) : end_;
            std::memmove(out_, at_, static_cast<std::size_t>(stop - at_));
            out_ += stop - at_;
            at_ = stop;
            if (at_ == end_) break;
            start_ = at_++;
            if (at_ == end_) {
                // Only before the brace of a field: a backslash that escapes nothing.
                *out_++ = '\\';
                break;
            }
            if (!(bytes ? bytes_escape() : str_escape())) break;
        }
        return out_;
    }

private:
    bool common_escape(bool bytes) {
        const char c = *at_++;
        switch (c) {
        case '\n': return true;
        case '\\':
        case '\'':
        case '"': *out_++ = c; return true;
        case 'a': *out_++ = '\a'; return true;
        case 'b': *out_++ = '\b'; return true;
        case 'f': *out_++ = '\f'; return true;
        case 'n': *out_++ = '\n'; return true;
        case 'r': *out_++ = '\r'; return true;
        case 't': *out_++ = '\t'; return true;
        case 'v': *out_++ = '\v'; return true;
        default: break;
        }
        if (c >= '0' && c <= '7') {
            octal(bytes);
            return true;
        }
        // No escape: the backslash stays.
        if (static_cast<unsigned char>(c) < 0x80) note_odd(false);
        *out_++ = '\\';
        --at_;
        return true;
    }

    void octal(bool bytes) {
        unsigned value = static_cast<unsigned>(at_[-1] - '0');
        for (int i = 0; i < 2 && at_ < end_ && *at_ >= '0' && *at_ <= '7'; ++i) {
            value = value * 8 + static_cast<unsigned>(*at_++ - '0');
        }
        if (value > 0377) note_odd(true);
        if (bytes) {
            *out_++ = static_cast<char>(value);
        } else {
            out_ = put(out_, value);
        }
    }

    bool bytes_escape() {
        if (*at_ != 'x') return common_escape(true);
        if (end_ - at_ >= 3 && digit_value(at_[1]) < 16 && digit_value(at_[2]) < 16) {
            *out_++ = static_cast<char>(digit_value(at_[1]) * 16 + digit_value(at_[2]));
            at_ += 3;
            return true;
        }
        report_.fault = "invalid \\x escape";
        report_.fault_start = report_.fault_end = start_ - body_.data();
        return false;
    }

    bool str_escape() {
        switch (*at_) {
        case 'x': return hex_escape(2, "truncated \\xXX escape");
        case 'u': return hex_escape(4, "truncated \\uXXXX escape");
        case 'U': return hex_escape(8, "truncated \\UXXXXXXXX escape");
        case 'N': return named_escape();
        default: return common_escape(false);
        }
    }

    bool hex_escape(int digits, const char* truncated) {
        ++at_;
        std::uint32_t value = 0;
        for (int i = 0; i < digits; ++i) {
            if (at_ == end_ || digit_value(*at_) > 15) return fail(truncated);
            value = value * 16 + static_cast<std::uint32_t>(digit_value(*at_++));
        }
        if (value > 0x10ffff) return fail("illegal Unicode character");
        out_ = put(out_, value);
        return true;
    }

    bool named_escape() {
        ++at_;
        if (at_ == end_ || *at_ != '{') return fail("malformed \\N character escape");
        const char* name = ++at_;
        while (at_ < end_ && *at_ != '}') ++at_;
        if (at_ == end_ || at_ == name) return fail("malformed \\N character escape");
        const std::string_view text(name, static_cast<std::size_t>(at_ - name));
        ++at_;
        const std::int32_t found = find_code_point(text);
        if (found < 0) return fail("unknown Unicode character name");
        out_ = put(out_, static_cast<char32_t>(found));
        return true;
    }

    bool fail(const char* message) {
        report_.fault = message;
        report_.fault_start = position_in_python(body_, static_cast<std::size_t>(start_ - body_.data()));
        report_.fault_end = report_.fault_start +
                            position_in_python({start_ + 1, static_cast<std::size_t>(end_ - start_ - 1)},
                                               static_cast<std::size_t>(at_ - start_ - 1));
        return false;
    }

    void note_odd(bool octal) {
        if (report_.odd) return;
        report_.odd = start_;
        report_.odd_is_octal = octal;
    }

    std::string_view body_;
    const char* at_;
    const char* end_;
    const char* start_ = nullptr; // of the current escape
    char* out_;
    EscapeReport& report_;
};

} // namespace

bool read_number(std::string_view text, Arena& arena, ast::Literal& out) {
    out.base = 10;
    const char last = static_cast<char>(text.back() | 0x20);
    const char second = text.size() > 1 ? static_cast<char>(text[1] | 0x20) : '0';
    if (text[0] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
        out.base = second == 'x' ? 16 : second == 'o' ? 8 : 2;
        text.remove_prefix(2);
    } else if (last == 'j') {
        out.kind = ast::LiteralKind::Imaginary;
        return read_float(text.substr(0, text.size() - 1), out.number);
    } else if (text.find_first_of(".eE") != std::string_view::npos) {
        out.kind = ast::LiteralKind::Float;
        return read_float(text, out.number);
    }
    out.kind = ast::LiteralKind::Int;
    return read_small_int(text, out.base, out.integer) || read_big_int(text, arena, out);
}

TextBuffer invalid_escape_message(std::string_view spelled, bool octal) {
    return format(
        "\"{}\" is an invalid {}escape sequence. Such sequences will not work in the future. Did you mean "
        "\"\\{}\"? A raw string is also an option.",
        spelled, octal ? std::string_view("octal ") : std::string_view(), spelled);
}

char* decode_str_escapes(std::string_view body, char* out, EscapeReport& report) {
    return EscapeDecoder(body, out, report).run(false);
}

char* decode_bytes_escapes(std::string_view body, char* out, EscapeReport& report) {
    return EscapeDecoder(body, out, report).run(true);
}

} // namespace islet::grammar
