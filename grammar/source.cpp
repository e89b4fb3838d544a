// SPDX-License-Identifier: MIT
//
// Byte order mark, encoding declaration, validation, newlines.
#include "grammar/source.h"

#include "vm/base/utf8.h"

#include <cstring>

namespace islet::grammar {

namespace {

// Offsets and spans have 32 bits.
constexpr std::size_t kLargestSource = 0x7fffff00;

enum class Encoding : std::uint8_t { Utf8, Ascii, Latin1, Unknown };

bool is_cookie_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

std::string_view first_line(std::string_view text) {
    const std::size_t end = text.find_first_of("\r\n");
    return end == std::string_view::npos ? text : text.substr(0, end);
}

// What follows `line` and its newline.
std::string_view behind_line(std::string_view text, std::string_view line) {
    text.remove_prefix(line.size());
    if (text.starts_with("\r\n")) return text.substr(2);
    return text.empty() ? text : text.substr(1);
}

// PEP 263: a comment, alone on its line, with "coding:" or "coding=" and a name.
std::string_view find_cookie(std::string_view line) {
    const std::size_t start = line.find_first_not_of(" \t\f");
    if (start == std::string_view::npos || line[start] != '#') return {};
    for (std::size_t at = line.find("coding", start); at != std::string_view::npos;
         at = line.find("coding", at + 1)) {
        std::size_t name = at + 6;
        if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
        name = line.find_first_not_of(" \t", name + 1);
        if (name == std::string_view::npos) return {};
        std::size_t end = name;
        while (end < line.size() && is_cookie_char(line[end])) ++end;
        if (end > name) return line.substr(name, end - name);
    }
    return {};
}

bool is_blank_or_comment(std::string_view line) {
    const std::size_t start = line.find_first_not_of(" \t\f");
    return start == std::string_view::npos || line[start] == '#';
}

std::string_view declared_encoding(std::string_view text) {
    const std::string_view first = first_line(text);
    if (const std::string_view found = find_cookie(first); !found.empty()) return found;
    if (!is_blank_or_comment(first)) return {};
    return find_cookie(first_line(behind_line(text, first)));
}

// Lower case, and every run of other characters than letters, digits and points becomes one '_', as codec
// names are compared. What does not fit is no name we know.
struct NormalName {
    char text[32];
    std::size_t size = 0;

    explicit NormalName(std::string_view name) {
        for (const char c : name) {
            if (size == sizeof text) break;
            const bool separator = c == '-' || c == '_';
            if (separator && (size == 0 || text[size - 1] == '_')) continue;
            text[size++] = separator ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    std::string_view view() const { return {text, size}; }
};

constexpr std::string_view kUtf8Names[] = {"utf_8", "utf8", "u8", "utf", "utf_8_sig", "cp65001"};
constexpr std::string_view kAsciiNames[] = {"ascii", "us_ascii", "646", "us", "ansi_x3.4_1968"};
constexpr std::string_view kLatin1Names[] = {"latin_1",   "latin1",  "latin", "l1",    "iso_8859_1",
                                             "iso8859_1", "iso8859", "8859",  "cp819", "iso_8859_1_1987"};

template <std::size_t N>
bool among(const std::string_view (&names)[N], std::string_view name) {
    for (const std::string_view each : names) {
        if (each == name) return true;
    }
    return false;
}

Encoding encoding_named(std::string_view declared) {
    const NormalName name(declared);
    // An end-of-line convention may be tacked on, as Emacs does: utf-8-unix.
    const std::string_view text = name.view();
    if (among(kUtf8Names, text) || text.starts_with("utf_8_")) return Encoding::Utf8;
    if (among(kAsciiNames, text)) return Encoding::Ascii;
    if (among(kLatin1Names, text) || text.starts_with("latin_1_") || text.starts_with("iso_8859_1_") ||
        text.starts_with("iso_latin_1")) {
        return Encoding::Latin1;
    }
    return Encoding::Unknown;
}

struct LineOf {
    std::uint32_t number;
    std::string_view text;
    std::size_t column; // of the offset, in bytes
};

LineOf find_line(std::string_view text, std::size_t offset) {
    LineOf result{1, {}, 0};
    std::size_t start = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.size() || text[i + 1] != '\n'))) {
            ++result.number;
            start = i + 1;
        }
    }
    result.text = first_line(text.substr(start));
    result.column = offset - start;
    return result;
}

