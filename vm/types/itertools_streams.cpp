// SPDX-License-Identifier: MIT
//
// The iterators of itertools that pass items on one by one: count, cycle, repeat, accumulate, chain,
// compress, dropwhile, takewhile, filterfalse, starmap, islice, pairwise, batched, zip_longest. Owns: one
// count on each field. Invariants: an empty field means that this source came to its end. Threads: the
// interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/fields.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
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
Value hold(Ref& v) {
    return v.release();
}
// An item, or the end with the field let go.
Step end_of(Value& field) {
    release(std::exchange(field, Value()));
    return Step::end();
}
// Keywords are refused by the types themselves, but let through to the __init__ of a subclass.
Status refuse_own_keywords(Thread& t, const Type& type, TypeId id, const Args& args, const char* name) {
    return &type == t.type(id) ? refuse_keywords(t, args, name) : Status::ok();
}

// --- count

struct Count : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value next, step;
};

bool is_number(Thread& t, Value v) {
    const Slots& slots = type_of(t, v)->slots;
    return slots.index_py || slots.int_py || slots.float_py || is_kind(v, Kind::Complex);
}
Ref count_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"start", "step"};
    Value a[2];
    if (!bind_args(t, args, "count", kNames, 0, 0, a)) return t.raised();
    if ((!a[0].is_empty() && !is_number(t, a[0])) || (!a[1].is_empty() && !is_number(t, a[1])))
        return t.raise(Exc::TypeError, "a number is required");
    Ref start = a[0].is_empty() ? Ref::plain(Value::small_int(0)) : Ref::share(a[0]);
    Ref step = a[1].is_empty() ? Ref::plain(Value::small_int(1)) : Ref::share(a[1]);
    if (start.get().is_bool() && is_int(step.get())) start = int_exact(t, start.get());
    if (!start) return t.raised();
    auto* const made = allocate_instance<Count>(t, type);
    if (!made) return t.raise_memory_error();
    made->next = hold(start);
    made->step = hold(step);
    return Ref::adopt(made);
}
Step count_next_py(Thread& t, Value self) {
    auto& c = self_as<Count>(self);
    if (c.next.is_int() && c.step.is_int()) {
        const std::int64_t sum = c.next.as_int() + c.step.as_int();
        if (Value::fits_int(sum)) return Step::item(Ref::plain(std::exchange(c.next, Value::small_int(sum))));
    }
    Ref now = Ref::share(c.next);
    const Ref step = Ref::share(c.step);
    Ref next = binary_py(t, BinaryOp::Add, now.get(), step.get());
    if (!next) return t.raised();
    release(std::exchange(self_as<Count>(self).next, next.release()));
    return Step::item(std::move(now));
}
Ref count_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "count(...)");
    const Ref next = Ref::share(self_as<Count>(self).next), step = Ref::share(self_as<Count>(self).step);
    TextBuffer out;
    append_utf8(out, *self.object()->type()->name);
    out.append('(');
    if (!append_repr_py(t, out, next.get())) return t.raised();
    if (!(step.get() == Value::small_int(1)) && !step.get().is_true()) {
        out.append(", ");
        if (!append_repr_py(t, out, step.get())) return t.raised();
    }
    out.append(')');
    return make_str(t, out);
}

// --- repeat

struct Repeat : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value item;
    std::int64_t left; // -1: for ever
};

