// SPDX-License-Identifier: MIT
//
// The first step of scopes: one walk over the tree that notes what every block does with its names, and
// finds the errors that need no code: clashing declarations, := and yield and await where they may not be.
#include "vm/compile/symbols.h"

namespace islet {

using namespace ast;

class SymbolWalk {
public:
    SymbolWalk(Symbols& symbols, bool future_annotations, bool top_level_await)
        : s_(symbols), report_(symbols.report_), names_(symbols.names_), arena_(symbols.arena_),
          future_annotations_(future_annotations), top_level_await_(top_level_await) {}

    void module(const Mod* tree);

private:
    // Statements
    void body(const Seq<Stmt*>& statements) {
        for (const Stmt* statement : statements) stmt(statement);
    }
    void conditional_body(const Seq<Stmt*>& statements);
    void loop_body(const Seq<Stmt*>& statements);
    void leaves_finally(const char* what, const Stmt* node) {
        if (in_finally_) report_.warn(node->span, "'{}' in a 'finally' block", what);
    }
    void stmt(const Stmt* node);
    void compound(const Stmt* node);
    void imports(const Seq<Alias*>& aliases);
    void declaration(const Stmt* node, const Seq<Identifier>& names, bool is_global);
    void ann_assign(const AnnAssign* node);
    void handlers(const Seq<ExceptHandler*>& list);
    void pattern(const Pattern* node);
    template <class Def>
    void function(const Def* node, bool is_async);
    void class_def(const ClassDef* node);
    void type_alias(const TypeAlias* node);

    // Parts of functions
    void parameters(const Arguments* args);
    void function_annotations(const Stmt* node, const Arguments* args, const Expr* returns,
                              Scope* function_scope);
    void one_annotation(const Arg* arg) {
        if (arg && arg->annotation) annotation_expr(arg->annotation);
    }
    void annotation_expr(const Expr* node);
    void variable_annotation(const AnnAssign* node);
    void type_params(const Seq<TypeParam*>& params);
    void bound_or_default(const Expr* node, NameId name, const Node* key, ScopeSlot slot, const char* text);
    bool enter_type_params(const Stmt* node, NameId name, bool is_class, const Arguments* args);

    // Expressions
    void exprs(const Seq<Expr*>& list) {
        for (const Expr* item : list) {
            if (item) expr(item);
        }
    }
    void expr(const Expr* node);
    void expr_opt(const Expr* node) {
        if (node) expr(node);
    }
    void keywords(const Seq<Keyword*>& list);
    void lambda(const Lambda* node);
    void await(const Await* node);
    void yield(const Expr* node, const Expr* value);
    void walrus(const NamedExpr* node);
    void extend_walrus(const Name* target);
    void comprehension(const Expr* node, CompKind kind, const Expr* element, const Expr* value,
                       const Seq<Comprehension*>& loops);
    void comp_loop(const Comprehension* loop, bool outermost);
    bool refuse_in_annotation(const char* what, const Expr* node);

    // Scopes and names
    bool enter(ScopeKind kind, NameId name, const Node* key, ScopeSlot slot, const Span& span);
    void leave() { scope_ = scope_->parent; }
    void add_classdict() { add(known::classdict, kSymUse); }
    void add(NameId name, std::uint16_t flags) {
        Scope& scope = *scope_;
        if (!scope.comp_target) {
            s_.touch(scope, mangled(name), flags);
            return;
        }
        add_comp_target(name, flags, scope.span);
    }
    void add_at(NameId name, std::uint16_t flags, const Span& span);
    void add_comp_target(NameId name, std::uint16_t flags, const Span& span);
    void direct(NameId name, const Span& span);
    NameId mangled(NameId name);
    bool check_name(NameId name, const Span& span, ExprContext ctx);

    bool is_async_def() const { return scope_->kind == ScopeKind::Function && scope_->coroutine; }
    bool allows_top_level_await() const { return top_level_await_ && scope_->kind == ScopeKind::Module; }

