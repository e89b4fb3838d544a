// SPDX-License-Identifier: MIT
//
// The loop: dispatch and fast paths, nothing else. The long way of every opcode is in slow_ops.cpp and its
// neighbours.
//
// Rules for editing this file:
//   1. No object with a destructor may be alive at NEXT: a computed goto skips destructors.
//   2. `frame->pc = pc` comes before anything that may raise, run Python or look at the stack.
//   3. A destination register is written last, by SET: what it held is released after the write.
//   4. Fast paths on plain values (numbers, singletons) ignore the Kill flags: such registers own nothing.
//      Every path that handled objects honours them.
//   5. After the loop changed frames, LOAD_FRAME; `reg` and `pc` are copies.
//   6. Anything that dropped an object goes on with NEXT_CHECKED, so that finalizers run before the next
//      instruction.
//
// Owns: nothing. Threads: the running thread, under the interpreter's lock.
#include "vm/exec/fast_ops.h"
#include "vm/exec/frames.h"
#include "vm/exec/slow_ops.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/generator.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/range.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cmath>

namespace islet {

#define LOAD_FRAME()                                                                                         \
    do {                                                                                                     \
        frame = t.frame;                                                                                     \
        reg = frame->registers;                                                                              \
        pc = const_cast<Instr*>(frame->pc);                                                                  \
    } while (0)
// Goes on in a frame that was pushed or resumed. No checkpoint: it is passed when the frame is left.
#define ENTER(pushed)                                                                                        \
    do {                                                                                                     \
        frame = (pushed);                                                                                    \
        reg = frame->registers;                                                                              \
        pc = const_cast<Instr*>(frame->pc);                                                                  \
        DISPATCH();                                                                                          \
    } while (0)
#define DISPATCH() goto* kLabels[static_cast<unsigned>(pc->op)]
#define NEXT_BY(n)                                                                                           \
    do {                                                                                                     \
        pc += (n);                                                                                           \
        DISPATCH();                                                                                          \
    } while (0)
#define NEXT() NEXT_BY(1)
#define NEXT_CHECKED_BY(n)                                                                                   \
    do {                                                                                                     \
        pc += (n);                                                                                           \
        if (t.state().wanted.load(std::memory_order_relaxed) != 0) [[unlikely]]                              \
            goto checkpoint;                                                                                 \
        DISPATCH();                                                                                          \
    } while (0)
// Writes an owned value to a register and goes on behind the instruction and its `words`.
#define SET_NEXT(r, v, words)                                                                                \
    do {                                                                                                     \
        const Value old_ = reg[r];                                                                           \
        reg[r] = (v);                                                                                        \
        if (old_.is_object()) {                                                                              \
            Object* const object_ = old_.object();                                                           \
            if (object_->refs >= 0 && --object_->refs == 0) {                                                \
                drop_object(object_);                                                                        \
                NEXT_CHECKED_BY(1 + (words));                                                                \
            }                                                                                                \
        }                                                                                                    \
        NEXT_BY(1 + (words));                                                                                \
    } while (0)
// A call is over: its result goes where what was called lies.
#define SET_CALL_RESULT(v)                                                                                   \
    do {                                                                                                     \
        const Value callee_ = reg[pc->a];                                                                    \
        reg[pc->a] = (v);                                                                                    \
        release(callee_);                                                                                    \
        NEXT_CHECKED_BY(2);                                                                                  \
    } while (0)
#define KILL(r)                                                                                              \
    do {                                                                                                     \
        const Value dead_ = reg[r];                                                                          \
        reg[r] = Value();                                                                                    \
        release(dead_);                                                                                      \
    } while (0)
#define KILLS(instr)                                                                                         \
    do {                                                                                                     \
        if (((instr).flags & (kKillA | kKillB | kKillC)) != 0) {                                             \
            if ((instr).has(kKillA)) KILL((instr).a);                                                        \
            if ((instr).has(kKillB)) KILL((instr).b);                                                        \
            if ((instr).has(kKillC)) KILL((instr).c);                                                        \
        }                                                                                                    \
    } while (0)
// An opcode without a fast path.
#define PLAIN(name, words) do_##name : REST(name, words)
// The long way of one whose fast path falls through to it.
#define REST(name, words)                                                                                    \
    frame->pc = pc;                                                                                          \
    if (!op_##name##_py(t, *frame, pc)) [[unlikely]]                                                         \
        goto raised;                                                                                         \
    KILLS(*pc);                                                                                              \
    NEXT_CHECKED_BY(1 + (words));
// The long way of one that has, where its fast path gives up.
#define SLOW(name, words) slow_##name : REST(name, words)

Ref run_loop_py(Thread& t, Frame* const entry) {
    static constexpr void* kLabels[] = {
#define ISLET_OP(name, a, b, c, words, doc) &&do_##name,
#define ISLET_SPECIAL(name, parent, doc) &&do_##name,
#include "vm/code/opcodes.def"
    };
    Frame* frame;
    Value* reg;
    Instr* pc;
    Value returned; // on its way from Return to the caller
    bool reraised = false;
    ISLET_DCHECK(t.frame == entry, "the frame to run is not the innermost");
    LOAD_FRAME();
    if (t.has_pending()) goto raised; // generator.throw
    DISPATCH();

checkpoint:
    frame->pc = pc;
    if (!t.checkpoint_slow_py()) goto raised;
    DISPATCH();

    // --- Registers and constants
do_Nop:
    NEXT();
do_Move : {
    const Instr op = *pc;
    const Value v = reg[op.b];
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    SET_NEXT(op.a, v, 0);
}
do_LoadConst : {
    const Value v = frame->constants[pc->wide_index()];
    retain(v);
    SET_NEXT(pc->a, v, 0);
}
do_LoadInt:
    SET_NEXT(pc->a, Value::small_int(pc->wide()), 0);
do_LoadNone:
    SET_NEXT(pc->a, Value::none(), 0);
do_LoadTrue:
    SET_NEXT(pc->a, Value::boolean(true), 0);
do_LoadFalse:
    SET_NEXT(pc->a, Value::boolean(false), 0);
do_Drop:
    SET_NEXT(pc->a, Value(), 0);
do_CheckBound:
    if (reg[pc->a].is_empty()) [[unlikely]]
        goto slow_CheckBound;
    NEXT();
    SLOW(CheckBound, 0)
    PLAIN(DeleteLocal, 0)

    // --- Cells
    PLAIN(MakeCell, 0)
    PLAIN(CopyFree, 0)
do_LoadCell : {
    const Value v = as<Cell>(reg[pc->b]).content;
    if (v.is_empty()) [[unlikely]]
        goto slow_LoadCell;
    retain(v);
    SET_NEXT(pc->a, v, 0);
}
    SLOW(LoadCell, 0)
do_StoreCell : {
    const Instr op = *pc;
    Cell& cell = as<Cell>(reg[op.a]);
    const Value old = cell.content, v = reg[op.b];
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    cell.content = v;
    release(old);
    NEXT_CHECKED_BY(1);
}
    PLAIN(DeleteCell, 0)
    PLAIN(LoadClassCell, 0)
    PLAIN(LoadDictOrCell, 0)
    PLAIN(LoadDictOrGlobal, 0)

    // --- Names. W1: version of the dict's keys | entry << 32, W2: the same for builtins.
do_LoadGlobal:
    goto slow_LoadGlobal;
    SLOW(LoadGlobal, 2)
do_LoadGlobalDict : {
    const Dict& globals = *frame->globals;
    const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word());
    if (globals.keys_version != static_cast<std::uint32_t>(w1)) [[unlikely]]
        goto slow_LoadGlobal;
    const Value v = globals.entries[w1 >> 32].value;
    retain(v);
    SET_NEXT(pc->a, v, 2);
}
do_LoadGlobalBuiltin : {
    const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word()),
                        w2 = static_cast<std::uint64_t>(pc[2].word());
    const Dict& builtins = *frame->builtins;
    if (frame->globals->keys_version != static_cast<std::uint32_t>(w1) ||
        builtins.keys_version != static_cast<std::uint32_t>(w2)) [[unlikely]]
        goto slow_LoadGlobal;
    const Value v = builtins.entries[w2 >> 32].value;
    retain(v);
    SET_NEXT(pc->a, v, 2);
}
do_StoreGlobal : {
    // W1: version of the keys | entry << 32. Zero is never a version in use.
    const Instr op = *pc;
    const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word());
    Dict& globals = *frame->globals;
    if (w1 == 0 || globals.keys_version != static_cast<std::uint32_t>(w1)) goto slow_StoreGlobal;
    Value& slot = globals.entries[w1 >> 32].value;
    const Value old = slot, v = reg[op.a];
    if (op.has(kKillA)) {
        reg[op.a] = Value();
    } else {
        retain(v);
    }
    slot = v;
    release(old);
    NEXT_CHECKED_BY(2);
}
    SLOW(StoreGlobal, 1)
    PLAIN(DeleteGlobal, 0)