Ref repeat_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"object", "times"};
    Value a[2];
    if (!bind_args(t, args, "repeat", kNames, 0, 1, a)) return t.raised();
    std::int64_t left = -1;
    if (!a[1].is_empty()) {
        const Result<std::int64_t> times = index_to_int64_py(t, a[1]);
        if (!times) return t.raised();
        left = *times < 0 ? 0 : *times;
    }
    auto* const made = allocate_instance<Repeat>(t, type);
    if (!made) return t.raise_memory_error();
    made->item = hold(a[0]);
    made->left = left;
    return Ref::adopt(made);
}
Step repeat_next(Thread&, Value self) {
    auto& r = self_as<Repeat>(self);
    if (r.left == 0) return Step::end();
    if (r.left > 0) --r.left;
    return Step::item(Ref::share(r.item));
}
Ref repeat_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "repeat(...)");
    const Ref item = Ref::share(self_as<Repeat>(self).item);
    TextBuffer out;
    append_utf8(out, *self.object()->type()->name);
    out.append('(');
    if (!append_repr_py(t, out, item.get())) return t.raised();
    if (self_as<Repeat>(self).left >= 0) format_to(out, ", {}", self_as<Repeat>(self).left);
    out.append(')');
    return make_str(t, out);
}
Ref repeat_length_hint(Thread& t, Value self) {
    if (self_as<Repeat>(self).left < 0) return t.raise(Exc::TypeError, "len() of unsized object");
    return make_int(t, self_as<Repeat>(self).left);
}

// --- cycle

struct Cycle : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source; // empty once all items are saved
    Value saved;  // List
    std::uint64_t at;
};

Ref cycle_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_own_keywords(t, type, TypeId::Cycle, args, "cycle")) return t.raised();
    if (!check_positional(t, args, "cycle", 1, 1)) return t.raised();
    Ref source = iter_py(t, args[0]);
    Ref saved = source ? make_list(t) : Ref(t.raised());
    if (!saved) return t.raised();
    auto* const made = allocate_instance<Cycle>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = hold(source);
    made->saved = hold(saved);
    made->at = 0;
    return Ref::adopt(made);
}
Step cycle_next_py(Thread& t, Value self) {
    if (!self_as<Cycle>(self).source.is_empty()) {
        const Ref source = Ref::share(self_as<Cycle>(self).source);
        Step step = next_py(t, source.get());
        if (step.is_raised()) return step;
        auto& c = self_as<Cycle>(self);
        if (step.is_item()) {
            if (!list_append(t, as<List>(c.saved), step.get())) return t.raised();
            return step;
        }
        release(std::exchange(c.source, Value()));
    }
    auto& c = self_as<Cycle>(self);
    const auto& saved = as<List>(c.saved);
    if (saved.size == 0) return Step::end();
    if (c.at >= saved.size) c.at = 0;
    return Step::item(Ref::share(saved.items[c.at++]));
}

// --- accumulate

struct Accumulate : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source, function; // function empty: +
    Value total;            // empty until the first item
    Value initial;          // empty once given out
};

Ref accumulate_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"iterable", "func", "initial"};
    Value a[3];
    if (!bind_args(t, args, "accumulate", kNames, 0, 1, a)) return t.raised();
    if (args.count > 2) {
        return t.raise(Exc::TypeError, "accumulate() takes at most 2 positional arguments ({} given)",
                       args.count);
    }
    Ref source = iter_py(t, a[0]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<Accumulate>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = hold(source);
    made->function = a[1].is_none() ? Value() : hold(a[1]);
    made->total = Value();
    made->initial = a[2].is_none() ? Value() : hold(a[2]);
    return Ref::adopt(made);
}
Step accumulate_next_py(Thread& t, Value self) {
    auto& a = self_as<Accumulate>(self);
    if (!a.initial.is_empty()) {
        a.total = std::exchange(a.initial, Value());
        return Step::item(Ref::share(a.total));
    }
    const Ref source = Ref::share(a.source), function = Ref::share(a.function);
    Step step = next_py(t, source.get());
    if (!step.is_item()) return step;
    const Ref total = Ref::share(self_as<Accumulate>(self).total);
    if (total.get().is_empty()) {
        self_as<Accumulate>(self).total = hold(step.get());
        return step;
    }
    Ref sum = function.get().is_empty() ? binary_py(t, BinaryOp::Add, total.get(), step.get())
                                        : call_py(t, function.get(), total.get(), step.get());
    if (!sum) return t.raised();
    release(std::exchange(self_as<Accumulate>(self).total, hold(sum.get())));
    return Step::item(std::move(sum));
}