// The line with U+FFFD for every fault, for the exception's `text`.
std::string_view replace_faults(std::string_view line, Arena& arena) {
    TextBuffer out;
    while (!line.empty()) {
        const Utf8Scan scan = scan_utf8(line.data(), line.size());
        out.append(line.substr(0, scan.valid));
        if (scan.ok()) break;
        out.append_code_point(0xfffd);
        line.remove_prefix(scan.fault_end);
    }
    return arena.copy(out.view());
}

void report_not_utf8(std::string_view text, std::size_t fault, std::string_view filename, bool from_file,
                     Reports& reports) {
    const LineOf place = find_line(text, fault);
    const Hex byte{static_cast<unsigned char>(text[fault]), 2};
    TextBuffer message;
    format_to(message, "Non-UTF-8 code starting with '\\x{}'", byte);
    if (from_file) format_to(message, " in file {}", filename);
    format_to(message,
              " on line {}, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
              place.number);
    Diagnostic diagnostic;
    diagnostic.message = reports.arena().copy(message.view());
    diagnostic.line = diagnostic.end_line = static_cast<std::int32_t>(place.number);
    const std::size_t characters = count_utf8(place.text.data(), place.column);
    diagnostic.offset = diagnostic.end_offset = static_cast<std::int32_t>(characters + 1);
    diagnostic.has_text = true;
    diagnostic.text = replace_faults(place.text, reports.arena());
    reports.fail_with(diagnostic);
}

void report_line_zero(std::string_view message, Reports& reports) {
    Diagnostic diagnostic;
    diagnostic.message = reports.arena().copy(message);
    diagnostic.line = 0;
    diagnostic.offset = -1;
    diagnostic.has_end = false;
    reports.fail_with(diagnostic);
}

void report_null(std::string_view text, bool from_file, Reports& reports) {
    if (!from_file) {
        reports.fail_without_place(DiagnosticKind::SyntaxError,
                                   "source code string cannot contain null bytes");
        return;
    }
    const LineOf place = find_line(text, text.find('\0'));
    Diagnostic diagnostic;
    diagnostic.message = "source code cannot contain null bytes";
    diagnostic.line = diagnostic.end_line = static_cast<std::int32_t>(place.number);
    diagnostic.offset = 0;
    diagnostic.end_offset = -1;
    diagnostic.has_text = true;
    diagnostic.text = replace_faults(place.text.substr(0, place.column), reports.arena());
    reports.fail_with(diagnostic);
}

// Copies with newlines made '\n'; Latin-1 becomes UTF-8 on the way. Returns the end.
char* copy_text(std::string_view text, bool latin1, char* out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') continue;
            *out++ = '\n';
        } else if (latin1 && static_cast<unsigned char>(c) >= 0x80) {
            const auto byte = static_cast<unsigned char>(c);
            *out++ = static_cast<char>(0xc0 | (byte >> 6));
            *out++ = static_cast<char>(0x80 | (byte & 0x3f));
        } else {
            *out++ = c;
        }
    }
    return out;
}

bool store_source(std::string_view text, bool latin1, bool ascii, bool ends_in_newline, Reports& reports) {
    const std::size_t most = (latin1 ? 2 : 1) * text.size() + 1 + SourceText::kPadding;
    char* begin = reports.arena().make_array<char>(most);
    if (!begin) return false;
    char* end = begin;
    if (!latin1 && !std::memchr(text.data(), '\r', text.size())) {
        std::memcpy(begin, text.data(), text.size());
        end += text.size();
    } else {
        end = copy_text(text, latin1, begin);
    }
    if (ends_in_newline && end != begin && end[-1] != '\n') *end++ = '\n';
    std::memset(end, 0, SourceText::kPadding);
    reports.set_source({begin, static_cast<std::uint32_t>(end - begin), ascii});
    return true;
}

