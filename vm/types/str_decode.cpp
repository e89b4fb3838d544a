// SPDX-License-Identifier: MIT
//
// The decoders of the built-in codecs.
#include "vm/base/unicode_names.h"
#include "vm/types/codec_errors.h"
#include "vm/types/exception.h"
#include "vm/types/str_builder.h"

namespace islet {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

// --- ascii, latin-1, utf-8

Ref decode_ascii_py(Thread& t, std::string_view bytes, std::string_view error_name) {
    std::size_t at = ascii_prefix(bytes.data(), bytes.size());
    if (at == bytes.size()) return make_str_ascii(t, bytes);
    CodecErrors errors(t, "ascii", error_name);
    StrBuilder out(t);
    out.append_ascii(bytes.substr(0, at));
    while (at < bytes.size()) {
        if (!errors.decode_py(bytes, at, at + 1, "ordinal not in range(128)", Codec::None, out, at))
            return t.raised();
        const std::size_t run = ascii_prefix(bytes.data() + at, bytes.size() - at);
        out.append_ascii(bytes.substr(at, run));
        at += run;
        if (out.failed()) break;
    }
    return out.finish();
}

Ref decode_utf8_py(Thread& t, std::string_view bytes, std::string_view error_name, DecodeState& state) {
    Utf8Scan scan = scan_utf8(bytes.data(), bytes.size());
    state.consumed = bytes.size();
    if (scan.ok()) return make_str(t, bytes);
    CodecErrors errors(t, "utf-8", error_name);
    StrBuilder out(t);
    for (std::size_t at = 0;;) {
        out.append_utf8(bytes.substr(at, scan.valid));
        if (scan.ok() || out.failed()) return out.finish();
        const std::size_t start = at + scan.valid, end = at + scan.fault_end;
        if (scan.mistake == Utf8Mistake::UnexpectedEnd && !state.final) {
            state.consumed = start;
            return out.finish();
        }
        if (!errors.decode_py(bytes, start, end, utf8_reason(scan.mistake), Codec::Utf8, out, at))
            return t.raised();
        scan = scan_utf8(bytes.data() + at, bytes.size() - at);
    }
}

Ref decode_utf8_sig_py(Thread& t, std::string_view bytes, std::string_view errors, DecodeState& state) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (!state.final && bytes.size() < kMark.size() && kMark.starts_with(bytes)) {
        state.consumed = 0; // may become a mark
        return Ref::share(&t.name(Name::empty));
    }
    const bool marked = bytes.starts_with(kMark);
    Ref text = decode_utf8_py(t, marked ? bytes.substr(kMark.size()) : bytes, errors, state);
    if (marked) state.consumed += kMark.size();
    return text;
}

// --- utf-16, utf-32

struct WideInput {
    std::string_view bytes;
    bool big_endian;
    std::uint32_t unit16(std::size_t i) const {
        const unsigned a = byte_at(bytes, i), b = byte_at(bytes, i + 1);
        return big_endian ? a << 8 | b : b << 8 | a;
    }
    std::uint32_t unit32(std::size_t i) const {
        const std::uint32_t first = unit16(i), second = unit16(i + 2);
        return big_endian ? first << 16 | second : second << 16 | first;
    }
};

// A byte order mark at the start decides and is skipped; without one, little-endian.
std::size_t read_mark(std::string_view bytes, std::size_t unit, DecodeState& state) {
    if (state.byte_order != 0) return 0;
    if (bytes.size() < unit) {
        if (state.final) state.byte_order = -1;
        return 0;
    }
    for (const bool big : {false, true}) {
        const WideInput input{bytes, big};
        if ((unit == 2 ? input.unit16(0) : input.unit32(0)) == 0xFEFF) {
            state.byte_order = big ? 1 : -1;
            return unit;
        }
    }
    state.byte_order = -1;
    return 0;
}

// One fault in the input: what is wrong and where it ends. Null reason: no fault.
struct WideFault {
    const char* reason = nullptr;
    std::size_t end = 0;
    bool cut_off = false; // more bytes could mend it
};

WideFault read_utf16(const WideInput& input, std::size_t at, char32_t& c, std::size_t& next) {
    const std::size_t size = input.bytes.size();
    if (size - at < 2) return {"truncated data", size, true};
    c = input.unit16(at);
    next = at + 2;
    if (!is_surrogate(c)) return {};
    if (c >= 0xDC00) return {"illegal encoding", at + 2, false};
    if (size - next < 2) return {"unexpected end of data", size, true};
    const char32_t low = input.unit16(next);
    if (low < 0xDC00 || low > 0xDFFF) return {"illegal UTF-16 surrogate", at + 2, false};
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    next += 2;
    return {};
}

WideFault read_utf32(const WideInput& input, std::size_t at, char32_t& c, std::size_t& next) {
    const std::size_t size = input.bytes.size();
    if (size - at < 4) return {"truncated data", size, true};
    c = input.unit32(at);
    next = at + 4;
    if (is_surrogate(c)) return {"code point in surrogate code point range(0xd800, 0xe000)", next, false};
    if (c > 0x10FFFF) return {"code point not in range(0x110000)", next, false};
    return {};
}

