// SPDX-License-Identifier: MIT
//
// match statements.
//
// A value that a pattern looks at is either owned by the pattern (a temporary that is gone when the pattern
// has matched) or belongs to someone further out. Captured values stay in temporaries until the whole
// pattern has matched; then they are stored, in order, before the guard is evaluated.
#include "vm/compile/codegen.h"

#include "grammar/ast_dump.h"
#include "vm/code/disasm.h"

#include <algorithm>
#include <utility>

namespace islet {

using namespace ast;

// Compiles the pattern of one case, or one alternative of an `or` pattern.
class PatternCompiler {
public:
    struct Capture {
        NameId name;
        Reg reg;
        bool owned; // the register is empty when the name has been stored
        Capture* next;
    };

    explicit PatternCompiler(Codegen& g) : g_(g), u_(*g.u_) {}

    void pattern(const Pattern* node, Reg subject, bool owned);
    // Every way to fail arrives here, with all temporaries of the pattern empty.
    void bind_failure();
    void store_captures();

    bool irrefutable_allowed = false;

private:
    friend class Codegen;

    void subpattern(const Pattern* node, Reg subject, bool owned) {
        const bool before = std::exchange(irrefutable_allowed, true);
        pattern(node, subject, owned);
        irrefutable_allowed = before;
    }
    void capture(const Pattern* node, Identifier name, Reg subject, bool owned);
    void value(const MatchValue* node, Reg subject, bool owned);
    void singleton(const MatchSingleton* node, Reg subject, bool owned);
    void sequence(const MatchSequence* node, Reg subject, bool owned);
    void sequence_by_index(const MatchSequence* node, std::uint32_t star, Reg subject, bool owned);
    void mapping(const MatchMapping* node, Reg subject, bool owned);
    bool mapping_keys(const MatchMapping* node);
    bool check_keys(const MatchMapping* node, const Const* const* keys);
    void mapping_rest(Reg subject, Reg keys, std::uint32_t size);
    void class_pattern(const MatchClass* node, Reg subject, bool owned);
    void as_pattern(const MatchAs* node, Reg subject, bool owned);
    void alternatives(const MatchOr* node, Reg subject, bool owned);
    std::uint32_t count_names(const Pattern* node);
    void length_at_least(Reg subject, std::uint32_t size, bool exactly);
    void finish(Reg subject, bool owned) {
        if (!owned) return;
        u_.emit(Op::Drop, subject);
        released();
    }

    static constexpr std::uint32_t kMaxKeys = 10'000;

    // The label for a failure here: with live temporaries they have to be dropped on the way.
    Label& failure() { return live_ == 0 ? fail_ : cleanup_; }
    void acquired(Reg reg, Reg count = 1) {
        if (first_ == ~0u || reg < first_) first_ = reg;
        last_ = std::max(last_, reg + count);
        live_ += count;
    }
    void released(std::uint32_t count = 1) { live_ -= count; }
    static bool is_wildcard(const Pattern* node) {
        const auto* as_node = find_as<MatchAs>(node);
        return as_node && !as_node->name && !as_node->pattern;
    }