do_LoadName:
    goto slow_LoadName;
    SLOW(LoadName, 2)
do_LoadNameDict:
    if (frame->name_space.bits() != reinterpret_cast<std::uint64_t>(frame->globals)) goto slow_LoadName;
    {
        const Dict& globals = *frame->globals;
        const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word());
        if (globals.keys_version != static_cast<std::uint32_t>(w1)) [[unlikely]]
            goto slow_LoadName;
        const Value v = globals.entries[w1 >> 32].value;
        retain(v);
        SET_NEXT(pc->a, v, 2);
    }
do_LoadNameBuiltin:
    if (frame->name_space.bits() != reinterpret_cast<std::uint64_t>(frame->globals)) goto slow_LoadName;
    {
        const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word()),
                            w2 = static_cast<std::uint64_t>(pc[2].word());
        const Dict& builtins = *frame->builtins;
        if (frame->globals->keys_version != static_cast<std::uint32_t>(w1) ||
            builtins.keys_version != static_cast<std::uint32_t>(w2)) [[unlikely]]
            goto slow_LoadName;
        const Value v = builtins.entries[w2 >> 32].value;
        retain(v);
        SET_NEXT(pc->a, v, 2);
    }
do_StoreName : {
    const Instr op = *pc;
    const std::uint64_t w1 = static_cast<std::uint64_t>(pc[1].word());
    Dict& globals = *frame->globals;
    if (w1 == 0 || frame->name_space.bits() != reinterpret_cast<std::uint64_t>(&globals) ||
        globals.keys_version != static_cast<std::uint32_t>(w1))
        goto slow_StoreName;
    Value& slot = globals.entries[w1 >> 32].value;
    const Value old = slot, v = reg[op.a];
    if (op.has(kKillA)) {
        reg[op.a] = Value();
    } else {
        retain(v);
    }
    slot = v;
    release(old);
    NEXT_CHECKED_BY(2);
}
    SLOW(StoreName, 1)
    PLAIN(DeleteName, 0)
    PLAIN(LoadNamespace, 0)
    PLAIN(LoadBuildClass, 0)
    PLAIN(LoadAssertionError, 0)
    PLAIN(LoadCommon, 0)

    // --- Attributes. W1: shape, W2: its version | slot << 32, W3: value.