    Symbols& s_;
    Report& report_;
    Names& names_;
    Arena& arena_;
    bool future_annotations_;
    bool top_level_await_;
    Scope* scope_ = nullptr;
    NameId private_ = 0;      // innermost class, for mangling
    bool in_finally_ = false; // a return, break or continue here leaves a `finally` block
    int detached_ = 0;        // inside an annotation that is never evaluated: its scopes are thrown away
};

// ---- scopes and names

NameId SymbolWalk::mangled(NameId name) {
    if (private_ == 0) return name;
    if (scope_->limits_mangling) {
        const NameNode* node = scope_->mangled;
        while (node && node->name != name) node = node->next;
        if (!node) return name;
    }
    return names_.mangle(private_, name);
}

bool SymbolWalk::check_name(NameId name, const Span& span, ExprContext ctx) {
    if (name != known::debug || ctx == ExprContext::Load) [[likely]]
        return true;
    report_.error(span, "cannot {} __debug__", ctx == ExprContext::Del ? "delete" : "assign to");
    return false;
}

bool SymbolWalk::enter(ScopeKind kind, NameId name, const Node* key, ScopeSlot slot, const Span& span) {
    Scope* scope = s_.make_scope(kind, name, scope_, span);
    if (!scope) return false;
    if (detached_ == 0) {
        *s_.last_ = scope;
        s_.last_ = &scope->next;
        Symbols::NodeEntry entry{};
        entry.scope = scope;
        s_.remember(reinterpret_cast<std::uintptr_t>(key) + static_cast<std::uintptr_t>(slot), entry);
    }
    scope_ = scope;
    return true;
}

void SymbolWalk::add_comp_target(NameId name, std::uint16_t flags, const Span& span) {
    name = mangled(name);
    const Symbol* symbol = s_.touch(*scope_, name, flags);
    if (!symbol) return;
    if (symbol->flags & (kSymGlobal | kSymNonlocal)) {
        return report_.error(span, "comprehension inner loop cannot rebind assignment expression target '{}'",
                             names_.text(name));
    }
    s_.touch(*scope_, name, kSymCompIter);
}

// With the checks that assignments and parameters need.
void SymbolWalk::add_at(NameId name, std::uint16_t flags, const Span& span) {
    if (!check_name(name, span, ExprContext::Store)) return;
    if (scope_->comp_target) return add_comp_target(name, flags, span);
    name = mangled(name);
    if (flags & (kSymParam | kSymTypeParam)) {
        const Symbol* symbol = scope_->find(name);
        if (symbol && symbol->flags & flags & kSymParam) {
            return report_.error(span, "duplicate argument '{}' in function definition", names_.text(name));
        }
        if (symbol && symbol->flags & flags & kSymTypeParam) {
            return report_.error(span, "duplicate type parameter '{}'", names_.text(name));
        }
    }
    s_.touch(*scope_, name, flags);
}

void SymbolWalk::direct(NameId name, const Span& span) {
    auto* node = arena_.make<DirectiveNode>(mangled(name), span, scope_->directives);
    if (node) scope_->directives = node;
    // Where "nonlocal at module level" points: at the first declaration, whatever its name.
    if (scope_->kind == ScopeKind::Module && !s_.top_->find(known::empty)) {
        auto* any = arena_.make<DirectiveNode>(NameId{known::empty}, span, scope_->directives);
        if (any) scope_->directives = any;
    }
}

// ---- statements

void SymbolWalk::module(const Mod* tree) {
    if (!enter(ScopeKind::Module, known::top, tree, ScopeSlot::Main, Span{})) return;
    s_.top_ = scope_;
    switch (tree->kind) {
    case NodeKind::Module: return body(as<Module>(tree)->body);
    case NodeKind::Interactive: return body(as<Interactive>(tree)->body);
    case NodeKind::Expression: return expr(as<Expression>(tree)->body);
    default: return report_.limit("this kind of tree cannot be compiled");
    }
}

void SymbolWalk::conditional_body(const Seq<Stmt*>& statements) {
    const bool before = scope_->in_conditional;
    scope_->in_conditional = true;
    body(statements);
    scope_->in_conditional = before;
}

void SymbolWalk::loop_body(const Seq<Stmt*>& statements) {
    const bool before = std::exchange(in_finally_, false);
    conditional_body(statements);
    in_finally_ = before;
}

// Values are visited before the targets they go to, as they are evaluated: locals are numbered in the order
// in which the walk meets them.
void SymbolWalk::stmt(const Stmt* node) {
    if (report_.failed() || !report_.check_stack()) return;
    switch (node->kind) {
    case NodeKind::ExprStmt: return expr(as<ExprStmt>(node)->value);
    case NodeKind::Assign: {
        const auto* assign = as<Assign>(node);
        expr(assign->value);
        return exprs(assign->targets);
    }
    case NodeKind::AugAssign: expr(as<AugAssign>(node)->target); return expr(as<AugAssign>(node)->value);
    case NodeKind::AnnAssign: return ann_assign(as<AnnAssign>(node));
    case NodeKind::Return: leaves_finally("return", node); return expr_opt(as<Return>(node)->value);
    case NodeKind::Delete: return exprs(as<Delete>(node)->targets);
    case NodeKind::Raise: expr_opt(as<Raise>(node)->exc); return expr_opt(as<Raise>(node)->cause);
    case NodeKind::Assert: expr(as<Assert>(node)->test); return expr_opt(as<Assert>(node)->msg);
    case NodeKind::Import: return imports(as<Import>(node)->names);
    case NodeKind::ImportFrom: return imports(as<ImportFrom>(node)->names);
    case NodeKind::Global: return declaration(node, as<Global>(node)->names, true);
    case NodeKind::Nonlocal: return declaration(node, as<Nonlocal>(node)->names, false);
    case NodeKind::FunctionDef: return function(as<FunctionDef>(node), false);
    case NodeKind::AsyncFunctionDef: return function(as<AsyncFunctionDef>(node), true);
    case NodeKind::ClassDef: return class_def(as<ClassDef>(node));
    case NodeKind::TypeAlias: return type_alias(as<TypeAlias>(node));
    case NodeKind::Pass: return;
    case NodeKind::Break: return leaves_finally("break", node);
    case NodeKind::Continue: return leaves_finally("continue", node);
    default: return compound(node);
    }
}

void SymbolWalk::compound(const Stmt* node) {
    const auto for_loop = [&](const auto* loop) {
        expr(loop->iter);
        expr(loop->target);
        loop_body(loop->body);
        conditional_body(loop->orelse);
    };
    const auto with = [&](const auto* block) {
        const bool before = scope_->in_conditional;
        scope_->in_conditional = true;
        for (const WithItem* item : block->items) {
            expr(item->context_expr);
            expr_opt(item->optional_vars);
        }
        body(block->body);
        scope_->in_conditional = before;
    };
    const auto try_block = [&](const auto* block) {
        conditional_body(block->body);
        handlers(block->handlers);
        conditional_body(block->orelse);
        const bool before = std::exchange(in_finally_, true);
        conditional_body(block->finalbody);
        in_finally_ = before;
    };
    const auto need_async = [&](const char* what) {
        if (allows_top_level_await()) scope_->coroutine = true;
        if (!scope_->coroutine) report_.error(node->span, "'{}' outside async function", what);
    };
    switch (node->kind) {
    case NodeKind::If:
        expr(as<If>(node)->test);
        conditional_body(as<If>(node)->body);
        return conditional_body(as<If>(node)->orelse);
    case NodeKind::While:
        expr(as<While>(node)->test);
        loop_body(as<While>(node)->body);
        return conditional_body(as<While>(node)->orelse);
    case NodeKind::For: return for_loop(as<For>(node));
    case NodeKind::AsyncFor: need_async("async for"); return for_loop(as<AsyncFor>(node));
    case NodeKind::With: return with(as<With>(node));
    case NodeKind::AsyncWith: need_async("async with"); return with(as<AsyncWith>(node));
    case NodeKind::Try: return try_block(as<Try>(node));
    case NodeKind::TryStar: return try_block(as<TryStar>(node));
    case NodeKind::Match:
        expr(as<Match>(node)->subject);
        for (const MatchCase* item : as<Match>(node)->cases) {
            pattern(item->pattern);
            expr_opt(item->guard);
            conditional_body(item->body);
        }
        return;
    default: return;
    }
}

void SymbolWalk::handlers(const Seq<ExceptHandler*>& list) {
    for (const ExceptHandler* handler : list) {
        expr_opt(handler->type);
        if (handler->name) add_at(names_.of(handler->name), kSymLocal | kSymDeleted, handler->span);
        conditional_body(handler->body);
    }
}

void SymbolWalk::imports(const Seq<Alias*>& aliases) {
    for (const Alias* alias : aliases) {
        if (!alias->asname && alias->name->view() == "*") {
            if (scope_->kind != ScopeKind::Module) {
                return report_.error(alias->span, "import * only allowed at module level");
            }
            continue;
        }
        NameId name;
        if (alias->asname) {
            name = names_.of(alias->asname);
        } else {
            const std::string_view text = alias->name->view();
            const std::size_t dot = text.find('.');
            name =
                dot == std::string_view::npos ? names_.of(alias->name) : names_.intern(text.substr(0, dot));
        }
        add_at(name, kSymImport, alias->span);
    }
}

void SymbolWalk::declaration(const Stmt* node, const Seq<Identifier>& list, bool is_global) {
    const char* what = is_global ? "global" : "nonlocal";
    for (const Identifier id : list) {
        const NameId name = names_.of(id);
        const Symbol* symbol = scope_->find(mangled(name));
        const std::uint16_t flags = symbol ? symbol->flags : 0;
        const std::string_view text = names_.text(mangled(name));
        if (flags & kSymParam) return report_.error(node->span, "name '{}' is parameter and {}", text, what);
        if (flags & kSymUse) {
            return report_.error(node->span, "name '{}' is used prior to {} declaration", text, what);
        }
        if (flags & kSymAnnot)
            return report_.error(node->span, "annotated name '{}' can't be {}", text, what);
        if (flags & kSymLocal) {
            return report_.error(node->span, "name '{}' is assigned to before {} declaration", text, what);
        }
        direct(name, node->span);
        add(name, is_global ? kSymGlobal : kSymNonlocal);
        // A module that a function writes to by `global` writes the same place itself.
        if (is_global && detached_ == 0) s_.touch(*s_.top_, mangled(name), kSymGlobal);
    }
}

void SymbolWalk::ann_assign(const AnnAssign* node) {
    scope_->annotations_used = true;
    if (const auto* target = find_as<Name>(node->target)) {
        const NameId name = names_.of(target->id);
        const Symbol* symbol = scope_->find(mangled(name));
        const std::uint16_t flags = symbol ? symbol->flags : 0;
        if (flags & (kSymGlobal | kSymNonlocal) && scope_ != s_.top_ && node->simple) {
            return report_.error(node->span, "annotated name '{}' can't be {}", names_.text(name),
                                 flags & kSymGlobal ? "global" : "nonlocal");
        }
        if (node->simple) {
            add_at(name, kSymAnnot | kSymLocal, target->span);
        } else if (node->value) {
            add_at(name, kSymLocal, target->span);
        }
    } else {
        expr(node->target);
    }
    variable_annotation(node);
    expr_opt(node->value);
}

// In a function the annotation is never evaluated; in a module or class it becomes a part of __annotate__.
void SymbolWalk::variable_annotation(const AnnAssign* node) {
    Scope* owner = scope_;
    const bool is_deferred = !owner->is_function_like() && !future_annotations_ && node->simple &&
                             is<Name>(node->target) && detached_ == 0;
    if (is_deferred) {
        const bool conditional = owner->kind == ScopeKind::Module || owner->in_conditional;
        if (conditional) owner->has_conditional_annotations = true;
        if (!owner->annotations) {
            if (!enter(ScopeKind::Annotation, known::annotate, node, ScopeSlot::Annotations, owner->span))
                return;
            owner->annotations = scope_;
            add(known::format, kSymParam | kSymLocal);
            if (owner->kind == ScopeKind::Class) {
                scope_->sees_class = true;
                add_classdict();
            }
        }
        scope_ = owner->annotations;
        if (conditional) add(known::conditional_annotations, kSymUse);
        Symbols::NodeEntry entry{};
        entry.number = conditional ? static_cast<std::int64_t>(owner->annotation_count++) : -1;
        auto* item = arena_.make<AnnotationNode>(node, static_cast<std::int32_t>(entry.number), nullptr);
        if (!item) return;
        *owner->last_annotation = item;
        owner->last_annotation = &item->next;
        s_.remember(reinterpret_cast<std::uintptr_t>(node), entry);
        expr(node->annotation);
        scope_ = owner;
        return;
    }
    // In a function, beside a target that is no name, and with the future import nothing is evaluated.
    ++detached_;
    if (enter(ScopeKind::Annotation, known::annotate, node, ScopeSlot::Annotations, node->span)) {
        expr(node->annotation);
        scope_ = owner;
    }
    --detached_;
}

void SymbolWalk::pattern(const Pattern* node) {
    if (report_.failed() || !report_.check_stack()) return;
    const auto patterns = [&](const Seq<Pattern*>& list) {
        for (const Pattern* item : list) pattern(item);
    };
    const auto bind = [&](Identifier id) {
        if (id) add_at(names_.of(id), kSymLocal, node->span);
    };
    switch (node->kind) {
    case NodeKind::MatchValue: return expr(as<MatchValue>(node)->value);
    case NodeKind::MatchSequence: return patterns(as<MatchSequence>(node)->patterns);
    case NodeKind::MatchStar: return bind(as<MatchStar>(node)->name);
    case NodeKind::MatchMapping:
        exprs(as<MatchMapping>(node)->keys);
        patterns(as<MatchMapping>(node)->patterns);
        return bind(as<MatchMapping>(node)->rest);
    case NodeKind::MatchClass: {
        const auto* match = as<MatchClass>(node);
        expr(match->cls);
        patterns(match->patterns);
        for (std::uint32_t i = 0; i < match->kwd_attrs.size; ++i) {
            if (!check_name(names_.of(match->kwd_attrs[i]), match->kwd_patterns[i]->span, ExprContext::Store))
                return;
        }
        return patterns(match->kwd_patterns);
    }
    case NodeKind::MatchAs:
        if (as<MatchAs>(node)->pattern) pattern(as<MatchAs>(node)->pattern);
        return bind(as<MatchAs>(node)->name);
    case NodeKind::MatchOr: return patterns(as<MatchOr>(node)->patterns);
    default: return;
    }
}

// ---- functions and classes

template <class Def>
void SymbolWalk::function(const Def* node, bool is_async) {
    const NameId name = names_.of(node->name);
    add_at(name, kSymLocal, node->span);
    exprs(node->args->defaults);
    exprs(node->args->kw_defaults);
    exprs(node->decorator_list);
    const bool generic = !node->type_params.empty();
    if (generic) {
        if (!enter_type_params(node, name, false, node->args)) return;
        type_params(node->type_params);
    }
    Scope* outside = scope_;
    if (!enter(ScopeKind::Function, name, node, ScopeSlot::Main, node->span)) return;
    Scope* inside = scope_;
    scope_ = outside;
    function_annotations(node, node->args, node->returns, inside);
    scope_ = inside;
    inside->coroutine = is_async;
    parameters(node->args);
    const bool before = std::exchange(in_finally_, false);
    body(node->body);
    in_finally_ = before;
    leave();
    if (generic) leave();
}

bool SymbolWalk::enter_type_params(const Stmt* node, NameId name, bool is_class, const Arguments* args) {
    const bool in_class = scope_->kind == ScopeKind::Class;
    if (!enter(ScopeKind::TypeParams, name, node, ScopeSlot::TypeParams, node->span)) return false;
    if (in_class) {
        scope_->sees_class = true;
        add_classdict();
    }
    if (is_class) {
        add(known::dot_type_params, kSymLocal | kSymUse);
        add(known::dot_generic_base, kSymLocal | kSymUse);
        scope_->limits_mangling = true;
    }
    if (args && !args->defaults.empty()) add(known::dot_defaults, kSymParam);
    bool kw_defaults = false;
    if (args) {
        for (const Expr* value : args->kw_defaults) kw_defaults |= value != nullptr;
    }
    if (kw_defaults) add(known::dot_kwdefaults, kSymParam);
    return true;
}

void SymbolWalk::type_params(const Seq<TypeParam*>& params) {
    for (const TypeParam* param : params) {
        Identifier id = nullptr;
        const Expr* default_value = nullptr;
        const char* text = "";
        if (const auto* var = find_as<TypeVar>(param)) {
            id = var->name, default_value = var->default_value, text = "a TypeVar default";
        } else if (const auto* spec = find_as<ParamSpec>(param)) {
            id = spec->name, default_value = spec->default_value, text = "a ParamSpec default";
        } else if (const auto* tuple = find_as<TypeVarTuple>(param)) {
            id = tuple->name, default_value = tuple->default_value, text = "a TypeVarTuple default";
        } else {
            continue;
        }
        const NameId name = names_.of(id);
        if (scope_->limits_mangling) {
            auto* node = arena_.make<NameNode>(name, scope_->mangled);
            if (node) scope_->mangled = node;
        }
        add_at(name, kSymTypeParam | kSymLocal, param->span);
        const auto* var = find_as<TypeVar>(param);
        if (var && var->bound) {
            bound_or_default(var->bound, name, param, ScopeSlot::Main,
                             is<Tuple>(var->bound) ? "a TypeVar constraint" : "a TypeVar bound");
        }
        if (default_value) bound_or_default(default_value, name, param, ScopeSlot::Second, text);
    }
}

void SymbolWalk::bound_or_default(const Expr* node, NameId name, const Node* key, ScopeSlot slot,
                                  const char* text) {
    const bool sees_class = scope_->sees_class;
    if (!enter(ScopeKind::TypeVariable, name, key, slot, node->span)) return;
    scope_->sees_class = sees_class;
    scope_->type_variable_text = text;
    if (sees_class) add_classdict();
    add(known::dot_format, kSymParam | kSymLocal);
    expr(node);
    leave();
}

void SymbolWalk::function_annotations(const Stmt* node, const Arguments* args, const Expr* returns,
                                      Scope* function_scope) {
    Scope* outside = scope_;
    const bool sees_class = outside->sees_class || outside->kind == ScopeKind::Class;
    if (future_annotations_) ++detached_;
    if (!enter(ScopeKind::Annotation, known::annotate, node, ScopeSlot::Annotations, node->span)) return;
    Scope* inside = scope_;
    if (sees_class) {
        inside->sees_class = true;
        add_classdict();
    }
    add(known::format, kSymParam | kSymLocal);
    for (const Arg* arg : args->posonlyargs) one_annotation(arg);
    for (const Arg* arg : args->args) one_annotation(arg);
    one_annotation(args->vararg);
    one_annotation(args->kwarg);
    for (const Arg* arg : args->kwonlyargs) one_annotation(arg);
    if (returns) annotation_expr(returns);
    if (future_annotations_) --detached_;
    scope_ = outside;
    function_scope->annotations = inside;
}

void SymbolWalk::annotation_expr(const Expr* node) {
    scope_->annotations_used = true;
    expr(node);
}

void SymbolWalk::parameters(const Arguments* args) {
    const auto one = [&](const Arg* arg) {
        if (arg) add_at(names_.of(arg->arg), kSymParam, arg->span);
    };
    for (const Arg* arg : args->posonlyargs) one(arg);
    for (const Arg* arg : args->args) one(arg);
    for (const Arg* arg : args->kwonlyargs) one(arg);
    one(args->vararg);
    one(args->kwarg);
}

void SymbolWalk::class_def(const ClassDef* node) {
    const NameId name = names_.of(node->name);
    add_at(name, kSymLocal, node->span);
    exprs(node->decorator_list);
    const NameId outer_private = private_;
    const bool generic = !node->type_params.empty();
    if (generic) {
        if (!enter_type_params(node, name, true, nullptr)) return;
        private_ = name;
        type_params(node->type_params);
    }
    exprs(node->bases);
    keywords(node->keywords);
    if (!enter(ScopeKind::Class, name, node, ScopeSlot::Main, node->span)) return;
    private_ = name;
    if (generic) {
        add(known::type_params_dunder, kSymLocal);
        add(known::dot_type_params, kSymUse);
    }
    body(node->body);
    leave();
    private_ = outer_private;
    if (generic) leave();
}

void SymbolWalk::type_alias(const TypeAlias* node) {
    expr(node->name);
    const auto* target = find_as<Name>(node->name);
    const NameId name = target ? names_.of(target->id) : NameId{known::empty};
    const bool in_class = scope_->kind == ScopeKind::Class;
    const bool generic = !node->type_params.empty();
    if (generic) {
        if (!enter_type_params(node, name, false, nullptr)) return;
        type_params(node->type_params);
    }
    if (!enter(ScopeKind::TypeAlias, name, node, ScopeSlot::Main, node->span)) return;
    if (in_class) {
        scope_->sees_class = true;
        add_classdict();
    }
    add(known::dot_format, kSymParam | kSymLocal);
    expr(node->value);
    leave();
    if (generic) leave();
}

// ---- expressions

void SymbolWalk::expr(const Expr* node) {
    if (report_.failed() || !report_.check_stack()) return;
    switch (node->kind) {
    case NodeKind::Name: {
        const auto* item = as<Name>(node);
        const NameId name = names_.of(item->id);
        if (item->ctx == ExprContext::Load) {
            s_.touch(*scope_, mangled(name), kSymUse);
            if (name == known::super && scope_->is_function_like()) {
                s_.touch(*scope_, known::class_, kSymUse);
            }
            return;
        }
        if (!check_name(name, node->span, item->ctx)) return;
        return add_at(name, item->ctx == ExprContext::Del ? kSymLocal | kSymDeleted : kSymLocal, node->span);
    }
    case NodeKind::Constant: return;
    case NodeKind::Attribute:
        if (!check_name(names_.of(as<Attribute>(node)->attr), node->span, node->ctx)) return;
        return expr(as<Attribute>(node)->value);
    case NodeKind::Call:
        expr(as<Call>(node)->func);
        exprs(as<Call>(node)->args);
        return keywords(as<Call>(node)->keywords);
    case NodeKind::Subscript: expr(as<Subscript>(node)->value); return expr(as<Subscript>(node)->slice);
    case NodeKind::BinOp: expr(as<BinOp>(node)->left); return expr(as<BinOp>(node)->right);
    case NodeKind::UnaryOp: return expr(as<UnaryOp>(node)->operand);
    case NodeKind::BoolOp: return exprs(as<BoolOp>(node)->values);
    case NodeKind::Compare: expr(as<Compare>(node)->left); return exprs(as<Compare>(node)->comparators);
    case NodeKind::IfExp:
        expr(as<IfExp>(node)->test);
        expr(as<IfExp>(node)->body);
        return expr(as<IfExp>(node)->orelse);
    case NodeKind::Tuple: return exprs(as<Tuple>(node)->elts);
    case NodeKind::List: return exprs(as<List>(node)->elts);
    case NodeKind::Set: return exprs(as<Set>(node)->elts);
    case NodeKind::Dict: {
        const auto* dict = as<Dict>(node);
        for (std::uint32_t i = 0; i < dict->values.size; ++i) {
            expr_opt(dict->keys[i]);
            expr(dict->values[i]);
        }
        return;
    }
    case NodeKind::Starred: return expr(as<Starred>(node)->value);
    case NodeKind::Slice:
        expr_opt(as<Slice>(node)->lower);
        expr_opt(as<Slice>(node)->upper);
        return expr_opt(as<Slice>(node)->step);
    case NodeKind::JoinedStr: return exprs(as<JoinedStr>(node)->values);
    case NodeKind::TemplateStr: return exprs(as<TemplateStr>(node)->values);
    case NodeKind::FormattedValue:
        expr(as<FormattedValue>(node)->value);
        return expr_opt(as<FormattedValue>(node)->format_spec);
    case NodeKind::Interpolation:
        expr(as<Interpolation>(node)->value);
        return expr_opt(as<Interpolation>(node)->format_spec);
    case NodeKind::NamedExpr: return walrus(as<NamedExpr>(node));
    case NodeKind::Lambda: return lambda(as<Lambda>(node));
    case NodeKind::Await: return await(as<Await>(node));
    case NodeKind::Yield: return yield(node, as<Yield>(node)->value);
    case NodeKind::YieldFrom: return yield(node, as<YieldFrom>(node)->value);
    case NodeKind::ListComp:
        return comprehension(node, CompKind::List, as<ListComp>(node)->elt, nullptr,
                             as<ListComp>(node)->generators);
    case NodeKind::SetComp:
        return comprehension(node, CompKind::Set, as<SetComp>(node)->elt, nullptr,
                             as<SetComp>(node)->generators);
    case NodeKind::GeneratorExp:
        return comprehension(node, CompKind::Generator, as<GeneratorExp>(node)->elt, nullptr,
                             as<GeneratorExp>(node)->generators);
    case NodeKind::DictComp:
        return comprehension(node, CompKind::Dict, as<DictComp>(node)->key, as<DictComp>(node)->value,
                             as<DictComp>(node)->generators);
    default: return;
    }
}

void SymbolWalk::keywords(const Seq<Keyword*>& list) {
    for (const Keyword* keyword : list) {
        if (keyword->arg && !check_name(names_.of(keyword->arg), keyword->span, ExprContext::Store)) return;
    }
    for (const Keyword* keyword : list) expr(keyword->value);
}

void SymbolWalk::lambda(const Lambda* node) {
    exprs(node->args->defaults);
    exprs(node->args->kw_defaults);
    if (!enter(ScopeKind::Function, known::lambda, node, ScopeSlot::Main, node->span)) return;
    scope_->is_lambda = true;
    parameters(node->args);
    expr(node->body);
    leave();
}

bool SymbolWalk::refuse_in_annotation(const char* what, const Expr* node) {
    switch (scope_->kind) {
    case ScopeKind::Annotation:
        report_.error(node->span, "{} cannot be used within an annotation", what);
        return true;
    case ScopeKind::TypeVariable:
        report_.error(node->span, "{} cannot be used within {}", what, scope_->type_variable_text);
        return true;
    case ScopeKind::TypeAlias:
        report_.error(node->span, "{} cannot be used within a type alias", what);
        return true;
    case ScopeKind::TypeParams:
        report_.error(node->span, "{} cannot be used within the definition of a generic", what);
        return true;
    default: return false;
    }
}

void SymbolWalk::await(const Await* node) {
    if (refuse_in_annotation("await expression", node)) return;
    if (!allows_top_level_await()) {
        if (!scope_->is_function_like()) return report_.error(node->span, "'await' outside function");
        if (!is_async_def() && scope_->comp == CompKind::None) {
            return report_.error(node->span, "'await' outside async function");
        }
    }
    expr(node->value);
    scope_->coroutine = true;
}

void SymbolWalk::yield(const Expr* node, const Expr* value) {
    if (refuse_in_annotation("yield expression", node)) return;
    expr_opt(value);
    scope_->generator = true;
    const char* where = nullptr;
    switch (scope_->comp) {
    case CompKind::None: return;
    case CompKind::List: where = "list comprehension"; break;
    case CompKind::Set: where = "set comprehension"; break;
    case CompKind::Dict: where = "dict comprehension"; break;
    case CompKind::Generator: where = "generator expression"; break;
    }
    report_.error(node->span, "'yield' inside {}", where);
}

void SymbolWalk::walrus(const NamedExpr* node) {
    if (refuse_in_annotation("named expression", node)) return;
    if (scope_->comp_iter_depth > 0) {
        return report_.error(node->span,
                             "assignment expression cannot be used in a comprehension iterable expression");
    }
    const auto* target = find_as<Name>(node->target);
    if (scope_->comp != CompKind::None && target) extend_walrus(target);
    expr(node->value);
    expr(node->target);
    Scope* frame = scope_;
    while (frame->inlined) frame = frame->parent;
    frame->has_walrus = true;
}

// In a comprehension := binds in the function or module around it.
void SymbolWalk::extend_walrus(const Name* target) {
    const NameId name = names_.of(target->id);
    const auto refuse = [&](const char* where) {
        report_.error(target->span, "assignment expression within a comprehension cannot be used {}", where);
    };
    for (Scope* scope = scope_; scope && !report_.failed(); scope = scope->parent) {
        if (scope->comp != CompKind::None) {
            const Symbol* symbol = scope->find(mangled(name));
            if (symbol && symbol->flags & kSymCompIter && symbol->flags & kSymLocal) {
                return report_.error(
                    target->span, "assignment expression cannot rebind comprehension iteration variable '{}'",
                    names_.text(name));
            }
            continue;
        }
        switch (scope->kind) {
        case ScopeKind::Function: {
            const Symbol* symbol = scope->find(mangled(name));
            const bool is_global = symbol && symbol->flags & kSymGlobal;
            add(name, is_global ? kSymGlobal : kSymNonlocal);
            direct(name, target->span);
            s_.touch(*scope, mangled(name), kSymLocal);
            return;
        }
        case ScopeKind::Module:
            add(name, kSymGlobal);
            direct(name, target->span);
            s_.touch(*scope, mangled(name), kSymGlobal);
            return;
        case ScopeKind::Class: return refuse("in a class body");
        case ScopeKind::TypeParams: return refuse("within the definition of a generic");
        case ScopeKind::TypeAlias: return refuse("in a type alias");
        case ScopeKind::TypeVariable: return refuse("in a TypeVar bound");
        case ScopeKind::Annotation: break;
        }
    }
}

void SymbolWalk::comp_loop(const Comprehension* loop, bool outermost) {
    if (!outermost) {
        ++scope_->comp_iter_depth;
        expr(loop->iter);
        --scope_->comp_iter_depth;
    }
    scope_->comp_target = true;
    expr(loop->target);
    scope_->comp_target = false;
    exprs(loop->ifs);
    if (loop->is_async) scope_->coroutine = true;
}

void SymbolWalk::comprehension(const Expr* node, CompKind kind, const Expr* element, const Expr* value,
                               const Seq<Comprehension*>& loops) {
    Scope* outside = scope_;
    // The first iterable is evaluated outside.
    ++outside->comp_iter_depth;
    expr(loops[0]->iter);
    --outside->comp_iter_depth;
    NameId name = known::genexpr;
    if (kind == CompKind::List) name = known::listcomp;
    if (kind == CompKind::Set) name = known::setcomp;
    if (kind == CompKind::Dict) name = known::dictcomp;
    if (!enter(ScopeKind::Function, name, node, ScopeSlot::Main, node->span)) return;
    scope_->comp = kind;
    scope_->inlined = kind != CompKind::Generator && !outside->sees_class;
    if (!scope_->inlined) add(known::dot_zero, kSymParam | kSymLocal);
    for (std::uint32_t i = 0; i < loops.size; ++i) comp_loop(loops[i], i == 0);
    expr(element);
    expr_opt(value);
    if (report_.failed()) return;
    scope_->generator = kind == CompKind::Generator;
    const bool is_async = scope_->coroutine && kind != CompKind::Generator;
    leave();
    if (!is_async) return;
    if (!is_async_def() && scope_->comp == CompKind::None && !allows_top_level_await()) {
        return report_.error(node->span, "asynchronous comprehension outside of an asynchronous function");
    }
    scope_->coroutine = true;
}

void Symbols::analyse(const ast::Mod* tree, bool future_annotations, bool top_level_await) {
    SymbolWalk(*this, future_annotations, top_level_await).module(tree);
    if (!report_.failed()) resolve();
}

} // namespace islet
