// SPDX-License-Identifier: MIT
//
// Units: how one is opened, where its variables live, what it is called. Functions and lambdas.
#include "vm/compile/codegen.h"

#include <algorithm>
#include <string>

namespace islet {

using namespace ast;

// ---- units

// In the bases of a generic class only the names of its type parameters are private.
NameId Codegen::mangled(NameId name) {
    const Scope& scope = *u_->scope;
    if (scope.limits_mangling) {
        const NameNode* node = scope.mangled;
        while (node && node->name != name) node = node->next;
        if (!node) return name;
    }
    return names_.mangle(u_->class_name, name);
}

Unit& Codegen::open_unit(Scope* scope, UnitKind kind, NameId name, std::uint32_t first_line, bool wide) {
    std::unique_ptr<Unit> unit;
    if (spare_.empty()) {
        unit = std::make_unique<Unit>();
    } else {
        unit = std::move(spare_.back());
        spare_.pop_back();
    }
    unit->begin(report_, scope, kind, u_, wide, &words_left_);
    u_ = unit.release();
    u_->image->name = names_.text(name);
    u_->image->filename = filename_;
    u_->image->first_line = first_line;
    set_qualname(name);
    set_flags();
    return *u_;
}

// Null after an error: the unit may hold anything then.
CodeImage* Codegen::close_unit() {
    if (report_.failed()) {
        abandon_unit();
        return nullptr;
    }
    std::unique_ptr<Unit> unit(u_);
    u_ = unit->parent;
    CodeImage* image = unit->finish(names_);
    spare_.push_back(std::move(unit));
    return image;
}

void Codegen::abandon_unit() {
    std::unique_ptr<Unit> unit(u_);
    u_ = unit->parent;
    unit->abandon();
    spare_.push_back(std::move(unit));
}

// A function made by a unit of type parameters or annotations belongs to what is around that.
void Codegen::set_qualname(NameId name) {
    std::string& qualname = u_->image->qualname;
    qualname.clear();
    const Unit* outer = u_->parent;
    while (outer && (outer->kind == UnitKind::TypeParams || outer->kind == UnitKind::Annotations))
        outer = outer->parent;
    if (outer && outer->parent) {
        bool is_global = false;
        if (u_->kind == UnitKind::Function || u_->kind == UnitKind::AsyncFunction ||
            u_->kind == UnitKind::Class) {
            const Symbol* symbol = outer->scope->find(names_.mangle(outer->class_name, name));
            is_global = symbol && symbol->place == Place::GlobalExplicit;
        }
        if (!is_global) {
            qualname = outer->image->qualname;
            const bool is_function = outer->kind == UnitKind::Function ||
                                     outer->kind == UnitKind::AsyncFunction ||
                                     outer->kind == UnitKind::Lambda;
            qualname += is_function ? ".<locals>." : ".";
        }
    }
    qualname += names_.text(name);
}

void Codegen::set_flags() {
    const Scope& scope = *u_->scope;
    std::uint32_t flags = future_flags_;
    if (scope.is_function_like()) {
        flags |= kOptimized | kNewLocals;
        if (scope.nested) flags |= kNested;
        if (scope.generator) {
            flags |= scope.coroutine ? kAsyncGenerator : kGenerator;
        } else if (scope.coroutine) {
            flags |= kCoroutine;
        }
        const bool is_def = u_->kind == UnitKind::Function || u_->kind == UnitKind::AsyncFunction ||
                            u_->kind == UnitKind::Lambda;
        if (is_def && scope.parent && scope.parent->kind == ScopeKind::Class) flags |= kMethod;
    } else if (scope.coroutine) {
        flags |= kCoroutine; // await at the top level
    }
    u_->image->flags = flags;
}

// The names that the function of `scope` takes from around it, sorted.
const NameId* Codegen::free_names(const Scope& scope, std::uint32_t* count) {
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < scope.count; ++i) {
        const Symbol& symbol = scope.symbols[i];
        found += symbol.place == Place::Free || symbol.passes_through;
    }
    *count = 0;
    if (found == 0) return nullptr;
    auto* list = arena_.make_array<NameId>(found);
    if (!list) return nullptr;
    for (std::uint32_t i = 0; i < scope.count; ++i) {
        const Symbol& symbol = scope.symbols[i];
        if (symbol.place == Place::Free || symbol.passes_through) list[(*count)++] = symbol.name;
    }
    std::sort(list, list + found, [this](NameId a, NameId b) { return names_.text(a) < names_.text(b); });
    return list;
}