// Bytes that are not what the declaration says. `offset` counts the bytes before `text`.
void report_declared(std::string_view codec, std::string_view text, const Utf8Scan& scan, Reports& reports) {
    const Hex byte{static_cast<unsigned char>(text[scan.valid]), 2};
    const std::string_view reason =
        codec == "ascii" ? "ordinal not in range(128)" : utf8_reason(scan.mistake);
    report_line_zero(
        format("'{}' codec can't decode byte 0x{} in position {}: {}", codec, byte, scan.valid, reason)
            .view(),
        reports);
}

bool is_plain_utf8_name(std::string_view declared) {
    const NormalName name(declared);
    return name.view() == "utf_8" || name.view().starts_with("utf_8_");
}

bool check_declared(std::string_view text, std::string_view declared, bool had_mark, Encoding& encoding,
                    Reports& reports) {
    encoding = encoding_named(declared);
    if (had_mark && !is_plain_utf8_name(declared)) {
        const bool latin1 = encoding == Encoding::Latin1;
        const TextBuffer message =
            format("encoding problem: {} with BOM", latin1 ? std::string_view("iso-8859-1") : declared);
        const std::string_view line = first_line(text);
        Diagnostic diagnostic;
        diagnostic.message = reports.arena().copy(message.view());
        diagnostic.line = diagnostic.end_line = 1;
        diagnostic.offset = 0;
        diagnostic.end_offset = static_cast<std::int32_t>(count_utf8(line.data(), line.size()));
        diagnostic.has_text = true;
        diagnostic.text = replace_faults(line, reports.arena());
        reports.fail_with(diagnostic);
        return false;
    }
    if (encoding != Encoding::Unknown) return true;
    report_line_zero(format("unknown encoding: {}", declared).view(), reports);
    return false;
}

} // namespace

bool prepare_source(std::string_view bytes, std::string_view filename, const ParseOptions& options,
                    Reports& reports) {
    if (bytes.size() > kLargestSource) {
        reports.arena().fail();
        return false;
    }
    std::string_view text = bytes.empty() ? std::string_view("") : bytes;
    const bool had_mark = text.starts_with("\xef\xbb\xbf");
    if (had_mark) text.remove_prefix(3);
    const bool has_null = !text.empty() && std::memchr(text.data(), 0, text.size());
    if (has_null && !options.from_file) {
        report_null(text, false, reports);
        return false;
    }
    const std::string_view declared = options.ignore_cookie ? std::string_view() : declared_encoding(text);
    Encoding encoding = Encoding::Utf8;
    if (!declared.empty() && !check_declared(text, declared, had_mark, encoding, reports)) return false;

    const bool ascii = is_ascii(text.data(), text.size());
    if (!ascii && encoding == Encoding::Utf8) {
        const Utf8Scan scan = scan_utf8(text.data(), text.size());
        const bool says_utf8 = declared.empty() || is_plain_utf8_name(declared);
        if (!scan.ok() && says_utf8) report_not_utf8(text, scan.valid, filename, options.from_file, reports);
        if (!scan.ok() && !says_utf8) report_declared("utf-8", text, scan, reports);
    } else if (!ascii && encoding == Encoding::Ascii) {
        Utf8Scan scan;
        scan.valid = ascii_prefix(text.data(), text.size());
        report_declared("ascii", text, scan, reports);
    }
    if (reports.failed()) return false;
    if (has_null) {
        report_null(text, true, reports);
        return false;
    }
    return store_source(text, encoding == Encoding::Latin1, ascii, options.mode == ParseMode::File, reports);
}

} // namespace islet::grammar
