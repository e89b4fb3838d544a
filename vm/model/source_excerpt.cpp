// SPDX-License-Identifier: MIT
//
// See source_excerpt.h. Columns count characters here; the parser and the spans count UTF-8 bytes.
//
// The rules, as CPython's tracebacks have them: the failing segment is parsed on its own as an expression. In
// a binary operation `^` stands below the operator, in a subscript or call below the brackets, `~` below the
// rest. Markers are left out when they would underline everything there is on the lines. Of a long segment
// only the first and last lines and those around the anchor are shown.
//
// Owns: nothing. Threads: any.
#include "vm/model/source_excerpt.h"

#include "grammar/parse.h"
#include "vm/base/unicode.h"

#include <algorithm>

namespace islet {

namespace {

struct Line {
    const char32_t* text = nullptr;
    std::size_t size = 0;

    char32_t operator[](std::size_t i) const { return text[i]; }
    Line slice(std::size_t from, std::size_t to) const {
        from = std::min(from, size);
        return {text + from, std::min(std::max(to, from), size) - from};
    }
    std::size_t leading_space() const {
        std::size_t n = 0;
        while (n < size && is_space(text[n])) ++n;
        return n;
    }
    bool is_blank() const { return leading_space() == size; }
};
using Lines = std::span<const Line>;

// Where the anchor begins and ends: line numbers within the segment and characters.
struct Anchors {
    std::size_t left_line, left, right_line, right;
};

struct Place {
    std::size_t line, column;
};

Line decode_line(Arena& arena, std::string_view utf8) {
    auto* const text = arena.make_array<char32_t>(utf8.size());
    if (!text) return {};
    const auto* at = reinterpret_cast<const unsigned char*>(utf8.data());
    const auto* const end = at + utf8.size();
    std::size_t size = 0;
    while (at < end) text[size++] = next_utf8(at);
    return {text, size};
}

void append_line(TextBuffer& out, const Line& line) {
    for (std::size_t i = 0; i < line.size; ++i) out.append_code_point(line[i]);
}

// Characters in the first `bytes` bytes of the line.
std::size_t characters_of(const Line& line, std::int64_t bytes) {
    std::size_t count = 0;
    while (count < line.size && bytes > 0) {
        const char32_t c = line[count];
        bytes -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        ++count;
    }
    return count;
}

// Columns that the first `count` characters take on a terminal.
std::size_t display_width(const Line& line, std::size_t count) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < std::min(count, line.size); ++i)
        width += has_flag(line[i], unicode_flag::Wide) ? 2 : 1;
    return width + (count > line.size ? count - line.size : 0);
}

// Takes the leading blanks and tabs that all lines share off them; blank lines become empty.
void dedent(std::span<Line> lines) {
    const Line* first = nullptr;
    std::size_t margin = 0;
    for (Line& line : lines) {
        if (line.is_blank()) {
            line = {};
            continue;
        }
        if (!first) {
            first = &line;
            while (margin < line.size && (line[margin] == ' ' || line[margin] == '\t')) ++margin;
        }
        std::size_t common = 0;
        while (common < margin && line[common] == (*first)[common]) ++common;
        margin = common;
    }
    for (Line& line : lines) {
        if (line.size != 0) line = line.slice(margin, line.size);
    }
}

// --- Anchors

// Walks the characters of a segment of several lines.
class Walker {
public:
    explicit Walker(Lines lines) : lines_(lines) {}

    // The end of the expression, or the next character behind it. False: there is none.
    bool start_behind(const ast::Expr& expr) { return set_end(expr) && settle(); }
    bool set_end(const ast::Expr& expr) {
        // The text that was parsed has one line in front.
        if (expr.span.end_line < 2 || expr.span.end_line - 2 >= lines_.size()) return false;
        at_.line = expr.span.end_line - 2;
        at_.column = characters_of(lines_[at_.line], expr.span.end_col);
        return true;
    }
    // Forward to the first character that `stop` likes, over comments and line joints.
    template <class Stop>
    bool find(Stop&& stop) {
        for (;;) {
            const char32_t c = current();
            if (c == '\\' || c == '#') {
                at_ = {at_.line + 1, 0};
            } else if (stop(c)) {
                return true;
            } else {
                ++at_.column;
            }
            if (!settle()) return false;
        }
    }
    Place place() const { return at_; }

private:
    char32_t current() const { return lines_[at_.line][at_.column]; }
    bool settle() {
        while (at_.line < lines_.size() && at_.column >= lines_[at_.line].size) at_ = {at_.line + 1, 0};
        return at_.line < lines_.size();
    }