// --- chain

struct Chain : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value sources; // iterator over iterables
    Value active;  // iterator, or empty
};

Ref make_chain(Thread& t, Type& type, Ref sources) {
    auto* const made = allocate_instance<Chain>(t, type);
    if (!made) return t.raise_memory_error();
    made->sources = hold(sources);
    made->active = Value();
    return Ref::adopt(made);
}
Ref chain_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_own_keywords(t, type, TypeId::Chain, args, "chain")) return t.raised();
    const Ref iterables = make_tuple(t, std::span<const Value>(args.values, args.count));
    Ref sources = iterables ? iter_py(t, iterables.get()) : Ref(t.raised());
    if (!sources) return t.raised();
    return make_chain(t, type, std::move(sources));
}
Ref chain_from_iterable_py(Thread& t, Type& type, Value iterable) {
    Ref sources = iter_py(t, iterable);
    if (!sources) return t.raised();
    return make_chain(t, type, std::move(sources));
}
Ref chain_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}
Step chain_next_py(Thread& t, Value self) {
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        auto& c = self_as<Chain>(self);
        if (c.sources.is_empty()) return Step::end();
        if (c.active.is_empty()) {
            const Ref sources = Ref::share(c.sources);
            const Step iterable = next_py(t, sources.get());
            if (iterable.is_raised()) return t.raised();
            if (iterable.is_end()) return end_of(self_as<Chain>(self).sources);
            Ref active = iter_py(t, iterable.get());
            if (!active) {
                release(std::exchange(self_as<Chain>(self).sources, Value()));
                return t.raised();
            }
            release(std::exchange(self_as<Chain>(self).active, active.release()));
        }
        const Ref active = Ref::share(self_as<Chain>(self).active);
        Step step = next_py(t, active.get());
        if (!step.is_end()) return step;
        release(std::exchange(self_as<Chain>(self).active, Value()));
    }
}

// --- compress

struct Compress : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value data, selectors;
};

Ref compress_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"data", "selectors"};
    Value a[2];
    if (!bind_args(t, args, "compress", kNames, 0, 2, a)) return t.raised();
    Ref data = iter_py(t, a[0]);
    Ref selectors = data ? iter_py(t, a[1]) : Ref(t.raised());
    if (!selectors) return t.raised();
    auto* const made = allocate_instance<Compress>(t, type);
    if (!made) return t.raise_memory_error();
    made->data = hold(data);
    made->selectors = hold(selectors);
    return Ref::adopt(made);
}
Step compress_next_py(Thread& t, Value self) {
    const Ref data = Ref::share(self_as<Compress>(self).data);
    const Ref selectors = Ref::share(self_as<Compress>(self).selectors);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step item = next_py(t, data.get());
        if (!item.is_item()) return item;
        Step selector = next_py(t, selectors.get());
        if (!selector.is_item()) return selector;
        const Result<bool> wanted = truth_py(t, selector.get());
        if (!wanted) return t.raised();
        if (*wanted) return item;
    }
}

// --- dropwhile, takewhile, filterfalse, starmap: a function and a source

struct Governed : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value function, source;
    bool decided; // dropwhile: no longer dropping; takewhile: stopped
};

