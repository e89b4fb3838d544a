// SPDX-License-Identifier: MIT
//
// try, with, and leaving them early.
//
// A `finally` block is written once for every way into it: the end of the body, each break, continue and
// return through it, and exceptions. A handler keeps the exception in R[e] and what was handled before in
// R[e+1]; whatever leaves it puts that back.
#include "vm/compile/codegen.h"

namespace islet {

using namespace ast;

namespace {

constexpr std::uint32_t kMaxBlocks = 21; // as CPython counts them

} // namespace

// ---- blocks

void Codegen::push_block(Block& block, const Span& span) {
    if (u_->block_depth >= kMaxBlocks) report_.error(span, "too many statically nested blocks");
    ++u_->block_depth;
    block.span = span;
    block.outer = u_->block;
    u_->block = &block;
}

void Codegen::pop_block(Block& block) {
    --u_->block_depth;
    u_->block = block.outer;
}

// The innermost loop, for a break or continue; null, perhaps with an error, if there is none.
Block* Codegen::find_loop(const Stmt* node) {
    for (Block* block = u_->block; block; block = block->outer) {
        switch (block->kind) {
        case Block::Kind::WhileLoop:
        case Block::Kind::ForLoop:
        case Block::Kind::AsyncForLoop: return block;
        case Block::Kind::StarHandler:
            report_.error(node->span, "'break', 'continue' and 'return' cannot appear in an except* block");
            return nullptr;
        default: break;
        }
    }
    return nullptr;
}

// Whether leaving everything up to `stop` runs code that could see or change anything.
bool Codegen::unwinding_emits(const Block* stop) const {
    for (const Block* block = u_->block; block != stop; block = block->outer) {
        switch (block->kind) {
        case Block::Kind::WhileLoop:
        case Block::Kind::ForLoop:
        case Block::Kind::AsyncForLoop:
        case Block::Kind::Try:
        case Block::Kind::PlainHandler:
        case Block::Kind::PopValue: break;
        default: return true;
        }
    }
    return false;
}

// What leaving `block` needs; the block itself and those inside it are not seen from there.
void Codegen::unwind_one(Block& block, bool returning) {
    // A handler is left inside its own region, everything else outside: what raises on the way out must not
    // be undone again.
    if (block.kind == Block::Kind::Handler) {
        u_->emit(Op::LeaveHandler, block.reg);
        return u_->guard_close(*block.guard);
    }
    if (block.guard) u_->guard_close(*block.guard);
    switch (block.kind) {
    case Block::Kind::Handler:
    case Block::Kind::WhileLoop:
    case Block::Kind::Try:
    case Block::Kind::PlainHandler: return;
    case Block::Kind::ForLoop:
    case Block::Kind::AsyncForLoop:
        // A return empties the frame anyway; the iterator must only go before code of outer blocks runs.
        if (unwinding_emits(nullptr)) u_->emit(Op::Drop, block.reg);
        return;
    case Block::Kind::PopValue: u_->emit(Op::Drop, block.reg); return;
    case Block::Kind::NamedHandler: unbind_name(block.name); return;
    case Block::Kind::StarHandler:
        if (returning) {
            report_.error(u_->span, "'break', 'continue' and 'return' cannot appear in an except* block");
        }
        return;
    case Block::Kind::FinallyTry: body(*block.body); return;
    case Block::Kind::With:
    case Block::Kind::AsyncWith: {
        AtSpan at(*u_, block.span);
        const Reg callee = u_->take_temp();
        u_->emit(Op::Move, callee, block.reg, 0, kKillB);
        call_exit(callee, block.kind == Block::Kind::AsyncWith);
        u_->release_to(callee);
        return;
    }
    }
}

void Codegen::unwind(const Block* stop, bool returning) {
    Block* const innermost = u_->block;
    const std::uint32_t depth = u_->block_depth;
    // The value of a `return` on its way out is not dropped by the return itself.
    Block* first = innermost;
    if (returning && first && first->kind == Block::Kind::PopValue) first = first->outer;
    const Block* const waiting = first != innermost ? innermost : nullptr;
    for (Block* block = first; block != stop; block = block->outer) {
        Block keep_value;
        u_->block = block->outer;
        if (waiting) {
            // Leaving a `finally` body early throws the waiting value away.
            keep_value = *waiting;
            keep_value.outer = block->outer;
            u_->block = &keep_value;
        }
        if (block->kind != Block::Kind::PopValue) --u_->block_depth;
        unwind_one(*block, returning);
        if (report_.failed()) break;
    }
    u_->block = innermost;
    u_->block_depth = depth;
}

// After the jump or return that the unwinding led to: the regions go on for the code that is not on this way.
void Codegen::after_unwind(const Block* stop) {
    for (const Block* block = u_->block; block != stop; block = block->outer) {
        if (block->guard) u_->guard_open(*block->guard);
    }
}

// ---- with

// R[callee] is an exit function; it is called without an exception, and its answer dropped.
void Codegen::call_exit(Reg callee, bool is_async) {
    u_->release_to(callee + 1);
    for (int i = 0; i < 3; ++i) u_->emit(Op::LoadNone, u_->take_temp());
    u_->emit(Op::Call, callee, 3);
    u_->release_to(callee + 1);
    if (is_async) await_temp(callee, 2);
    u_->emit(Op::Drop, callee);
}

template <class Stmt>
void Codegen::with(const Stmt* node, std::uint32_t at, bool is_async) {
    const WithItem* item = node->items[at];
    const Span& where = item->context_expr->span;
    const Reg exit = u_->take_temps(2);
    {
        AtSpan span(*u_, where);
        const Operand manager = held(operand(item->context_expr));
        u_->emit(Op::WithEnter, exit, manager.reg, is_async ? 1 : 0, kill(manager, kKillB));
        u_->release_to(exit + 2);
        if (is_async) await_temp(exit + 1, 1);
    }
    Guard guard;
    Label end;
    Block block{.kind = is_async ? Block::Kind::AsyncWith : Block::Kind::With, .guard = &guard, .reg = exit};
    push_block(block, where);
    u_->release_to(exit + 1);
    u_->guard_begin(guard, exit + 1);
    u_->release_to(exit + 2);
    if (item->optional_vars) {
        store(item->optional_vars, temp(exit + 1));
    } else {
        AtSpan span(*u_, where);
        u_->emit(Op::Drop, exit + 1);
    }
    u_->release_to(exit + 1);
    if (at + 1 < node->items.size) {
        if (!too_deep()) with(node, at + 1, is_async);
    } else {
        body(node->body);
    }
    u_->guard_close(guard);
    pop_block(block);
    AtSpan span(*u_, where);
    call_exit(exit, is_async);
    u_->jump(end);
    // R[exit+1], R[exit+2]: the exception and what was handled before it.
    u_->handler_begin(guard);
    const Reg exc = exit + 1;
    u_->take_temp();
    u_->emit(Op::EnterHandler, exc);
    Guard cleanup;
    u_->guard_begin(cleanup, exc + 2);
    const Reg answer = u_->take_temp();
    u_->emit(Op::WithExit, answer, exit, exc);
    if (is_async) await_temp(answer, 2);
    Label suppressed;
    u_->jump(Op::JumpIfTrue, answer, suppressed, kKillA);
    u_->emit(Op::Move, answer, exc);
    reraise_handler(cleanup, exc);
    u_->bind(suppressed);
    u_->emit(Op::LeaveHandler, exc);
    u_->emit(Op::Drop, exit);
    u_->release_to(exit);
    u_->bind(end);
}

template void Codegen::with(const With* node, std::uint32_t at, bool is_async);
template void Codegen::with(const AsyncWith* node, std::uint32_t at, bool is_async);

// The end of a handler whose exception goes on: R[exc+2] holds it, also when `guard` caught another one.
void Codegen::reraise_handler(Guard& guard, Reg exc) {
    const bool falls_in = u_->reachable;
    const BoundSet bound = u_->bound;
    u_->guard_close(guard);
    u_->handler_begin(guard);
    u_->reachable |= falls_in;
    if (falls_in) u_->bound = bound;
    AtSpan at(*u_, Span{});
    u_->emit(Op::LeaveHandler, exc);
    u_->emit(Op::Reraise, exc + 2);
    u_->release_to(exc);
}

// ---- try

template <class Node>
void Codegen::try_(const Node* node, bool star) {
    if (node->finalbody.empty()) return try_except(node, star);
    Guard guard;
    Label end;
    const Reg exc = u_->temp_top;
    Block block{.kind = Block::Kind::FinallyTry, .guard = &guard, .body = &node->finalbody};
    push_block(block, node->span);
    u_->guard_begin(guard, exc);
    if (node->handlers.empty()) {
        body(node->body);
        body(node->orelse);
    } else {
        try_except(node, star);
    }
    u_->guard_close(guard);
    pop_block(block);
    body(node->finalbody);
    u_->use_last_span();
    u_->jump(end);
    // With an exception on its way.
    u_->handler_begin(guard);
    u_->take_temp();
    {
        AtSpan at(*u_, Span{});
        u_->emit(Op::EnterHandler, exc);
    }
    Guard cleanup;
    Block handler{.kind = Block::Kind::Handler, .guard = &cleanup, .reg = exc};
    push_block(handler, node->span);
    u_->guard_begin(cleanup, exc + 2);
    report_.mute();
    body(node->finalbody);
    report_.unmute();
    u_->guard_close(cleanup);
    pop_block(handler);
    {
        AtSpan at(*u_, Span{});
        u_->emit(Op::Move, u_->take_temp(), exc);
    }
    reraise_handler(cleanup, exc);
    u_->bind(end);
}

template void Codegen::try_(const Try* node, bool star);
template void Codegen::try_(const TryStar* node, bool star);

template <class Node>
void Codegen::try_except(const Node* node, bool star) {
    Guard guard;
    Label end;
    const Reg exc = u_->temp_top;
    Block block{.kind = Block::Kind::Try, .guard = &guard};
    push_block(block, node->span);
    u_->guard_begin(guard, exc);
    body(node->body);
    u_->guard_close(guard);
    pop_block(block);
    body(node->orelse);
    u_->use_last_span();
    u_->jump(end);
    u_->handler_begin(guard);
    u_->take_temp();
    {
        AtSpan at(*u_, Span{});
        u_->emit(Op::EnterHandler, exc);
    }
    Guard cleanup;
    Block handler{.kind = Block::Kind::Handler, .guard = &cleanup, .reg = exc};
    push_block(handler, node->span);
    u_->guard_begin(cleanup, exc + 2);
    if (star) {
        except_star_clauses(node->handlers, exc, end);
    } else {
        except_clauses(node->handlers, exc, end);
    }
    pop_block(handler);
    reraise_handler(cleanup, exc);
    u_->bind(end);
}

// Leaves the exception in R[exc+2] where no clause matched.
void Codegen::except_clauses(const Seq<ExceptHandler*>& handlers, Reg exc, Label& end) {
    for (std::uint32_t i = 0; i < handlers.size; ++i) {
        const ExceptHandler* handler = handlers[i];
        if (!handler->type && i + 1 < handlers.size) {
            return report_.error(handler->span, "default 'except:' must be last");
        }
        AtSpan at(*u_, handler->span);
        Label next;
        if (handler->type) {
            const Reg mark = u_->temp_top;
            const Operand type = held(operand(handler->type));
            u_->release_to(mark);
            const Reg matches = u_->take_temp();
            u_->emit(Op::MatchExc, matches, exc, type.reg, kill(type, matches, kKillC));
            u_->jump(Op::JumpIfFalse, matches, next, kKillA);
            u_->release_to(mark);
        }
        except_clause(handler, exc, end);
        u_->bind(next);
    }
    AtSpan at(*u_, Span{});
    u_->emit(Op::Move, u_->take_temp(), exc);
}

// Out of the handler, and of its region up to the next label.
void Codegen::leave_handler(Reg exc, Label& end) {
    Guard& guard = *u_->block->guard;
    u_->use_last_span();
    u_->emit(Op::LeaveHandler, exc);
    u_->guard_close(guard);
    u_->jump(end);
    u_->guard_open(guard);
}

void Codegen::except_clause(const ExceptHandler* handler, Reg exc, Label& end) {
    if (!handler->name) {
        Block block{.kind = Block::Kind::PlainHandler};
        push_block(block, handler->span);
        body(handler->body);
        pop_block(block);
        return leave_handler(exc, end);
    }
    const NameId name = mangled(handler->name);
    store_name(name, exc, false);
    Guard guard;
    Block block{.kind = Block::Kind::NamedHandler, .guard = &guard, .name = name};
    push_block(block, handler->span);
    u_->guard_begin(guard, exc + 2);
    body(handler->body);
    u_->guard_close(guard);
    pop_block(block);
    u_->use_last_span();
    unbind_name(name);
    leave_handler(exc, end);
    // The name goes also when the clause raises.
    u_->handler_begin(guard);
    AtSpan at(*u_, Span{});
    unbind_name(name);
    u_->emit(Op::Reraise, exc + 2);
    u_->release_to(exc + 2);
}

// name = None; del name
void Codegen::unbind_name(NameId name) {
    const NameRef ref = resolve(name);
    if (ref.kind == NameRef::Kind::Local) {
        u_->emit(Op::Drop, ref.reg);
        return u_->bound.drop(ref.reg);
    }
    const Reg none = u_->take_temp();
    u_->emit(Op::LoadNone, none);
    store_name(name, none, true);
    u_->release_to(none);
    delete_name(name);
}

// R[exc+2]: the list of what the clauses raised; R[exc+3]: what no clause has taken yet; R[exc+4]: what this
// one takes.
void Codegen::except_star_clauses(const Seq<ExceptHandler*>& handlers, Reg exc, Label& end) {
    const Reg list = u_->take_temps(2), rest = list + 1;
    u_->emit(Op::BuildList, list, list, 0);
    u_->emit(Op::Move, rest, exc);
    for (const ExceptHandler* handler : handlers) {
        AtSpan at(*u_, handler->span);
        if (!handler->type) return report_.error(handler->span, "expected one or more exception types");
        except_star_clause(handler, list, rest);
    }
    AtSpan at(*u_, Span{});
    u_->emit(Op::ListAppend, list, rest, 0, kKillB);
    u_->release_to(list + 1);
    Label raises;
    u_->emit(Op::BuildExcGroup, list, list, exc);
    u_->jump(Op::JumpIfNotNone, list, raises);
    u_->emit(Op::Drop, list);
    leave_handler(exc, end);
    u_->bind(raises);
}

void Codegen::except_star_clause(const ExceptHandler* handler, Reg list, Reg rest) {
    Label next;
    const Reg part = u_->take_temp();
    const Operand type = held(operand(handler->type));
    u_->emit(Op::MatchExcGroup, part, rest, type.reg, kill(type, kKillC));
    u_->release_to(part + 1);
    u_->jump(Op::JumpIfNone, part, next, 0);
    const NameId name = handler->name ? mangled(handler->name) : NameId{0};
    if (name) {
        store_name(name, part, true);
    } else {
        u_->emit(Op::Drop, part);
    }
    u_->release_to(part);
    Guard guard;
    Block block{.kind = Block::Kind::StarHandler, .guard = &guard, .name = name};
    push_block(block, handler->span);
    u_->guard_begin(guard, part);
    body(handler->body);
    u_->guard_close(guard);
    pop_block(block);
    if (name) unbind_name(name);
    u_->jump(next);
    u_->handler_begin(guard);
    {
        AtSpan at(*u_, Span{});
        if (name) unbind_name(name);
        u_->emit(Op::ListAppend, list, part, 0, kKillB);
    }
    u_->bind(next);
    u_->release_to(part);
}

} // namespace islet
