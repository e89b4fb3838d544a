// SPDX-License-Identifier: MIT
//
// Annotations, evaluated when someone asks (__annotate__), type parameters and type aliases.
#include "vm/compile/codegen.h"
#include "vm/compile/unparse.h"

#include <algorithm>

namespace islet {

using namespace ast;

// `format` is the first parameter. Formats above VALUE_WITH_FAKE_GLOBALS (2) are for others to make.
void Codegen::annotate_prologue() {
    Label supported;
    const Reg error = u_->take_temp();
    compare_jump(CmpOperator::Gt, {Operand::Kind::Local, 0, nullptr}, constant_operand(fold_.integer(2)),
                 supported, false, false);
    u_->emit(Op::LoadCommon, error, static_cast<Reg>(CommonKind::NotImplementedError));
    u_->emit(Op::Raise, error, 0, 0, kKillA);
    u_->bind(supported);
    u_->release_to(error);
}

void Codegen::annotation_value(const Expr* annotation) {
    if (future_flags_ & kFutureAnnotations) {
        const Reg dst = u_->take_temp();
        load_constant(fold_.string(unparse(annotation, arena_)), dst);
        return;
    }
    const auto* starred = find_as<Starred>(annotation);
    if (!starred) {
        next_temp(annotation);
        return;
    }
    // *args: *Ts
    const Reg dst = u_->take_temp();
    const Reg value = next_temp(starred->value);
    u_->emit(Op::UnpackSequence, dst, value, 1, kKillB);
    u_->release_to(dst + 1);
}

void Codegen::annotation_pair(NameId name, const Expr* annotation) {
    load_constant(fold_.string(names_.text(name)), u_->take_temp());
    annotation_value(annotation);
}

// R[dst] = the function that makes the annotations of a `def`; false if it has none.
template <class Def>
bool Codegen::function_annotate(const Def* node, Reg dst) {
    const Scope* scope = symbols_.find(node);
    Scope* annotations = scope ? scope->annotations : nullptr;
    if (!annotations || !annotations->annotations_used) return false;
    const Arguments* args = node->args;
    CodeImage* image = unit(annotations, UnitKind::Annotations, known::annotate, node->span.line, [&] {
        std::string& qualname = u_->image->qualname;
        qualname.insert(qualname.size() - names_.text(known::annotate).size(),
                        std::string(node->name->view()) + ".");
        u_->image->arg_count = u_->image->posonly_count = 1;
        place_variables(nullptr);
        u_->span = node->span;
        start_cells();
        annotate_prologue();
        const Reg map = u_->temp_top;
        std::uint32_t count = 0;
        bool in_pieces = false;
        const auto flush = [&] {
            // A long list of parameters goes into the dict pair by pair.
            if (!in_pieces) {
                u_->release_to(map);
                u_->take_temp();
                u_->emit(Op::BuildMap, map, map, count);
                in_pieces = true;
            }
            count = 0;
        };
        const auto add = [&](const Arg* arg, NameId name, const Expr* annotation) {
            if (arg) name = mangled(arg->arg), annotation = arg->annotation;
            if (!annotation) return;
            const Reg key = u_->temp_top;
            annotation_pair(name, annotation);
            ++count;
            if (in_pieces) {
                u_->emit(Op::MapAdd, map, key, key + 1, kKillB | kKillC);
                u_->release_to(key);
            } else if (count == kMaxRun / 2) {
                flush();
            }
        };
        for (const Arg* arg : args->args) add(arg, 0, nullptr);
        for (const Arg* arg : args->posonlyargs) add(arg, 0, nullptr);
        add(args->vararg, 0, nullptr);
        for (const Arg* arg : args->kwonlyargs) add(arg, 0, nullptr);
        add(args->kwarg, 0, nullptr);
        add(nullptr, known::return_, node->returns);
        if (!in_pieces) flush();
        u_->emit(Op::Return, map, 0, 0, kKillA);
    });
    u_->release_to(dst);
    u_->take_temp();
    make_function(adopt(image), *annotations, dst);
    return true;
}

template bool Codegen::function_annotate(const FunctionDef* node, Reg dst);
template bool Codegen::function_annotate(const AsyncFunctionDef* node, Reg dst);

// __annotate__ of a module or class: those in an `if`, `try` ... only if their statement was run.
CodeImage* Codegen::variable_annotate_code(Scope* owner) {
    const std::uint32_t line = owner->kind == ScopeKind::Class ? u_->image->first_line : u_->span.line;
    return unit(owner->annotations, UnitKind::Annotations, known::annotate, line, [&] {
        u_->image->arg_count = u_->image->posonly_count = 1;
        place_variables(nullptr);
        u_->span = {line, 0, line, 0};
        start_cells();
        annotate_prologue();
        const Reg map = u_->take_temp();
        u_->emit(Op::BuildMap, map, map, 0);
        for (const AnnotationNode* node = owner->first_annotation; node; node = node->next) {
            if (too_deep()) break;
            AtSpan at(*u_, node->statement->span);
            Label skip;
            if (node->condition >= 0) {
                const Reg number = u_->take_temp();
                load_constant(fold_.integer(node->condition), number);
                const Operand done = held(load_name(known::conditional_annotations, kAnywhere));
                u_->emit(Op::In, number, number, done.reg, kill(done, kKillC));
                u_->jump(Op::JumpIfFalse, number, skip, kKillA);
                u_->release_to(number);
            }
            const Reg key = u_->take_temp();
            load_constant(fold_.string(names_.text(mangled(as<Name>(node->statement->target)->id))), key);
            annotation_value(node->statement->annotation);
            u_->emit(Op::MapAdd, map, key, key + 1, kKillB | kKillC);
            u_->release_to(key);
            u_->bind(skip);
        }
        u_->emit(Op::Return, map, 0, 0, kKillA);
    });
}

void Codegen::module_annotate(Scope* scope) {
    if (!scope->first_annotation) return;
    const Reg value = u_->take_temp();
    make_function(adopt(variable_annotate_code(scope)), *scope->annotations, value);
    u_->emit_wide(Op::StoreName, value, u_->name(known::annotate), kKillA);
    if (scope->has_conditional_annotations) {
        u_->emit(Op::BuildSet, value, value, 0);
        u_->emit_wide(Op::StoreName, value, u_->name(known::conditional_annotations), kKillA);
    }
    u_->release_to(value);
}

// With the future import the namespace has a dict of texts from the start.
void Codegen::setup_annotations() {
    Label there;
    const Reg space = u_->take_temp(), key = u_->take_temp();
    u_->emit(Op::LoadNamespace, space);
    load_constant(fold_.string(names_.text(known::annotations_dunder)), key);
    u_->emit(Op::In, key, key, space, kKillC);
    u_->jump(Op::JumpIfTrue, key, there, kKillA);
    u_->emit(Op::BuildMap, key, key, 0);
    store_known(known::annotations_dunder, key, true);
    u_->bind(there);
    u_->release_to(space);
}

// Notes that the annotation's statement was run.
void Codegen::mark_annotation(const AnnAssign* node) {
    const std::int32_t condition = symbols_.condition_of(node);
    if (condition < 0) return;
    const Reg done = u_->take_temp(), number = u_->take_temp();
    if (u_->conditional_cell != ~0u) {
        u_->emit(Op::LoadCell, done, u_->conditional_cell, name_operand(known::conditional_annotations));
    } else {
        u_->emit_wide(Op::LoadName, done, u_->name(known::conditional_annotations));
    }
    load_constant(fold_.integer(condition), number);
    u_->emit(Op::SetAdd, done, number, 0, kKillA | kKillB);
    u_->release_to(done);
}

void Codegen::ann_assign(const AnnAssign* node) {
    const auto* target = find_as<Name>(node->target);
    if (node->value) {
        const Reg mark = u_->temp_top;
        const std::int64_t local = target ? local_target(mangled(target->id)) : kAnywhere;
        if (local != kAnywhere) {
            into(node->value, static_cast<Reg>(local));
            became_bound(static_cast<Reg>(local));
        } else {
            store(node->target, operand(node->value));
        }
        u_->release_to(mark);
    }
    if (target) {
        if (!node->simple || u_->scope->is_function_like()) return;
        if (!(future_flags_ & kFutureAnnotations)) return mark_annotation(node);
        const Reg value = u_->take_temp();
        load_constant(fold_.string(unparse(node->annotation, arena_)), value);
        const Reg map = u_->take_temp(), key = u_->take_temp();
        u_->emit_wide(Op::LoadName, map, u_->name(known::annotations_dunder));
        load_constant(fold_.string(names_.text(mangled(target->id))), key);
        u_->emit(Op::SetItem, map, key, value, kKillA | kKillB | kKillC);
        return u_->release_to(value);
    }
    // Without a value the target's parts are evaluated all the same.
    if (node->value) return;
    const auto evaluate = [&](const Expr* part) {
        if (!part) return;
        const Reg mark = u_->temp_top;
        drop(operand(part));
        u_->release_to(mark);
    };
    if (const auto* attribute = find_as<Attribute>(node->target)) return evaluate(attribute->value);
    if (const auto* item = find_as<Subscript>(node->target)) {
        evaluate(item->value);
        evaluate(item->slice);
    }
}

// ---- type parameters

// R[dst] = a function without side effects that gives the value of `value` when it is called.
void Codegen::evaluator(const Expr* value, Scope* scope, NameId name, const Span& span, Reg dst) {
    if (!scope) return;
    CodeImage* image = unit(scope, UnitKind::Annotations, name, span.line, [&] {
        u_->image->arg_count = u_->image->posonly_count = 1;
        place_variables(nullptr);
        u_->span = span;
        start_cells();
        annotate_prologue();
        const auto* starred = find_as<Starred>(value);
        if (!starred) {
            const Operand result_value = held(operand(value));
            u_->emit(Op::Return, result_value.reg, 0, 0, kill(result_value, kKillA));
            return;
        }
        // The default of a TypeVarTuple may be *Ts.
        const Reg item = u_->take_temp();
        const Reg source = next_temp(starred->value);
        u_->emit(Op::UnpackSequence, item, source, 1, kKillB);
        u_->emit(Op::Return, item, 0, 0, kKillA);
    });
    u_->release_to(dst);
    u_->take_temp();
    make_function(adopt(image), *scope, dst);
    auto** items = arena_.make_array<const Const*>(1);
    if (!items) return;
    items[0] = fold_.integer(1);
    const Reg format = u_->take_temp();
    load_constant(fold_.sequence(Const::Kind::Tuple, items, 1), format);
    u_->emit(Op::SetFunctionAttr, dst, format, static_cast<Reg>(FunctionAttr::Defaults), kKillB);
    u_->release_to(dst + 1);
}

// One parameter in a new temporary, and bound to its name.
void Codegen::type_param(const TypeParam* param) {
    AtSpan at(*u_, param->span);
    const Reg dst = u_->take_temp();
    Identifier id = nullptr;
    const Expr *bound = nullptr, *default_value = nullptr;
    IntrinsicKind kind = IntrinsicKind::TypeVar;
    if (const auto* var = find_as<TypeVar>(param)) {
        id = var->name, bound = var->bound, default_value = var->default_value;
    } else if (const auto* spec = find_as<ParamSpec>(param)) {
        id = spec->name, default_value = spec->default_value, kind = IntrinsicKind::ParamSpec;
    } else if (const auto* tuple = find_as<TypeVarTuple>(param)) {
        id = tuple->name, default_value = tuple->default_value, kind = IntrinsicKind::TypeVarTuple;
    } else {
        return;
    }
    const NameId name = names_.of(id);
    load_constant(fold_.string(names_.text(name)), dst);
    if (bound) {
        kind = is<Tuple>(bound) ? IntrinsicKind::TypeVarWithConstraints : IntrinsicKind::TypeVarWithBound;
        evaluator(bound, symbols_.find(param), name, bound->span, dst + 1);
    }
    u_->emit(Op::Intrinsic, dst, dst, static_cast<Reg>(kind));
    u_->release_to(dst + 1);
    if (default_value) {
        evaluator(default_value, symbols_.find(param, ScopeSlot::Second), name, default_value->span, dst + 1);
        u_->emit(Op::Intrinsic, dst, dst, static_cast<Reg>(IntrinsicKind::SetTypeParamDefault));
        u_->release_to(dst + 1);
    }
    store_name(mangled(name), dst, false);
}

// R[dst] = the tuple of the parameters. Temporaries above the taken ones are used.
void Codegen::type_params(const Seq<TypeParam*>& params, Reg dst) {
    const Reg base = u_->temp_top;
    bool seen_default = false;
    bool in_list = false;
    for (std::uint32_t i = 0; i < params.size; ++i) {
        const TypeParam* param = params[i];
        const auto* var = find_as<TypeVar>(param);
        const auto* spec = find_as<ParamSpec>(param);
        const auto* tuple = find_as<TypeVarTuple>(param);
        const Expr* default_value = var     ? var->default_value
                                    : spec  ? spec->default_value
                                    : tuple ? tuple->default_value
                                            : nullptr;
        if (default_value) {
            seen_default = true;
        } else if (seen_default) {
            const Identifier id = var ? var->name : spec ? spec->name : tuple->name;
            return report_.error(
                param->span, "non-default type parameter '{}' follows default type parameter", id->view());
        }
        if (i == kMaxRun) {
            u_->emit(Op::BuildList, base, base, kMaxRun);
            u_->release_to(base + 1);
            in_list = true;
        }
        type_param(param);
        if (!in_list) continue;
        u_->emit(Op::ListAppend, base, base + 1, 0, kKillB);
        u_->release_to(base + 1);
    }
    if (in_list) {
        u_->emit(Op::ListToTuple, dst, base, 0, kKillB);
    } else {
        u_->emit(Op::BuildTuple, dst, base, params.size);
    }
    u_->release_to(base);
}

// R[dst] = TypeAliasType of the name, R[params] (or None) and a function for the value.
void Codegen::type_alias_object(const TypeAlias* node, Reg dst) {
    const NameId name = names_.of(as<Name>(node->name)->id);
    evaluator(node->value, symbols_.find(node), name, node->span, dst + 2);
    u_->emit(Op::Intrinsic, dst, dst, static_cast<Reg>(IntrinsicKind::TypeAlias));
    u_->release_to(dst + 1);
}

void Codegen::type_alias(const TypeAlias* node) {
    const auto* target = find_as<Name>(node->name);
    if (!target) return report_.error(node->span, "invalid syntax");
    const NameId name = names_.of(target->id);
    const Reg dst = u_->take_temp();
    if (node->type_params.empty()) {
        load_constant(fold_.string(names_.text(name)), dst);
        u_->emit(Op::LoadNone, u_->take_temp());
        type_alias_object(node, dst);
    } else if (Scope* scope = symbols_.find(node, ScopeSlot::TypeParams)) {
        CodeImage* image =
            unit(scope, UnitKind::TypeParams, type_params_name(target->id), node->span.line, [&] {
                place_variables(nullptr);
                u_->span = node->span;
                start_cells();
                const Reg run = u_->take_temps(2);
                load_constant(fold_.string(names_.text(name)), run);
                type_params(node->type_params, run + 1);
                u_->release_to(run + 2);
                type_alias_object(node, run);
                u_->emit(Op::Return, run, 0, 0, kKillA);
            });
        make_function(adopt(image), *scope, dst);
        u_->emit(Op::Call, dst, 0);
    }
    store_name(mangled(name), dst, true);
    u_->release_to(dst);
}

} // namespace islet