Ref make_governed_py(Thread& t, Type& type, const Args& args, TypeId id, const char* name) {
    if (!refuse_own_keywords(t, type, id, args, name)) return t.raised();
    if (!check_positional(t, args, name, 2, 2)) return t.raised();
    Ref source = iter_py(t, args[1]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<Governed>(t, type);
    if (!made) return t.raise_memory_error();
    made->function = hold(args[0]);
    made->source = hold(source);
    made->decided = false;
    return Ref::adopt(made);
}
Ref dropwhile_new_py(Thread& t, Type& type, const Args& args) {
    return make_governed_py(t, type, args, TypeId::DropWhile, "dropwhile");
}
Ref takewhile_new_py(Thread& t, Type& type, const Args& args) {
    return make_governed_py(t, type, args, TypeId::TakeWhile, "takewhile");
}
Ref filterfalse_new_py(Thread& t, Type& type, const Args& args) {
    return make_governed_py(t, type, args, TypeId::FilterFalse, "filterfalse");
}
Ref starmap_new_py(Thread& t, Type& type, const Args& args) {
    return make_governed_py(t, type, args, TypeId::StarMap, "starmap");
}

Result<bool> ask_py(Thread& t, Value function, Value item) {
    if (function.is_none() || function == Value(t.type(TypeId::Bool))) return truth_py(t, item);
    const Ref verdict = call_py(t, function, item);
    if (!verdict) return t.raised();
    return truth_py(t, verdict.get());
}
Step dropwhile_next_py(Thread& t, Value self) {
    const Ref function = Ref::share(self_as<Governed>(self).function);
    const Ref source = Ref::share(self_as<Governed>(self).source);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, source.get());
        if (!step.is_item() || self_as<Governed>(self).decided) return step;
        const Ref verdict = call_py(t, function.get(), step.get());
        if (!verdict) return t.raised();
        const Result<bool> drop = truth_py(t, verdict.get());
        if (!drop) return t.raised();
        if (*drop) continue;
        self_as<Governed>(self).decided = true;
        return step;
    }
}
Step takewhile_next_py(Thread& t, Value self) {
    if (self_as<Governed>(self).decided) return Step::end();
    const Ref function = Ref::share(self_as<Governed>(self).function);
    const Ref source = Ref::share(self_as<Governed>(self).source);
    Step step = next_py(t, source.get());
    if (!step.is_item()) return step;
    const Ref verdict = call_py(t, function.get(), step.get());
    if (!verdict) return t.raised();
    const Result<bool> take = truth_py(t, verdict.get());
    if (!take) return t.raised();
    if (*take) return step;
    self_as<Governed>(self).decided = true;
    return Step::end();
}
Step filterfalse_next_py(Thread& t, Value self) {
    const Ref function = Ref::share(self_as<Governed>(self).function);
    const Ref source = Ref::share(self_as<Governed>(self).source);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, source.get());
        if (!step.is_item()) return step;
        const Result<bool> verdict = ask_py(t, function.get(), step.get());
        if (!verdict) return t.raised();
        if (!*verdict) return step;
    }
}
Step starmap_next_py(Thread& t, Value self) {
    const Ref function = Ref::share(self_as<Governed>(self).function);
    const Ref source = Ref::share(self_as<Governed>(self).source);
    const Step step = next_py(t, source.get());
    if (step.is_raised()) return t.raised();
    if (step.is_end()) return Step::end();
    const Ref args = tuple_from_py(t, step.get());
    if (!args) return t.raised();
    return Step::from(call_py(t, function.get(), Args(args.as<Tuple>().items(), args.as<Tuple>().size)));
}

// --- islice

struct ISlice : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source;
    std::int64_t next, stop, step, taken;
};

// None leaves `out` alone; what is no number that fits becomes -1.
Status read_islice_number_py(Thread& t, Value v, std::int64_t& out) {
    if (v.is_none()) return Status::ok();
    const Result<std::int64_t> number = has_index(t, v) ? index_to_int64_py(t, v) : Result<std::int64_t>(-1);
    if (!number) {
        if (!t.pending_is(Exc::Exception)) return t.raised();
        t.clear_pending();
    }
    out = number ? *number : -1;
    return Status::ok();
}
constexpr std::int64_t kNoStop = INT64_MAX;