    Codegen& g_;
    Unit& u_;
    Label fail_, cleanup_;
    Reg first_ = ~0u, last_ = 0; // the temporaries that may be live at a failure
    std::uint32_t live_ = 0;
    Capture* captures_ = nullptr;
    Capture** last_capture_ = &captures_;
};

void PatternCompiler::bind_failure() {
    if (cleanup_.used) {
        u_.bind(cleanup_);
        for (Reg reg = first_; reg < last_; ++reg) u_.emit(Op::Drop, reg);
    }
    u_.bind(fail_);
}

void PatternCompiler::store_captures() {
    for (const Capture* item = captures_; item; item = item->next)
        g_.store_name(item->name, item->reg, item->owned);
}

void PatternCompiler::pattern(const Pattern* node, Reg subject, bool owned) {
    if (g_.too_deep()) return;
    Codegen::AtSpan at(u_, node->span);
    switch (node->kind) {
    case NodeKind::MatchValue: return value(as<MatchValue>(node), subject, owned);
    case NodeKind::MatchSingleton: return singleton(as<MatchSingleton>(node), subject, owned);
    case NodeKind::MatchSequence: return sequence(as<MatchSequence>(node), subject, owned);
    case NodeKind::MatchMapping: return mapping(as<MatchMapping>(node), subject, owned);
    case NodeKind::MatchClass: return class_pattern(as<MatchClass>(node), subject, owned);
    case NodeKind::MatchStar: return capture(node, as<MatchStar>(node)->name, subject, owned);
    case NodeKind::MatchAs: return as_pattern(as<MatchAs>(node), subject, owned);
    case NodeKind::MatchOr: return alternatives(as<MatchOr>(node), subject, owned);
    default: return g_.report_.error(node->span, "invalid match pattern node");
    }
}

void PatternCompiler::capture(const Pattern* node, Identifier name, Reg subject, bool owned) {
    if (!name) return finish(subject, owned);
    const NameId id = g_.mangled(name);
    for (const Capture* item = captures_; item; item = item->next) {
        if (item->name == id) {
            return g_.report_.error(node->span, "multiple assignments to name '{}' in pattern", name->view());
        }
    }
    auto* item = g_.arena_.make<Capture>(id, subject, owned, nullptr);
    if (!item) return;
    *last_capture_ = item;
    last_capture_ = &item->next;
}

void PatternCompiler::as_pattern(const MatchAs* node, Reg subject, bool owned) {
    if (node->pattern) {
        // `[a] as b`: the inner pattern leaves the value to us.
        pattern(node->pattern, subject, false);
        return capture(node, node->name, subject, owned);
    }
    if (!irrefutable_allowed) {
        if (node->name) {
            return g_.report_.error(node->span, "name capture '{}' makes remaining patterns unreachable",
                                    node->name->view());
        }
        return g_.report_.error(node->span, "wildcard makes remaining patterns unreachable");
    }
    capture(node, node->name, subject, owned);
}

void PatternCompiler::value(const MatchValue* node, Reg subject, bool owned) {
    const Const* constant = g_.fold_.expression(node->value);
    if (!constant && !is<Attribute>(node->value)) {
        return g_.report_.error(node->span, "patterns may only match literals and attribute lookups");
    }
    const Reg mark = u_.temp_top;
    const Operand right = constant ? g_.constant_operand(constant) : g_.operand(node->value);
    const Operand left{owned ? Operand::Kind::Temp : Operand::Kind::Local, subject, nullptr};
    // The comparison takes the value away whichever way it goes.
    if (owned) released();
    g_.compare_jump(CmpOperator::Eq, left, right, failure(), false, false);
    u_.release_to(mark);
}

void PatternCompiler::singleton(const MatchSingleton* node, Reg subject, bool owned) {
    const Const* constant = g_.fold_.literal(node->value);
    if (!constant) return;
    const Reg mark = u_.temp_top;
    const Operand left{owned ? Operand::Kind::Temp : Operand::Kind::Local, subject, nullptr};
    if (owned) released();
    g_.compare_jump(CmpOperator::Is, left, g_.constant_operand(constant), failure(), false, false);
    u_.release_to(mark);
}

void PatternCompiler::length_at_least(Reg subject, std::uint32_t size, bool exactly) {
    const Reg length = u_.take_temp();
    u_.emit(Op::GetLen, length, subject);
    g_.compare_jump(exactly ? CmpOperator::Eq : CmpOperator::GtE, Codegen::temp(length),
                    g_.constant_operand(g_.fold_.integer(size)), failure(), false, false);
    u_.release_to(length);
}

void PatternCompiler::sequence(const MatchSequence* node, Reg subject, bool owned) {
    const std::uint32_t size = node->patterns.size;
    std::uint32_t star = size;
    bool only_wildcards = true, star_is_wildcard = false;
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto* starred = find_as<MatchStar>(node->patterns[i]);
        if (!starred) {
            only_wildcards &= is_wildcard(node->patterns[i]);
            continue;
        }
        if (star != size) return g_.report_.error(node->span, "multiple starred names in sequence pattern");
        star = i;
        star_is_wildcard = !starred->name;
        only_wildcards &= star_is_wildcard;
    }
    if (size > Codegen::kMaxUnpack) return g_.report_.limit("too many patterns in one sequence");
    const Reg matches = u_.take_temp();
    u_.emit(Op::MatchSequence, matches, subject);
    u_.jump(Op::JumpIfFalse, matches, failure(), kKillA);
    u_.release_to(matches);
    if (star == size) {
        length_at_least(subject, size, true);
    } else if (size > 1) {
        length_at_least(subject, size - 1, false);
    }
    if (only_wildcards) return finish(subject, owned);
    if (star_is_wildcard) return sequence_by_index(node, star, subject, owned);
    const Reg items = u_.take_temps(size);
    const unsigned flags = owned ? unsigned{kKillB} : 0u;
    if (star == size) {
        u_.emit(Op::UnpackSequence, items, subject, size, flags);
    } else {
        u_.emit(Op::UnpackEx, items, subject, star, flags);
        u_.set_word(size - star - 1);
    }
    if (owned) released();
    acquired(items, size);
    for (std::uint32_t i = 0; i < size; ++i) subpattern(node->patterns[i], items + i, true);
}

