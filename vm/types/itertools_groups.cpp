// SPDX-License-Identifier: MIT
//
// The iterators of itertools that keep items for others: tee and groupby.
//
// The copies of a tee walk along one chain of blocks of items; whoever comes to its end asks the source for
// more. A groupby and its groups walk the same source: only the group given out last may go on. Owns: one
// count on each field and item. Threads: the interpreter's lock.
#include "vm/types/itertools.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/fields.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

template <class T>
T& self_as(Value v) {
    return *static_cast<T*>(v.object());
}
Value hold(Value v) {
    retain(v);
    return v;
}

// --- tee

struct TeeBlock : Object {
    static constexpr Kind kKind = Kind::Native;
    static constexpr std::uint32_t kSize = 57;
    Value source;
    Value next; // TeeBlock, made when it is wanted
    std::uint32_t count;
    bool asking; // the source is being asked
    Value items[kSize];
};

struct Tee : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value block;
    std::uint32_t at;
};

Ref make_block(Thread& t, Value source) {
    auto* const block = allocate<TeeBlock>(t, TypeId::TeeBlock);
    if (!block) return t.raise_memory_error();
    block->source = hold(source);
    block->next = Value();
    block->count = 0;
    block->asking = false;
    return Ref::adopt(block);
}
Ref make_tee(Thread& t, Value block, std::uint32_t at) {
    auto* const made = allocate<Tee>(t, TypeId::Tee);
    if (!made) return t.raise_memory_error();
    made->block = hold(block);
    made->at = at;
    return Ref::adopt(made);
}
Ref tee_copy(Thread& t, Value self) {
    return make_tee(t, self_as<Tee>(self).block, self_as<Tee>(self).at);
}

bool is_tee(Thread& t, Value v) {
    return v.is_object() && v.object()->shape == t.type(TypeId::Tee)->shape;
}
Ref tee_new_py(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "_tee") || !check_positional(t, args, "_tee", 1, 1)) return t.raised();
    const Ref source = iter_py(t, args[0]);
    if (!source) return t.raised();
    if (is_tee(t, source.get())) return tee_copy(t, source.get());
    const Ref block = make_block(t, source.get());
    return block ? make_tee(t, block.get(), 0) : Ref(t.raised());
}

Step tee_next_py(Thread& t, Value self) {
    auto& tee = self_as<Tee>(self);
    if (tee.at == TeeBlock::kSize) {
        auto& full = self_as<TeeBlock>(tee.block);
        if (full.next.is_empty()) {
            Ref fresh = make_block(t, full.source);
            if (!fresh) return t.raised();
            full.next = fresh.release();
        }
        const Ref old = Ref::adopt(std::exchange(tee.block, hold(full.next)));
        tee.at = 0;
    }
    const Ref held = Ref::share(tee.block);
    auto& block = self_as<TeeBlock>(held.get());
    if (tee.at < block.count) return Step::item(Ref::share(block.items[tee.at++]));
    if (block.asking) return t.raise(Exc::RuntimeError, "cannot re-enter the tee iterator");
    block.asking = true;
    const Ref source = Ref::share(block.source);
    Step step = next_py(t, source.get());
    block.asking = false;
    if (!step.is_item()) return step;
    block.items[block.count++] = hold(step.get());
    ++self_as<Tee>(self).at;
    return step;
}

void block_traverse(Object* object, Visitor& visit) {
    auto* const block = static_cast<TeeBlock*>(object);
    visit(block->source);
    visit(block->next);
    for (std::uint32_t i = 0; i < block->count; ++i) visit(block->items[i]);
}

// --- groupby

struct GroupBy : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source;
    Value function;    // empty: the item itself is the key
    Value target;      // key of the group given out last, or empty
    Value key, item;   // read last; the item is empty once it was given out
    std::uint64_t now; // number of that group
};

struct Group : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value parent;
    Value target;
    std::uint64_t number;
};

Ref groupby_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"iterable", "key"};
    Value a[2];
    if (!bind_args(t, args, "groupby", kNames, 0, 1, a)) return t.raised();
    Ref source = iter_py(t, a[0]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<GroupBy>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = source.release();
    made->function = a[1].is_none() ? Value() : hold(a[1]);
    made->target = made->key = made->item = Value();
    made->now = 0;
    return Ref::adopt(made);
}

// Reads the next item and its key.
Step groupby_advance_py(Thread& t, Value self) {
    const Ref source = Ref::share(self_as<GroupBy>(self).source);
    const Ref function = Ref::share(self_as<GroupBy>(self).function);
    Step step = next_py(t, source.get());
    if (!step.is_item()) return step;
    Ref key = function.get().is_empty() ? Ref::share(step.get()) : call_py(t, function.get(), step.get());
    if (!key) return t.raised();
    auto& g = self_as<GroupBy>(self);
    const Ref old_key = Ref::adopt(std::exchange(g.key, key.release()));
    const Ref old_item = Ref::adopt(std::exchange(g.item, hold(step.get())));
    return step;
}

