// SPDX-License-Identifier: MIT
//
// See compile_text.h.
#include "vm/model/compile_text.h"

#include "vm/model/call.h"
#include "vm/model/warnings.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Exc exception_of(DiagnosticKind kind) {
    switch (kind) {
    case DiagnosticKind::IndentationError: return Exc::IndentationError;
    case DiagnosticKind::TabError: return Exc::TabError;
    case DiagnosticKind::IncompleteInput: return Exc::IncompleteInputError;
    case DiagnosticKind::RecursionError: return Exc::RecursionError;
    case DiagnosticKind::MemoryError: return Exc::MemoryError;
    default: return Exc::SyntaxError;
    }
}

// None stands for what the diagnostic does not know.
Value number(bool known, std::int32_t n) {
    return known ? Value::small_int(n) : Value::none();
}

} // namespace

Raised raise_diagnostic_py(Thread& t, const Diagnostic& d, Value filename, Value source) {
    const Exc type = exception_of(d.kind);
    if (d.kind == DiagnosticKind::MemoryError) return t.raise_memory_error();
    if (d.kind == DiagnosticKind::RecursionError) return t.raise_text(type, d.message);
    Ref message = make_str(t, d.message);
    Ref text = d.has_text ? make_str(t, d.text) : Ref::none();
    if (!message || !text) return t.raised();
    // What a traceback needs to look for a mistyped keyword (vm/model/syntax_report.cpp).
    Ref metadata =
        make_tuple(t, {Value::small_int(d.statement_line), Value::small_int(d.statement_col), source});
    if (!metadata) return t.raised();
    const Value parts[] = {
        filename,      number(d.has_location, d.line),     number(d.has_location, d.offset),
        text.get(),    number(d.has_location, d.end_line), number(d.has_location, d.end_offset),
        metadata.get()};
    const bool vague = d.message.starts_with("invalid syntax");
    Ref place = make_tuple(t, std::span(parts, vague ? 7 : 6));
    if (!place) return t.raised();
    Ref exception = call_py(t, Value(t.type(static_cast<TypeId>(type))), message.get(), place.get());
    if (!exception) return t.raised();
    return t.raise_object(std::move(exception));
}

namespace {

// Issues what the compiler warned of. A filter that says "error" turns a warning into its SyntaxError.
Status issue_warnings_py(Thread& t, const CompileResult& result, Value filename, Value source) {
    for (const CompileWarning& warning : result.warnings) {
        Ref text = make_str(t, warning.message);
        if (!text) return t.raised();
        const Value category = Value(t.type(TypeId::SyntaxWarning));
        if (warn_explicit_py(t, category, text.get(), filename, warning.line, Value::none(), Value::none()))
            continue;
        if (!t.pending_is(Exc::SyntaxWarning)) return t.raised();
        t.clear_pending();
        return raise_diagnostic_py(t, warning.as_error, filename, source);
    }
    return Status::ok();
}

} // namespace

Ref compile_text_py(Thread& t, std::string_view source, Value filename, ParseMode mode,
                    const CompileOptions& options, bool from_file) {
    Utf8View name;
    if (!name.fill(t, as<Str>(filename), false, true)) return t.raised();
    CompileOptions all = options;
    all.stack_limit = t.stack_limit();
    all.from_file = from_file;
    all.max_int_digits = static_cast<std::uint32_t>(t.state().int_digits_limit);
    CompileResult result = compile_source(source, name.view(), mode, all);
    Ref text = from_file ? Ref::none() : make_str(t, source);
    const bool issued = text && issue_warnings_py(t, result, filename, text.get());
    if (!issued) {
        if (result.image) result.image->release();
        return t.raised();
    }
    if (!result.image) return raise_diagnostic_py(t, result.diagnostic, filename, text.get());
    return make_code(t, result.image);
}

} // namespace islet