// [a, *_, b]: only the items that are looked at are taken.
void PatternCompiler::sequence_by_index(const MatchSequence* node, std::uint32_t star, Reg subject,
                                        bool owned) {
    const std::uint32_t size = node->patterns.size;
    for (std::uint32_t i = 0; i < size; ++i) {
        if (i == star || is_wildcard(node->patterns[i])) continue;
        const Reg item = u_.take_temp();
        if (i < star) {
            u_.emit(Op::GetItemK, item, subject, u_.constant(g_.fold_.integer(i)));
        } else {
            const std::uint32_t behind = u_.constant(g_.fold_.integer(size - i));
            u_.emit(Op::GetLen, item, subject);
            u_.emit(Op::SubK, item, item, behind);
            u_.emit(Op::GetItem, item, subject, item);
        }
        acquired(item);
        subpattern(node->patterns[i], item, true);
    }
    finish(subject, owned);
}

namespace {

bool equal_keys(const Const& a, const Const& b) {
    const auto number = [](const Const& value, double* out) {
        switch (value.kind) {
        case Const::Kind::True: *out = 1; return true;
        case Const::Kind::False: *out = 0; return true;
        case Const::Kind::Int: *out = static_cast<double>(value.integer); return true;
        case Const::Kind::Float: *out = value.real; return true;
        default: return false;
        }
    };
    double x, y;
    if (a.kind == Const::Kind::Int && b.kind == Const::Kind::Int) return a.integer == b.integer;
    if (number(a, &x) && number(b, &y)) return x == y;
    return same_constant(a, b);
}

} // namespace

namespace {

// As repr() shows it.
void append_key(TextBuffer& out, const Const& key) {
    if (key.kind == Const::Kind::Str) return append_str_literal(out, key.text());
    if (key.kind == Const::Kind::Bytes) return append_bytes_literal(out, key.text());
    append_constant(out, make_spec(key));
}

} // namespace

// Duplicates among the constant keys are errors already now.
bool PatternCompiler::check_keys(const MatchMapping* node, const Const* const* keys) {
    for (std::uint32_t i = 0; i < node->keys.size; ++i) {
        for (std::uint32_t k = 0; keys[i] && k < i; ++k) {
            if (!keys[k] || !equal_keys(*keys[k], *keys[i])) continue;
            TextBuffer text;
            append_key(text, *keys[i]);
            g_.report_.error(node->span, "mapping pattern checks duplicate key ({})", text);
            return false;
        }
    }
    return true;
}

// The tuple of the keys in a new temporary.
bool PatternCompiler::mapping_keys(const MatchMapping* node) {
    const std::uint32_t size = node->keys.size;
    auto** constants = g_.arena_.make_array<const Const*>(size);
    if (!constants && size > 0) return false;
    bool all_constant = true;
    for (std::uint32_t i = 0; i < size; ++i) {
        const Expr* key = node->keys[i];
        constants[i] = key ? g_.fold_.expression(key) : nullptr;
        if (!constants[i] && !(key && is<Attribute>(key))) {
            g_.report_.error(node->span,
                             "mapping pattern keys may only match literals and attribute lookups");
            return false;
        }
        all_constant &= constants[i] != nullptr;
    }
    if (!check_keys(node, constants)) return false;
    const Reg base = u_.temp_top;
    if (all_constant) {
        g_.load_constant(g_.fold_.sequence(Const::Kind::Tuple, constants, size), base);
    } else if (size <= Codegen::kMaxRun) {
        g_.display_run(Op::BuildTuple, node->keys, size, base, base);
    } else {
        u_.emit(Op::BuildList, base, base, 0);
        u_.take_temp();
        g_.extend_list(base, node->keys, 0, false);
        u_.emit(Op::ListToTuple, base, base);
    }
    u_.release_to(base);
    u_.take_temp();
    return true;
}

