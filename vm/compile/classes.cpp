// SPDX-License-Identifier: MIT
//
// Class definitions, docstrings, and the unit of a whole module.
#include "vm/compile/codegen.h"

#include <algorithm>

namespace islet {

using namespace ast;

// ---- docstrings

std::string_view Codegen::docstring(const Seq<Stmt*>& statements, bool* found) {
    *found = false;
    if (statements.empty()) return {};
    const auto* first = find_as<ExprStmt>(statements[0]);
    const auto* constant = first ? find_as<Constant>(first->value) : nullptr;
    if (!constant || constant->value.kind != LiteralKind::Str) return {};
    *found = true;
    return clean_doc(constant->value.text.view());
}

namespace {

std::size_t indentation(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size() && line[at] == ' ') ++at;
    return at;
}

} // namespace

// Without the indentation that all lines but the first share, and that of the first. Tabs become spaces.
std::string_view Codegen::clean_doc(std::string_view text) {
    const auto tabs = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\t'));
    char* expanded = nullptr;
    if (tabs) {
        expanded = arena_.make_array<char>(text.size() + tabs * 7);
        if (!expanded) return text;
        std::size_t size = 0, column = 0;
        for (const char c : text) {
            if (c == '\t') {
                do expanded[size++] = ' ';
                while (++column % 8 != 0);
                continue;
            }
            // A column is a character: the bytes that continue one do not count.
            column = c == '\n' || c == '\r' ? 0 : column + ((c & 0xC0) != 0x80 ? 1u : 0u);
            expanded[size++] = c;
        }
        text = {expanded, size};
    }
    std::size_t margin = std::string_view::npos;
    for (std::size_t start = text.find('\n'); start != std::string_view::npos;) {
        ++start;
        const std::size_t end = text.find('\n', start);
        const std::string_view line = text.substr(start, end == std::string_view::npos ? end : end - start);
        const std::size_t indent = indentation(line);
        if (indent < line.size()) margin = std::min(margin, indent);
        start = end;
    }
    if (margin == std::string_view::npos) margin = 0;
    if (indentation(text) == 0 && margin == 0) return text;
    auto* clean = arena_.make_array<char>(text.size());
    if (!clean) return text;
    std::size_t size = 0;
    bool is_first = true;
    for (std::size_t start = 0; start <= text.size();) {
        std::size_t end = text.find('\n', start);
        const bool last = end == std::string_view::npos;
        if (last) end = text.size();
        std::string_view line = text.substr(start, end - start);
        line.remove_prefix(std::min(indentation(line), is_first ? line.size() : margin));
        std::copy(line.begin(), line.end(), clean + size);
        size += line.size();
        if (last) break;
        clean[size++] = '\n';
        start = end + 1;
        is_first = false;
    }
    return {clean, size};
}

// ---- classes

void Codegen::store_known(NameId name, Reg value, bool kill_it) {
    u_->emit_wide(Op::StoreName, value, u_->name(name), kill_it ? unsigned{kKillA} : 0u);
}

void Codegen::store_constant(NameId name, const Const* value) {
    const Reg reg = u_->take_temp();
    load_constant(value, reg);
    store_known(name, reg, true);
    u_->release_to(reg);
}

void Codegen::class_prologue(const ClassDef* node, std::uint32_t first_line) {
    const Reg value = u_->take_temp();
    u_->emit_wide(Op::LoadName, value, u_->name(known::name));
    store_known(known::module, value, true);
    store_constant(known::qualname, fold_.string(arena_.copy(u_->image->qualname)));
    store_constant(known::firstlineno, fold_.integer(first_line));
    if (!node->type_params.empty()) {
        load_ref(resolve(known::dot_type_params), value);
        store_known(known::type_params_dunder, value, true);
    }
    if (u_->classdict_cell != ~0u) {
        u_->emit(Op::LoadNamespace, value);
        u_->emit(Op::StoreCell, u_->classdict_cell, value, 0, kKillB);
    }
    if (u_->conditional_cell != ~0u) {
        u_->emit(Op::BuildSet, value, value, 0);
        u_->emit(Op::StoreCell, u_->conditional_cell, value, 0, kKillB);
    }
    u_->release_to(value);
}

void Codegen::class_epilogue() {
    if (u_->scope->first_annotation) {
        const Reg value = u_->take_temp();
        make_function(adopt(variable_annotate_code(u_->scope)), *u_->scope->annotations, value);
        store_known(known::annotate_func, value, true);
        u_->release_to(value);
    }
    std::uint32_t count = 0;
    for (const NameNode* node = u_->static_attributes; node; node = node->next) ++count;
    auto** items = arena_.make_array<const Const*>(count);
    if (items || count == 0) {
        std::uint32_t at = 0;
        for (const NameNode* node = u_->static_attributes; node; node = node->next) {
            items[at++] = fold_.string(names_.text(node->name));
        }
        std::sort(items, items + count, [](const Const* a, const Const* b) { return a->text() < b->text(); });
        store_constant(known::static_attributes, fold_.sequence(Const::Kind::Tuple, items, count));
    }
    if (u_->classdict_cell != ~0u) store_known(known::classdictcell, u_->classdict_cell, false);
    if (u_->class_cell != ~0u) {
        store_known(known::classcell, u_->class_cell, false);
        u_->emit(Op::Return, u_->class_cell);
    } else {
        u_->emit(Op::ReturnNone);
    }
}

CodeImage* Codegen::class_code(const ClassDef* node, std::uint32_t first_line) {
    Scope* scope = symbols_.find(node);
    if (!scope) return nullptr;
    const NameId name = names_.of(node->name);
    return unit(scope, UnitKind::Class, name, first_line, [&] {
        u_->class_name = name;
        place_variables(nullptr);
        start_cells();
        u_->span = {first_line, 0, first_line, 0};
        class_prologue(node, first_line);
        module_body(node->body, true);
        u_->span = {first_line, 0, first_line, 0};
        class_epilogue();
    });
}