do_GetAttr:
    goto slow_GetAttr;
do_GetAttrSlot : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_GetAttr;
    // W3 is the offset of an inline slot, or the negative number of an overflow slot.
    const std::int64_t where = pc[3].word();
    char* const bytes = reinterpret_cast<char*>(object.object());
    const Value v = where > 0
                        ? *reinterpret_cast<Value*>(bytes + where)
                        : static_cast<Value*>(*reinterpret_cast<void**>(bytes + cached_index(pc)))[-where];
    retain(v);
    if (op.has(kKillB)) {
        reg[op.b] = Value();
        const Value old = reg[op.a];
        reg[op.a] = v;
        release(old);
        release(object);
        NEXT_CHECKED_BY(4);
    }
    SET_NEXT(op.a, v, 3);
}
do_GetAttrMember : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_GetAttr;
    const Value v = *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.object()) + pc[3].word());
    if (v.is_empty()) goto slow_GetAttr;
    retain(v);
    if (op.has(kKillB)) {
        reg[op.b] = Value();
        const Value old = reg[op.a];
        reg[op.a] = v;
        release(old);
        release(object);
        NEXT_CHECKED_BY(4);
    }
    SET_NEXT(op.a, v, 3);
}
do_GetAttrClass : {
    const Instr op = *pc;
    if (!shape_matches(reg[op.b], pc)) [[unlikely]]
        goto slow_GetAttr;
    const Value v = cached_value(pc);
    retain(v);
    if (op.has(kKillB)) KILL(op.b);
    SET_NEXT(op.a, v, 3);
}
do_GetAttrType : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (static_cast<std::int64_t>(object.bits()) != pc[1].word() ||
        as<Type>(object).version != cached_version(pc)) [[unlikely]]
        goto slow_GetAttr;
    const Value v = cached_value(pc);
    retain(v);
    if (op.has(kKillB)) KILL(op.b);
    SET_NEXT(op.a, v, 3);
}
do_GetAttrModule : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (!is_exact(object, Kind::Module)) goto slow_GetAttr;
    const Dict& dict = *as<Module>(object).dict;
    if (dict.keys_version != cached_version(pc)) [[unlikely]]
        goto slow_GetAttr;
    const Value v = dict.entries[cached_index(pc)].value;
    retain(v);
    if (op.has(kKillB)) KILL(op.b);
    SET_NEXT(op.a, v, 3);
}
    SLOW(GetAttr, 3)

do_SetAttr:
    goto slow_SetAttr;
do_SetAttrSlot : {
    const Instr op = *pc;
    const Value object = reg[op.a];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_SetAttr;
    const std::int64_t where = pc[3].word();
    char* const bytes = reinterpret_cast<char*>(object.object());
    Value* const slot =
        where > 0 ? reinterpret_cast<Value*>(bytes + where)
                  : &static_cast<Value*>(*reinterpret_cast<void**>(bytes + cached_index(pc)))[-where];
    const Value old = *slot, v = reg[op.b];
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    *slot = v;
    if (old.is_object()) {
        release(old.object());
        if (op.has(kKillA)) KILL(op.a);
        NEXT_CHECKED_BY(4);
    }
    if (op.has(kKillA)) {
        KILL(op.a);
        NEXT_CHECKED_BY(4);
    }
    NEXT_BY(4);
}
do_SetAttrMember : {
    const Instr op = *pc;
    const Value object = reg[op.a];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_SetAttr;
    Value* const slot = reinterpret_cast<Value*>(reinterpret_cast<char*>(object.object()) + pc[3].word());
    const Value old = *slot, v = reg[op.b];
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    *slot = v;
    release(old);
    if (op.has(kKillA)) KILL(op.a);
    NEXT_CHECKED_BY(4);
}
do_SetAttrAdd : {
    // W2's upper half is the inline offset of the new slot, W3 the next shape.
    const Instr op = *pc;
    const Value object = reg[op.a];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_SetAttr;
    const Value v = reg[op.b];
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.object()) + cached_index(pc)) = v;
    object.object()->shape = reinterpret_cast<Shape*>(pc[3].word());
    if (op.has(kKillA)) {
        KILL(op.a);
        NEXT_CHECKED_BY(4);
    }
    NEXT_BY(4);
}
    SLOW(SetAttr, 3)
    PLAIN(DelAttr, 0)

do_GetMethod:
    goto slow_GetMethod;
do_GetMethodClass : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (!shape_matches(object, pc)) [[unlikely]]
        goto slow_GetMethod;
    const Value function = cached_value(pc);
    retain(function);
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(object);
    }
    // The window above live temporaries is empty or plain.
    reg[op.a] = function;
    reg[op.a + 1] = object;
    NEXT_BY(4);
}
do_GetMethodModule : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (!is_exact(object, Kind::Module)) goto slow_GetMethod;
    const Dict& dict = *as<Module>(object).dict;
    if (dict.keys_version != cached_version(pc)) [[unlikely]]
        goto slow_GetMethod;
    const Value v = dict.entries[cached_index(pc)].value;
    retain(v);
    if (op.has(kKillB)) KILL(op.b);
    reg[op.a] = v;
    reg[op.a + 1] = Value();
    NEXT_BY(4);
}
do_GetMethodType : {
    const Instr op = *pc;
    const Value object = reg[op.b];
    if (static_cast<std::int64_t>(object.bits()) != pc[1].word() ||
        as<Type>(object).version != cached_version(pc)) [[unlikely]]
        goto slow_GetMethod;
    const Value v = cached_value(pc);
    retain(v);
    if (op.has(kKillB)) KILL(op.b);
    reg[op.a] = v;
    reg[op.a + 1] = Value();
    NEXT_BY(4);
}
    SLOW(GetMethod, 3)
    PLAIN(GetSuperAttr, 0)
    PLAIN(GetSuperMethod, 0)

    // --- Items
