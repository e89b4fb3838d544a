// SPDX-License-Identifier: MIT
//
// The iterators of itertools that combine items: product, permutations, combinations and those with
// replacement. Each keeps the positions of the items of its latest answer and counts them on. Owns: one count
// on the pool, the raw block of positions. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

#include <cstring>
#include <numeric>

namespace islet {

namespace {

struct Combiner : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value pool;             // Tuple of items; of a product: Tuple of such tuples, used again and again
    std::uint64_t* at;      // positions; behind them what permutations need besides
    std::uint64_t size;     // of an answer
    std::uint64_t at_count; // of positions
    bool started, done;
};

Combiner& combiner_of(Value v) {
    return *static_cast<Combiner*>(v.object());
}

// `positions` numbers, all zero.
Ref make_combiner(Thread& t, Type& type, Ref pool, std::uint64_t size, std::uint64_t positions) {
    if (positions > kMaxItems) return t.raise_memory_error();
    void* const block = positions ? t.heap().alloc_raw(positions * sizeof(std::uint64_t)) : nullptr;
    if (positions && !block) return t.raise_memory_error();
    auto* const made = allocate_instance<Combiner>(t, type);
    if (!made) {
        if (block) t.heap().free_raw(block);
        return t.raise_memory_error();
    }
    if (block) std::memset(block, 0, positions * sizeof(std::uint64_t));
    made->pool = pool.release();
    made->at = static_cast<std::uint64_t*>(block);
    made->size = size;
    made->at_count = positions;
    made->started = made->done = false;
    return Ref::adopt(made);
}

const Tuple& row_of(const Combiner& c, std::uint64_t i, bool product) {
    const Tuple& pool = as<Tuple>(c.pool);
    return product ? as<Tuple>(pool[i % pool.size]) : pool;
}
Step answer(Thread& t, const Combiner& c, bool product) {
    Ref made = make_tuple_uninit(t, c.size);
    if (!made) return t.raised();
    for (std::uint64_t i = 0; i < c.size; ++i) {
        const Value item = row_of(c, i, product)[c.at[i]];
        retain(item);
        made.as<Tuple>().items()[i] = item;
    }
    return Step::item(std::move(made));
}
Step finish(Combiner& c) {
    c.done = true;
    return Step::end();
}

// --- product

Ref product_new_py(Thread& t, Type& type, const Args& args) {
    std::int64_t repeat = 1;
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
        Value given;
        constexpr const char* kNames[] = {"repeat"};
        const Args named(args.values + args.count, 0, args.names);
        if (!bind_args(t, named, "product", kNames, 0, 0, &given)) return t.raised();
        const Result<std::int64_t> number = index_to_int64_py(t, given);
        if (!number) return t.raised();
        repeat = *number;
        break;
    }
    if (repeat < 0) return t.raise(Exc::ValueError, "repeat argument cannot be negative");
    const std::int64_t most = INT64_MAX / static_cast<std::int64_t>(sizeof(Value));
    if (args.count != 0 && repeat != 0 && (repeat > most || args.count > most / repeat))
        return t.raise(Exc::OverflowError, "repeat argument too large");
    Ref pools = make_tuple_uninit(t, args.count);
    if (!pools) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        Ref pool = tuple_from_py(t, args[i]);
        if (!pool) return t.raised();
        pools.as<Tuple>().items()[i] = pool.release();
    }
    const std::uint64_t size = static_cast<std::uint64_t>(repeat) * args.count;
    Ref made = make_combiner(t, type, std::move(pools), size, size);
    if (!made || size == 0) return made;
    Combiner& c = combiner_of(made.get());
    for (std::uint64_t i = 0; i < args.count; ++i) c.done = c.done || row_of(c, i, true).size == 0;
    return made;
}
Step product_next(Thread& t, Value self) {
    Combiner& c = combiner_of(self);
    if (c.done) return Step::end();
    if (std::exchange(c.started, true)) {
        std::uint64_t i = c.size;
        while (i > 0 && ++c.at[i - 1] == row_of(c, i - 1, true).size) c.at[--i] = 0;
        if (i == 0) return finish(c);
    }
    return answer(t, c, true);
}