Ref make_group(Thread& t, Value parent, Value target) {
    auto* const made = allocate<Group>(t, TypeId::Group);
    if (!made) return t.raise_memory_error();
    made->parent = hold(parent);
    made->target = hold(target);
    made->number = ++self_as<GroupBy>(parent).now;
    return Ref::adopt(made);
}
Ref group_new(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "_grouper") || !check_positional(t, args, "_grouper", 2, 2))
        return t.raised();
    if (!is_instance_of(t, args[0], TypeId::GroupBy)) {
        return t.raise(Exc::TypeError, "_grouper() argument 1 must be itertools.groupby, not {}",
                       *type_of(t, args[0]));
    }
    return make_group(t, args[0], args[1]);
}

Step groupby_next_py(Thread& t, Value self) {
    ++self_as<GroupBy>(self).now; // the group given out last has had its time
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const auto& g = self_as<GroupBy>(self);
        if (!g.key.is_empty()) {
            if (g.target.is_empty()) break;
            const Ref target = Ref::share(g.target), key = Ref::share(g.key);
            const Result<bool> same = equal_py(t, target.get(), key.get());
            if (!same) return t.raised();
            if (!*same) break;
        }
        Step step = groupby_advance_py(t, self);
        if (!step.is_item()) return step;
    }
    const Ref key = Ref::share(self_as<GroupBy>(self).key);
    release(std::exchange(self_as<GroupBy>(self).target, hold(key.get())));
    const Ref group = make_group(t, self, key.get());
    if (!group) return t.raised();
    return Step::from(make_tuple(t, {key.get(), group.get()}));
}

Step group_next_py(Thread& t, Value self) {
    const Ref parent = Ref::share(self_as<Group>(self).parent);
    if (self_as<GroupBy>(parent.get()).now != self_as<Group>(self).number) return Step::end();
    if (self_as<GroupBy>(parent.get()).item.is_empty()) {
        Step step = groupby_advance_py(t, parent.get());
        if (!step.is_item()) return step;
    }
    const Ref target = Ref::share(self_as<Group>(self).target);
    const Ref key = Ref::share(self_as<GroupBy>(parent.get()).key);
    const Result<bool> same = equal_py(t, target.get(), key.get());
    if (!same) return t.raised();
    auto& g = self_as<GroupBy>(parent.get());
    if (!*same || g.item.is_empty()) return Step::end();
    return Step::item(Ref::adopt(std::exchange(g.item, Value())));
}

constexpr MethodDef kTeeMethods[] = {
    method<&tee_copy>("__copy__($self, /)", "Another iterator at the same place."),
};

} // namespace

Ref itertools_tee_py(Thread& t, Value iterable, std::int64_t count) {
    if (count < 0) return t.raise(Exc::ValueError, "n must be >= 0");
    if (static_cast<std::uint64_t>(count) > kMaxItems) return t.raise_memory_error();
    if (count == 0) return Ref::share(t.commons().empty_tuple());
    const Ref first = tee_new_py(t, *t.type(TypeId::Tee), Args(&iterable, 1));
    Ref result = first ? make_tuple_uninit(t, static_cast<std::uint64_t>(count)) : Ref(t.raised());
    if (!result) return t.raised();
    Value* const out = result.as<Tuple>().items();
    out[0] = hold(first.get());
    for (std::int64_t i = 1; i < count; ++i) {
        Ref copy = tee_copy(t, first.get());
        if (!copy || !t.checkpoint_py()) return t.raised();
        out[i] = copy.release();
    }
    return result;
}

extern constexpr TypeSpec kTeeBlockSpec = {
    .name = "_tee_dataobject",
    .module = "itertools",
    .doc = "Items that the copies of a tee share.",
    .kind = Kind::Native,
    .flags = kNoInstantiation,
    .size = sizeof(TeeBlock),
    .traverse = &block_traverse,
};

extern constexpr TypeSpec kTeeSpec = {
    .name = "_tee",
    .module = "itertools",
    .doc = "_tee(iterable, /)\n--\n\nAn iterator that can be copied.",
    .kind = Kind::Iterator,
    .flags = kWeakable,
    .size = sizeof(Tee),
    .slots = {.new_py = &tee_new_py, .iter_py = &iter_self_py, .next_py = &tee_next_py},
    .methods = kTeeMethods,
    .traverse = &traverse_fields<Tee, &Tee::block>,
    .drop = &drop_fields<Tee, &Tee::block>,
};

extern constexpr TypeSpec kGroupBySpec = {
    .name = "groupby",
    .module = "itertools",
    .doc = "groupby(iterable, key=None)\n--\n\nRuns of items with the same key: pairs of the key and an "
           "iterator over "
           "the items.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(GroupBy),
    .slots = {.new_py = &groupby_new_py, .iter_py = &iter_self_py, .next_py = &groupby_next_py},
    .traverse = &traverse_fields<GroupBy, &GroupBy::source, &GroupBy::function, &GroupBy::target,
                                 &GroupBy::key, &GroupBy::item>,
    .drop = &drop_fields<GroupBy, &GroupBy::source, &GroupBy::function, &GroupBy::target, &GroupBy::key,
                         &GroupBy::item>,
};

extern constexpr TypeSpec kGroupSpec = {
    .name = "_grouper",
    .module = "itertools",
    .kind = Kind::Iterator,
    .size = sizeof(Group),
    .slots = {.new_py = &group_new, .iter_py = &iter_self_py, .next_py = &group_next_py},
    .traverse = &traverse_fields<Group, &Group::parent, &Group::target>,
    .drop = &drop_fields<Group, &Group::parent, &Group::target>,
};

} // namespace islet
