// SPDX-License-Identifier: MIT
//
// The checks of code: first the structure, then what its registers hold at each instruction.
#include "vm/code/verify.h"

#include "vm/code/operands.h"

#include <algorithm>
#include <vector>

namespace islet {

namespace {

// What is known of the registers before an instruction. `full`: certainly not empty. `owns`: may hold an
// object.
struct State {
    std::vector<bool> full, owns;
    bool reached = false;
};

class Verifier {
public:
    Verifier(const CodeImage& image, TextBuffer* why) : image_(image), code_(image.code), why_(why) {}

    bool run() { return tables() && instructions() && handlers() && flow() && leaks(); }

private:
    template <class... Args>
    bool fail(std::size_t word, FormatPattern<std::type_identity_t<Args>...> pattern, const Args&... args) {
        if (!why_) return false;
        format_to(*why_, "{} word {}: ", image_.qualname, word);
        format_to(*why_, pattern, args...);
        return false;
    }

    bool tables();
    bool instructions();
    bool instruction(std::size_t at);
    bool operand(std::size_t at, OperandKind kind, unsigned value);
    bool constants_of(std::size_t at);
    bool handlers();
    bool is_start(std::uint64_t word) const { return word < code_.size() && starts_[word]; }

    // --- registers
    bool flow();
    bool leaves_clean(std::size_t at, const State& state);
    bool step(std::size_t at, State& state);
    bool read(std::size_t at, const State& state, std::uint32_t reg, bool may_be_missing);
    void merge(std::size_t at, const State& state);
    void merge_handlers(std::size_t at, const State& state);
    void clear(State& state, std::uint32_t reg) {
        state.full[reg] = false;
        state.owns[reg] = false;
    }
    void set(State& state, std::uint32_t reg, bool plain) {
        state.full[reg] = true;
        state.owns[reg] = !plain;
    }

    // --- life times
    bool leaks();
    void uses(std::size_t at, std::vector<bool>& live) const;
    std::vector<bool> find_ends(const std::vector<std::size_t>& order) const;
    bool is_inlined_local(std::size_t at, std::size_t reg) const;

