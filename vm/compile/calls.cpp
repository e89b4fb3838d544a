// SPDX-License-Identifier: MIT
//
// Calls: of functions, of methods, through super(), with unpacked arguments.
//
// The window of a call lies on top of the temporaries: callee, arguments in order, values of keywords.
#include "vm/compile/codegen.h"

#include <algorithm>

namespace islet {

using namespace ast;

namespace {

// More arguments than this travel in a tuple and a dict.
constexpr std::uint32_t kMaxArguments = 200;

// In a chain over several lines a call or attribute is pointed at from its own name on.
Span from_attribute_name(Span span, const Attribute* attribute) {
    if (span.line == attribute->span.end_line) return span;
    span.line = attribute->span.end_line;
    span.col = attribute->span.end_col - std::min(attribute->span.end_col, attribute->attr->size);
    return span;
}

} // namespace

Operand Codegen::attribute(const Attribute* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    if (try_super(node, mark, false)) return temp(u_->take_temp());
    const Operand object = held(operand(node->value));
    const Reg dst = result(want, mark);
    AtSpan at(*u_, from_attribute_name(node->span, node));
    u_->emit(Op::GetAttr, dst, object.reg, name_operand(mangled(node->attr)), kill(object, dst, kKillB));
    return result_operand(want, dst);
}

bool Codegen::simple_arguments(const Call* node) {
    for (const Expr* argument : node->args) {
        if (is<Starred>(argument)) return false;
    }
    for (const Keyword* keyword : node->keywords) {
        if (!keyword->arg) return false;
    }
    return node->args.size + node->keywords.size <= kMaxArguments;
}

// The arguments into the temporaries from `window` on; their number.
std::uint32_t Codegen::arguments(const Call* node, Reg window) {
    u_->release_to(window);
    for (const Expr* argument : node->args) next_temp(argument);
    for (const Keyword* keyword : node->keywords) next_temp(keyword->value);
    return node->args.size + node->keywords.size;
}

const Const* Codegen::keyword_names(const Seq<Keyword*>& keywords) {
    auto** items = arena_.make_array<const Const*>(keywords.size);
    if (!items) return fold_.sequence(Const::Kind::Tuple, nullptr, 0);
    for (std::uint32_t i = 0; i < keywords.size; ++i) items[i] = fold_.string(keywords[i]->arg->view());
    return fold_.sequence(Const::Kind::Tuple, items, keywords.size);
}

void Codegen::check_keywords(const Seq<Keyword*>& keywords) {
    if (keywords.size < 2) return;
    auto* sorted = arena_.make_array<NameId>(keywords.size);
    if (!sorted) return;
    std::uint32_t count = 0;
    for (const Keyword* keyword : keywords) {
        if (keyword->arg) sorted[count++] = names_.of(keyword->arg);
    }
    std::sort(sorted, sorted + count);
    if (std::adjacent_find(sorted, sorted + count) == sorted + count) return;
    // There is one; find the first that comes again, and where.
    for (std::uint32_t i = 0; i < keywords.size; ++i) {
        for (std::uint32_t k = i + 1; keywords[i]->arg && k < keywords.size; ++k) {
            if (!keywords[k]->arg || names_.of(keywords[k]->arg) != names_.of(keywords[i]->arg)) continue;
            return report_.error(keywords[k]->span, "keyword argument repeated: {}",
                                 keywords[i]->arg->view());
        }
    }
}

Operand Codegen::call(const Call* node, std::int64_t) {
    warn_call(node->func);
    check_keywords(node->keywords);
    Operand consumed;
    if (consume_generator(node, &consumed)) return consumed;
    const auto* attribute = find_as<Attribute>(node->func);
    if (attribute && attribute->ctx == ExprContext::Load && simple_arguments(node)) return method_call(node);
    const Reg window = next_temp(node->func);
    if (!simple_arguments(node)) {
        call_ex(node->args, node->keywords, window, 0, node->span);
    } else {
        const std::uint32_t count = arguments(node, window + 1);
        if (node->keywords.empty()) {
            u_->emit(Op::Call, window, count);
        } else {
            const std::uint32_t names = u_->constant(keyword_names(node->keywords));
            if (!Unit::is_short(names)) report_.limit("too many constants in one block");
            u_->emit(Op::CallKw, window, count, names);
        }
    }
    u_->release_to(window);
    return temp(u_->take_temp());
}

// The receiver is computed above the two registers that GetMethod writes.
Operand Codegen::method_call(const Call* node) {
    const auto* attribute = as<Attribute>(node->func);
    const Reg window = u_->temp_top;
    {
        AtSpan at(*u_, attribute->span);
        if (!try_super(attribute, window, true)) {
            u_->take_temps(2);
            const Operand object = held(operand(attribute->value));
            u_->span = from_attribute_name(attribute->span, attribute);
            u_->emit(Op::GetMethod, window, object.reg, name_operand(mangled(attribute->attr)),
                     kill(object, kKillB));
        }
    }
    const std::uint32_t count = arguments(node, window + 2);
    AtSpan at(*u_, from_attribute_name(node->span, attribute));
    if (node->keywords.empty()) {
        u_->emit(Op::CallMethod, window, count);
    } else {
        const std::uint32_t names = u_->constant(keyword_names(node->keywords));
        if (!Unit::is_short(names)) report_.limit("too many constants in one block");
        u_->emit(Op::CallMethodKw, window, count, names);
    }
    u_->release_to(window);
    return temp(u_->take_temp());
}

// super().x or super(A, b).x, where nothing that can be seen has another meaning for `super`.
bool Codegen::is_super_call(const Attribute* node) {
    const auto* inner = find_as<Call>(node->value);
    if (!inner || node->ctx != ExprContext::Load || !inner->keywords.empty()) return false;
    const auto* callee = find_as<Name>(inner->func);
    if (!callee || names_.of(callee->id) != known::super || names_.of(node->attr) == known::class_)
        return false;
    if (!u_->scope->is_function_like() || resolve(known::super).kind != NameRef::Kind::Global) return false;
    if (symbols_.top()->find(known::super)) return false;
    if (inner->args.size == 2) return !is<Starred>(inner->args[0]) && !is<Starred>(inner->args[1]);
    if (inner->args.size != 0 || u_->image->arg_count == 0) return false;
    const NameRef cell = resolve(known::class_);
    return cell.kind == NameRef::Kind::Cell && cell.reg >= u_->image->first_free && cell.reg < u_->first_temp;
}

bool Codegen::try_super(const Attribute* node, Reg window, bool method) {
    if (!is_super_call(node)) return false;
    const auto* inner = as<Call>(node->value);
    u_->take_temps(3);
    {
        AtSpan at(*u_, inner->func->span);
        u_->emit_wide(Op::LoadGlobal, window, u_->name(known::super));
    }
    if (inner->args.size == 2) {
        u_->release_to(window + 1);
        next_temp(inner->args[0]);
        next_temp(inner->args[1]);
    } else {
        AtSpan at(*u_, inner->span);
        load_ref(resolve(known::class_), window + 1);
        // The first parameter, whatever its name; it is a cell if an inner function uses it.
        bool is_cell = false;
        for (const std::uint32_t reg : u_->image->cell_registers) is_cell |= reg == 0;
        if (is_cell) {
            u_->emit(Op::LoadCell, window + 2, 0, name_operand(names_.intern(u_->image->varnames[0])));
        } else {
            check_bound(0, names_.intern(u_->image->varnames[0]));
            u_->emit(Op::Move, window + 2, 0);
        }
    }
    u_->release_to(window + 3);
    u_->emit(method ? Op::GetSuperMethod : Op::GetSuperAttr, window, inner->args.empty() ? 1 : 0,
             name_operand(mangled(node->attr)));
    u_->release_to(method ? window + 2 : window);
    return true;
}

// R[window] is the callee, then `extra` positional arguments that are in place already. R[last], if there is
// such a register, is one more argument behind the others.
void Codegen::call_ex(const Seq<Expr*>& args, const Seq<Keyword*>& keywords, Reg window, Reg extra,
                      const Span& span, std::int64_t last) {
    AtSpan at(*u_, span);
    const Reg list = window + 1;
    const auto* only = args.size == 1 && extra == 0 ? find_as<Starred>(args[0]) : nullptr;
    if (only) {
        next_temp(only->value);
    } else {
        std::uint32_t plain = 0;
        while (plain < args.size && plain < kMaxRun && !is<Starred>(args[plain])) next_temp(args[plain++]);
        u_->release_to(list);
        u_->take_temp();
        if (plain == args.size && last == kAnywhere) {
            u_->emit(Op::BuildTuple, list, list, extra + plain);
        } else {
            u_->emit(Op::BuildList, list, list, extra + plain);
            extend_list(list, args, plain, false);
            if (last != kAnywhere) u_->emit(Op::ListAppend, list, static_cast<Reg>(last));
            u_->emit(Op::ListToTuple, list, list);
        }
    }
    const Reg dict = u_->take_temp();
    if (keywords.empty()) {
        u_->emit(Op::Drop, dict);
    } else {
        keyword_dict(keywords, dict, window);
    }
    u_->emit(Op::CallEx, window);
}

// Named arguments in groups, each merged into the dict behind the mappings before it.
void Codegen::keyword_dict(const Seq<Keyword*>& keywords, Reg dict, Reg callee) {
    bool started = false;
    for (std::uint32_t i = 0; i < keywords.size;) {
        if (!keywords[i]->arg) {
            if (!started) u_->emit(Op::BuildMap, dict, dict, 0);
            started = true;
            const Operand mapping = held(operand(keywords[i]->value));
            u_->emit(Op::DictMerge, dict, mapping.reg, callee, kill(mapping, kKillB));
            u_->release_to(dict + 1);
            ++i;
            continue;
        }
        const Reg base = started ? dict + 1 : dict;
        u_->release_to(base);
        std::uint32_t count = 0;
        for (; i < keywords.size && keywords[i]->arg && count < kMaxRun / 2; ++i, ++count) {
            load_constant(fold_.string(keywords[i]->arg->view()), u_->take_temp());
            next_temp(keywords[i]->value);
        }
        u_->emit(Op::BuildMap, base, base, count);
        if (started) u_->emit(Op::DictMerge, dict, base, callee, kKillB);
        started = true;
        u_->release_to(dict + 1);
    }
}

} // namespace islet
