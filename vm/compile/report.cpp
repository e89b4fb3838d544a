// SPDX-License-Identifier: MIT
//
// Errors and warnings of the passes over the tree.
#include "vm/compile/report.h"

namespace islet {

// With its newline, as Python keeps it.
std::string_view Report::line_text(std::uint32_t line) const {
    std::size_t start = 0;
    for (std::uint32_t at = 1; at < line; ++at) {
        start = source_.find('\n', start);
        if (start == std::string_view::npos) return {};
        ++start;
    }
    const std::size_t end = source_.find('\n', start);
    return source_.substr(start, end == std::string_view::npos ? end : end - start + 1);
}

// Offsets of errors that come after parsing count bytes, not characters: so does CPython.
Diagnostic Report::describe(std::string_view message, const ast::Span& span) const {
    Diagnostic result;
    result.message = message;
    result.line = static_cast<std::int32_t>(span.line);
    result.offset = static_cast<std::int32_t>(span.col) + 1;
    result.end_line = static_cast<std::int32_t>(span.end_line);
    result.end_offset = static_cast<std::int32_t>(span.end_col) + 1;
    result.text = line_text(span.line);
    result.has_text = !result.text.empty();
    return result;
}

void Report::set_error(std::string_view message, const ast::Span& span) {
    failed_ = true;
    diagnostic_ = describe(arena_.copy(message), span);
}

void Report::limit(std::string_view what) {
    if (failed_) return;
    set_error(what, {});
    diagnostic_.has_location = false;
    diagnostic_.has_text = false;
    diagnostic_.offset = diagnostic_.end_offset = 0;
}

void Report::too_deep() {
    if (failed_) return;
    limit("maximum recursion depth exceeded during compilation");
    diagnostic_.kind = DiagnosticKind::RecursionError;
}

const Diagnostic& Report::diagnostic() {
    if (!failed_ && arena_.failed()) {
        failed_ = true;
        diagnostic_ = {};
        diagnostic_.kind = DiagnosticKind::MemoryError;
        diagnostic_.has_location = false;
    }
    return diagnostic_;
}

void Report::add_warning(std::string_view message, const ast::Span& span) {
    auto* node = arena_.make<WarningNode>(arena_.copy(message), span, nullptr);
    if (!node) return;
    *last_warning_ = node;
    last_warning_ = &node->next;
}

} // namespace islet