Ref decode_wide_py(Thread& t, std::string_view bytes, std::size_t unit, std::string_view error_name,
                   DecodeState& state) {
    std::size_t at = read_mark(bytes, unit, state);
    const bool big = state.byte_order > 0;
    const WideInput input{bytes, big};
    const std::string_view name =
        unit == 2 ? (big ? "utf-16-be" : "utf-16-le") : (big ? "utf-32-be" : "utf-32-le");
    const Codec form =
        unit == 2 ? (big ? Codec::Utf16Be : Codec::Utf16Le) : (big ? Codec::Utf32Be : Codec::Utf32Le);
    CodecErrors errors(t, name, error_name);
    StrBuilder out(t);
    while (at < bytes.size() && !out.failed()) {
        char32_t c = 0;
        std::size_t next = at;
        const WideFault fault = unit == 2 ? read_utf16(input, at, c, next) : read_utf32(input, at, c, next);
        if (!fault.reason) {
            out.append_char(c);
            at = next;
            continue;
        }
        if (fault.cut_off && !state.final) break;
        if (!errors.decode_py(bytes, at, fault.end, fault.reason, form, out, at)) return t.raised();
    }
    state.consumed = at;
    return out.finish();
}

// --- unicode_escape, raw_unicode_escape

int hex_digit(unsigned c) {
    if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a') + 10 : -1;
}

// Reads `count` hexadecimal digits at `at` and moves behind them, or behind those that are there.
bool read_hex(std::string_view bytes, std::size_t& at, int count, char32_t& c) {
    c = 0;
    for (; count > 0; --count, ++at) {
        const int digit = at < bytes.size() ? hex_digit(byte_at(bytes, at)) : -1;
        if (digit < 0) return false;
        c = c << 4 | static_cast<char32_t>(digit);
    }
    return true;
}

class EscapeDecoder {
public:
    EscapeDecoder(Thread& t, std::string_view bytes, std::string_view errors, DecodeState& state)
        : t_(t), bytes_(bytes), state_(state), out_(t), errors_(t, "unicodeescape", errors) {}

    Ref run_py() {
        while (at_ < bytes_.size() && !out_.failed()) {
            const std::size_t slash = std::min(bytes_.find('\\', at_), bytes_.size());
            out_.append(Chars(bytes_.substr(at_, slash - at_)));
            at_ = slash;
            if (at_ == bytes_.size()) break;
            if (!escape_py()) return t_.raised();
            if (stopped_) break;
        }
        state_.consumed = at_;
        if (!warn_invalid_py()) return t_.raised();
        return out_.finish();
    }

private:
    // One escape at at_, which is that of the backslash.
    Status escape_py();
    Status octal_py(std::size_t start);
    Status hex_py(std::size_t start, int digits, std::string_view reason);
    Status name_py(std::size_t start);
    Status warn_invalid_py();
    // bytes[at_ : end] are no good. What is only cut off waits if more is to come.
    Status fault_py(std::size_t end, std::string_view reason) {
        if (end == bytes_.size() && !state_.final) {
            stopped_ = true;
            return Status::ok();
        }
        return errors_.decode_py(bytes_, at_, end, reason, Codec::None, out_, at_);
    }

    Thread& t_;
    std::string_view bytes_;
    DecodeState& state_;
    StrBuilder out_;
    CodecErrors errors_;
    std::size_t at_ = 0;
    bool stopped_ = false;
    std::size_t first_invalid_ = SIZE_MAX; // index of the character behind the backslash
};

Status EscapeDecoder::escape_py() {
    const std::size_t start = at_ + 1;
    if (start == bytes_.size()) return fault_py(start, "\\ at end of string");
    const unsigned c = byte_at(bytes_, start);
    constexpr std::string_view kFrom = "\\'\"abfnrtv", kTo = "\\'\"\a\b\f\n\r\t\v";
    if (const std::size_t simple = kFrom.find(static_cast<char>(c)); simple != std::string_view::npos) {
        out_.append_char(static_cast<unsigned char>(kTo[simple]));
        at_ = start + 1;
        return Status::ok();
    }
    switch (c) {
    case '\n': at_ = start + 1; return Status::ok();
    case 'x': return hex_py(start + 1, 2, "truncated \\xXX escape");
    case 'u': return hex_py(start + 1, 4, "truncated \\uXXXX escape");
    case 'U': return hex_py(start + 1, 8, "truncated \\UXXXXXXXX escape");
    case 'N': return name_py(start + 1);
    default: break;
    }
    if (c >= '0' && c <= '7') return octal_py(start);
    if (first_invalid_ == SIZE_MAX) first_invalid_ = start;
    out_.append_char('\\');
    at_ = start; // the character itself follows as it is
    out_.append_char(c);
    ++at_;
    return Status::ok();
}

