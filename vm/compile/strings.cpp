// SPDX-License-Identifier: MIT
//
// Expressions that make strings: f-strings, t-strings, and "..." % (...) that can be done as an f-string.
#include "vm/compile/codegen.h"

#include <algorithm>

namespace islet {

using namespace ast;

namespace {

// Operand of Convert and BuildInterpolation for the letter after '!'; -1 is none.
unsigned conversion_kind(int letter) {
    switch (letter) {
    case 's': return 1;
    case 'r': return 2;
    case 'a': return 3;
    default: return 0;
    }
}

} // namespace

void Codegen::format_value(const FormattedValue* node, Reg dst) {
    AtSpan at(*u_, node->span);
    const Reg mark = u_->temp_top;
    Operand value = held(operand_before(node->value, node->format_spec));
    if (node->conversion >= 0) {
        u_->release_to(mark);
        const Reg converted = u_->take_temp();
        u_->emit(Op::Convert, converted, value.reg, conversion_kind(node->conversion),
                 kill(value, converted, kKillB));
        value = temp(converted);
    }
    if (!node->format_spec) {
        u_->emit(Op::FormatSimple, dst, value.reg, 0, kill(value, dst, kKillB));
    } else {
        const Operand spec = held(operand(node->format_spec));
        u_->emit(Op::FormatSpec, dst, value.reg, spec.reg,
                 kill(value, dst, kKillB) | kill(spec, dst, kKillC));
    }
    u_->release_to(mark);
}

Operand Codegen::joined(const JoinedStr* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    if (node->values.size == 0) return constant_operand(fold_.string(""));
    if (node->values.size == 1 && is<Constant>(node->values[0])) return operand(node->values[0]);
    if (node->values.size == 1 && is<FormattedValue>(node->values[0])) {
        const Reg dst = want >= 0 ? static_cast<Reg>(want) : mark;
        format_value(as<FormattedValue>(node->values[0]), dst);
        return result_operand(want, result(want, mark));
    }
    std::uint32_t pieces = 0;
    for (const Expr* part : node->values) {
        if (pieces == kMaxRun) { // join what there is, and go on behind it
            u_->release_to(mark);
            u_->take_temp();
            u_->emit(Op::BuildString, mark, mark, pieces);
            pieces = 1;
        }
        next_temp(part);
        ++pieces;
    }
    const Reg dst = result(want, mark);
    u_->emit(Op::BuildString, dst, mark, pieces);
    return result_operand(want, dst);
}

void Codegen::interpolation(const Interpolation* node, Reg dst) {
    AtSpan at(*u_, node->span);
    const Reg base = next_temp(node->value);
    load_constant(fold_.string(node->str.view()), u_->take_temp());
    if (node->format_spec) {
        next_temp(node->format_spec);
    } else {
        load_constant(fold_.string(""), u_->take_temp());
    }
    u_->emit(Op::BuildInterpolation, dst, base, conversion_kind(node->conversion));
    u_->release_to(base);
}

// Texts and interpolations alternate, starting and ending with a text.
Operand Codegen::template_string(const TemplateStr* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    std::uint32_t count = 0;
    for (const Expr* part : node->values) count += is<Interpolation>(part) ? 1 : 0;
    auto** texts = arena_.make_array<const Const*>(count + 1);
    const Const* const empty = fold_.string("");
    if (!texts || !empty) return constant_operand(fold_.singleton(Const::Kind::None));
    std::fill_n(texts, count + 1, empty);
    std::uint32_t at = 0;
    for (const Expr* part : node->values) {
        if (is<Interpolation>(part)) {
            ++at;
            continue;
        }
        const Const* text = fold_.expression(part);
        if (!text) continue;
        texts[at] = texts[at]->bytes.size == 0 ? text : fold_.binary(Operator::Add, *texts[at], *text);
        if (!texts[at]) texts[at] = text;
    }
    const Const* all = fold_.sequence(Const::Kind::Tuple, texts, count + 1);
    const Operand texts_tuple = held(constant_operand(all));
    const Reg base = u_->temp_top;
    const bool long_one = count > kMaxRun;
    if (long_one) u_->emit(Op::BuildList, base, base, 0), u_->take_temp();
    for (const Expr* part : node->values) {
        if (!is<Interpolation>(part)) continue;
        const Reg dst = u_->temp_top;
        interpolation(as<Interpolation>(part), dst);
        u_->take_temp();
        if (!long_one) continue;
        u_->emit(Op::ListAppend, base, dst, 0, kKillB);
        u_->release_to(dst);
    }
    if (long_one) {
        u_->emit(Op::ListToTuple, base, base);
    } else {
        u_->emit(Op::BuildTuple, base, base, count);
        u_->release_to(base);
        u_->take_temp();
    }
    const Reg dst = result(want, mark);
    u_->emit(Op::BuildTemplate, dst, texts_tuple.reg, base, kill(texts_tuple, dst, kKillB) | kKillC);
    return result_operand(want, dst);
}

// "%s and %r" % (a, b), with the format at hand and as many values as places, is what f"{a!s} and {b!r}"
// is, but that all values are evaluated before the first is formatted. A width, a precision or another letter
// leaves it to the program.
Operand Codegen::format_percent(const BinOp* node, std::int64_t want, bool* done) {
    const auto* constant = find_as<Constant>(node->left);
    const auto* values = find_as<Tuple>(node->right);
    if (node->op != Operator::Mod || !constant || constant->value.kind != LiteralKind::Str || !values)
        return {};
    const std::string_view format = constant->value.text.view();
    std::uint32_t places = 0;
    for (std::size_t at = format.find('%'); at != std::string_view::npos; at = format.find('%', at + 2)) {
        const char letter = at + 1 < format.size() ? format[at + 1] : '\0';
        if (letter != 's' && letter != 'r' && letter != 'a') return {}; // "%%" too: it would split a text
        ++places;
    }
    if (places != values->elts.size || places == 0 || places > kMaxRun / 2) return {};
    for (const Expr* element : values->elts) {
        if (is<Starred>(element)) return {};
    }
    *done = true;
    const Reg mark = u_->temp_top;
    for (const Expr* element : values->elts) next_temp(element);
    const Reg base = u_->temp_top;
    std::size_t start = 0;
    for (std::uint32_t i = 0; i < places; ++i) {
        const std::size_t at = format.find('%', start);
        if (at > start) load_constant(fold_.string(format.substr(start, at - start)), u_->take_temp());
        const Reg piece = u_->take_temp();
        u_->emit(Op::Convert, piece, mark + i, conversion_kind(format[at + 1]), kKillB);
        start = at + 2;
    }
    if (start < format.size()) load_constant(fold_.string(format.substr(start)), u_->take_temp());
    const std::uint32_t pieces = u_->temp_top - base;
    const Reg dst = result(want, mark);
    u_->emit(Op::BuildString, dst, base, pieces);
    return result_operand(want, dst);
}

} // namespace islet
