// SPDX-License-Identifier: MIT
//
// See source_lines.h. Owns: nothing more. Threads: the interpreter's lock.
#include "vm/model/source_lines.h"

#include "vm/base/unicode.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

// Files larger than this are not worth reading for one line.
constexpr std::size_t kLargestFile = std::size_t{64} << 20;

Ref source_key(Thread& t, std::string_view filename, std::string_view qualname, std::uint32_t first_line) {
    Ref file = make_str(t, filename), name = make_str(t, qualname);
    if (!file || !name) return t.raised();
    return make_tuple(t, {file.get(), name.get(), Value::small_int(first_line)});
}

Status remember_image(Thread& t, Dict& sources, const CodeImage& image, Str& source) {
    if (!t.check_stack(" while remembering source code")) return t.raised();
    Ref key = source_key(t, image.filename, image.qualname, image.first_line);
    if (!key || !dict_set_py(t, sources, key.get(), Value(&source))) return t.raised();
    for (const ConstSpec& constant : image.constants) {
        if (constant.kind != ConstSpec::Kind::Code) continue;
        if (!remember_image(t, sources, *constant.code, source)) return t.raised();
    }
    return Status::ok();
}

bool is_bracketed(std::string_view name) {
    return name.size() >= 2 && name.front() == '<' && name.back() == '>';
}

std::string_view strip_end(std::string_view line) {
    const auto* const first = reinterpret_cast<const unsigned char*>(line.data());
    while (!line.empty()) {
        std::size_t start = line.size() - 1; // of the last character
        while (start > 0 && (first[start] & 0xC0) == 0x80) --start;
        const unsigned char* at = first + start;
        if (!is_space(next_utf8(at))) break;
        line = line.substr(0, start);
    }
    return line;
}

} // namespace

Status remember_source(Thread& t, const Code& code, Str& source) {
    InterpState& state = t.state();
    if (state.sources.is_empty()) {
        Ref dict = make_dict(t);
        if (!dict) return t.raised();
        state.sources = dict.release();
    }
    return remember_image(t, as<Dict>(state.sources), *code.image, source);
}

std::string_view SourceLines::line(std::string_view filename, std::int32_t line, const Code* code,
                                   const Dict* globals) {
    if (line < 1) return {};
    const auto index = static_cast<std::size_t>(line) - 1;
    const File* const file = is_bracketed(filename) ? nullptr : open(filename, globals);
    if (file && index < file->count && !file->lines[index].empty()) return file->lines[index];
    if (!code || filename.empty() || filename.front() != '<' || t_.state().sources.is_empty()) return {};
    // Remembered by name and place of the code, as CPython's linecache does it.
    bool found = false;
    Ref key = source_key(t_, filename, code->image->qualname, code->image->first_line);
    Ref source = key ? dict_find_py(t_, as<Dict>(t_.state().sources), key.get(), &found) : Ref::nothing();
    if (!source) {
        t_.clear_pending();
        return {};
    }
    TextBuffer text;
    append_utf8(text, source.as<Str>());
    const std::string_view name =
        arena_.copy(format("{}\n{}\n{}", filename, code->image->qualname, code->image->first_line).view());
    const File* remembered = nullptr;
    for (const File* at = files_; at && !remembered; at = at->next) {
        if (at->name == name) remembered = at;
    }
    if (!remembered) remembered = add(name, arena_.copy(text.view()));
    return remembered && index < remembered->count ? remembered->lines[index] : std::string_view();
}

const SourceLines::File* SourceLines::open(std::string_view filename, const Dict* globals) {
    for (const File* at = files_; at; at = at->next) {
        if (at->name == filename) return at;
    }
    std::string_view text = decode(read(filename));
    const Value own = text.empty() && globals ? dict_find(t_, *globals, Name::dunder_file) : Value();
    if (is_kind(own, Kind::Str)) {
        // No such file: the module's loader is asked, as linecache does, and gives the module's own source.
        TextBuffer name;
        append_utf8(name, as<Str>(own));
        text = decode(read(name.view()));
    }
    return add(arena_.copy(filename), text);
}

// Lists the lines of `text`; line ends may be LF, CR or both.
const SourceLines::File* SourceLines::add(std::string_view name, std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += c == '\n' || c == '\r';
    auto* const lines = arena_.make_array<std::string_view>(count + 1);
    File* const file = arena_.make<File>();
    if (!lines || !file) return nullptr;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        lines[used++] = strip_end(text.substr(0, end));
        if (end == std::string_view::npos) break;
        const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
        text.remove_prefix(end + (both ? 2 : 1));
    }
    *file = {name, lines, used, files_};
    files_ = file;
    return file;
}

static std::string_view read_file(Arena& arena, const char* path) {
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return {};
    struct stat info;
    std::string_view result;
    if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
        static_cast<std::size_t>(info.st_size) < kLargestFile) {
        const auto size = static_cast<std::size_t>(info.st_size);
        char* const text = arena.make_array<char>(size);
        std::size_t got = 0;
        while (text && got < size) {
            const ssize_t n = ::read(fd, text + got, size - got);
            if (n <= 0) break;
            got += static_cast<std::size_t>(n);
        }
        result = {text, got};
    }
    ::close(fd);
    return result;
}

std::string_view SourceLines::read(std::string_view filename) {
    const auto& find = t_.state().hooks.find_source;
    std::string_view embedded;
    if (find && find(t_, filename, &embedded)) return embedded;
    if (filename.find('\0') != std::string_view::npos) return {};
    TextBuffer path;
    path.append(filename);
    const std::string_view text = read_file(arena_, path.c_str());
    if (!text.empty() || filename.empty() || filename.front() == '/') return text;
    return read_from_path(filename);
}

// A relative name may be relative to what is on sys.path: the program may have changed its directory since.
std::string_view SourceLines::read_from_path(std::string_view filename) {
    Dict* const sys = t_.state().sys_dict;
    const Value path = sys ? dict_find(t_, *sys, Name::path) : Value();
    if (!is_kind(path, Kind::List)) return {};
    const auto& list = as<List>(path);
    for (std::uint64_t i = 0; i < list.size; ++i) {
        if (!is_kind(list.items[i], Kind::Str)) continue;
        TextBuffer full;
        append_utf8(full, as<Str>(list.items[i]));
        format_to(full, "/{}", filename);
        if (full.view().find('\0') != std::string_view::npos) continue;
        const std::string_view text = read_file(arena_, full.c_str());
        if (!text.empty()) return text;
    }
    return {};
}

// Whether one of the first two lines declares Latin-1.
static bool declares_latin1(std::string_view text) {
    for (int i = 0; i < 2 && !text.empty(); ++i) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.find("coding") != std::string_view::npos &&
            (line.find("latin") != std::string_view::npos || line.find("8859-1") != std::string_view::npos)) {
            return true;
        }
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return false;
}

// To UTF-8 without byte order mark; nothing if it is not text.
std::string_view SourceLines::decode(std::string_view bytes) {
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
    if (scan_utf8(bytes.data(), bytes.size()).ok()) return bytes;
    if (!declares_latin1(bytes)) return {};
    char* const out = arena_.make_array<char>(bytes.size() * 2);
    if (!out) return {};
    char* end = out;
    for (const char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80) {
            *end++ = c;
        } else {
            *end++ = static_cast<char>(0xC0 | u >> 6);
            *end++ = static_cast<char>(0x80 | (u & 0x3F));
        }
    }
    return {out, static_cast<std::size_t>(end - out)};
}

} // namespace islet
