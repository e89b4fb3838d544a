// SPDX-License-Identifier: MIT
//
// The passes in order: future features, scopes, code.
#include "vm/compile/compile.h"

#include "vm/compile/codegen.h"

#include <cstring>

namespace islet {

using namespace ast;

namespace {

struct Feature {
    std::string_view name;
    std::uint32_t flag;
};

constexpr Feature kFeatures[] = {
    {"nested_scopes", 0},
    {"generators", 0},
    {"division", kFutureDivision},
    {"absolute_import", kFutureAbsoluteImport},
    {"with_statement", kFutureWithStatement},
    {"print_function", kFuturePrintFunction},
    {"unicode_literals", kFutureUnicodeLiterals},
    {"barry_as_FLUFL", kFutureBarryAsBdfl},
    {"generator_stop", kFutureGeneratorStop},
    {"annotations", kFutureAnnotations},
};

std::uint32_t import_feature(const ImportFrom* node, Report& report) {
    std::uint32_t flags = 0;
    for (const Alias* alias : node->names) {
        const std::string_view name = alias->name->view();
        const Feature* found = nullptr;
        for (const Feature& feature : kFeatures) {
            if (feature.name == name) found = &feature;
        }
        if (found) {
            flags |= found->flag;
        } else if (name == "braces") {
            report.error(alias->span, "not a chance");
        } else {
            report.error(alias->span, "future feature {} is not defined", name);
        }
    }
    return flags;
}

bool is_future(const Stmt* node) {
    const auto* import = find_as<ImportFrom>(node);
    return import && import->level == 0 && import->module && import->module->view() == "__future__";
}

// Features are imported at the very beginning, behind a docstring at most.
std::uint32_t future_features(const Mod* tree, Report& report, std::uint32_t* last_line) {
    const Seq<Stmt*>* statements = nullptr;
    if (const auto* file = find_as<Module>(tree)) statements = &file->body;
    if (const auto* line = find_as<Interactive>(tree)) statements = &line->body;
    if (!statements) return 0;
    std::uint32_t flags = 0;
    std::uint32_t at = 0;
    if (!statements->empty()) {
        const auto* first = find_as<ExprStmt>((*statements)[0]);
        const auto* text = first ? find_as<Constant>(first->value) : nullptr;
        if (text && text->value.kind == LiteralKind::Str) ++at;
    }
    for (; at < statements->size && is_future((*statements)[at]); ++at) {
        flags |= import_feature(as<ImportFrom>((*statements)[at]), report);
        *last_line = (*statements)[at]->span.line;
    }
    return flags;
}

// Copies the texts that the result speaks of out of the arena.
class TextKeeper {
public:
    explicit TextKeeper(std::size_t size) : texts_(size ? new char[size] : nullptr), at_(texts_.get()) {}
    std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        std::memcpy(at_, text.data(), text.size());
        const std::string_view kept(at_, text.size());
        at_ += text.size();
        return kept;
    }
    std::unique_ptr<char[]> take() { return std::move(texts_); }

private:
    std::unique_ptr<char[]> texts_;
    char* at_;
};

void keep_texts(CompileResult& result) {
    std::size_t size = result.diagnostic.message.size() + result.diagnostic.text.size();
    for (const CompileWarning& warning : result.warnings)
        size += warning.message.size() + warning.as_error.text.size();
    if (size == 0) return;
    TextKeeper keeper(size);
    result.diagnostic.message = keeper.keep(result.diagnostic.message);
    result.diagnostic.text = keeper.keep(result.diagnostic.text);
    for (CompileWarning& warning : result.warnings) {
        warning.message = warning.as_error.message = keeper.keep(warning.message);
        warning.as_error.text = keeper.keep(warning.as_error.text);
    }
    result.texts = keeper.take();
}

// The texts of the result still lie in the arena.
CompileResult compile_parsed(const Mod* tree, std::uint32_t identifier_count, std::string_view source,
                             std::string_view filename, const CompileOptions& options, Arena& arena) {
    CompileResult result;
    // What has no file has no line to show: "<string>", "<stdin>".
    const bool has_text = !(filename.starts_with('<') && filename.ends_with('>'));
    Report report(arena, has_text ? source : std::string_view(), options.stack_limit);
    std::uint32_t future =
        options.future_flags | (options.future_annotations ? std::uint32_t{kFutureAnnotations} : 0u);
    std::uint32_t future_line = 0;
    future |= future_features(tree, report, &future_line);
    Names names(arena, identifier_count);
    Symbols symbols(report, names);
    if (!report.failed()) symbols.analyse(tree, (future & kFutureAnnotations) != 0, options.top_level_await);
    if (!report.failed()) {
        Codegen codegen(report, symbols, names, filename, options, future, future_line, source.size());
        result.image = codegen.module(tree);
    }
    if (!result.image) result.diagnostic = report.diagnostic();
    for (const Report::WarningNode* node = report.warnings(); node; node = node->next) {
        result.warnings.push_back(
            {node->message, node->span.line, report.describe(node->message, node->span)});
    }
    return result;
}

} // namespace

CompileResult compile_tree(const ast::Mod* tree, std::uint32_t identifier_count, std::string_view source,
                           std::string_view filename, const CompileOptions& options, Arena& arena) {
    CompileResult result = compile_parsed(tree, identifier_count, source, filename, options, arena);
    keep_texts(result);
    return result;
}

CompileResult compile_source(std::string_view source, std::string_view filename, ParseMode mode,
                             const CompileOptions& options) {
    Arena arena(options.memory_limit);
    ParseOptions parse_options;
    parse_options.mode = mode;
    parse_options.ignore_cookie = options.ignore_cookie;
    parse_options.dont_imply_dedent = options.dont_imply_dedent;
    parse_options.allow_incomplete_input = options.allow_incomplete_input;
    parse_options.from_file = options.from_file;
    parse_options.max_depth = options.max_depth;
    parse_options.max_int_digits = options.max_int_digits;
    const ParseResult parsed = parse(source, filename, parse_options, arena);
    CompileResult result;
    if (parsed.ok()) {
        result =
            compile_parsed(parsed.tree, parsed.identifier_count, parsed.source, filename, options, arena);
    } else if (parsed.error) {
        result.diagnostic = *parsed.error;
    } else {
        result.diagnostic.kind = DiagnosticKind::MemoryError;
        result.diagnostic.has_location = false;
    }
    std::vector<CompileWarning> first;
    for (const ParseWarning& warning : parsed.warnings) {
        first.push_back({warning.message, warning.line, warning_as_error(parsed, warning)});
    }
    result.warnings.insert(result.warnings.begin(), first.begin(), first.end());
    keep_texts(result);
    return result;
}

} // namespace islet
