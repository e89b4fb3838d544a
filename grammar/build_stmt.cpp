// SPDX-License-Identifier: MIT
//
// Statements and their parts: parameters, definitions, with, try.
//
// Owns: see state.h.
// Threads: one parse, one thread.
#include "grammar/diagnostics.h"
#include "grammar/state.h"

#include <cstring>

namespace islet::grammar {

using namespace ast;

Seq<Stmt*> ParseState::one(Stmt* stmt) {
    Stmt** list = arena().make_array<Stmt*>(1);
    if (!list) return {};
    *list = stmt;
    return {list, 1};
}

ParamItem* ParseState::param(ParamKind kind, Identifier name, const Span& arg_span, Expr* annotation,
                             Expr* default_value, const Span& span) {
    Arg* arg = name ? make<Arg>(arg_span, name, annotation) : nullptr;
    if (name && !arg) return nullptr;
    return arena().make<ParamItem>(kind, span, arg, default_value);
}

Arguments* ParseState::no_arguments() {
    return make<Arguments>(Span{}, Seq<Arg*>{}, Seq<Arg*>{}, static_cast<Arg*>(nullptr), Seq<Arg*>{},
                           Seq<Expr*>{}, static_cast<Arg*>(nullptr), Seq<Expr*>{});
}

// Sorts the parameters; check_parameters() has seen to it that they stand in an order that means something.
Arguments* ParseState::arguments(std::uint32_t list, bool trailing_comma, bool of_lambda) {
    if (!check_parameters(*this, list, trailing_comma, of_lambda)) return nullptr;
    const std::uint32_t count = scratch.count_from(list);
    Seq<Arg*> before_slash{}, plain{arena().make_array<Arg*>(count), 0},
        named{arena().make_array<Arg*>(count), 0};
    Seq<Expr*> defaults{arena().make_array<Expr*>(count), 0},
        named_defaults{arena().make_array<Expr*>(count), 0};
    if (stopped()) return nullptr;
    Arg* positional_rest = nullptr;
    Arg* named_rest = nullptr;
    bool behind_star = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        const ParamItem& item = *scratch.at<ParamItem*>(list + i);
        switch (item.kind) {
        case ParamKind::Plain:
            if (behind_star) {
                named.data[named.size++] = item.arg;
                named_defaults.data[named_defaults.size++] = item.default_value;
            } else {
                plain.data[plain.size++] = item.arg;
                if (item.default_value) defaults.data[defaults.size++] = item.default_value;
            }
            break;
        case ParamKind::Slash:
            before_slash = plain;
            plain = {plain.data + plain.size, 0};
            break;
        case ParamKind::Star: behind_star = true; break;
        case ParamKind::VarPositional:
            behind_star = true;
            positional_rest = item.arg;
            break;
        case ParamKind::VarKeyword: named_rest = item.arg; break;
        }
    }
    scratch.drop_to(list);
    return make<Arguments>(Span{}, before_slash, plain, positional_rest, named, named_defaults, named_rest,
                           defaults);
}

// The name with points between its parts.
Identifier ParseState::dotted(std::uint32_t list) {
    const std::uint32_t count = scratch.count_from(list);
    if (count == 1) {
        const auto name = scratch.at<Identifier>(list);
        scratch.drop_to(list);
        return name;
    }
    TextBuffer text;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto part = scratch.at<Identifier>(list + i);
        if (!part) return nullptr;
        if (i) text.append('.');
        text.append(part->view());
    }
    scratch.drop_to(list);
    if (text.failed()) arena().fail();
    return names_.intern_copy(text.view());
}

Stmt* ParseState::function(bool is_async, Identifier name, Seq<TypeParam*> type_params, Arguments* args,
                           Expr* returns, Seq<Stmt*> body, const Span& span) {
    if (is_async) {
        return make<AsyncFunctionDef>(span, name, args, body, Seq<Expr*>{}, returns, type_params);
    }
    return make<FunctionDef>(span, name, args, body, Seq<Expr*>{}, returns, type_params);
}

// As for a call, but a generator cannot do without parentheses.
bool ParseState::class_arguments_in_order(std::uint32_t list, bool trailing_comma, const Span& close) {
    if (!arguments_in_order(list, trailing_comma, close)) return false;
    if (scratch.count_from(list) != 1) return true;
    const auto* only = find_as<GeneratorExp>(scratch.at<Node*>(list));
    if (!only || only->parens) return true;
    report_token_behind(*this, only->elt->span);
    return false;
}