do_GetItem : {
    const Instr op = *pc;
    const Value container = reg[op.b], key = reg[op.c];
    if (!container.is_object() || !key.is_int()) goto slow_GetItem;
    Object* const object = container.object();
    std::int64_t index = key.as_int();
    Value v;
    if (object->is_exact(Kind::List)) {
        const List& list = *static_cast<List*>(object);
        if (!normalize_index(index, list.size)) goto slow_GetItem;
        v = list.items[index];
    } else if (object->is_exact(Kind::Tuple)) {
        const Tuple& tuple = *static_cast<Tuple*>(object);
        if (!normalize_index(index, tuple.size)) goto slow_GetItem;
        v = tuple.items()[index];
    } else {
        goto slow_GetItem;
    }
    retain(v);
    if (op.has(kKillB)) {
        reg[op.b] = Value();
        const Value old = reg[op.a];
        reg[op.a] = v;
        release(old);
        release(object);
        NEXT_CHECKED_BY(2);
    }
    SET_NEXT(op.a, v, 1);
}
    SLOW(GetItem, 1)
do_GetItemK : {
    const Instr op = *pc;
    const Value container = reg[op.b], key = frame->constants[op.c];
    if (!container.is_object() || !key.is_int()) goto slow_GetItemK;
    Object* const object = container.object();
    std::int64_t index = key.as_int();
    Value v;
    if (object->is_exact(Kind::List)) {
        const List& list = *static_cast<List*>(object);
        if (!normalize_index(index, list.size)) goto slow_GetItemK;
        v = list.items[index];
    } else if (object->is_exact(Kind::Tuple)) {
        const Tuple& tuple = *static_cast<Tuple*>(object);
        if (!normalize_index(index, tuple.size)) goto slow_GetItemK;
        v = tuple.items()[index];
    } else {
        goto slow_GetItemK;
    }
    retain(v);
    if (op.has(kKillB)) {
        reg[op.b] = Value();
        const Value old = reg[op.a];
        reg[op.a] = v;
        release(old);
        release(object);
        NEXT_CHECKED_BY(2);
    }
    SET_NEXT(op.a, v, 1);
}
    SLOW(GetItemK, 1)
do_SetItem : {
    const Instr op = *pc;
    const Value container = reg[op.a], key = reg[op.b];
    if (!key.is_int() || !is_exact(container, Kind::List)) goto slow_SetItem;
    List& list = as<List>(container);
    std::int64_t index = key.as_int();
    if (!normalize_index(index, list.size)) goto slow_SetItem;
    const Value old = list.items[index], v = reg[op.c];
    if (op.has(kKillC)) {
        reg[op.c] = Value();
    } else {
        retain(v);
    }
    list.items[index] = v;
    release(old);
    if (op.has(kKillA)) KILL(op.a);
    NEXT_CHECKED_BY(2);
}
    SLOW(SetItem, 1)
    PLAIN(DelItem, 0)
    PLAIN(GetSlice, 0)
    PLAIN(SetSlice, 0)
    PLAIN(BuildSlice, 0)

    // --- Operators
#define BINARY_SLOW(name)                                                                                    \
    slow_##name : frame->pc = pc;                                                                            \
    if (!op_binary_py(t, *frame, pc, BinaryOp::name, reg[pc->c])) [[unlikely]]                               \
        goto raised;                                                                                         \
    KILLS(*pc);                                                                                              \
    NEXT_CHECKED_BY(1);                                                                                      \
    slow_##name##K : frame->pc = pc;                                                                         \
    if (!op_binary_py(t, *frame, pc, BinaryOp::name, frame->constants[pc->c])) [[unlikely]]                  \
        goto raised;                                                                                         \
    KILLS(*pc);                                                                                              \
    NEXT_CHECKED_BY(1);
#define ARITHMETIC(label, slow, right, Family)                                                               \
    label : {                                                                                                \
        const Value a = reg[pc->b], b = (right);                                                             \
        Value result;                                                                                        \
        if (both_ints(a, b)) {                                                                               \
            if (!Family::ints(a, b, &result)) goto slow;                                                     \
            SET_NEXT(pc->a, result, 0);                                                                      \
        }                                                                                                    \
        double x, y;                                                                                         \
        if (!numeric(a, &x) || !numeric(b, &y)) goto slow;                                                   \
        SET_NEXT(pc->a, Value::from_double(Family::doubles(x, y)), 0);                                       \
    }
#define INTEGER_ONLY(label, slow, right, function)                                                           \
    label : {                                                                                                \
        const Value a = reg[pc->b], b = (right);                                                             \
        Value result;                                                                                        \
        if (!both_ints(a, b) || !function(a, b, &result)) goto slow;                                         \
        SET_NEXT(pc->a, result, 0);                                                                          \
    }
#define BITWISE(label, slow, right, sign)                                                                    \
    label : {                                                                                                \
        const Value a = reg[pc->b], b = (right);                                                             \
        if (!both_ints(a, b)) goto slow;                                                                     \
        SET_NEXT(pc->a, Value::small_int(a.as_int() sign b.as_int()), 0);                                    \
    }
    ARITHMETIC(do_Add, slow_Add, reg[pc->c], IntAdd)
    ARITHMETIC(do_AddK, slow_AddK, frame->constants[pc->c], IntAdd)
    BINARY_SLOW(Add)
    ARITHMETIC(do_Sub, slow_Sub, reg[pc->c], IntSub)
    ARITHMETIC(do_SubK, slow_SubK, frame->constants[pc->c], IntSub)
    BINARY_SLOW(Sub)
    ARITHMETIC(do_Mul, slow_Mul, reg[pc->c], IntMul)
    ARITHMETIC(do_MulK, slow_MulK, frame->constants[pc->c], IntMul)
    BINARY_SLOW(Mul)