    const CodeImage& image_;
    const std::vector<Instr>& code_;
    TextBuffer* why_;
    std::vector<bool> starts_;
    std::vector<State> states_;
    std::vector<std::size_t> work_;
    std::size_t first_temp_ = 0;
};

bool Verifier::tables() {
    if (image_.register_count > 0xFFFF) return fail(0, "too many registers");
    first_temp_ = image_.first_free + image_.freevars.size();
    if (first_temp_ > image_.register_count) return fail(0, "variables do not fit the registers");
    if (image_.varnames.size() > image_.first_free) return fail(0, "more names than variables");
    if (image_.cellvars.size() != image_.cell_registers.size()) return fail(0, "cells without registers");
    for (const std::uint32_t reg : image_.cell_registers) {
        if (reg >= image_.first_free) return fail(0, "a cell outside of the variables");
    }
    const std::uint64_t parameters = std::uint64_t{image_.arg_count} + image_.kwonly_count +
                                     ((image_.flags & kVarArgs) != 0) + ((image_.flags & kVarKeywords) != 0);
    if (parameters > image_.varnames.size()) return fail(0, "parameters without names");
    if (image_.posonly_count > image_.arg_count)
        return fail(0, "more positional-only than positional parameters");
    if (image_.flags & kHasDocstring && image_.constants.empty()) return fail(0, "no docstring");
    for (std::size_t i = 0; i < image_.spans.size(); ++i) {
        const std::uint32_t start = image_.spans[i].start;
        if (start >= code_.size() || (i && start <= image_.spans[i - 1].start))
            return fail(start, "positions out of order");
    }
    return true;
}

bool Verifier::operand(std::size_t at, OperandKind kind, unsigned value) {
    const Instr& instr = code_[at];
    switch (kind) {
    case OperandKind::Dst:
    case OperandKind::Src:
    case OperandKind::Upd:
        if (value >= image_.register_count)
            return fail(at, "register {} of {}", value, image_.register_count);
        return true;
    case OperandKind::Const:
        if (value >= image_.constants.size()) return fail(at, "constant {}", value);
        return true;
    case OperandKind::Name:
        if (value >= image_.names.size()) return fail(at, "name {}", value);
        return true;
    case OperandKind::WideConst:
        if (instr.wide_index() >= image_.constants.size()) return fail(at, "constant {}", instr.wide_index());
        return true;
    case OperandKind::WideName:
        if (instr.wide_index() >= image_.names.size()) return fail(at, "name {}", instr.wide_index());
        return true;
    default: return true;
    }
}

bool Verifier::constants_of(std::size_t at) {
    const Instr& instr = code_[at];
    if (instr.op == Op::MakeFunction && !image_.constants[instr.wide_index()].code)
        return fail(at, "no code");
    if (instr.op == Op::CallKw || instr.op == Op::CallMethodKw) {
        const ConstSpec& names = image_.constants[instr.c];
        if (names.kind != ConstSpec::Kind::Tuple || names.items.size() > instr.b)
            return fail(at, "bad keyword names");
    }
    return true;
}

bool Verifier::instruction(std::size_t at) {
    const Instr& instr = code_[at];
    const OpInfo& info = op_info(instr.op);
    if (info.parent != instr.op)
        return fail(at, "opcode {} is not for compilers", static_cast<unsigned>(instr.op));
    if (!operand(at, info.a, instr.a) || !operand(at, info.b, instr.b) || !operand(at, info.c, instr.c))
        return false;
    const std::int64_t word = info.words ? code_[at + 1].word() : 0;
    if (word_use(instr.op) == WordUse::Count && (word < 0 || word > 0xFFFF)) return fail(at, "bad count");
    const BaseRun run = base_run(instr, word);
    for (const RegisterRun& part : {run.read, run.written}) {
        if (part.count && part.first + part.count > image_.register_count)
            return fail(at, "run beyond the registers");
    }
    const auto is_register = [](OperandKind kind) {
        return kind == OperandKind::Dst || kind == OperandKind::Src || kind == OperandKind::Upd;
    };
    if ((instr.has(kKillA) && !is_register(info.a)) || (instr.has(kKillB) && !is_register(info.b)) ||
        (instr.has(kKillC) && !is_register(info.c))) {
        return fail(at, "kills what is no register");
    }
    return constants_of(at);
}

bool Verifier::instructions() {
    if (code_.empty()) return fail(0, "no code");
    starts_.assign(code_.size(), false);
    std::size_t last = 0;
    for (std::size_t at = 0; at < code_.size();) {
        const std::size_t next = at + 1 + op_info(code_[at].op).words;
        if (next > code_.size()) return fail(at, "cut short");
        starts_[at] = true;
        if (!instruction(at)) return false;
        last = at;
        at = next;
    }
    if (falls_through(code_[last].op)) return fail(last, "runs over the end");
    for (std::size_t at = 0; at < code_.size(); ++at) {
        if (!starts_[at]) continue;
        const std::int64_t target = jump_target(code_.data(), at);
        const bool jumps = target != -1 || op_info(code_[at].op).b == OperandKind::WideOff;
        if (!jumps) continue;
        if (target < 0 || !is_start(static_cast<std::uint64_t>(target)))
            return fail(at, "jumps to {}", target);
        const bool back = target <= static_cast<std::int64_t>(at);
        if (back != (code_[at].op == Op::JumpBack)) return fail(at, "jumps the wrong way");
    }
    return true;
}

bool Verifier::handlers() {
    for (const HandlerEntry& entry : image_.handlers) {
        if (entry.start >= entry.end || !is_start(entry.start) || entry.end > code_.size() ||
            (entry.end < code_.size() && !starts_[entry.end]) || !is_start(entry.target)) {
            return fail(entry.start, "handler from {} to {} at {}", entry.start, entry.end, entry.target);
        }
        if (entry.exc_reg < first_temp_ || entry.exc_reg >= image_.register_count) {
            return fail(entry.start, "handler with register {}", entry.exc_reg);
        }
    }
    return true;
}

// ---- registers

bool Verifier::read(std::size_t at, const State& state, std::uint32_t reg, bool may_be_missing) {
    if (may_be_missing || state.full[reg]) return true;
    return fail(at, "{} reads register {}, which may be empty", op_info(code_[at].op).name, reg);
}

// Changes `state` to what holds after the instruction.
bool Verifier::step(std::size_t at, State& state) {
    const Instr& instr = code_[at];
    const OpInfo& info = op_info(instr.op);
    const struct {
        OperandKind kind;
        std::uint32_t reg;
        Flag kill;
    } operands[] = {{info.a, instr.a, kKillA}, {info.b, instr.b, kKillB}, {info.c, instr.c, kKillC}};
    const BaseRun run = base_run(instr, info.words ? code_[at + 1].word() : 0);
    const bool lenient = may_be_empty(instr.op);
    for (const auto& part : operands) {
        if (part.kind == OperandKind::Src || part.kind == OperandKind::Upd) {
            if (!read(at, state, part.reg, lenient)) return false;
        }
    }
    for (std::uint32_t reg = run.read.first; reg < run.read.first + run.read.count; ++reg) {
        if (!read(at, state, reg, reg == run.optional)) return false;
    }
    for (std::uint32_t reg = run.read.first; run.consumed && reg < run.read.first + run.read.count; ++reg) {
        clear(state, reg);
    }
    for (const auto& part : operands) {
        if (instr.has(part.kill)) clear(state, part.reg);
    }
    const bool plain = makes_plain_value(instr.op);
    for (const auto& part : operands) {
        if (part.kind == OperandKind::Dst || (part.kind == OperandKind::Upd && !instr.has(part.kill))) {
            set(state, part.reg, plain);
        }
    }
    for (std::uint32_t reg = run.written.first; reg < run.written.first + run.written.count; ++reg) {
        set(state, reg, false);
    }
    switch (instr.op) {
    case Op::Drop:
    case Op::DeleteLocal: clear(state, instr.a); break;
    case Op::Move:
        // A copy of a number is a number.
        break;
    case Op::CheckBound: state.full[instr.a] = true; break;
    case Op::EndAsyncFor:
        clear(state, instr.a);
        clear(state, instr.b);
        break;
    default: break;
    }
    return true;
}

void Verifier::merge(std::size_t at, const State& state) {
    State& there = states_[at];
    bool changed = false;
    if (!there.reached) {
        there = state;
        there.reached = changed = true;
    } else {
        for (std::size_t reg = 0; reg < state.full.size(); ++reg) {
            if (there.full[reg] && !state.full[reg]) there.full[reg] = false, changed = true;
            if (!there.owns[reg] && state.owns[reg]) there.owns[reg] = true, changed = true;
        }
    }
    if (changed) work_.push_back(at);
}

// The handler that catches what the instruction raises sees the registers below its own as they were.
void Verifier::merge_handlers(std::size_t at, const State& state) {
    for (const HandlerEntry& entry : image_.handlers) {
        if (at < entry.start || at >= entry.end) continue;
        State caught = state;
        for (std::uint32_t reg = entry.exc_reg; reg < image_.register_count; ++reg) clear(caught, reg);
        set(caught, entry.exc_reg, false);
        return merge(entry.target, caught);
    }
}

// What a Return does not release must own nothing: it stays behind on the stack.
bool Verifier::leaves_clean(std::size_t at, const State& state) {
    const unsigned end = code_[at].b;
    if (end < first_temp_ || end > image_.register_count) return fail(at, "releases {} registers", end);
    for (std::size_t reg = end; reg < image_.register_count; ++reg) {
        if (state.owns[reg]) return fail(at, "register {} is left behind", reg);
    }
    return true;
}

bool Verifier::flow() {
    states_.assign(code_.size(), State{});
    State start;
    start.full.assign(image_.register_count, false);
    start.owns.assign(image_.register_count, false);
    const std::size_t parameters = image_.arg_count + image_.kwonly_count + ((image_.flags & kVarArgs) != 0) +
                                   ((image_.flags & kVarKeywords) != 0);
    for (std::size_t reg = 0; reg < parameters; ++reg) set(start, static_cast<std::uint32_t>(reg), false);
    merge(0, start);
    while (!work_.empty()) {
        const std::size_t at = work_.back();
        work_.pop_back();
        State state = states_[at];
        merge_handlers(at, state);
        if (!step(at, state)) return false;
        const Instr& instr = code_[at];
        if ((instr.op == Op::Return || instr.op == Op::ReturnNone) && !leaves_clean(at, state)) return false;
        const std::int64_t target = jump_target(code_.data(), at);
        if (falls_through(instr.op)) {
            State next = state;
            if (instr.op == Op::JumpIfTrueOrDrop || instr.op == Op::JumpIfFalseOrDrop) clear(next, instr.a);
            if (instr.op == Op::JumpIfNotNone) next.owns[instr.a] = false;
            merge(at + 1 + op_info(instr.op).words, next);
        }
        if (target < 0) continue;
        if (instr.op == Op::ForIter) {
            // At its end the target is as it was, and the iterator is gone.
            state = states_[at];
            clear(state, instr.b);
        }
        if (instr.op == Op::Send || instr.op == Op::YieldFrom) clear(state, instr.b);
        if (instr.op == Op::JumpIfNone) state.owns[instr.a] = false;
        merge(static_cast<std::size_t>(target), state);
    }
    return true;
}

// ---- life times

// Registers that the instruction reads or empties become live before it; those it only writes do not.
void Verifier::uses(std::size_t at, std::vector<bool>& live) const {
    const Instr& instr = code_[at];
    const OpInfo& info = op_info(instr.op);
    const BaseRun run = base_run(instr, info.words ? code_[at + 1].word() : 0);
    for (std::uint32_t reg = run.written.first; reg < run.written.first + run.written.count; ++reg)
        live[reg] = false;
    if (info.a == OperandKind::Dst && instr.op != Op::ForIter) live[instr.a] = false;
    for (std::uint32_t reg = run.read.first; reg < run.read.first + run.read.count; ++reg) live[reg] = true;
    if (info.a == OperandKind::Src || info.a == OperandKind::Upd) live[instr.a] = true;
    if (info.b == OperandKind::Src || info.b == OperandKind::Upd) live[instr.b] = true;
    if (info.c == OperandKind::Src) live[instr.c] = true;
}

// Whether the frame's end can be reached from an instruction.
std::vector<bool> Verifier::find_ends(const std::vector<std::size_t>& order) const {
    std::vector<bool> ends(code_.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = order.size(); i-- > 0;) {
            const std::size_t at = order[i];
            const Op op = code_[at].op;
            const std::int64_t target = jump_target(code_.data(), at);
            bool now = !falls_through(op) && op != Op::Jump && op != Op::JumpBack;
            if (falls_through(op)) now = now || ends[at + 1 + op_info(op).words];
            if (target >= 0) now = now || ends[static_cast<std::size_t>(target)];
            if (now != ends[at]) ends[at] = changed = true;
        }
    }
    return ends;
}

// A variable keeps its value until it gets another one.
bool Verifier::is_inlined_local(std::size_t at, std::size_t reg) const {
    for (const InlinedLocal& local : image_.inlined_locals) {
        if (local.reg == reg && at >= local.start && at < local.end) return true;
    }
    return false;
}

// A temporary may own something before an instruction only if some instruction will read it, or empty it, or
// the frame ends first.
bool Verifier::leaks() {
    std::vector<std::vector<bool>> live(code_.size());
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < code_.size(); ++at) {
        if (starts_[at]) order.push_back(at), live[at].assign(image_.register_count, false);
    }
    const std::vector<bool> ends = find_ends(order);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = order.size(); i-- > 0;) {
            const std::size_t at = order[i];
            const Op op = code_[at].op;
            // What a loop without end keeps is never given up.
            std::vector<bool> now(image_.register_count, !ends[at]);
            // Leaving the frame empties everything; raising does, or the handler's entry.
            const auto add = [&](std::size_t other) {
                for (std::size_t reg = 0; reg < now.size(); ++reg) now[reg] = now[reg] || live[other][reg];
            };
            if (falls_through(op)) {
                add(at + 1 + op_info(op).words);
                // At the end of the loop the target stays as it is.
                if (op == Op::ForIter) now[code_[at].a] = false;
            }
            const std::int64_t target = jump_target(code_.data(), at);
            if (target >= 0) add(static_cast<std::size_t>(target));
            if (op == Op::Return || op == Op::ReturnNone || op == Op::Raise || op == Op::RaiseFrom ||
                op == Op::RaiseBare || op == Op::Reraise) {
                now.assign(image_.register_count, true);
            }
            uses(at, now);
            for (const HandlerEntry& entry : image_.handlers) {
                if (at < entry.start || at >= entry.end) continue;
                for (std::uint32_t reg = 0; reg < entry.exc_reg; ++reg) {
                    if (live[entry.target][reg]) now[reg] = true;
                }
                break;
            }
            if (now != live[at]) live[at] = std::move(now), changed = true;
        }
    }
    for (const std::size_t at : order) {
        if (!states_[at].reached) continue;
        for (std::size_t reg = first_temp_; reg < image_.register_count; ++reg) {
            if (states_[at].owns[reg] && !live[at][reg] && !is_inlined_local(at, reg)) {
                return fail(at, "register {} keeps a value that nobody reads", reg);
            }
        }
    }
    return true;
}

} // namespace

bool verify(const CodeImage& image, TextBuffer* why) {
    std::vector<const CodeImage*> all{&image};
    while (!all.empty()) {
        const CodeImage* next = all.back();
        all.pop_back();
        if (!Verifier(*next, why).run()) return false;
        for (const ConstSpec& constant : next->constants) {
            if (constant.code) all.push_back(constant.code);
        }
    }
    return true;
}

} // namespace islet