Stmt* ParseState::class_def(Identifier name, Seq<TypeParam*> type_params, std::uint32_t args, Seq<Stmt*> body,
                            const Span& span) {
    Seq<Expr*> bases;
    Seq<Keyword*> keywords;
    if (!split_arguments(args, bases, keywords)) return nullptr;
    return make<ClassDef>(span, name, bases, keywords, body, Seq<Expr*>{}, type_params);
}

Stmt* ParseState::decorate(Seq<Expr*> decorators, Stmt* definition) {
    const std::uint32_t depth = depth_of(decorators) + 1;
    if (depth > limits_.depth) return static_cast<Stmt*>(fail_node(definition));
    definition->depth = std::max(definition->depth, depth);
    switch (definition->kind) {
    case NodeKind::FunctionDef: as<FunctionDef>(definition)->decorator_list = decorators; break;
    case NodeKind::AsyncFunctionDef: as<AsyncFunctionDef>(definition)->decorator_list = decorators; break;
    default: as<ClassDef>(definition)->decorator_list = decorators; break;
    }
    return definition;
}

Stmt* ParseState::loop(bool is_async, Expr* target, Expr* iter, Seq<Stmt*> body, Seq<Stmt*> orelse,
                       const Span& span) {
    if (is_async) return make<AsyncFor>(span, target, iter, body, orelse);
    return make<For>(span, target, iter, body, orelse);
}

namespace {

// `with (a, b):` has two items, although `(a, b)` is a tuple; with a star or a walrus in it, it is one.
bool is_item_list(const WithItem* item) {
    const auto* tuple = item->optional_vars ? nullptr : find_as<Tuple>(item->context_expr);
    if (!tuple || tuple->parens != 1 || tuple->elts.empty()) return false;
    for (const Expr* each : tuple->elts) {
        if (is<Starred>(each) || (is<NamedExpr>(each) && !each->parens)) return false;
    }
    return true;
}

} // namespace

Stmt* ParseState::with(bool is_async, std::uint32_t items, Seq<Stmt*> body, const Span& span) {
    if (scratch.count_from(items) == 1 && is_item_list(scratch.at<WithItem*>(items))) {
        const Seq<Expr*> elts = as<Tuple>(scratch.at<WithItem*>(items)->context_expr)->elts;
        scratch.drop_to(items);
        for (Expr* each : elts) scratch.push(make<WithItem>(each->span, each, static_cast<Expr*>(nullptr)));
    }
    const Seq<WithItem*> list = scratch.take<WithItem*>(items);
    if (stopped()) return nullptr;
    if (is_async) return make<AsyncWith>(span, list, body);
    return make<With>(span, list, body);
}

// What looked like the elements of a tuple are items after all: `item` behind them has an `as`.
std::uint32_t ParseState::items_from_elements(std::uint32_t list, WithItem* item) {
    const Seq<Expr*> elts = scratch.take<Expr*>(list);
    for (Expr* each : elts) {
        if (is<Starred>(each) || (is<NamedExpr>(each) && !each->parens)) {
            if (item) report_token_behind(*this, item->context_expr->span);
            return list;
        }
        scratch.push(make<WithItem>(each->span, each, static_cast<Expr*>(nullptr)));
    }
    scratch.push(item);
    return list;
}

bool ParseState::handler_types(Expr* types, Identifier name, const Span& colon) {
    const auto* list = find_as<Tuple>(types);
    if (!list || list->parens || !name) return true;
    const Span& first = list->elts[0]->span;
    fail(ErrorPlace{first.line, std::int64_t{first.col} + 1, colon.end_line, colon.end_col},
         "multiple exception types must be parenthesized when using 'as'");
    return false;
}

ExceptHandler* ParseState::handler(Expr* type, Identifier name, Seq<Stmt*> body, bool star,
                                   const Span& span) {
    auto* result = make<ExceptHandler>(span, type, name, body);
    // `except*` is told by a mark that nothing else uses on a handler.
    if (result && star) result->parens = 1;
    return result;
}

Stmt* ParseState::try_stmt(Seq<Stmt*> body, std::uint32_t handlers, Seq<Stmt*> orelse, Seq<Stmt*> finalbody,
                           const Span& span) {
    const Seq<ExceptHandler*> list = scratch.take<ExceptHandler*>(handlers);
    if (list.empty()) return nullptr;
    const bool star = list[0]->parens != 0;
    for (ExceptHandler* each : list) {
        if ((each->parens != 0) != star) {
            report_mixed_handlers(*this, each);
            return nullptr;
        }
        each->parens = 0;
    }
    if (star) return make<TryStar>(span, body, list, orelse, finalbody);
    return make<Try>(span, body, list, orelse, finalbody);
}

} // namespace islet::grammar
