// SPDX-License-Identifier: MIT
//
// See pickle_reader.h: the opcodes of protocol 0, whose arguments are lines of text.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_reader.h"

#include "vm/base/float_text.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str_codec.h"

namespace islet {

using namespace pickle;

Status PickleReader::load_int_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    // Booleans of protocols without opcodes for them.
    if (*line == "00") return push_plain(Value::boolean(false));
    if (*line == "01") return push_plain(Value::boolean(true));
    Ref number = int_from_text(t_, *line, 10);
    if (number) return push(std::move(number));
    if (!t_.pending_is(Exc::ValueError)) return t_.raised();
    t_.clear_pending();
    return t_.raise(Exc::ValueError, "could not convert string to int");
}

Status PickleReader::load_long_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    const std::string_view digits = line->ends_with('L') ? line->substr(0, line->size() - 1) : *line;
    return push(int_from_text(t_, digits, 10));
}

Status PickleReader::load_float_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    const std::string_view text = line->substr(0, line->find('\0'));
    const std::size_t prefix = float_prefix_length(text);
    if (prefix == 0) return t_.raise(Exc::ValueError, "could not convert string to float: '{}\n'", *line);
    double number = 0;
    static_cast<void>(parse_float(text.substr(0, prefix), number));
    const bool said_so = text.find_first_of("iI") < prefix; // "inf"
    if (number == number && number - number != 0 && !said_so)
        return t_.raise(Exc::OverflowError, "value too large to convert to float: '{}\n'", *line);
    if (prefix != text.size() || text.find('_') != std::string_view::npos)
        return t_.raise(Exc::ValueError, "could not convert string to float");
    return push(make_float(number));
}

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

// What one letter behind a backslash stands for; 0: nothing.
char simple_escape(char c) {
    constexpr std::string_view kLetters = "abfnrtv\\'\"", kMeanings = "\a\b\f\n\r\t\v\\'\"";
    const std::size_t at = kLetters.find(c);
    return at == std::string_view::npos ? '\0' : kMeanings[at];
}

// Escapes as in a bytes literal.
Status unescape(Thread& t, std::string_view text, TextBuffer& out) {
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '\\') {
            out.append(text[i++]);
            continue;
        }
        const std::size_t start = i++;
        if (i == text.size()) return t.raise(Exc::ValueError, "Trailing \\ in string");
        const char c = text[i++];
        if (const char simple = simple_escape(c)) {
            out.append(simple);
        } else if (c == '\n') {
        } else if (is_octal(c)) {
            int value = c - '0';
            for (int digits = 1; digits < 3 && i < text.size() && is_octal(text[i]); ++digits)
                value = value * 8 + (text[i++] - '0');
            out.append(static_cast<char>(value));
        } else if (c == 'x') {
            if (i + 1 >= text.size() || hex_digit(text[i]) < 0 || hex_digit(text[i + 1]) < 0)
                return t.raise(Exc::ValueError, "invalid \\x escape at position {}", start);
            out.append(static_cast<char>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1])));
            i += 2;
        } else {
            out.append('\\');
            out.append(c);
        }
    }
    return out.failed() ? Status(t.raise_memory_error()) : Status::ok();
}

} // namespace

Status PickleReader::load_string_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    const std::string_view text = *line;
    const bool quoted =
        text.size() >= 2 && text.front() == text.back() && (text.front() == '\'' || text.front() == '"');
    if (!quoted) return raise_py("the STRING opcode argument must be quoted");
    TextBuffer bytes;
    if (!unescape(t_, text.substr(1, text.size() - 2), bytes)) return t_.raised();
    return push(decode_old_str_py(bytes.view()));
}

Status PickleReader::load_unicode_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    DecodeState state;
    return push(decode_with_py(t_, Codec::RawUnicodeEscape, *line, "strict", state));
}

// A number in the memo; the newline is part of what an error shows.
Result<std::uint64_t> PickleReader::number_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    Ref number = int_from_text(t_, {line->data(), line->size() + 1}, 10);
    if (!number) return t_.raised();
    std::int64_t value = 0;
    if (!int_fits(number.get(), &value))
        return t_.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    return static_cast<std::uint64_t>(value);
}

Status PickleReader::load_get_line_py() {
    const Result<std::uint64_t> number = number_line_py();
    return number ? load_get_py(*number) : Status(t_.raised());
}

Status PickleReader::load_put_line_py() {
    const Result<std::uint64_t> number = number_line_py();
    if (!number) return t_.raised();
    if (!top(1)) return t_.raised();
    if (static_cast<std::int64_t>(*number) < 0) return t_.raise(Exc::ValueError, "negative PUT argument");
    return load_memoize(*number);
}

Status PickleReader::load_persid_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    if (!is_ascii(line->data(), line->size()))
        return raise_py("persistent IDs in protocol 0 must be ASCII strings");
    Ref id = make_str_ascii(t_, *line);
    if (!id) return t_.raised();
    return call_persistent_load_py(std::move(id));
}

} // namespace islet
