// SPDX-License-Identifier: MIT
//
// Writing of instructions and tables.
#include "vm/compile/emit.h"

#include <algorithm>

namespace islet {

namespace {

// Registers are 16 bits; a little room is left for operands that lie behind the last one named.
constexpr Reg kMaxRegisters = 65'000;
constexpr std::size_t kFirstTable = 32;

SourceSpan make_span(const ast::Span& span) {
    if (span.line == 0) return {};
    return {static_cast<std::int32_t>(span.line), static_cast<std::int32_t>(span.end_line),
            static_cast<std::int32_t>(span.col), static_cast<std::int32_t>(span.end_col)};
}

bool same_span(const SourceSpan& a, const SourceSpan& b) {
    return a.line == b.line && a.end_line == b.end_line && a.col == b.col && a.end_col == b.end_col;
}

} // namespace

void Unit::begin(Report& report, Scope* for_scope, UnitKind unit_kind, Unit* outer, bool wide,
                 std::int64_t* words_left) {
    report_ = &report;
    words_left_ = words_left;
    parent = outer;
    scope = inner_scope = for_scope;
    kind = unit_kind;
    image = new CodeImage;
    class_name = outer ? outer->class_name : 0;
    block = nullptr;
    block_depth = 0;
    guard_depth = 0;
    first_temp = temp_top = temp_limit = 0;
    class_cell = classdict_cell = conditional_cell = ~0u;
    reachable = true;
    wide_jumps = wide;
    short_overflow = false;
    span = {};
    follow_ = false;
    bound = deletable = {};
    static_attributes = nullptr;
    code.clear();
    inlined_locals.clear();
    spans_.clear();
    handlers_.clear();
    constants_.clear();
    constant_index_.assign(kFirstTable, Slot{});
    names_.clear();
    name_index_.assign(kFirstTable, Slot{});
}

void Unit::abandon() {
    for (const Const* value : constants_) {
        if (value->kind == Const::Kind::Code) value->code->release();
    }
    constants_.clear();
    image->release();
    image = nullptr;
}

// A jump to a jump goes where that goes.
void Unit::thread_jumps() {
    constexpr int kMaxHops = 8;
    for (std::size_t at = 0; at < code.size(); at += 1 + op_info(code[at].op).words) {
        const Instr instr = code[at];
        if (instr.op == Op::JumpBack) continue;
        const std::int64_t first = jump_target(code.data(), at);
        if (first < 0) continue;
        std::int64_t target = first;
        for (int hops = 0; hops < kMaxHops && code[static_cast<std::size_t>(target)].op == Op::Jump; ++hops) {
            target = jump_target(code.data(), static_cast<std::size_t>(target));
        }
        if (target == first) continue;
        const OpInfo& info = op_info(instr.op);
        const auto word = static_cast<std::uint32_t>(target);
        if (word_use(instr.op) == WordUse::Jump) {
            patch(static_cast<std::uint32_t>(at) + 1, Fixup::Kind::Word, word);
        } else if (info.b == OperandKind::WideOff) {
            patch(static_cast<std::uint32_t>(at), Fixup::Kind::Wide, word);
        } else if (target - static_cast<std::int64_t>(at) <= INT16_MAX) {
            patch(static_cast<std::uint32_t>(at), Fixup::Kind::Short, word);
        }
    }
}

CodeImage* Unit::finish(const Names& names) {
    thread_jumps();
    image->register_count = std::max(temp_limit, first_temp);
    image->code.assign(code.begin(), code.end());
    image->spans.assign(spans_.begin(), spans_.end());
    image->constants.reserve(constants_.size());
    for (const Const* value : constants_) image->constants.push_back(make_spec(*value));
    image->names.reserve(names_.size());
    for (const NameId name_id : names_) image->names.emplace_back(names.text(name_id));
    image->inlined_locals.assign(inlined_locals.begin(), inlined_locals.end());
    // The innermost handler first.
    std::sort(handlers_.begin(), handlers_.end(), [](const RawHandler& a, const RawHandler& b) {
        return a.depth != b.depth ? a.depth > b.depth : a.entry.start < b.entry.start;
    });
    image->handlers.reserve(handlers_.size());
    for (RawHandler& raw : handlers_) image->handlers.push_back(raw.entry);
    return std::exchange(image, nullptr);
}

// ---- instructions

void Unit::put(Instr instr, unsigned words) {
    const SourceSpan here = make_span(span);
    const bool follow = std::exchange(follow_, false) && !spans_.empty();
    if (!follow && (spans_.empty() || !same_span(spans_.back().span, here))) {
        spans_.push_back({static_cast<std::uint32_t>(code.size()), here});
    }
    code.push_back(instr);
    for (unsigned i = 0; i < words; ++i) code.push_back(Instr::make_word(0));
    // Blocks of `finally` inside each other double with every level: a small source may be much code.
    if (--*words_left_ < 0) report_->limit("too much code: blocks of 'finally' are nested too deeply");
}

void Unit::emit(Op op, Reg a, Reg b, Reg c, unsigned flags) {
    if (!reachable) return;
    if (op == Op::Return || op == Op::ReturnNone) b = temp_top;
    put(Instr::make(op, a, b, c, static_cast<std::uint8_t>(flags)), op_info(op).words);
    reachable = falls_through(op);
}

void Unit::emit_wide(Op op, Reg a, std::int64_t wide, unsigned flags) {
    if (!reachable) return;
    put(Instr::make_wide(op, a, static_cast<std::int32_t>(wide), static_cast<std::uint8_t>(flags)),
        op_info(op).words);
}

// What is certain at a label is what is certain on every way to it.
void Unit::meet(Label& label) {
    if (label.used) {
        label.bound.keep_common(bound);
    } else {
        label.bound = bound;
    }
    label.used = true;
}

void Unit::add_fixup(Label& label, Fixup::Kind fixup_kind) {
    auto* fixup =
        report_->arena().make<Fixup>(static_cast<std::uint32_t>(code.size() - 1), fixup_kind, label.fixups);
    if (fixup) label.fixups = fixup;
}

void Unit::jump(Op op, Reg a, Label& label, unsigned flags) {
    if (!reachable) return;
    put(Instr::make(op, a, 0, 0, static_cast<std::uint8_t>(flags)), 0);
    meet(label);
    add_fixup(label, Fixup::Kind::Wide);
    reachable = op != Op::Jump;
}

void Unit::short_jump(Op op, Reg a, Reg b, Label& label, unsigned flags) {
    if (!reachable) return;
    put(Instr::make(op, a, b, 0, static_cast<std::uint8_t>(flags)), 0);
    meet(label);
    add_fixup(label, Fixup::Kind::Short);
}

void Unit::word_jump(Op op, Reg a, Reg b, Label& label, unsigned flags) {
    if (!reachable) return;
    put(Instr::make(op, a, b, 0, static_cast<std::uint8_t>(flags)), 1);
    meet(label);
    add_fixup(label, Fixup::Kind::Word);
}

void Unit::jump_back(const Label& label) {
    if (!reachable) return;
    const auto distance = static_cast<std::int64_t>(label.at) - static_cast<std::int64_t>(code.size() + 1);
    put(Instr::make_wide(Op::JumpBack, 0, static_cast<std::int32_t>(distance)), 0);
    reachable = false;
}

void Unit::patch(std::uint32_t at, Fixup::Kind fixup_kind, std::uint32_t target) {
    const auto distance = static_cast<std::int64_t>(target) - static_cast<std::int64_t>(at + 1);
    Instr& instr = code[at];
    switch (fixup_kind) {
    case Fixup::Kind::Word: instr = Instr::make_word(distance); return;
    case Fixup::Kind::Short:
        if (distance > INT16_MAX) short_overflow = true;
        instr.c = static_cast<std::uint16_t>(distance);
        return;
    case Fixup::Kind::Wide:
        instr = Instr::make_wide(instr.op, instr.a, static_cast<std::int32_t>(distance), instr.flags);
        return;
    }
}

void Unit::bind(Label& label) {
    label.at = static_cast<std::uint32_t>(code.size());
    for (const Fixup* fixup = label.fixups; fixup; fixup = fixup->next)
        patch(fixup->at, fixup->kind, label.at);
    if (!label.used) return;
    if (reachable) {
        bound.keep_common(label.bound);
    } else {
        bound = label.bound;
    }
    reachable = true;
}

void Unit::bind_loop(Label& label) {
    label.at = static_cast<std::uint32_t>(code.size());
    bound.drop_all(deletable);
}

// ---- handlers

void Unit::guard_begin(Guard& guard, Reg exc_reg) {
    guard.exc_reg = exc_reg;
    guard.depth = ++guard_depth;
    guard.bound = bound;
    guard_open(guard);
}

void Unit::guard_open(Guard& guard) {
    guard.start = static_cast<std::uint32_t>(code.size());
    guard.open = true;
}

void Unit::guard_close(Guard& guard) {
    if (!guard.open) return;
    guard.open = false;
    const auto end = static_cast<std::uint32_t>(code.size());
    if (end == guard.start) return;
    guard.any = true;
    if (guard.first_entry == ~0u) guard.first_entry = static_cast<std::uint32_t>(handlers_.size());
    handlers_.push_back(
        {{guard.start, end, 0, static_cast<std::uint16_t>(guard.exc_reg)}, &guard.handler, guard.depth});
}

bool Unit::handler_begin(Guard& guard) {
    guard_close(guard);
    --guard_depth;
    const auto here = static_cast<std::uint32_t>(code.size());
    for (std::size_t i = guard.first_entry; i < handlers_.size(); ++i) {
        RawHandler& raw = handlers_[i];
        if (raw.label == &guard.handler) raw.entry.target = here, raw.label = nullptr;
    }
    reachable = guard.any;
    bound = guard.bound;
    bound.drop_all(deletable);
    release_to(guard.exc_reg);
    take_temp();
    return guard.any;
}

// ---- registers

Reg Unit::take_temps(Reg count) {
    const Reg first = temp_top;
    temp_top += count;
    if (temp_top > temp_limit) {
        temp_limit = temp_top;
        if (temp_limit > kMaxRegisters) {
            report_->limit("too many local variables and intermediate values in one function");
            temp_top = temp_limit = first;
        }
    }
    return first;
}

// ---- tables

void Unit::grow(std::vector<Slot>& table) {
    std::vector<Slot> old(table.size() * 2);
    old.swap(table);
    const std::size_t mask = table.size() - 1;
    for (const Slot& slot : old) {
        if (!slot.value) continue;
        std::size_t at = (slot.key * 0x9E3779B1u) & mask;
        while (table[at].value) at = (at + 1) & mask;
        table[at] = slot;
    }
}

std::uint32_t Unit::constant(const Const* value) {
    // After an error the parts of a constant may be missing.
    if (!reachable || !value || report_->failed()) return 0;
    const auto key = static_cast<std::uint32_t>(hash_constant(*value));
    if (constants_.size() * 2 >= constant_index_.size()) grow(constant_index_);
    const std::size_t mask = constant_index_.size() - 1;
    std::size_t at = (key * 0x9E3779B1u) & mask;
    for (; constant_index_[at].value; at = (at + 1) & mask) {
        const std::uint32_t index = constant_index_[at].value - 1;
        if (constant_index_[at].key == key && same_constant(*constants_[index], *value)) return index;
    }
    constants_.push_back(value);
    constant_index_[at] = {key, static_cast<std::uint32_t>(constants_.size())};
    return static_cast<std::uint32_t>(constants_.size() - 1);
}

std::uint32_t Unit::name(NameId name_id) {
    if (!reachable) return 0;
    if (names_.size() * 2 >= name_index_.size()) grow(name_index_);
    const std::size_t mask = name_index_.size() - 1;
    std::size_t at = (name_id * 0x9E3779B1u) & mask;
    for (; name_index_[at].value; at = (at + 1) & mask) {
        if (name_index_[at].key == name_id) return name_index_[at].value - 1;
    }
    names_.push_back(name_id);
    name_index_[at] = {name_id, static_cast<std::uint32_t>(names_.size())};
    return static_cast<std::uint32_t>(names_.size() - 1);
}

} // namespace islet