// A dict of what the keys in R[keys ...] did not take; the keys are gone afterwards. It lies in R[keys +
// size].
void PatternCompiler::mapping_rest(Reg subject, Reg keys, std::uint32_t size) {
    const Reg rest = u_.take_temp();
    u_.emit(Op::BuildMap, rest, rest, 0);
    u_.emit(Op::DictUpdate, rest, subject);
    for (std::uint32_t i = 0; i < size; ++i) u_.emit(Op::DelItem, rest, keys + i, 0, kKillB);
    released(size);
    acquired(rest);
}

void PatternCompiler::mapping(const MatchMapping* node, Reg subject, bool owned) {
    const std::uint32_t size = node->keys.size;
    if (size != node->patterns.size) {
        return g_.report_.error(node->span, "keys and patterns of a mapping pattern differ in number");
    }
    if (size > kMaxKeys) return g_.report_.limit("too many keys in one mapping pattern");
    const Reg test = u_.take_temp();
    u_.emit(Op::MatchMapping, test, subject);
    u_.jump(Op::JumpIfFalse, test, failure(), kKillA);
    u_.release_to(test);
    if (size == 0 && !node->rest) return finish(subject, owned);
    if (size) length_at_least(subject, size, false);
    if (!mapping_keys(node)) return;
    const Reg keys = u_.temp_top - 1;
    acquired(keys);
    const Reg values = u_.take_temp();
    u_.emit(Op::MatchKeys, values, subject, keys);
    u_.jump(Op::JumpIfNone, values, failure());
    acquired(values);
    const Reg items = u_.take_temps(size);
    u_.emit(Op::UnpackSequence, items, values, size, kKillB);
    released();
    acquired(items, size);
    if (node->rest) {
        const Reg key_items = u_.take_temps(size);
        u_.emit(Op::UnpackSequence, key_items, keys, size, kKillB);
        released();
        acquired(key_items, size);
        mapping_rest(subject, key_items, size);
    } else {
        finish(keys, true);
    }
    finish(subject, owned);
    for (std::uint32_t i = 0; i < size; ++i) subpattern(node->patterns[i], items + i, true);
    if (node->rest) capture(node, node->rest, items + 2 * size, true);
}

void PatternCompiler::class_pattern(const MatchClass* node, Reg subject, bool owned) {
    const std::uint32_t positional = node->patterns.size, named = node->kwd_attrs.size;
    if (named != node->kwd_patterns.size) {
        return g_.report_.error(node->span, "kwd_attrs and kwd_patterns of a class pattern differ in number");
    }
    if (positional + named > Codegen::kMaxUnpack)
        return g_.report_.limit("too many patterns in one class pattern");
    auto** names = g_.arena_.make_array<const Const*>(named);
    if (!names && named > 0) return;
    for (std::uint32_t i = 0; i < named; ++i) {
        for (std::uint32_t k = i + 1; k < named; ++k) {
            if (node->kwd_attrs[i]->view() != node->kwd_attrs[k]->view()) continue;
            return g_.report_.error(node->kwd_patterns[k]->span,
                                    "attribute name repeated in class pattern: {}",
                                    node->kwd_attrs[i]->view());
        }
        names[i] = g_.fold_.string(node->kwd_attrs[i]->view());
    }
    // The instance, its class, the names.
    const Reg run = u_.take_temp();
    g_.next_temp(node->cls);
    u_.emit(Op::Move, run, subject, 0, owned ? unsigned{kKillB} : 0u);
    const Reg names_reg = u_.take_temp();
    g_.load_constant(g_.fold_.sequence(Const::Kind::Tuple, names, named), names_reg);
    const Reg found = u_.take_temp();
    u_.emit(Op::MatchClass, found, run, positional);
    for (Reg reg = run; reg < found; ++reg) u_.emit(Op::Drop, reg);
    if (owned) released();
    u_.jump(Op::JumpIfNone, found, failure());
    const Reg items = u_.take_temps(positional + named);
    u_.emit(Op::UnpackSequence, items, found, positional + named, kKillB);
    acquired(items, positional + named);
    for (std::uint32_t i = 0; i < positional; ++i) subpattern(node->patterns[i], items + i, true);
    for (std::uint32_t i = 0; i < named; ++i) subpattern(node->kwd_patterns[i], items + positional + i, true);
}