void Codegen::add_param(NameId name, std::uint32_t* next) {
    u_->image->varnames.emplace_back(names_.text(name));
    Symbol* symbol = u_->scope->find(name);
    if (!symbol) return;
    symbol->reg = *next;
    if (symbol->place == Place::Cell) {
        u_->image->cellvars.emplace_back(names_.text(name));
        u_->image->cell_registers.push_back(*next);
    } else {
        u_->bound.add(*next);
    }
    ++*next;
}

void Codegen::add_class_cells(std::uint32_t* next) {
    const Scope& scope = *u_->scope;
    const auto add = [&](bool needed, NameId name, Reg* reg) {
        if (!needed) return;
        *reg = (*next)++;
        u_->image->cellvars.emplace_back(names_.text(name));
        u_->image->cell_registers.push_back(*reg);
    };
    add(scope.needs_class_cell, known::class_, &u_->class_cell);
    add(scope.needs_classdict, known::classdict, &u_->classdict_cell);
    add(scope.needs_conditional_cell, known::conditional_annotations, &u_->conditional_cell);
}

// Gives every variable of the frame its register: parameters, plain locals, cells, then free variables.
void Codegen::place_variables(const Arguments* args) {
    Scope& scope = *u_->scope;
    CodeImage& image = *u_->image;
    std::uint32_t next = 0;
    if (args) {
        const auto add = [&](const Arg* arg) {
            if (arg) add_param(mangled(arg->arg), &next);
        };
        for (const Arg* arg : args->posonlyargs) add(arg);
        for (const Arg* arg : args->args) add(arg);
        for (const Arg* arg : args->kwonlyargs) add(arg);
        add(args->vararg);
        add(args->kwarg);
    } else if (scope.is_function_like()) {
        for (std::uint32_t i = 0; i < scope.count; ++i) {
            if (scope.symbols[i].flags & kSymParam) add_param(scope.symbols[i].name, &next);
        }
    }
    std::uint32_t cells = 0;
    for (std::uint32_t i = 0; i < scope.count && scope.is_function_like(); ++i) {
        Symbol& symbol = scope.symbols[i];
        if (symbol.flags & kSymParam) continue;
        cells += symbol.place == Place::Cell;
        if (symbol.place != Place::Local) continue;
        symbol.reg = next++;
        image.varnames.emplace_back(names_.text(symbol.name));
        if (symbol.flags & kSymDeleted) u_->deletable.add(symbol.reg);
    }
    for (std::uint32_t i = 0; i < scope.count; ++i) {
        const Symbol& symbol = scope.symbols[i];
        if (symbol.flags & kSymParam && symbol.flags & kSymDeleted) u_->deletable.add(symbol.reg);
    }
    if (cells) {
        auto* list = arena_.make_array<Symbol*>(cells);
        if (!list) return;
        std::uint32_t found = 0;
        for (std::uint32_t i = 0; i < scope.count; ++i) {
            Symbol& symbol = scope.symbols[i];
            if (symbol.place == Place::Cell && !(symbol.flags & kSymParam)) list[found++] = &symbol;
        }
        std::sort(list, list + found, [this](const Symbol* a, const Symbol* b) {
            return names_.text(a->name) < names_.text(b->name);
        });
        for (std::uint32_t i = 0; i < found; ++i) {
            list[i]->reg = next++;
            image.cellvars.emplace_back(names_.text(list[i]->name));
            image.cell_registers.push_back(list[i]->reg);
        }
    }
    if (scope.kind == ScopeKind::Class) add_class_cells(&next);
    image.first_free = next;
    std::uint32_t free_count = 0;
    const NameId* free_list = free_names(scope, &free_count);
    for (std::uint32_t i = 0; i < free_count; ++i) {
        scope.find(free_list[i])->reg = next++;
        image.freevars.emplace_back(names_.text(free_list[i]));
    }
    u_->first_temp = u_->temp_top = u_->temp_limit = next;
    if (next > 0xF000) report_.limit("too many local variables in one function");
}

