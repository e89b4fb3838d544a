// SPDX-License-Identifier: MIT
//
// Making diagnostics: from byte places to the attributes of the exception.
#include "grammar/reports.h"

#include "vm/base/utf8.h"

#include <algorithm>
#include <cstring>

namespace islet::grammar {

std::string_view SourceText::line(std::uint32_t number) const {
    const char* at = begin;
    for (std::uint32_t i = 1; i < number; ++i) {
        const void* newline =
            at < end() ? std::memchr(at, '\n', static_cast<std::size_t>(end() - at)) : nullptr;
        if (!newline) return {};
        at = static_cast<const char*>(newline) + 1;
    }
    const auto left = static_cast<std::size_t>(end() - at);
    const void* newline = left ? std::memchr(at, '\n', left) : nullptr;
    return {at, newline ? static_cast<std::size_t>(static_cast<const char*>(newline) - at) : left};
}

std::int32_t character_offset(std::string_view line, std::int64_t byte_offset) {
    if (byte_offset <= 1) return static_cast<std::int32_t>(byte_offset);
    const auto bytes = std::min(static_cast<std::size_t>(byte_offset - 1), line.size());
    const std::size_t beyond = static_cast<std::size_t>(byte_offset - 1) - bytes;
    return static_cast<std::int32_t>(count_utf8(line.data(), bytes) + beyond + 1);
}

namespace {

Diagnostic make_diagnostic(const SourceText& source, DiagnosticKind kind, std::string_view message,
                           const ErrorPlace& place, bool keeps_newline) {
    Diagnostic result;
    result.kind = kind;
    result.message = message;
    const std::string_view line = source.line(place.line);
    result.line = static_cast<std::int32_t>(place.line);
    result.end_line = static_cast<std::int32_t>(place.end_line);
    result.offset = character_offset(line, place.offset);
    const bool has_newline = line.data() && line.data() + line.size() < source.end();
    result.has_text = true;
    result.text = line;
    if (keeps_newline && has_newline) result.text = {line.data(), line.size() + 1};
    // Python counts the end's characters in the first line, whatever line it is in, and no further than that.
    std::int64_t end_offset = place.end_offset;
    if (place.end_line != place.line)
        end_offset = std::min(end_offset, static_cast<std::int64_t>(line.size()) + 1);
    result.end_offset = character_offset(line, end_offset);
    return result;
}

} // namespace

void Reports::fail(DiagnosticKind kind, std::string_view message, const ErrorPlace& place,
                   bool keeps_newline) {
    if (error_) return;
    const std::string_view kept = arena_.copy(message);
    error_ = arena_.make<Diagnostic>(make_diagnostic(source_, kind, kept, place, keeps_newline));
}

void Reports::fail_without_place(DiagnosticKind kind, std::string_view message) {
    if (error_) return;
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.message = arena_.copy(message);
    diagnostic.has_location = false;
    error_ = arena_.make<Diagnostic>(diagnostic);
}

void Reports::fail_with(const Diagnostic& diagnostic) {
    if (!error_) error_ = arena_.make<Diagnostic>(diagnostic);
}

void Reports::warn(std::string_view message, std::uint32_t line, const ast::Span& span) {
    // A file full of the same mistake says the same words.
    const bool again = last_warning_ && last_warning_->warning.message == message;
    const std::string_view kept = again ? last_warning_->warning.message : arena_.copy(message);
    auto* link = arena_.make<WarningLink>(ParseWarning{kept, line, span}, nullptr);
    if (!link) return;
    (last_warning_ ? last_warning_->next : first_warning_) = link;
    last_warning_ = link;
    ++warning_count_;
}

ast::Seq<ParseWarning> Reports::take_warnings() {
    auto* list = arena_.make_array<ParseWarning>(warning_count_);
    if (!list) return {};
    std::uint32_t count = 0;
    for (WarningLink* link = first_warning_; link; link = link->next) list[count++] = link->warning;
    return {list, count};
}

} // namespace islet::grammar

namespace islet {

Diagnostic warning_as_error(const ParseResult& result, const ParseWarning& warning) {
    grammar::SourceText source;
    source.begin = result.source.data();
    source.size = static_cast<std::uint32_t>(result.source.size());
    return grammar::make_diagnostic(source, DiagnosticKind::SyntaxError, warning.message,
                                    grammar::place_of(warning.span), true);
}

} // namespace islet
