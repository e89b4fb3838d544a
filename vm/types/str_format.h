// SPDX-License-Identifier: MIT
//
// The replacement fields of str.format: "{name.attr[key]!r:spec}". Shared with the module _string, whose
// functions show how a format is read.
// Owns: nothing; positions are within the text given. Threads: the interpreter's lock.
#pragma once

#include "vm/types/str.h"

namespace islet {

struct TextRange {
    std::size_t start = 0, end = 0;
    bool empty() const { return start == end; }
};

// Literal text, and the field behind it if there is one.
struct MarkupPart {
    TextRange literal;
    bool has_field = false;
    TextRange name;
    TextRange spec;
    bool spec_has_fields = false;
    char32_t conversion = 0; // 0: none
};

// Reads a format part by part.
class MarkupReader {
public:
    MarkupReader(Thread& t, const Chars& text, TextRange range)
        : t_(t), text_(text), at_(range.start), end_(range.end) {}
    // False at the end.
    Result<bool> next(MarkupPart& part);

private:
    Status read_field(MarkupPart& part);
    Thread& t_;
    Chars text_;
    std::size_t at_, end_;
};

// One step of a field's name behind its first part.
struct FieldStep {
    bool is_attribute = false;
    TextRange name;
    std::int64_t index = -1; // of [index]; -1: the name is a key
};

// Takes a field's name apart: "first.attribute[item]".
class FieldNameReader {
public:
    FieldNameReader(Thread& t, const Chars& text, TextRange name);
    // The first part: its number, -1 if it is no number.
    Result<std::int64_t> read_first(TextRange& first);
    Result<bool> next(FieldStep& step); // false at the end

private:
    Result<std::int64_t> read_number(TextRange range);
    Thread& t_;
    Chars text_;
    std::size_t at_, end_;
};

} // namespace islet