void Codegen::start_cells() {
    AtSpan at(*u_, Span{});
    const CodeImage& image = *u_->image;
    if (!image.freevars.empty()) {
        u_->emit(Op::CopyFree, image.first_free, static_cast<Reg>(image.freevars.size()));
    }
    for (const std::uint32_t reg : image.cell_registers) u_->emit(Op::MakeCell, reg);
}

// ---- making functions

// The register that holds the cell of `name`, seen from here.
Reg Codegen::closure_cell(NameId name) {
    const Scope* scope = u_->inner_scope;
    for (; scope->inlined; scope = scope->parent) {
        const Symbol* symbol = scope->find(name);
        if (symbol && symbol->place == Place::Cell) return symbol->reg;
    }
    if (scope->kind == ScopeKind::Class) {
        if (name == known::class_ && u_->class_cell != ~0u) return u_->class_cell;
        if (name == known::classdict && u_->classdict_cell != ~0u) return u_->classdict_cell;
        if (name == known::conditional_annotations && u_->conditional_cell != ~0u)
            return u_->conditional_cell;
    }
    const Symbol* symbol = scope->find(name);
    ISLET_DCHECK(symbol &&
                     (symbol->place == Place::Cell || symbol->place == Place::Free || symbol->passes_through),
                 "a free name without a cell");
    return symbol ? symbol->reg : 0;
}

void Codegen::closure_tuple(const Scope& scope, Reg dst) {
    std::uint32_t count = 0;
    const NameId* list = free_names(scope, &count);
    u_->release_to(dst);
    for (std::uint32_t i = 0; i < count; ++i) u_->emit(Op::Move, u_->take_temp(), closure_cell(list[i]));
    u_->emit(Op::BuildTuple, dst, dst, count);
    u_->release_to(dst);
    u_->take_temp();
}

// The unit owns `image` from now on. Null if it is not needed, or after an error.
const Const* Codegen::adopt(CodeImage* image) {
    if (!image) return nullptr;
    const Const* code = u_->reachable && !report_.failed() ? fold_.code(image) : nullptr;
    if (!code) {
        image->release();
        return nullptr;
    }
    u_->constant(code);
    return code;
}

// R[dst] = a function of `code`. Uses the temporaries above the taken ones.
void Codegen::make_function(const Const* code, const Scope& scope, Reg dst) {
    if (!code) return;
    u_->emit_wide(Op::MakeFunction, dst, u_->constant(code));
    if (code->code->freevars.empty()) return;
    const Reg mark = u_->temp_top;
    const Reg closure = u_->take_temp();
    closure_tuple(scope, closure);
    u_->emit(Op::SetFunctionAttr, dst, closure, static_cast<Reg>(FunctionAttr::Closure), kKillB);
    u_->release_to(mark);
}

// The tuple of default values in a new temporary.
Reg Codegen::defaults(const Arguments* args) {
    const Reg dst = u_->temp_top;
    if (const Const* all = constant_elements(args->defaults, Const::Kind::Tuple)) {
        load_constant(all, dst);
    } else if (args->defaults.size <= kMaxRun) {
        display_run(Op::BuildTuple, args->defaults, args->defaults.size, dst, dst);
    } else {
        u_->emit(Op::BuildList, dst, dst, 0);
        u_->take_temp();
        extend_list(dst, args->defaults, 0, false);
        u_->emit(Op::ListToTuple, dst, dst);
    }
    u_->release_to(dst);
    return u_->take_temp();
}