do_MatMul:
    goto slow_MatMul;
do_MatMulK:
    goto slow_MatMulK;
    BINARY_SLOW(MatMul)
#define TRUE_DIVISION(label, slow, right)                                                                    \
    label : {                                                                                                \
        double x, y;                                                                                         \
        if (!numeric(reg[pc->b], &x) || !numeric(right, &y) || y == 0) goto slow;                            \
        SET_NEXT(pc->a, Value::from_double(x / y), 0);                                                       \
    }
    TRUE_DIVISION(do_TrueDiv, slow_TrueDiv, reg[pc->c])
    TRUE_DIVISION(do_TrueDivK, slow_TrueDivK, frame->constants[pc->c])
    BINARY_SLOW(TrueDiv)
    INTEGER_ONLY(do_FloorDiv, slow_FloorDiv, reg[pc->c], floordiv_ints)
    INTEGER_ONLY(do_FloorDivK, slow_FloorDivK, frame->constants[pc->c], floordiv_ints)
    BINARY_SLOW(FloorDiv)
    INTEGER_ONLY(do_Mod, slow_Mod, reg[pc->c], mod_ints)
    INTEGER_ONLY(do_ModK, slow_ModK, frame->constants[pc->c], mod_ints)
    BINARY_SLOW(Mod)
do_Pow:
    goto slow_Pow;
do_PowK:
    goto slow_PowK;
    BINARY_SLOW(Pow)
    INTEGER_ONLY(do_LShift, slow_LShift, reg[pc->c], lshift_ints)
    INTEGER_ONLY(do_LShiftK, slow_LShiftK, frame->constants[pc->c], lshift_ints)
    BINARY_SLOW(LShift)
    INTEGER_ONLY(do_RShift, slow_RShift, reg[pc->c], rshift_ints)
    INTEGER_ONLY(do_RShiftK, slow_RShiftK, frame->constants[pc->c], rshift_ints)
    BINARY_SLOW(RShift)
    BITWISE(do_And, slow_And, reg[pc->c], &)
    BITWISE(do_AndK, slow_AndK, frame->constants[pc->c], &)
    BINARY_SLOW(And)
    BITWISE(do_Or, slow_Or, reg[pc->c], |)
    BITWISE(do_OrK, slow_OrK, frame->constants[pc->c], |)
    BINARY_SLOW(Or)
    BITWISE(do_Xor, slow_Xor, reg[pc->c], ^)
    BITWISE(do_XorK, slow_XorK, frame->constants[pc->c], ^)
    BINARY_SLOW(Xor)

    // --- Comparison, and comparison with a jump
#define COMPARE_ONE(name, label, right, Family)                                                              \
    label : {                                                                                                \
        const Value a = reg[pc->b], b = (right);                                                             \
        if (both_ints(a, b)) SET_NEXT(pc->a, Value::boolean(Family::test(a.as_int(), b.as_int())), 0);       \
        if (both_doubles(a, b))                                                                              \
            SET_NEXT(pc->a, Value::boolean(Family::test(a.as_double(), b.as_double())), 0);                  \
        frame->pc = pc;                                                                                      \
        if (!op_compare_py(t, *frame, pc, CompareOp::name, b)) [[unlikely]]                                  \
            goto raised;                                                                                     \
        KILLS(*pc);                                                                                          \
        NEXT_CHECKED_BY(1);                                                                                  \
    }
#define JUMP_ONE(name, label, right, Family, polarity)                                                       \
    label : {                                                                                                \
        const Value a = reg[pc->a], b = (right);                                                             \
        bool holds;                                                                                          \
        if (both_ints(a, b)) {                                                                               \
            holds = Family::test(shifted(a), shifted(b));                                                    \
        } else if (both_doubles(a, b)) {                                                                     \
            holds = Family::test(a.as_double(), b.as_double());                                              \
        } else {                                                                                             \
            frame->pc = pc;                                                                                  \
            const int answer = compare_truth_py(t, a, b, CompareOp::name);                                   \
            if (answer < 0) [[unlikely]]                                                                     \
                goto raised;                                                                                 \
            holds = answer != 0;                                                                             \
            const Instr op = *pc;                                                                            \
            if (op.flags != 0) {                                                                             \
                if (op.has(kKillA)) KILL(op.a);                                                              \
                if (op.has(kKillB)) KILL(op.b);                                                              \
            }                                                                                                \
            NEXT_CHECKED_BY(holds == (polarity) ? 1 + op.short_jump() : 1);                                  \
        }                                                                                                    \
        NEXT_BY(holds == (polarity) ? 1 + pc->short_jump() : 1);                                             \
    }