Status EscapeDecoder::octal_py(std::size_t start) {
    char32_t value = 0;
    std::size_t at = start;
    while (at < bytes_.size() && at < start + 3 && byte_at(bytes_, at) - '0' < 8)
        value = value * 8 + (byte_at(bytes_, at++) - '0');
    if (value > 0377 && first_invalid_ == SIZE_MAX) first_invalid_ = start;
    out_.append_char(value);
    at_ = at;
    return Status::ok();
}

Status EscapeDecoder::hex_py(std::size_t start, int digits, std::string_view reason) {
    char32_t c = 0;
    std::size_t at = start;
    if (!read_hex(bytes_, at, digits, c)) return fault_py(at, reason);
    if (c > 0x10FFFF)
        return errors_.decode_py(bytes_, at_, at, "illegal Unicode character", Codec::None, out_, at_);
    out_.append_char(c);
    at_ = at;
    return Status::ok();
}

Status EscapeDecoder::name_py(std::size_t start) {
    std::size_t at = start;
    constexpr std::string_view kMalformed = "malformed \\N character escape";
    if (at == bytes_.size() || bytes_[at] != '{') return fault_py(at, kMalformed);
    const std::size_t close = bytes_.find('}', at);
    if (close == std::string_view::npos) return fault_py(bytes_.size(), kMalformed);
    if (close == at + 1) return fault_py(close + 1, kMalformed);
    const std::int32_t c = find_code_point(bytes_.substr(at + 1, close - at - 1));
    if (c < 0) {
        return errors_.decode_py(bytes_, at_, close + 1, "unknown Unicode character name", Codec::None, out_,
                                 at_);
    }
    out_.append_char(static_cast<char32_t>(c));
    at_ = close + 1;
    return Status::ok();
}

Status EscapeDecoder::warn_invalid_py() {
    if (first_invalid_ == SIZE_MAX) return Status::ok();
    const unsigned c = byte_at(bytes_, first_invalid_);
    TextBuffer text;
    if (c >= '4' && c <= '7') {
        format_to(
            text,
            "\"\\{}\" is an invalid octal escape sequence. Such sequences will not work in the future. ",
            bytes_.substr(first_invalid_, 3));
    } else {
        format_to(text,
                  "\"\\{}\" is an invalid escape sequence. Such sequences will not work in the future. ",
                  static_cast<char32_t>(c));
    }
    return warn_py(t_, Exc::DeprecationWarning, text.view());
}

Ref decode_raw_escapes_py(Thread& t, std::string_view bytes, std::string_view error_name,
                          DecodeState& state) {
    CodecErrors errors(t, "rawunicodeescape", error_name);
    StrBuilder out(t);
    std::size_t at = 0;
    while (at < bytes.size() && !out.failed()) {
        const unsigned c = byte_at(bytes, at);
        const unsigned kind = c == '\\' && at + 1 < bytes.size() ? byte_at(bytes, at + 1) : 0;
        if (c == '\\' && at + 1 == bytes.size() && !state.final) break;
        if (kind != 'u' && kind != 'U') {
            out.append_char(c);
            ++at;
            // A backslash takes the next one along, so that "\\u" is no escape.
            if (kind == '\\') out.append_char('\\'), ++at;
            continue;
        }
        std::size_t end = at + 2;
        char32_t value = 0;
        std::string_view reason;
        if (!read_hex(bytes, end, kind == 'u' ? 4 : 8, value)) {
            if (end == bytes.size() && !state.final) break;
            reason = kind == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
        } else if (value > 0x10FFFF) {
            reason = "\\Uxxxxxxxx out of range";
        } else {
            out.append_char(value);
            at = end;
            continue;
        }
        if (!errors.decode_py(bytes, at, end, reason, Codec::None, out, at)) return t.raised();
    }
    state.consumed = at;
    return out.finish();
}

} // namespace

Ref decode_with_py(Thread& t, Codec codec, std::string_view bytes, std::string_view errors,
                   DecodeState& state) {
    state.consumed = bytes.size();
    switch (codec) {
    case Codec::Utf8: return decode_utf8_py(t, bytes, errors, state);
    case Codec::Utf8Sig: return decode_utf8_sig_py(t, bytes, errors, state);
    case Codec::Ascii: return decode_ascii_py(t, bytes, errors);
    case Codec::Latin1: return make_str_from(t, Chars(bytes));
    case Codec::Utf16Le:
    case Codec::Utf32Le: state.byte_order = -1; break;
    case Codec::Utf16Be:
    case Codec::Utf32Be: state.byte_order = 1; break;
    case Codec::Utf16:
    case Codec::Utf32: break;
    case Codec::UnicodeEscape: return EscapeDecoder(t, bytes, errors, state).run_py();
    case Codec::RawUnicodeEscape: return decode_raw_escapes_py(t, bytes, errors, state);
    case Codec::None: ISLET_UNREACHABLE("no codec");
    }
    const bool two = codec == Codec::Utf16 || codec == Codec::Utf16Le || codec == Codec::Utf16Be;
    return decode_wide_py(t, bytes, two ? 2 : 4, errors, state);
}

} // namespace islet