// --- The others: a pool, and how many of it

// Binds (iterable, r); `optional`: r may be missing or None, which leaves -1.
Result<std::int64_t> read_pool_py(Thread& t, const Args& args, const char* name, bool optional, Ref& pool) {
    constexpr const char* kNames[] = {"iterable", "r"};
    Value a[2];
    if (!bind_args(t, args, name, kNames, 0, optional ? 1 : 2, a)) return t.raised();
    std::int64_t size = -1;
    if (!optional) {
        const Result<std::int64_t> given = index_to_int64_py(t, a[1]);
        if (!given) return t.raised();
        size = *given;
    }
    pool = tuple_from_py(t, a[0]);
    if (!pool) return t.raised();
    if (optional && !a[1].is_empty() && !a[1].is_none()) {
        if (!is_int(a[1])) return t.raise(Exc::TypeError, "Expected int as r");
        const Result<std::int64_t> given = index_to_int64_py(t, a[1]);
        if (!given) return t.raised();
        size = *given;
    } else if (optional) {
        return static_cast<std::int64_t>(pool.as<Tuple>().size);
    }
    if (size < 0) return t.raise(Exc::ValueError, "r must be non-negative");
    return size;
}

Ref permutations_new_py(Thread& t, Type& type, const Args& args) {
    Ref pool = Ref::nothing();
    const Result<std::int64_t> given = read_pool_py(t, args, "permutations", true, pool);
    if (!given) return t.raised();
    const std::uint64_t count = pool.as<Tuple>().size, size = static_cast<std::uint64_t>(*given);
    const bool none = size > count;
    Ref made = make_combiner(t, type, std::move(pool), none ? 0 : size, none ? 0 : count + size);
    if (!made) return t.raised();
    Combiner& c = combiner_of(made.get());
    c.done = none;
    if (none) return made;
    std::iota(c.at, c.at + count, std::uint64_t{0});
    for (std::uint64_t i = 0; i < size; ++i) c.at[count + i] = count - i; // swaps left at each place
    return made;
}
Step permutations_next(Thread& t, Value self) {
    Combiner& c = combiner_of(self);
    if (c.done) return Step::end();
    if (!std::exchange(c.started, true)) return answer(t, c, false);
    const std::uint64_t count = as<Tuple>(c.pool).size;
    std::uint64_t* const swaps = c.at + count;
    for (std::uint64_t i = c.size; i-- > 0;) {
        if (--swaps[i] != 0) {
            std::swap(c.at[i], c.at[count - swaps[i]]);
            return answer(t, c, false);
        }
        const std::uint64_t first = c.at[i]; // all swaps done: back to the order it had
        std::memmove(c.at + i, c.at + i + 1, (count - i - 1) * sizeof(std::uint64_t));
        c.at[count - 1] = first;
        swaps[i] = count - i;
    }
    return finish(c);
}

Ref combinations_new_py(Thread& t, Type& type, const Args& args) {
    Ref pool = Ref::nothing();
    const Result<std::int64_t> given = read_pool_py(t, args, "combinations", false, pool);
    if (!given) return t.raised();
    const auto size = static_cast<std::uint64_t>(*given);
    const bool none = size > pool.as<Tuple>().size;
    Ref made = make_combiner(t, type, std::move(pool), none ? 0 : size, none ? 0 : size);
    if (!made) return t.raised();
    Combiner& c = combiner_of(made.get());
    c.done = none;
    std::iota(c.at, c.at + c.at_count, std::uint64_t{0});
    return made;
}
Step combinations_next(Thread& t, Value self) {
    Combiner& c = combiner_of(self);
    if (c.done) return Step::end();
    if (!std::exchange(c.started, true)) return answer(t, c, false);
    const std::uint64_t count = as<Tuple>(c.pool).size;
    std::uint64_t i = c.size;
    while (i > 0 && c.at[i - 1] == i - 1 + count - c.size) --i;
    if (i == 0) return finish(c);
    ++c.at[i - 1];
    for (; i < c.size; ++i) c.at[i] = c.at[i - 1] + 1;
    return answer(t, c, false);
}