// The dict of defaults of keyword-only parameters in a new temporary; false, and none taken, without any.
bool Codegen::kw_defaults(const Arguments* args) {
    const Reg dst = u_->temp_top;
    std::uint32_t count = 0;
    for (const Expr* value : args->kw_defaults) count += value ? 1 : 0;
    if (count == 0) return false;
    const bool one_run = count <= kMaxRun / 2;
    if (!one_run) u_->emit(Op::BuildMap, dst, dst, 0), u_->take_temp();
    for (std::uint32_t i = 0; i < args->kw_defaults.size; ++i) {
        if (!args->kw_defaults[i]) continue;
        const Reg key = u_->take_temp();
        load_constant(fold_.string(names_.text(mangled(args->kwonlyargs[i]->arg))), key);
        const Reg value = next_temp(args->kw_defaults[i]);
        if (one_run) continue;
        u_->emit(Op::MapAdd, dst, key, value, kKillB | kKillC);
        u_->release_to(key);
    }
    u_->release_to(dst);
    u_->take_temp();
    if (one_run) u_->emit(Op::BuildMap, dst, dst, count);
    return true;
}

namespace {

void count_arguments(CodeImage& image, const Arguments* args) {
    image.posonly_count = args->posonlyargs.size;
    image.arg_count = args->posonlyargs.size + args->args.size;
    image.kwonly_count = args->kwonlyargs.size;
    if (args->vararg) image.flags |= kVarArgs;
    if (args->kwarg) image.flags |= kVarKeywords;
}

} // namespace

void Codegen::lambda(const Lambda* node, Reg dst) {
    const Reg mark = u_->temp_top;
    u_->take_temp();
    const Reg extra = u_->temp_top;
    const bool has_defaults = !node->args->defaults.empty();
    if (has_defaults) defaults(node->args);
    const bool has_kw_defaults = kw_defaults(node->args);
    Scope* scope = symbols_.find(node);
    if (!scope) return;
    CodeImage* image = unit(scope, UnitKind::Lambda, known::lambda, node->span.line, [&] {
        count_arguments(*u_->image, node->args);
        place_variables(node->args);
        start_cells();
        if (scope->generator) u_->block_depth = 1;
        const Operand value = held(operand(node->body));
        AtSpan at(*u_, node->body->span);
        u_->emit(Op::Return, value.reg, 0, 0, kill(value, kKillA));
    });
    make_function(adopt(image), *scope, mark);
    finish_function(mark, extra, has_defaults, has_kw_defaults);
    static_cast<void>(dst);
    u_->release_to(mark);
}

// Hangs defaults, which lie in the temporaries from `extra` on, to the new function.
void Codegen::finish_function(Reg function, Reg extra, bool has_defaults, bool has_kw_defaults) {
    Reg at = extra;
    if (has_defaults) {
        u_->emit(Op::SetFunctionAttr, function, at++, static_cast<Reg>(FunctionAttr::Defaults), kKillB);
    }
    if (has_kw_defaults) {
        u_->emit(Op::SetFunctionAttr, function, at++, static_cast<Reg>(FunctionAttr::KwDefaults), kKillB);
    }
}

void Codegen::function_body(const Seq<Stmt*>& statements) {
    bool has_doc = false;
    const std::string_view doc = docstring(statements, &has_doc);
    if (has_doc && options_.optimize < 2) {
        u_->constant(fold_.string(doc)); // becomes constant 0
        u_->image->flags |= kHasDocstring;
    }
    body_from(statements, has_doc ? 1 : 0);
    u_->use_last_span();
    u_->emit(Op::ReturnNone);
}

template <class Def>
CodeImage* Codegen::function_code(const Def* node, bool is_async) {
    Scope* scope = symbols_.find(node);
    if (!scope) return nullptr;
    const std::uint32_t first_line =
        node->decorator_list.empty() ? node->span.line : node->decorator_list[0]->span.line;
    return unit(scope, is_async ? UnitKind::AsyncFunction : UnitKind::Function, names_.of(node->name),
                first_line, [&] {
                    count_arguments(*u_->image, node->args);
                    place_variables(node->args);
                    u_->span = {first_line, 0, first_line, 0};
                    start_cells();
                    if (scope->generator || scope->coroutine) u_->block_depth = 1; // as CPython counts
                    function_body(node->body);
                });
}