// Each alternative keeps its captured values where it likes; afterwards they move to the places that the
// first one's names got.
void PatternCompiler::alternatives(const MatchOr* node, Reg subject, bool owned) {
    const std::uint32_t size = node->patterns.size;
    const bool allowed = irrefutable_allowed;
    Label matched;
    Capture* slots = nullptr;
    Capture** last_slot = &slots;
    const Reg slots_base = u_.temp_top;
    // Room for the names of the first alternative; the walk that counts them cannot fail.
    const std::uint32_t count = count_names(node->patterns[0]);
    u_.take_temps(count);
    for (std::uint32_t i = 0; i < size; ++i) {
        PatternCompiler inner(g_);
        inner.irrefutable_allowed = i + 1 == size && allowed;
        const Reg mark = u_.temp_top;
        inner.pattern(node->patterns[i], subject, false);
        if (g_.report_.failed()) return;
        std::uint32_t found = 0;
        for (const Capture* item = inner.captures_; item; item = item->next, ++found) {
            const Capture* slot = slots;
            if (i == 0) {
                auto* fresh = g_.arena_.make<Capture>(item->name, slots_base + found, true, nullptr);
                if (!fresh) return;
                *last_slot = fresh;
                last_slot = &fresh->next;
                slot = fresh;
            }
            while (slot && slot->name != item->name) slot = slot->next;
            if (!slot) return g_.report_.error(node->span, "alternative patterns bind different names");
            u_.emit(Op::Move, slot->reg, item->reg, 0, item->owned ? unsigned{kKillB} : 0u);
        }
        if (found != count) return g_.report_.error(node->span, "alternative patterns bind different names");
        u_.jump(matched);
        inner.bind_failure();
        u_.release_to(mark);
    }
    u_.jump(failure());
    u_.bind(matched);
    if (count) acquired(slots_base, count);
    for (const Capture* slot = slots; slot; slot = slot->next) {
        for (const Capture* item = captures_; item; item = item->next) {
            if (item->name != slot->name) continue;
            return g_.report_.error(node->span, "multiple assignments to name '{}' in pattern",
                                    g_.names_.text(slot->name));
        }
    }
    *last_capture_ = slots;
    if (slots) last_capture_ = last_slot;
    finish(subject, owned);
}

// How many names a pattern binds.
std::uint32_t PatternCompiler::count_names(const Pattern* node) {
    if (g_.too_deep()) return 0;
    const auto all = [this](const Seq<Pattern*>& list) {
        std::uint32_t count = 0;
        for (const Pattern* item : list) count += count_names(item);
        return count;
    };
    switch (node->kind) {
    case NodeKind::MatchSequence: return all(as<MatchSequence>(node)->patterns);
    case NodeKind::MatchMapping:
        return all(as<MatchMapping>(node)->patterns) + (as<MatchMapping>(node)->rest ? 1 : 0);
    case NodeKind::MatchClass:
        return all(as<MatchClass>(node)->patterns) + all(as<MatchClass>(node)->kwd_patterns);
    case NodeKind::MatchStar: return as<MatchStar>(node)->name ? 1 : 0;
    case NodeKind::MatchAs:
        return (as<MatchAs>(node)->pattern ? count_names(as<MatchAs>(node)->pattern) : 0) +
               (as<MatchAs>(node)->name ? 1 : 0);
    case NodeKind::MatchOr:
        return as<MatchOr>(node)->patterns.empty() ? 0 : count_names(as<MatchOr>(node)->patterns[0]);
    default: return 0;
    }
}

void Codegen::match(const Match* node) {
    const Reg mark = u_->temp_top;
    Operand subject = held(operand(node->subject));
    if (subject.kind == Operand::Kind::Local) {
        // A pattern or guard may bind the variable while later cases still look at the value.
        const Reg copy = u_->take_temp();
        u_->emit(Op::Move, copy, subject.reg);
        subject = temp(copy);
    }
    Label end;
    for (std::uint32_t i = 0; i < node->cases.size; ++i) {
        const MatchCase* item = node->cases[i];
        const bool last = i + 1 == node->cases.size;
        const Reg base = u_->temp_top;
        PatternCompiler compiler(*this);
        compiler.irrefutable_allowed = item->guard || last;
        compiler.pattern(item->pattern, subject.reg, false);
        if (report_.failed()) return;
        compiler.store_captures();
        u_->release_to(base);
        Label next;
        if (item->guard) condition(item->guard, next, false);
        {
            AtSpan at(*u_, item->pattern->span);
            u_->emit(Op::Drop, subject.reg);
        }
        // The subject's place is free for the body.
        u_->release_to(mark);
        body(item->body);
        u_->use_last_span();
        u_->jump(end);
        u_->release_to(base);
        compiler.bind_failure();
        u_->bind(next);
        if (last) u_->emit(Op::Drop, subject.reg);
    }
    u_->release_to(mark);
    u_->bind(end);
}

} // namespace islet