Status read_islice_range_py(Thread& t, const Args& args, std::int64_t& start, std::int64_t& stop,
                            std::int64_t& step) {
    const bool stop_only = args.count == 2;
    if (!read_islice_number_py(t, args[stop_only ? 1 : 2], stop)) return t.raised();
    if (stop == -1) {
        return t.raise(Exc::ValueError,
                       "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (!stop_only && !read_islice_number_py(t, args[1], start)) return t.raised();
    if (start < 0 || stop < -1) {
        return t.raise(Exc::ValueError,
                       "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (args.count == 4 && !read_islice_number_py(t, args[3], step)) return t.raised();
    if (step < 1) return t.raise(Exc::ValueError, "Step for islice() must be a positive integer or None.");
    return Status::ok();
}
Ref islice_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_own_keywords(t, type, TypeId::ISlice, args, "islice")) return t.raised();
    if (!check_positional(t, args, "islice", 2, 4)) return t.raised();
    std::int64_t start = 0, stop = kNoStop, step = 1;
    if (!read_islice_range_py(t, args, start, stop, step)) return t.raised();
    Ref source = iter_py(t, args[0]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<ISlice>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = hold(source);
    made->next = start;
    made->stop = stop;
    made->step = step;
    made->taken = 0;
    return Ref::adopt(made);
}
Step islice_next_py(Thread& t, Value self) {
    if (self_as<ISlice>(self).source.is_empty()) return Step::end();
    const Ref source = Ref::share(self_as<ISlice>(self).source);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        auto& s = self_as<ISlice>(self);
        const bool skipping = s.taken < (s.next > s.stop ? s.stop : s.next);
        if (!skipping && s.taken >= s.stop) return end_of(s.source);
        Step step = next_py(t, source.get());
        if (step.is_raised()) return step;
        auto& now = self_as<ISlice>(self);
        if (step.is_end()) return end_of(now.source);
        ++now.taken;
        if (skipping) continue;
        now.next = now.step > now.stop - now.next ? now.stop : now.next + now.step;
        return step;
    }
}

// --- pairwise

struct Pairwise : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source;
    Value last; // empty before the first pair
};

Ref pairwise_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_own_keywords(t, type, TypeId::Pairwise, args, "pairwise")) return t.raised();
    if (!check_positional(t, args, "pairwise", 1, 1)) return t.raised();
    Ref source = iter_py(t, args[0]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<Pairwise>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = hold(source);
    made->last = Value();
    return Ref::adopt(made);
}
Step pairwise_end(Value self) {
    release(std::exchange(self_as<Pairwise>(self).last, Value()));
    return end_of(self_as<Pairwise>(self).source);
}
Step pairwise_next_py(Thread& t, Value self) {
    if (self_as<Pairwise>(self).source.is_empty()) return Step::end();
    const Ref source = Ref::share(self_as<Pairwise>(self).source);
    if (self_as<Pairwise>(self).last.is_empty()) {
        const Step first = next_py(t, source.get());
        if (first.is_raised()) return t.raised();
        if (first.is_end()) return pairwise_end(self);
        // The source may have asked this iterator for an item meanwhile, and brought it to its end.
        if (self_as<Pairwise>(self).source.is_empty()) return Step::end();
        release(std::exchange(self_as<Pairwise>(self).last, hold(first.get())));
    }
    const Ref last = Ref::share(self_as<Pairwise>(self).last);
    const Step next = next_py(t, source.get());
    if (next.is_raised()) return t.raised();
    if (next.is_end()) return pairwise_end(self);
    if (!self_as<Pairwise>(self).source.is_empty())
        release(std::exchange(self_as<Pairwise>(self).last, hold(next.get())));
    return Step::from(make_tuple(t, {last.get(), next.get()}));
}

// --- batched

struct Batched : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value source;
    std::int64_t size;
    bool strict;
};