// The function of a `def` in R[dst], the first free temporary. Defaults come from the registers of a unit of
// type parameters when `generic`.
template <class Def>
void Codegen::function_object(const Def* node, bool is_async, bool generic, Reg dst) {
    u_->release_to(dst);
    u_->take_temp();
    const Reg extra = u_->temp_top;
    bool has_defaults = !node->args->defaults.empty(), has_kw_defaults = false;
    if (generic) {
        const auto take = [&](NameId name) {
            const Symbol* symbol = u_->scope->find(name);
            if (symbol) u_->emit(Op::Move, u_->take_temp(), symbol->reg);
            return symbol != nullptr;
        };
        has_defaults = take(known::dot_defaults);
        has_kw_defaults = take(known::dot_kwdefaults);
    } else {
        if (has_defaults) defaults(node->args);
        has_kw_defaults = kw_defaults(node->args);
    }
    const Reg annotate = u_->temp_top;
    const bool annotated = function_annotate(node, annotate);
    make_function(adopt(function_code(node, is_async)), *symbols_.find(node), dst);
    if (annotated) {
        u_->emit(Op::SetFunctionAttr, dst, annotate, static_cast<Reg>(FunctionAttr::Annotate), kKillB);
    }
    finish_function(dst, extra, has_defaults, has_kw_defaults);
    u_->release_to(dst);
}

void Codegen::decorators(const Seq<Expr*>& list) {
    for (const Expr* decorator : list) next_temp(decorator);
}

// Each decorator lies right below its argument.
void Codegen::call_decorators(const Seq<Expr*>& list, Reg first) {
    for (std::uint32_t i = list.size; i-- > 0;) {
        AtSpan at(*u_, list[i]->span);
        u_->emit(Op::Call, first + i, 1);
    }
}

template <class Def>
void Codegen::generic_function(const Def* node, bool is_async, Reg dst) {
    u_->take_temp();
    const Reg argument = u_->temp_top;
    const bool has_defaults = !node->args->defaults.empty();
    if (has_defaults) defaults(node->args);
    kw_defaults(node->args);
    const Reg count = u_->temp_top - argument;
    Scope* scope = symbols_.find(node, ScopeSlot::TypeParams);
    if (!scope) return;
    CodeImage* image = unit(scope, UnitKind::TypeParams, type_params_name(node->name), node->span.line, [&] {
        u_->image->arg_count = count;
        place_variables(nullptr);
        u_->span = node->span;
        start_cells();
        const Reg run = u_->take_temps(2);
        type_params(node->type_params, run + 1);
        u_->release_to(run + 2);
        const Reg function = u_->temp_top;
        function_object(node, is_async, true, function);
        u_->emit(Op::Move, run, function, 0, kKillB);
        u_->emit(Op::Intrinsic, run, run, static_cast<Reg>(IntrinsicKind::SetFunctionTypeParams));
        u_->emit(Op::Return, run, 0, 0, kKillA);
    });
    make_function(adopt(image), *scope, dst);
    u_->emit(Op::Call, dst, count);
    u_->release_to(dst);
}

NameId Codegen::type_params_name(Identifier name) {
    constexpr std::string_view kBefore = "<generic parameters of ";
    const std::string_view text = name->view();
    char* at = arena_.make_array<char>(kBefore.size() + text.size() + 1);
    if (!at) return known::empty;
    char* end = std::copy(kBefore.begin(), kBefore.end(), at);
    end = std::copy(text.begin(), text.end(), end);
    *end = '>';
    return names_.intern({at, kBefore.size() + text.size() + 1});
}

template <class Def>
void Codegen::function_def(const Def* node, bool is_async) {
    const Reg first = u_->temp_top;
    decorators(node->decorator_list);
    const Reg dst = u_->temp_top;
    if (node->type_params.empty()) {
        function_object(node, is_async, false, dst);
    } else {
        generic_function(node, is_async, dst);
    }
    u_->release_to(dst);
    u_->take_temp();
    call_decorators(node->decorator_list, first);
    store_name(mangled(node->name), first, true);
    u_->release_to(first);
}

template void Codegen::function_def(const FunctionDef* node, bool is_async);
template void Codegen::function_def(const AsyncFunctionDef* node, bool is_async);

} // namespace islet