    Lines lines_;
    Place at_{0, 0};
};

bool anchor_operator(const ast::BinOp& op, Lines lines, Anchors& out) {
    Walker walker(lines);
    if (!walker.start_behind(*op.left)) return false;
    if (!walker.find([](char32_t c) { return !is_space(c) && c != ')'; })) return false;
    const auto [line, column] = walker.place();
    std::size_t end = column + 1;
    // A second character belongs to the operator unless the right operand begins there.
    const std::size_t right_line = op.right->span.line - 2;
    if (end < lines[line].size &&
        (right_line > line || end < characters_of(lines[line], op.right->span.col))) {
        const char32_t c = lines[line][end];
        if (!is_space(c) && c != '\\' && c != '#') ++end;
    }
    out = {line, column, line, end};
    return true;
}

// From the opening bracket behind `target` to the end of the whole expression.
bool anchor_brackets(const ast::Expr& whole, const ast::Expr& target, char32_t bracket, Lines lines,
                     Anchors& out) {
    Walker left(lines), right(lines);
    if (!left.start_behind(target) || !left.find([bracket](char32_t c) { return c == bracket; }))
        return false;
    if (!right.set_end(whole)) return false;
    out = {left.place().line, left.place().column, right.place().line, right.place().column};
    return true;
}

const ast::Module* parse_module(Arena& arena, const TextBuffer& text) {
    if (text.failed()) return nullptr;
    ParseOptions options;
    options.ignore_cookie = true;
    options.max_depth = 200; // deeper segments go without anchors
    const ParseResult result = parse(arena.copy(text.view()), "<traceback>", options, arena);
    return result.ok() ? ast::find_as<ast::Module>(result.tree) : nullptr;
}

bool find_anchors(Arena& arena, Lines segment, Anchors& out) {
    // Within parentheses a segment of several lines is still an expression.
    TextBuffer text;
    text.append("(\n");
    for (const Line& line : segment) {
        append_line(text, line);
        text.append('\n');
    }
    text.append(')');
    const ast::Module* const module = parse_module(arena, text);
    if (!module || module->body.size != 1) return false;
    const auto* const statement = ast::find_as<ast::ExprStmt>(module->body[0]);
    if (!statement) return false;
    if (const auto* const op = ast::find_as<ast::BinOp>(statement->value))
        return anchor_operator(*op, segment, out);
    if (const auto* const item = ast::find_as<ast::Subscript>(statement->value)) {
        return anchor_brackets(*item, *item->value, '[', segment, out);
    }
    if (const auto* const call = ast::find_as<ast::Call>(statement->value)) {
        return anchor_brackets(*call, *call->func, '(', segment, out);
    }
    return false;
}

// --- Markers

// What is shown of one entry: its lines, the failing range, the anchor.
struct Excerpt {
    std::span<Line> lines;
    std::size_t start, end; // characters in the first and in the last line
    bool has_anchors = false;
    Anchors anchors{};
};

// `return f(...)` and `x = f(...)` that fail as a whole need no markers, nor does a statement that is nothing
// but the failing expression.
bool needs_markers(Arena& arena, const Excerpt& e) {
    TextBuffer text;
    for (const Line& line : e.lines) {
        append_line(text, line);
        text.append('\n');
    }
    if (const ast::Module* const module = parse_module(arena, text)) {
        if (module->body.empty()) return false;
        const ast::Expr* value = nullptr;
        if (const auto* const ret = ast::find_as<ast::Return>(module->body[0])) {
            const auto* const call = ast::find_as<ast::Call>(ret->value);
            if (call && ast::find_as<ast::Name>(call->func)) value = call;
        } else if (const auto* const assign = ast::find_as<ast::Assign>(module->body[0])) {
            const auto* const call = ast::find_as<ast::Call>(assign->value);
            if (call && assign->targets.size == 1 && ast::find_as<ast::Name>(assign->targets[0]))
                value = call;
        }
        if (value && value->span.line == 1 && value->span.end_line == e.lines.size() &&
            value->span.col == e.start && value->span.end_col == e.end) {
            return false;
        }
    }
    if (e.has_anchors) return true;
    const Line& last = e.lines.back();
    return !e.lines.front().slice(0, e.start).is_blank() || !last.slice(e.end, last.size).is_blank();
}