Ref batched_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"iterable", "n", "strict"};
    Value a[3];
    if (args.count > 2) {
        return t.raise(Exc::TypeError, "batched() takes exactly 2 positional arguments ({} given)",
                       args.count);
    }
    if (!bind_args(t, args, "batched", kNames, 0, 2, a)) return t.raised();
    const Result<std::int64_t> size = index_to_int64_py(t, a[1]);
    if (!size) return t.raised();
    const Result<bool> strict = a[2].is_empty() ? Result<bool>(false) : truth_py(t, a[2]);
    if (!strict) return t.raised();
    if (*size < 1) return t.raise(Exc::ValueError, "n must be at least one");
    Ref source = iter_py(t, a[0]);
    if (!source) return t.raised();
    auto* const made = allocate_instance<Batched>(t, type);
    if (!made) return t.raise_memory_error();
    made->source = hold(source);
    made->size = *size;
    made->strict = *strict;
    return Ref::adopt(made);
}
Step batched_next_py(Thread& t, Value self) {
    if (self_as<Batched>(self).source.is_empty()) return Step::end();
    const Ref source = Ref::share(self_as<Batched>(self).source);
    const auto size = static_cast<std::uint64_t>(self_as<Batched>(self).size);
    const Ref batch = make_list(t, size < 64 ? size : 0);
    if (!batch) return t.raised();
    auto& list = batch.as<List>();
    while (list.size < size) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, source.get());
        if (step.is_raised()) {
            release(std::exchange(self_as<Batched>(self).source, Value()));
            return t.raised();
        }
        if (step.is_end()) {
            release(std::exchange(self_as<Batched>(self).source, Value()));
            break;
        }
        if (!list_append(t, list, step.take())) return t.raised();
    }
    if (list.size == 0) return Step::end();
    if (list.size < size && self_as<Batched>(self).strict)
        return t.raise(Exc::ValueError, "batched(): incomplete batch");
    return Step::from(make_tuple(t, std::span<const Value>(list.items, list.size)));
}

// --- zip_longest

struct ZipLongest : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Iterator;
    Value sources; // List of iterators; None where one came to its end
    Value filler;
    std::uint64_t active;
};

Ref zip_longest_new_py(Thread& t, Type& type, const Args& args) {
    Value filler = Value::none();
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
        if (args.keyword_count() > 1 || !str_equal(args.keyword_name(i), "fillvalue"))
            return t.raise(Exc::TypeError, "zip_longest() got an unexpected keyword argument");
        filler = args.keyword(i);
    }
    Ref sources = make_list(t, args.count);
    if (!sources) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        Ref iterator = iter_py(t, args[i]);
        if (!iterator || !list_append(t, sources.as<List>(), std::move(iterator))) return t.raised();
    }
    auto* const made = allocate_instance<ZipLongest>(t, type);
    if (!made) return t.raise_memory_error();
    made->sources = hold(sources);
    made->filler = hold(filler);
    made->active = args.count;
    return Ref::adopt(made);
}
Step zip_longest_next_py(Thread& t, Value self) {
    if (self_as<ZipLongest>(self).active == 0) return Step::end();
    const Ref held = Ref::share(self_as<ZipLongest>(self).sources);
    const Ref filler = Ref::share(self_as<ZipLongest>(self).filler);
    auto& sources = held.as<List>();
    Ref items = make_tuple_uninit(t, sources.size);
    if (!items) return t.raised();
    for (std::uint64_t i = 0; i < sources.size; ++i) {
        Value* const out = items.as<Tuple>().items();
        if (sources.items[i].is_none()) {
            out[i] = hold(filler.get());
            continue;
        }
        const Ref source = Ref::share(sources.items[i]);
        Step step = next_py(t, source.get());
        auto& z = self_as<ZipLongest>(self);
        if (step.is_raised()) {
            z.active = 0;
            return t.raised();
        }
        if (step.is_item()) {
            out[i] = step.take().release();
            continue;
        }
        if (z.active == 0 || --z.active == 0) return Step::end();
        out[i] = hold(filler.get());
        release(std::exchange(sources.items[i], Value::none()));
    }
    return Step::item(std::move(items));
}

constexpr MethodDef kRepeatMethods[] = {
    method<&repeat_length_hint>("__length_hint__($self, /)", "How many times are left."),
};
constexpr MethodDef kChainMethods[] = {
    class_method<&chain_from_iterable_py>("from_iterable($type, iterable, /)",
                                          "A chain over the iterables that one iterable gives."),
    class_method<&chain_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};

} // namespace