#define COMPARE_FAMILY(name, Family)                                                                         \
    COMPARE_ONE(name, do_##name, reg[pc->c], Family)                                                         \
    COMPARE_ONE(name, do_##name##K, frame->constants[pc->c], Family)                                         \
    JUMP_ONE(name, do_JumpIf##name, reg[pc->b], Family, true)                                                \
    JUMP_ONE(name, do_JumpIf##name##K, frame->constants[pc->b], Family, true)                                \
    JUMP_ONE(name, do_JumpUnless##name, reg[pc->b], Family, false)                                           \
    JUMP_ONE(name, do_JumpUnless##name##K, frame->constants[pc->b], Family, false)
    COMPARE_FAMILY(Lt, Less)
    COMPARE_FAMILY(Le, LessEqual)
    COMPARE_FAMILY(Eq, Equal)
    COMPARE_FAMILY(Ne, NotEqual)
    COMPARE_FAMILY(Gt, Greater)
    COMPARE_FAMILY(Ge, GreaterEqual)

do_Is : {
    const Instr op = *pc;
    const Value result = Value::boolean(reg[op.b] == reg[op.c]);
    if (op.flags != 0) KILLS(op);
    SET_NEXT(op.a, result, 0);
}
do_IsNot : {
    const Instr op = *pc;
    const Value result = Value::boolean(!(reg[op.b] == reg[op.c]));
    if (op.flags != 0) KILLS(op);
    SET_NEXT(op.a, result, 0);
}
    PLAIN(In, 0)
    PLAIN(NotIn, 0)
do_Neg : {
    const Value v = reg[pc->b];
    if (v.is_int() && v.as_int() != Value::kIntMin) SET_NEXT(pc->a, Value::small_int(-v.as_int()), 0);
    if (v.is_double()) SET_NEXT(pc->a, Value::from_double(-v.as_double()), 0);
}
    REST(Neg, 0)
    PLAIN(Pos, 0)
do_Invert : {
    const Value v = reg[pc->b];
    if (v.is_int()) SET_NEXT(pc->a, Value::small_int(~v.as_int()), 0);
}
    REST(Invert, 0)
do_Not : {
    bool truth;
    if (!quick_truth(reg[pc->b], &truth)) goto slow_Not;
    const Instr op = *pc;
    if (op.has(kKillB)) KILL(op.b);
    SET_NEXT(op.a, Value::boolean(!truth), 0);
}
    SLOW(Not, 0)

    // --- Jumps
do_Jump:
    NEXT_BY(1 + pc->wide());
do_JumpBack:
    NEXT_CHECKED_BY(1 + pc->wide());
#define JUMP_TRUTH(label, polarity)                                                                          \
    label : {                                                                                                \
        const Instr op = *pc;                                                                                \
        bool truth;                                                                                          \
        if (!quick_truth(reg[op.a], &truth)) {                                                               \
            frame->pc = pc;                                                                                  \
            const Result<bool> answer = truth_py(t, reg[op.a]);                                              \
            if (!answer) [[unlikely]]                                                                        \
                goto raised;                                                                                 \
            truth = *answer;                                                                                 \
        }                                                                                                    \
        if (op.has(kKillA)) {                                                                                \
            KILL(op.a);                                                                                      \
            NEXT_CHECKED_BY(truth == (polarity) ? 1 + op.wide() : 1);                                        \
        }                                                                                                    \
        NEXT_BY(truth == (polarity) ? 1 + op.wide() : 1);                                                    \
    }
    JUMP_TRUTH(do_JumpIfTrue, true)
    JUMP_TRUTH(do_JumpIfFalse, false)
    // `x or y`, `x and y`: the value stays where it is if it decides.
#define JUMP_OR_DROP(label, polarity)                                                                        \
    label : {                                                                                                \
        const Instr op = *pc;                                                                                \
        bool truth;                                                                                          \
        if (!quick_truth(reg[op.a], &truth)) {                                                               \
            frame->pc = pc;                                                                                  \
            const Result<bool> answer = truth_py(t, reg[op.a]);                                              \
            if (!answer) [[unlikely]]                                                                        \
                goto raised;                                                                                 \
            truth = *answer;                                                                                 \
        }                                                                                                    \
        if (truth == (polarity)) NEXT_BY(1 + op.wide());                                                     \
        KILL(op.a);                                                                                          \
        NEXT_CHECKED_BY(1);                                                                                  \
    }
    JUMP_OR_DROP(do_JumpIfTrueOrDrop, true)
    JUMP_OR_DROP(do_JumpIfFalseOrDrop, false)
#define JUMP_IDENTITY(label, condition, distance)                                                            \
    label : {                                                                                                \
        const Instr op = *pc;                                                                                \
        const bool jump = (condition);                                                                       \
        if (op.flags != 0) {                                                                                 \
            KILLS(op);                                                                                       \
            NEXT_CHECKED_BY(jump ? 1 + (distance) : 1);                                                      \
        }                                                                                                    \
        NEXT_BY(jump ? 1 + (distance) : 1);                                                                  \
    }
    JUMP_IDENTITY(do_JumpIfNone, reg[op.a].is_none(), op.wide())
    JUMP_IDENTITY(do_JumpIfNotNone, !reg[op.a].is_none(), op.wide())
    JUMP_IDENTITY(do_JumpIfIs, reg[op.a] == reg[op.b], op.short_jump())
    JUMP_IDENTITY(do_JumpIfIsNot, !(reg[op.a] == reg[op.b]), op.short_jump())

    // --- Calls
do_CallMethod : {
    const Instr op = *pc;
    // With a receiver the window is a plain call's, one argument longer; without one it starts one later.
    frame->pc = pc;
    if (reg[op.a + 1].is_empty()) {
        reg[op.a + 1] = reg[op.a];
        reg[op.a] = Value();
        if (!op_call_window_py(t, *frame, op.a + 1U, op.b, nullptr, op.a)) goto raised;
        goto called;
    }
    const Value callee = reg[op.a];
    if (is_kind(callee, Kind::Function)) {
        Function& function = *static_cast<Function*>(callee.object());
        if (function.code->quick_args == op.b + 1U) {
            Frame* const callees = push_call(t, frame, function, &reg[op.a + 1], op.b + 1U);
            if (!callees) goto raised;
            ENTER(callees);
        }
    }
    if (!op_call_window_py(t, *frame, op.a, op.b + 1U, nullptr, op.a)) goto raised;
    goto called;
}
do_Call : {
    const Instr op = *pc;
    frame->pc = pc;
    const Value callee = reg[op.a];
    if (is_kind(callee, Kind::Function)) {
        Function& function = *static_cast<Function*>(callee.object());
        if (function.code->quick_args == op.b) {
            Frame* const callees = push_call(t, frame, function, &reg[op.a + 1], op.b);
            if (!callees) goto raised;
            ENTER(callees);
        }
    }
    if (!op_call_window_py(t, *frame, op.a, op.b, nullptr, op.a)) goto raised;
    goto called;
}
do_CallKw : {
    const Instr op = *pc;
    frame->pc = pc;
    if (!op_call_window_py(t, *frame, op.a, op.b, &as<Tuple>(frame->constants[op.c]), op.a)) goto raised;
    goto called;
}
do_CallMethodKw : {
    const Instr op = *pc;
    frame->pc = pc;
    if (reg[op.a + 1].is_empty()) {
        reg[op.a + 1] = reg[op.a];
        reg[op.a] = Value();
        if (!op_call_window_py(t, *frame, op.a + 1U, op.b, &as<Tuple>(frame->constants[op.c]), op.a))
            goto raised;
    } else {
        if (!op_call_window_py(t, *frame, op.a, op.b + 1U, &as<Tuple>(frame->constants[op.c]), op.a))
            goto raised;
    }
    goto called;
}
called:
    // The call has finished, its result in place; or a frame was pushed.
    if (t.frame == frame) NEXT_CHECKED_BY(2);
    ENTER(t.frame);
    PLAIN(CallEx, 0)

do_ReturnNone:
    returned = Value::none();
    goto leave;
do_Return:
    returned = reg[pc->a];
    if (pc->has(kKillA)) {
        reg[pc->a] = Value();
    } else {
        retain(returned);
    }
leave : {
    if (frame->is_plain()) [[likely]] {
        release_registers(reg, pc->b);
        unlink_frame(t, frame);
        LOAD_FRAME();
        SET_CALL_RESULT(returned);
    }
    frame->pc = pc; // whoever keeps the frame's object sees where the frame ended
    const FrameKind kind = frame->mark.kind;
    if (frame->generator) {
        finish_generator(t, *frame);
        if (kind != FrameKind::Resumed) return Ref::adopt(returned);
        LOAD_FRAME();
        // The generator ended: ForIter and Send leave their loop.
        if (pc->op == Op::ForIter) {
            release(returned);
            KILL(pc->b);
        } else {
            const Value old = reg[pc->a];
            reg[pc->a] = returned;
            release(old);
            KILL(pc->b);
        }
        NEXT_CHECKED_BY(2 + pc[1].word());
    }
    if (kind == FrameKind::Init && !finish_init(t, *frame, &returned)) goto raised;
    pop_frame(t, frame);
    if (kind == FrameKind::Entry) return Ref::adopt(returned);
    LOAD_FRAME();
    SET_CALL_RESULT(returned);
}
    PLAIN(MakeFunction, 0)
    PLAIN(SetFunctionAttr, 0)

    // --- Building
    PLAIN(BuildTuple, 0)
    PLAIN(BuildList, 0)
    PLAIN(BuildSet, 0)
    PLAIN(BuildMap, 0)
    PLAIN(BuildString, 0)
do_ListAppend : {
    const Instr op = *pc;
    List& list = as<List>(reg[op.a]);
    const Value v = reg[op.b];
    if (list.size == list.capacity) goto slow_ListAppend;
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    list.items[list.size++] = v;
    NEXT();
}
    SLOW(ListAppend, 0)
    PLAIN(SetAdd, 0)
    PLAIN(MapAdd, 0)
    PLAIN(ListExtend, 0)
    PLAIN(SetUpdate, 0)
    PLAIN(DictUpdate, 0)
    PLAIN(DictMerge, 0)
    PLAIN(ListToTuple, 0)
    PLAIN(Convert, 0)
do_FormatSimple : {
    const Instr op = *pc;
    const Value v = reg[op.b];
    if (!is_exact(v, Kind::Str)) goto slow_FormatSimple;
    if (op.has(kKillB)) {
        reg[op.b] = Value();
    } else {
        retain(v);
    }
    SET_NEXT(op.a, v, 0);
}
    SLOW(FormatSimple, 0)
    PLAIN(FormatSpec, 0)
    PLAIN(BuildInterpolation, 0)
    PLAIN(BuildTemplate, 0)

    // --- Iteration
    PLAIN(GetIter, 0)
do_ForIter : {
    const Instr op = *pc;
    const Value iterator = reg[op.b];
    Object* const object = iterator.object();
    Value item;
    if (object->kind == Kind::Iterator) {
        Shape* const shape = object->shape;
        if (shape == t.type(TypeId::RangeIterator)->shape) {
            auto& range = *static_cast<RangeIterator*>(object);
            if (range.remaining == 0) goto for_end;
            item = Value::small_int(range.next);
            range.next += range.step;
            --range.remaining;
            SET_NEXT(op.a, item, 1);
        }
        if (shape == t.type(TypeId::ListIterator)->shape) {
            auto& list = *static_cast<ListIterator*>(object);
            if (!list.list || list.index >= list.list->size) goto slow_ForIter;
            item = list.list->items[list.index++];
            retain(item);
            SET_NEXT(op.a, item, 1);
        }
        if (shape == t.type(TypeId::TupleIterator)->shape) {
            auto& tuple = *static_cast<TupleIterator*>(object);
            if (!tuple.tuple || tuple.index >= tuple.tuple->size) goto slow_ForIter;
            item = tuple.tuple->items()[tuple.index++];
            retain(item);
            SET_NEXT(op.a, item, 1);
        }
    } else if (object->kind == Kind::Generator) {
        frame->pc = pc;
        if (resume_generator(t, *static_cast<Generator*>(object), Value::none())) {
            ENTER(t.frame);
        }
        if (t.has_pending()) goto raised;
    }
}
slow_ForIter : {
    frame->pc = pc;
    const int step = op_for_iter_py(t, *frame, pc);
    if (step < 0) [[unlikely]]
        goto raised;
    if (step == 0) goto for_end;
    NEXT_CHECKED_BY(2);
}
for_end : {
    const std::int64_t distance = pc[1].word();
    KILL(pc->b);
    NEXT_CHECKED_BY(2 + distance);
}
do_UnpackSequence : {
    const Instr op = *pc;
    const Value v = reg[op.b];
    if (is_exact(v, Kind::Tuple) && as<Tuple>(v).size == op.c) {
        const Value* const items = as<Tuple>(v).items();
        reg[op.b] = op.has(kKillB) ? Value() : v;
        for (unsigned i = 0; i < op.c; ++i) {
            retain(items[i]);
            const Value old = reg[op.a + i];
            reg[op.a + i] = items[i];
            release(old);
        }
        if (op.has(kKillB)) release(v);
        NEXT_CHECKED_BY(1);
    }
}
    REST(UnpackSequence, 0)
    PLAIN(UnpackEx, 1)
    PLAIN(GetLen, 0)

    // --- Generators
do_YieldValue:
do_YieldWrapped:
do_YieldFrom : {
    frame->pc = pc;
    Generator& generator = *frame->generator;
    Value value = reg[pc->a];
    reg[pc->a] = Value();
    if (pc->op == Op::YieldWrapped) {
        value = wrap_async_value(t, value); // consumes it
        if (value.is_empty()) goto raised;
    }
    const bool resumed = frame->mark.kind == FrameKind::Resumed;
    suspend_generator(t, generator, pc->op == Op::YieldFrom);
    if (!resumed) return Ref::adopt(value);
    LOAD_FRAME();
    SET_NEXT(pc->a, value, 1);
}
    PLAIN(GetYieldFrom, 0)
    PLAIN(GetAwaitable, 0)
do_Send : {
    const Instr op = *pc;
    frame->pc = pc;
    const Value receiver = reg[op.b];
    if (is_kind(receiver, Kind::Generator) || is_kind(receiver, Kind::Coroutine)) {
        auto& generator = *reinterpret_cast<Generator*>(receiver.object());
        const Value sent = reg[op.a];
        reg[op.a] = Value();
        if (resume_generator(t, generator, sent)) { // takes over `sent`
            ENTER(t.frame);
        }
        if (t.has_pending()) goto raised;
        reg[op.a] = sent;
    }
    const int step = op_send_py(t, *frame, pc);
    if (step < 0) [[unlikely]]
        goto raised;
    if (step > 0) NEXT_CHECKED_BY(2);
    NEXT_CHECKED_BY(2 + pc[1].word());
}
    PLAIN(GetAIter, 0)
    PLAIN(GetANext, 0)
do_EndAsyncFor:
    frame->pc = pc;
    if (!op_EndAsyncFor_py(t, *frame, pc)) goto raised_again;
    NEXT_CHECKED_BY(1);

    // --- Exceptions
do_EnterHandler : {
    const unsigned at = pc->a;
    const Value old = frame->handled;
    reg[at + 1] = old.is_empty() ? Value::none() : old;
    frame->handled = reg[at];
    frame->mark.holds = true;
    retain(frame->handled);
    NEXT();
}
do_LeaveHandler : {
    const unsigned at = pc->a;
    const Value handled = frame->handled, previous = reg[at + 1], exception = reg[at];
    frame->handled = previous.is_none() ? Value() : previous;
    reg[at] = reg[at + 1] = Value();
    release(handled);
    release(exception);
    NEXT_CHECKED_BY(1);
}
    PLAIN(MatchExc, 0)
    PLAIN(MatchExcGroup, 0)
    PLAIN(BuildExcGroup, 0)
do_Raise:
    frame->pc = pc;
    static_cast<void>(op_Raise_py(t, *frame, pc));
    goto raised;
do_RaiseFrom:
    frame->pc = pc;
    static_cast<void>(op_RaiseFrom_py(t, *frame, pc));
    goto raised;
do_RaiseBare:
    frame->pc = pc;
    if (raise_bare(t, *frame)) goto raised_again;
    goto raised;
do_Reraise:
    frame->pc = pc;
    static_cast<void>(op_Reraise_py(t, *frame, pc));
    goto raised_again;
    PLAIN(WithEnter, 0)
    PLAIN(WithExit, 0)

    // --- Import
    PLAIN(ImportName, 0)
    PLAIN(ImportFrom, 0)
    PLAIN(ImportStar, 0)

    // --- Pattern matching
    PLAIN(MatchSequence, 0)
    PLAIN(MatchMapping, 0)
    PLAIN(MatchKeys, 0)
    PLAIN(MatchClass, 0)
    PLAIN(PrintExpr, 0)
    PLAIN(Intrinsic, 0)

raised_again:
    reraised = true;
raised:
    // Frames without a handler are left one by one, down to the one that C++ entered.
    for (;;) {
        const Unwound outcome = unwind_frame_py(t, *t.frame, reraised);
        reraised = false;
        if (outcome == Unwound::Handled) break;
        if (outcome == Unwound::LeftLoop) return t.raised();
    }
    LOAD_FRAME();
    DISPATCH();
}

} // namespace islet