// The row of markers below line `number`.
Line make_markers(Arena& arena, const Excerpt& e, std::size_t number) {
    const Line& line = e.lines[number];
    const bool first = number == 0, last = number == e.lines.size() - 1;
    const std::size_t width = last ? display_width(line, e.end) : display_width(line, line.size);
    const std::size_t from = first ? display_width(line, e.start) : 0;
    const std::size_t space = line.leading_space();
    const Anchors& a = e.anchors;
    const std::size_t left = display_width(e.lines[a.left_line], a.left);
    const std::size_t right = display_width(e.lines[a.right_line], a.right);
    auto* const text = arena.make_array<char32_t>(width);
    if (!text) return {};
    for (std::size_t column = 0; column < width; ++column) {
        const bool behind_left = number > a.left_line || (number == a.left_line && column >= left);
        const bool before_right = number < a.right_line || (number == a.right_line && column < right);
        const bool marked = !e.has_anchors || (behind_left && before_right);
        text[column] = column < space || column < from ? ' ' : marked ? '^' : '~';
    }
    return {text, width};
}

class Writer {
public:
    Writer(Arena& arena, const Excerpt& excerpt, bool markers)
        : arena_(arena), e_(excerpt), markers_(markers) {
        capacity_ = excerpt.lines.size() * 2 + 2;
        rows_ = arena.make_array<Line>(capacity_);
    }

    // First and last line, those at both ends of the anchor with their neighbours, and a note for the others.
    void write(TextBuffer& out) {
        if (!rows_) return;
        std::size_t shown = 0; // lines before this one are dealt with
        for (std::size_t i = 0; i < e_.lines.size(); ++i) {
            if (!is_significant(i)) continue;
            if (i == shown + 1) add_line(shown); // one line between: no shorter than a note
            if (i > shown + 1) add_note(i - shown);
            add_line(i);
            shown = i + 1;
        }
        dedent(std::span(rows_, count_));
        for (std::size_t i = 0; i < count_; ++i) {
            out.append("    ");
            append_line(out, rows_[i]);
            out.append('\n');
        }
    }

private:
    bool is_significant(std::size_t i) const {
        if (i == 0 || i == e_.lines.size() - 1) return true;
        const auto near = [i](std::size_t line) { return i + 1 >= line && i <= line + 1; };
        return e_.has_anchors && (near(e_.anchors.left_line) || near(e_.anchors.right_line));
    }
    void add(const Line& row) {
        if (count_ < capacity_) rows_[count_++] = row;
    }
    void add_line(std::size_t i) {
        add(e_.lines[i]);
        if (markers_) add(make_markers(arena_, e_, i));
    }
    void add_note(std::size_t lines) {
        add(decode_line(arena_, arena_.copy(format("...<{} lines>...", lines).view())));
    }

    Arena& arena_;
    const Excerpt& e_;
    bool markers_;
    Line* rows_;
    std::size_t count_ = 0, capacity_;
};

} // namespace

void append_source_excerpt(TextBuffer& out, Arena& arena, std::span<const std::string_view> lines,
                           const SourceSpan& span) {
    auto* const all = arena.make_array<Line>(lines.size());
    auto* const segment = arena.make_array<Line>(lines.size());
    if (!all || !segment) return;
    bool blank = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        all[i] = decode_line(arena, lines[i]);
        blank = blank && all[i].is_blank();
    }
    if (blank || arena.failed()) return;
    Excerpt e{std::span(all, lines.size()), 0, 0};
    if (span.col < 0 || span.end_col < 0) {
        Line first = all[0].slice(all[0].leading_space(), all[0].size);
        out.append("    ");
        append_line(out, first);
        return out.append('\n');
    }
    e.start = characters_of(e.lines.front(), span.col);
    e.end = characters_of(e.lines.back(), span.end_col);
    const std::size_t width = e.lines.front().size;
    dedent(e.lines);
    const std::size_t taken = width - e.lines.front().size;
    e.start -= std::min(e.start, taken);
    e.end -= std::min(e.end, taken);

    std::copy(e.lines.begin(), e.lines.end(), segment);
    segment[lines.size() - 1] = segment[lines.size() - 1].slice(0, e.end);
    segment[0] = segment[0].slice(e.start, segment[0].size);
    e.has_anchors = find_anchors(arena, Lines(segment, lines.size()), e.anchors);
    if (e.has_anchors) {
        // Anchors count from the segment's start.
        if (e.anchors.left_line == 0) e.anchors.left += e.start;
        if (e.anchors.right_line == 0) e.anchors.right += e.start;
    }
    Writer(arena, e, needs_markers(arena, e)).write(out);
}

} // namespace islet