extern constexpr TypeSpec kCountSpec = {
    .name = "count",
    .module = "itertools",
    .doc = "count(start=0, step=1)\n--\n\nstart, start + step, start + 2 * step, and so on without an end.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Count),
    .slots = {.new_py = &count_new_py,
              .repr_py = &count_repr_py,
              .iter_py = &iter_self_py,
              .next_py = &count_next_py},
    .traverse = &traverse_fields<Count, &Count::next, &Count::step>,
    .drop = &drop_fields<Count, &Count::next, &Count::step>,
};

extern constexpr TypeSpec kRepeatSpec = {
    .name = "repeat",
    .module = "itertools",
    .doc = "repeat(object [,times])\n\nThe same object again and again, or so many times.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Repeat),
    .slots = {.new_py = &repeat_new_py,
              .repr_py = &repeat_repr_py,
              .iter_py = &iter_self_py,
              .next_py = &repeat_next},
    .methods = kRepeatMethods,
    .traverse = &traverse_fields<Repeat, &Repeat::item>,
    .drop = &drop_fields<Repeat, &Repeat::item>,
};

extern constexpr TypeSpec kCycleSpec = {
    .name = "cycle",
    .module = "itertools",
    .doc = "cycle(iterable, /)\n--\n\nThe items of the iterable, and from then on the same ones again.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Cycle),
    .slots = {.new_py = &cycle_new_py, .iter_py = &iter_self_py, .next_py = &cycle_next_py},
    .traverse = &traverse_fields<Cycle, &Cycle::source, &Cycle::saved>,
    .drop = &drop_fields<Cycle, &Cycle::source, &Cycle::saved>,
};

extern constexpr TypeSpec kAccumulateSpec = {
    .name = "accumulate",
    .module = "itertools",
    .doc = "accumulate(iterable, func=None, *, initial=None)\n--\n\nThe sums of the items so far, or what "
           "else func "
           "makes of the last result and an item.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Accumulate),
    .slots = {.new_py = &accumulate_new_py, .iter_py = &iter_self_py, .next_py = &accumulate_next_py},
    .traverse = &traverse_fields<Accumulate, &Accumulate::source, &Accumulate::function, &Accumulate::total,
                                 &Accumulate::initial>,
    .drop = &drop_fields<Accumulate, &Accumulate::source, &Accumulate::function, &Accumulate::total,
                         &Accumulate::initial>,
};

extern constexpr TypeSpec kChainSpec = {
    .name = "chain",
    .module = "itertools",
    .doc = "chain(*iterables)\n--\n\nThe items of the first iterable, then those of the next, and so on.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Chain),
    .slots = {.new_py = &chain_new_py, .iter_py = &iter_self_py, .next_py = &chain_next_py},
    .methods = kChainMethods,
    .traverse = &traverse_fields<Chain, &Chain::sources, &Chain::active>,
    .drop = &drop_fields<Chain, &Chain::sources, &Chain::active>,
};

extern constexpr TypeSpec kCompressSpec = {
    .name = "compress",
    .module = "itertools",
    .doc = "compress(data, selectors)\n--\n\nThe items of data whose selector is true.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Compress),
    .slots = {.new_py = &compress_new_py, .iter_py = &iter_self_py, .next_py = &compress_next_py},
    .traverse = &traverse_fields<Compress, &Compress::data, &Compress::selectors>,
    .drop = &drop_fields<Compress, &Compress::data, &Compress::selectors>,
};

extern constexpr TypeSpec kDropWhileSpec = {
    .name = "dropwhile",
    .module = "itertools",
    .doc = "dropwhile(predicate, iterable, /)\n--\n\nThe items from the first one on for which predicate is "
           "false.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Governed),
    .slots = {.new_py = &dropwhile_new_py, .iter_py = &iter_self_py, .next_py = &dropwhile_next_py},
    .traverse = &traverse_fields<Governed, &Governed::function, &Governed::source>,
    .drop = &drop_fields<Governed, &Governed::function, &Governed::source>,
};