Ref replacement_new_py(Thread& t, Type& type, const Args& args) {
    Ref pool = Ref::nothing();
    const Result<std::int64_t> given = read_pool_py(t, args, "combinations_with_replacement", false, pool);
    if (!given) return t.raised();
    const auto size = static_cast<std::uint64_t>(*given);
    const bool none = size > 0 && pool.as<Tuple>().size == 0;
    Ref made = make_combiner(t, type, std::move(pool), none ? 0 : size, none ? 0 : size);
    if (made) combiner_of(made.get()).done = none;
    return made;
}
Step replacement_next(Thread& t, Value self) {
    Combiner& c = combiner_of(self);
    if (c.done) return Step::end();
    if (!std::exchange(c.started, true)) return answer(t, c, false);
    const std::uint64_t last = as<Tuple>(c.pool).size - 1;
    std::uint64_t i = c.size;
    while (i > 0 && c.at[i - 1] == last) --i;
    if (i == 0) return finish(c);
    const std::uint64_t next = c.at[i - 1] + 1;
    for (--i; i < c.size; ++i) c.at[i] = next;
    return answer(t, c, false);
}

Ref combiner_sizeof(Thread& t, Value self) {
    const Combiner& c = combiner_of(self);
    return make_int(t, static_cast<std::int64_t>(sizeof(Combiner) + c.at_count * sizeof(std::uint64_t)));
}

void combiner_traverse(Object* object, Visitor& visit) {
    visit(static_cast<Combiner*>(object)->pool);
    traverse_attrs(object, visit);
}
void combiner_drop(Heap& heap, Object* object) {
    auto* const c = static_cast<Combiner*>(object);
    drop_attrs(heap, object);
    release(c->pool);
    if (c->at) heap.free_raw(c->at);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&combiner_sizeof>("__sizeof__($self, /)", "Returns size in memory, in bytes."),
};

} // namespace

extern constexpr TypeSpec kProductSpec = {
    .name = "product",
    .module = "itertools",
    .doc = "product(*iterables, repeat=1)\n--\n\nAll tuples of one item of each iterable, as nested loops "
           "give them.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Combiner),
    .slots = {.new_py = &product_new_py, .iter_py = &iter_self_py, .next_py = &product_next},
    .methods = kMethods,
    .traverse = &combiner_traverse,
    .drop = &combiner_drop,
};

extern constexpr TypeSpec kPermutationsSpec = {
    .name = "permutations",
    .module = "itertools",
    .doc = "permutations(iterable, r=None)\n--\n\nAll tuples of r items, each position taken once at most, "
           "in any order.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Combiner),
    .slots = {.new_py = &permutations_new_py, .iter_py = &iter_self_py, .next_py = &permutations_next},
    .methods = kMethods,
    .traverse = &combiner_traverse,
    .drop = &combiner_drop,
};

extern constexpr TypeSpec kCombinationsSpec = {
    .name = "combinations",
    .module = "itertools",
    .doc = "combinations(iterable, r)\n--\n\nAll tuples of r items in the order of the iterable.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Combiner),
    .slots = {.new_py = &combinations_new_py, .iter_py = &iter_self_py, .next_py = &combinations_next},
    .methods = kMethods,
    .traverse = &combiner_traverse,
    .drop = &combiner_drop,
};

extern constexpr TypeSpec kReplacementSpec = {
    .name = "combinations_with_replacement",
    .module = "itertools",
    .doc =
        "combinations_with_replacement(iterable, r)\n--\n\nAs combinations, but an item may be taken again.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Combiner),
    .slots = {.new_py = &replacement_new_py, .iter_py = &iter_self_py, .next_py = &replacement_next},
    .methods = kMethods,
    .traverse = &combiner_traverse,
    .drop = &combiner_drop,
};

} // namespace islet