// A list of statements that run in a namespace: docstring, annotations of the future kind, the rest.
void Codegen::module_body(const Seq<Stmt*>& statements, bool with_doc) {
    if (future_flags_ & kFutureAnnotations && u_->scope->annotations_used) setup_annotations();
    bool has_doc = false;
    const std::string_view doc = with_doc ? docstring(statements, &has_doc) : std::string_view();
    if (has_doc && options_.optimize < 2) {
        AtSpan at(*u_, statements[0]->span);
        store_constant(known::doc, fold_.string(doc));
    }
    body_from(statements, has_doc ? 1 : 0);
}

// R[dst] = __build_class__(body, name, *bases, generic base, **keywords).
void Codegen::class_call(const ClassDef* node, CodeImage* body_code, std::int64_t generic_base, Reg dst) {
    u_->release_to(dst);
    u_->take_temp();
    u_->emit(Op::LoadBuildClass, dst);
    const Reg function = u_->take_temp();
    make_function(adopt(body_code), *symbols_.find(node), function);
    load_constant(fold_.string(node->name->view()), u_->take_temp());
    bool simple = node->bases.size + node->keywords.size <= kMaxRun;
    for (const Expr* base : node->bases) simple &= !is<Starred>(base);
    for (const Keyword* keyword : node->keywords) simple &= keyword->arg != nullptr;
    check_keywords(node->keywords);
    if (!simple) {
        call_ex(node->bases, node->keywords, dst, 2, u_->span, generic_base);
        return u_->release_to(dst);
    }
    for (const Expr* base : node->bases) next_temp(base);
    if (generic_base != kAnywhere) u_->emit(Op::Move, u_->take_temp(), static_cast<Reg>(generic_base));
    for (const Keyword* keyword : node->keywords) next_temp(keyword->value);
    const Reg count = u_->temp_top - dst - 1;
    if (node->keywords.empty()) {
        u_->emit(Op::Call, dst, count);
    } else {
        const std::uint32_t names = u_->constant(keyword_names(node->keywords));
        if (!Unit::is_short(names)) report_.limit("too many constants in one block");
        u_->emit(Op::CallKw, dst, count, names);
    }
    u_->release_to(dst);
}

// The unit of a generic class's type parameters makes the class and returns it.
void Codegen::generic_class(const ClassDef* node, std::uint32_t first_line, Reg dst) {
    Scope* scope = symbols_.find(node, ScopeSlot::TypeParams);
    if (!scope) return;
    CodeImage* image = unit(scope, UnitKind::TypeParams, type_params_name(node->name), first_line, [&] {
        u_->class_name = names_.of(node->name);
        place_variables(nullptr);
        u_->span = node->span;
        start_cells();
        const Reg params = u_->take_temp();
        type_params(node->type_params, params);
        u_->release_to(params + 1);
        store_name(known::dot_type_params, params, true);
        u_->release_to(params);
        CodeImage* body_code = class_code(node, first_line);
        const Reg base = u_->take_temp();
        load_ref(resolve(known::dot_type_params), base);
        u_->emit(Op::Intrinsic, base, base, static_cast<Reg>(IntrinsicKind::SubscriptGeneric));
        store_name(known::dot_generic_base, base, true);
        u_->release_to(base);
        const Operand generic_base = held(load_name(known::dot_generic_base, kAnywhere));
        const Reg window = u_->temp_top;
        class_call(node, body_code, generic_base.reg, window);
        u_->emit(Op::Return, window, 0, 0, kKillA);
    });
    u_->release_to(dst);
    u_->take_temp();
    make_function(adopt(image), *scope, dst);
    u_->emit(Op::Call, dst, 0);
    u_->release_to(dst);
}

void Codegen::class_def(const ClassDef* node) {
    const Reg first = u_->temp_top;
    decorators(node->decorator_list);
    const std::uint32_t first_line =
        node->decorator_list.empty() ? node->span.line : node->decorator_list[0]->span.line;
    const Reg dst = u_->temp_top;
    if (node->type_params.empty()) {
        class_call(node, class_code(node, first_line), kAnywhere, dst);
    } else {
        generic_class(node, first_line, dst);
    }
    u_->take_temp();
    call_decorators(node->decorator_list, first);
    store_name(mangled(node->name), first, true);
    u_->release_to(first);
}

// ---- modules

CodeImage* Codegen::module(const Mod* tree) {
    Scope* scope = symbols_.top();
    if (!scope) return nullptr;
    CodeImage* image = unit(scope, UnitKind::Module, known::module_code, 1, [&] {
        place_variables(nullptr);
        if (const auto* expression = find_as<Expression>(tree)) {
            u_->span = expression->body->span;
            const Operand value = held(operand(expression->body));
            u_->emit(Op::Return, value.reg, 0, 0, kill(value, kKillA));
            return;
        }
        const auto* file = find_as<Module>(tree);
        const Seq<Stmt*>& statements = file ? file->body : as<Interactive>(tree)->body;
        interactive_ = file == nullptr;
        if (!statements.empty()) u_->span = {statements[0]->span.line, 0, statements[0]->span.line, 0};
        if (!(future_flags_ & kFutureAnnotations)) module_annotate(scope);
        module_body(statements, file != nullptr);
        u_->use_last_span();
        u_->emit(Op::ReturnNone);
    });
    if (!report_.failed()) return image;
    if (image) image->release();
    return nullptr;
}

} // namespace islet