extern constexpr TypeSpec kTakeWhileSpec = {
    .name = "takewhile",
    .module = "itertools",
    .doc = "takewhile(predicate, iterable, /)\n--\n\nThe items before the first one for which predicate is "
           "false.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Governed),
    .slots = {.new_py = &takewhile_new_py, .iter_py = &iter_self_py, .next_py = &takewhile_next_py},
    .traverse = &traverse_fields<Governed, &Governed::function, &Governed::source>,
    .drop = &drop_fields<Governed, &Governed::function, &Governed::source>,
};

extern constexpr TypeSpec kFilterFalseSpec = {
    .name = "filterfalse",
    .module = "itertools",
    .doc = "filterfalse(function, iterable, /)\n--\n\nThe items for which function is false; None: that are "
           "false.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Governed),
    .slots = {.new_py = &filterfalse_new_py, .iter_py = &iter_self_py, .next_py = &filterfalse_next_py},
    .traverse = &traverse_fields<Governed, &Governed::function, &Governed::source>,
    .drop = &drop_fields<Governed, &Governed::function, &Governed::source>,
};

extern constexpr TypeSpec kStarMapSpec = {
    .name = "starmap",
    .module = "itertools",
    .doc = "starmap(function, iterable, /)\n--\n\nWhat function gives for each item, taken as its arguments.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Governed),
    .slots = {.new_py = &starmap_new_py, .iter_py = &iter_self_py, .next_py = &starmap_next_py},
    .traverse = &traverse_fields<Governed, &Governed::function, &Governed::source>,
    .drop = &drop_fields<Governed, &Governed::function, &Governed::source>,
};

extern constexpr TypeSpec kISliceSpec = {
    .name = "islice",
    .module = "itertools",
    .doc = "islice(iterable, stop)\nislice(iterable, start, stop[, step])\n\nThe items at positions start, "
           "start + step "
           "and so on, before stop.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(ISlice),
    .slots = {.new_py = &islice_new_py, .iter_py = &iter_self_py, .next_py = &islice_next_py},
    .traverse = &traverse_fields<ISlice, &ISlice::source>,
    .drop = &drop_fields<ISlice, &ISlice::source>,
};

extern constexpr TypeSpec kPairwiseSpec = {
    .name = "pairwise",
    .module = "itertools",
    .doc = "pairwise(iterable, /)\n--\n\nEach item with the one after it.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Pairwise),
    .slots = {.new_py = &pairwise_new_py, .iter_py = &iter_self_py, .next_py = &pairwise_next_py},
    .traverse = &traverse_fields<Pairwise, &Pairwise::source, &Pairwise::last>,
    .drop = &drop_fields<Pairwise, &Pairwise::source, &Pairwise::last>,
};

extern constexpr TypeSpec kBatchedSpec = {
    .name = "batched",
    .module = "itertools",
    .doc = "batched(iterable, n, *, strict=False)\n--\n\nTuples of n items each; the last may be shorter, "
           "unless strict.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Batched),
    .slots = {.new_py = &batched_new_py, .iter_py = &iter_self_py, .next_py = &batched_next_py},
    .traverse = &traverse_fields<Batched, &Batched::source>,
    .drop = &drop_fields<Batched, &Batched::source>,
};

extern constexpr TypeSpec kZipLongestSpec = {
    .name = "zip_longest",
    .module = "itertools",
    .doc = "zip_longest(*iterables, fillvalue=None)\n--\n\nTuples of one item of each iterable, filled up "
           "until the "
           "longest ends.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(ZipLongest),
    .slots = {.new_py = &zip_longest_new_py, .iter_py = &iter_self_py, .next_py = &zip_longest_next_py},
    .traverse = &traverse_fields<ZipLongest, &ZipLongest::sources, &ZipLongest::filler>,
    .drop = &drop_fields<ZipLongest, &ZipLongest::sources, &ZipLongest::filler>,
};

} // namespace islet
