// SPDX-License-Identifier: MIT
// Text building: a growable buffer and type-safe "{}" formatting into it.
//   TextBuffer text = format("expected {} arguments, got {}", 2, 3);
// "{{" and "}}" stand for single braces. The number of arguments is checked when the caller is compiled.
// A type joins in by a function found through its namespace: void append_value(TextBuffer&, const T&).
// Owns: TextBuffer its characters (256 inside itself, then malloc).
// Invariants: a buffer that could not grow keeps what it had and says so for ever after (failed()).
// Threads: one at a time per buffer.
#pragma once

#include "vm/base/check.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>

namespace islet {

class TextBuffer {
public:
    static constexpr std::size_t kInlineSize = 256;
    // Larger texts are refused as if memory had run out, so that sums of sizes cannot overflow.
    static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max() / 4;

    TextBuffer() noexcept = default;
    TextBuffer(TextBuffer&& other) noexcept { take(other); }
    TextBuffer& operator=(TextBuffer&& other) noexcept;
    TextBuffer(const TextBuffer&) = delete;
    TextBuffer& operator=(const TextBuffer&) = delete;
    ~TextBuffer() { release(); }

    std::string_view view() const { return {data_, size_}; }
    const char* data() const { return data_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    // True once memory ran out; what was appended after that is lost.
    bool failed() const { return failed_; }
    // The text with a null behind it, for C functions. Empty when there is no room for the null.
    const char* c_str();

    void append(std::string_view text) {
        if (char* place = extend(text.size()); place && !text.empty()) {
            std::memcpy(place, text.data(), text.size());
        }
    }
    void append(char c) {
        if (char* place = extend(1)) *place = c;
    }
    void append_fill(char c, std::size_t count) {
        if (char* place = extend(count); place && count) std::memset(place, c, count);
    }
    // Adds the code point as UTF-8; a surrogate gets its three bytes all the same.
    void append_code_point(char32_t c);
    void append_code_points(char32_t c, std::size_t count);

    // Room for `count` more characters at the end, counted as text at once; null when memory ran out.
    char* extend(std::size_t count) {
        if (count > capacity_ - size_ && !grow(count)) [[unlikely]]
            return nullptr;
        char* place = data_ + size_;
        size_ += count;
        return place;
    }
    // Drops everything behind the first `size` characters.
    void truncate(std::size_t size) {
        ISLET_CHECK(size <= size_, "truncate cannot grow");
        size_ = size;
    }
    void clear() { size_ = 0; }
    // Marks the buffer as failed, for a producer whose own memory ran out.
    void fail() { failed_ = true; }
    // Growing beyond so many bytes counts as memory running out: for texts whose size a program chooses.
    void limit_size(std::size_t bytes) { limit_ = bytes; }
    std::size_t size_limit() const { return limit_; }

private:
    bool grow(std::size_t count);
    void take(TextBuffer& other) noexcept;
    void release() noexcept;

    char* data_ = inline_;
    std::size_t size_ = 0;
    std::size_t capacity_ = kInlineSize;
    std::size_t limit_ = kNoLimit;
    bool failed_ = false;
    char inline_[kInlineSize];
};

// An integer in base 16, lower case, without "0x", with at least `digits` digits.
struct Hex {
    std::uint64_t value;
    int digits = 1;
};

void append_value(TextBuffer& out, std::uint64_t value);
void append_value(TextBuffer& out, std::int64_t value);
void append_value(TextBuffer& out, double value); // as Python's repr
void append_value(TextBuffer& out, const void* address);
void append_value(TextBuffer& out, Hex value);
inline void append_value(TextBuffer& out, std::string_view text) {
    out.append(text);
}
inline void append_value(TextBuffer& out, const TextBuffer& text) {
    out.append(text.view());
}

namespace detail {

// What format_to hands to the one compiled copy of the formatter: a value and the way to append it.
struct FormatArg {
    const void* value;
    void (*append)(TextBuffer&, const void*);
};

template <class T>
concept HasAppendValue = requires(TextBuffer& out, const T& value) {
    append_value(out, value);
};

template <class T>
void append_argument(TextBuffer& out, const void* value) {
    const T& item = *static_cast<const T*>(value);
    if constexpr (std::same_as<T, char>) {
        out.append(item);
    } else if constexpr (std::same_as<T, bool>) {
        out.append(item ? std::string_view("True") : std::string_view("False"));
    } else if constexpr (std::same_as<T, char32_t> || std::same_as<T, char16_t>) {
        out.append_code_point(item);
    } else if constexpr (std::signed_integral<T>) {
        append_value(out, static_cast<std::int64_t>(item));
    } else if constexpr (std::unsigned_integral<T>) {
        append_value(out, static_cast<std::uint64_t>(item));
    } else if constexpr (std::floating_point<T>) {
        append_value(out, static_cast<double>(item));
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        out.append(std::string_view(item));
    } else if constexpr (std::is_pointer_v<T>) {
        append_value(out, static_cast<const void*>(item));
    } else {
        append_value(out, item);
    }
}

template <class T>
FormatArg make_format_arg(const T& value) {
    return {&value, &append_argument<T>};
}
template <std::size_t N>
FormatArg make_format_arg(const char (&text)[N]) {
    return {&text, [](TextBuffer& out, const void* value) { out.append(static_cast<const char*>(value)); }};
}

void format_parts(TextBuffer& out, std::string_view pattern, const FormatArg* args, std::size_t count);

// Not constexpr on purpose: reaching it while compiling stops the compiler and shows these words.
void pattern_has_other_number_of_arguments();
void pattern_has_stray_brace();

constexpr std::size_t count_places(std::string_view pattern) {
    std::size_t places = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c != '{' && c != '}') continue;
        const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
        if (c == '{' && next == '}') {
            ++places;
        } else if (next != c) {
            pattern_has_stray_brace();
        }
        ++i;
    }
    return places;
}

} // namespace detail

// A pattern whose places fit the arguments; made by the compiler from a literal.
template <class... Args>
class FormatPattern {
public:
    template <std::convertible_to<std::string_view> T>
    consteval FormatPattern(const T& text) : text_(text) {
        if (detail::count_places(text_) != sizeof...(Args)) detail::pattern_has_other_number_of_arguments();
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

template <class... Args>
void format_to(TextBuffer& out, FormatPattern<std::type_identity_t<Args>...> pattern, const Args&... args) {
    if constexpr (sizeof...(Args) == 0) {
        detail::format_parts(out, pattern.text(), nullptr, 0);
    } else {
        const detail::FormatArg list[] = {detail::make_format_arg(args)...};
        detail::format_parts(out, pattern.text(), list, sizeof...(Args));
    }
}

// For a pattern from a table. Places without an argument stay as "{}"; arguments without a place are dropped.
template <class... Args>
void format_table_entry_to(TextBuffer& out, std::string_view pattern, const Args&... args) {
    if constexpr (sizeof...(Args) == 0) {
        detail::format_parts(out, pattern, nullptr, 0);
    } else {
        const detail::FormatArg list[] = {detail::make_format_arg(args)...};
        detail::format_parts(out, pattern, list, sizeof...(Args));
    }
}

template <class... Args>
TextBuffer format(FormatPattern<std::type_identity_t<Args>...> pattern, const Args&... args) {
    TextBuffer out;
    format_to(out, pattern, args...);
    return out;
}

} // namespace islet
