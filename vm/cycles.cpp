// SPDX-License-Identifier: MIT
//
// See cycles.h. Counting happens in the objects' own counts: no pass needs memory beyond a mark stack, and
// when even that is not to be had, the heap is walked again instead.
//
// Owns: during a collection, one count on each object of the garbage. Threads: the interpreter's lock.
#include "vm/cycles.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/weakref.h"

#include <algorithm>
#include <cstdlib>

namespace islet {

namespace {

constexpr std::int64_t kLeastGrowth = 10000; // objects, before the allocator asks again
constexpr std::int32_t kHeldForSweep = INT32_MIN / 2;

bool is_container(const Object* object) {
    return !object->shape->type->has(kAcyclic);
}

void traverse(Object* object, Visitor& visit) {
    if (auto* const f = object->shape->type->traverse) f(object, visit);
}

// Objects in a malloc'ed array. push() fails only for want of memory.
class ObjectStack {
public:
    ObjectStack() = default;
    ~ObjectStack() { std::free(items_); }
    ObjectStack(const ObjectStack&) = delete;
    ObjectStack& operator=(const ObjectStack&) = delete;

    bool push(Object* object) {
        if (size_ == capacity_) {
            const std::size_t capacity = capacity_ == 0 ? 1024 : capacity_ * 2;
            auto** const grown = static_cast<Object**>(std::realloc(items_, capacity * sizeof(Object*)));
            if (!grown) return false;
            items_ = grown;
            capacity_ = capacity;
        }
        items_[size_++] = object;
        return true;
    }
    Object* pop() { return items_[--size_]; }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    Object*& operator[](std::size_t i) { return items_[i]; }
    void truncate(std::size_t size) { size_ = size; }

private:
    Object** items_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
};

class Collector {
public:
    explicit Collector(Thread& t) : t_(t), heap_(t.heap()) {}

    Result<std::int64_t> run_py();

private:
    // --- Finding the garbage. No Python runs and nothing is freed.
    void subtract_internal();
    void keep_reachable();
    void keep(Object* object);
    void drain();
    bool gather();
    // --- Disposing of it.
    void finalize_py();
    void finalize_one_py(Object* object);
    bool drop_rescued();
    void sweep();
    void restore_marks();

    Thread& t_;
    Heap& heap_;
    ObjectStack stack_;     // reached, to be scanned
    ObjectStack garbage_;   // each with kGcMark and one count of ours
    bool overflow_ = false; // some reached objects carry kGcMark because the stack could not grow
    bool ran_python_ = false;
};

// Takes the references between containers off the counts.
void Collector::subtract_internal() {
    Visitor subtract{[](Visitor&, Value& slot) {
        Object* const child = slot.object();
        if (child->refs < 0) return;
        ISLET_DCHECK(child->refs > 0, "traverse names a reference that was never counted");
        if (child->refs > 0) --child->refs;
    }};
    heap_.each_object([&](Object* object) {
        if (is_container(object)) traverse(object, subtract);
    });
}

void Collector::keep(Object* object) {
    object->set(Object::kGcReached);
    if (stack_.push(object)) return;
    object->set(Object::kGcMark);
    overflow_ = true;
}

// Scans what was reached: gives the counts back that it holds, and reaches on.
void Collector::drain() {
    struct Reach : Visitor {
        Collector* self;
    };
    Reach reach;
    reach.self = this;
    reach.visit = [](Visitor& v, Value& slot) {
        Object* const child = slot.object();
        if (child->refs < 0) return; // the commons, or immortal: a root of its own
        ++child->refs;
        if (!child->has(Object::kGcReached) && is_container(child)) static_cast<Reach&>(v).self->keep(child);
    };
    while (!stack_.empty()) traverse(stack_.pop(), reach);
}

void Collector::keep_reachable() {
    heap_.each_object([&](Object* object) {
        if (object->refs == 0 || object->has(Object::kGcReached) || !is_container(object)) return;
        keep(object);
        drain();
    });
    while (overflow_) {
        overflow_ = false;
        heap_.each_object([&](Object* object) {
            if (!object->has(Object::kGcMark)) return;
            object->unset(Object::kGcMark);
            if (!stack_.push(object)) {
                object->set(Object::kGcMark);
                overflow_ = true;
                return;
            }
            drain();
        });
    }
}

// Gives back the counts that the garbage holds and lists it. False: no memory for the list, nothing is
// marked.
bool Collector::gather() {
    Visitor restore{[](Visitor&, Value& slot) {
        if (slot.object()->refs >= 0) ++slot.object()->refs;
    }};
    bool complete = true;
    heap_.each_object([&](Object* object) {
        if (!is_container(object)) return;
        if (object->has(Object::kGcReached)) return object->unset(Object::kGcReached);
        traverse(object, restore);
        complete = complete && garbage_.push(object);
    });
    if (!complete) return false;
    for (std::size_t i = 0; i < garbage_.size(); ++i) {
        garbage_[i]->set(Object::kGcMark);
        retain(garbage_[i]);
    }
    return true;
}

void Collector::finalize_one_py(Object* object) {
    if (!object->type()->needs_finalizer() || object->has(Object::kFinalized)) return;
    ran_python_ = true;
    islet::finalize_py(t_, object);
}

// Weak references die first, so that neither callbacks nor finalizers can reach garbage through them.
void Collector::finalize_py() {
    InterpState& state = t_.state();
    for (std::size_t i = 0; i < garbage_.size(); ++i) {
        if (garbage_[i]->has(Object::kWeakReferenced)) clear_weak_references_of_garbage(state, garbage_[i]);
    }
    if (weak_callbacks_wait(state)) {
        ran_python_ = true;
        run_weak_callbacks_py(t_);
    }
    // What a dict holds goes in the dict's order, so that a namespace is finalized as it was filled.
    for (std::size_t i = 0; i < garbage_.size(); ++i) {
        if (!garbage_[i]->is_exact(Kind::Dict)) continue;
        auto& dict = *static_cast<Dict*>(garbage_[i]);
        for (std::uint32_t at = 0; const DictEntry* const entry = dict.next(at);) {
            if (entry->value.is_object() && entry->value.object()->has(Object::kGcMark)) {
                finalize_one_py(entry->value.object());
            }
        }
    }
    for (std::size_t i = 0; i < garbage_.size(); ++i) finalize_one_py(garbage_[i]);
}

// Finalizers may have made some of it reachable again: that, and what it holds, stays. False: no memory to
// find out, so everything must stay.
bool Collector::drop_rescued() {
    Visitor subtract{[](Visitor&, Value& slot) {
        if (slot.object()->has(Object::kGcMark) && slot.object()->refs > 0) --slot.object()->refs;
    }};
    Visitor restore{[](Visitor&, Value& slot) {
        if (slot.object()->has(Object::kGcMark) && slot.object()->refs >= 0) ++slot.object()->refs;
    }};
    struct Reach : Visitor {
        ObjectStack* stack;
        bool complete;
    };
    Reach reach;
    reach.stack = &stack_;
    reach.complete = true;
    reach.visit = [](Visitor& v, Value& slot) {
        Object* const child = slot.object();
        auto& self = static_cast<Reach&>(v);
        if (!child->has(Object::kGcMark) || child->has(Object::kGcReached)) return;
        child->set(Object::kGcReached);
        self.complete = self.complete && self.stack->push(child);
    };
    for (std::size_t i = 0; i < garbage_.size(); ++i) traverse(garbage_[i], subtract);
    for (std::size_t i = 0; i < garbage_.size(); ++i) {
        Object* const object = garbage_[i];
        if (object->refs == 1 || object->has(Object::kGcReached)) continue; // the one count is ours
        object->set(Object::kGcReached);
        reach.complete = reach.complete && stack_.push(object);
        while (!stack_.empty()) traverse(stack_.pop(), reach);
    }
    for (std::size_t i = 0; i < garbage_.size(); ++i) traverse(garbage_[i], restore);
    return reach.complete;
}

// How many types stand above a type: itself, its type, the type of that ...
int type_depth(const Object* object) {
    int depth = 0;
    for (; object->type() != object; object = object->type()) ++depth;
    return depth;
}

// Drops every object of the garbage. Each is immortal meanwhile, so that they let go of one another without
// effect, and their memory is freed last, so that they may look at one another. A type goes after its
// instances, which need it to be dropped.
void Collector::sweep() {
    InterpState& state = t_.state();
    Object** const first = &garbage_[0];
    Object** const end = first + garbage_.size();
    Object** const types = std::partition(first, end, [](Object* o) { return o->kind != Kind::Type; });
    std::sort(types, end, [](Object* a, Object* b) { return type_depth(a) > type_depth(b); });
    for (Object** at = first; at != end; ++at) {
        if ((*at)->has(Object::kWeakReferenced)) state.clear_weak_references(*at);
        (*at)->refs = kHeldForSweep;
        // The list of a type's subclasses may be gone before they are: they need not leave it.
        if (at >= types) release(std::exchange(static_cast<Type*>(*at)->subclasses, Value()));
    }
    heap_.set_sweeping(true);
    for (Object** at = first; at != end; ++at) (*at)->type()->drop(heap_, *at);
    heap_.set_sweeping(false);
    // MemoryErrors among the garbage did not go back to the stock.
    static_cast<void>(prepare_memory_errors(state));
    for (Object** at = first; at != end; ++at) {
        (*at)->unset(Object::kGcMark);
        heap_.free_object(*at);
    }
    garbage_.truncate(0);
}

// Lets go of what stays, and leaves only the rest in the list.
void Collector::restore_marks() {
    std::size_t left = 0;
    for (std::size_t i = 0; i < garbage_.size(); ++i) {
        Object* const object = garbage_[i];
        if (!object->has(Object::kGcReached)) {
            garbage_[left++] = object;
            continue;
        }
        object->unset(Object::kGcReached);
        object->unset(Object::kGcMark);
        release(object);
    }
    garbage_.truncate(left);
}

Result<std::int64_t> Collector::run_py() {
    subtract_internal();
    keep_reachable();
    if (!gather()) return t_.raise_memory_error();
    if (garbage_.size() == 0) return 0;
    finalize_py();
    if (ran_python_) {
        if (!drop_rescued()) {
            for (std::size_t i = 0; i < garbage_.size(); ++i) garbage_[i]->set(Object::kGcReached);
        }
        restore_marks();
    }
    const auto found = static_cast<std::int64_t>(garbage_.size());
    sweep();
    return found;
}

// gc.callbacks: each is called with the phase and a dict of figures.
void call_callbacks_py(Thread& t, std::string_view phase, int generation, std::int64_t collected) {
    InterpState& state = t.state();
    if (!is_kind(state.gc_callbacks, Kind::List) || as<List>(state.gc_callbacks).size == 0) return;
    Ref list = Ref::share(state.gc_callbacks);
    Ref text = make_str(t, phase), info = make_dict(t);
    const bool good = text && info &&
                      dict_set_text(t, info.as<Dict>(), "generation", Value::small_int(generation)) &&
                      dict_set_text(t, info.as<Dict>(), "collected", Value::small_int(collected)) &&
                      dict_set_text(t, info.as<Dict>(), "uncollectable", Value::small_int(0));
    if (!good) return t.clear_pending();
    for (std::uint64_t i = 0; i < list.as<List>().size; ++i) {
        Ref callback = Ref::share(list.as<List>().items[i]);
        Ref result = call_py(t, callback.get(), text.get(), info.get());
        if (!result) report_unraisable_py(t, "Exception ignored while calling GC callback", callback.get());
    }
}

} // namespace

void schedule_collection(InterpState& state) {
    const std::int64_t live = state.heap.live_objects();
    state.gc_live_after_last = live;
    const bool automatic = state.gc_enabled && state.gc_threshold[0] > 0;
    if (automatic && state.gc_stress != 0) state.want(Want::Collect);
    // A program that makes no cycles pays for each object a bounded number of times, however many it keeps;
    // one that does is asked again sooner, and its garbage is at most a quarter of what lives.
    const std::int64_t share = state.gc_found_last > live / 16 ? live / 4 : live;
    const std::int64_t growth = share > kLeastGrowth ? share : kLeastGrowth;
    state.heap.set_collect_at(automatic ? live + growth : INT64_MAX);
}

Result<std::int64_t> collect_garbage_py(Thread& t, int generation) {
    InterpState& state = t.state();
    if (state.gc_running) return 0;
    state.gc_running = true;
    Ref pending = t.has_pending() ? t.take_pending() : Ref::nothing();
    call_callbacks_py(t, "start", generation, 0);
    Result<std::int64_t> found = 0;
    {
        Collector collector(t);
        found = collector.run_py();
    }
    ++state.gc_collections;
    state.gc_found_last = found ? *found : 0;
    if (found) {
        state.gc_collected += *found;
        call_callbacks_py(t, "stop", generation, *found);
    }
    schedule_collection(state);
    state.gc_running = false;
    if (!found) return t.raised();
    if (pending) static_cast<void>(t.restore(std::move(pending)));
    return found;
}

Status collect_py(Thread& t, int generation) {
    const InterpState& state = t.state();
    if (!state.gc_enabled || state.gc_threshold[0] <= 0) return Status::ok();
    // A collection that found no memory is no failure of the program that happened to be running.
    if (!collect_garbage_py(t, generation)) t.clear_pending();
    return Status::ok();
}

// --- Finalizers

void finalize_py(Thread& t, Object* object) {
    if (object->has(Object::kFinalized)) return;
    object->set(Object::kFinalized);
    Type& type = *object->type();
    if (!type.slots.del_py) return;
    Ref pending = t.has_pending() ? t.take_pending() : Ref::nothing();
    if (!type.slots.del_py(t, Value(object))) {
        if (type.is_heap_type()) {
            const Value function = type_lookup(t, type, Name::dunder_del);
            report_unraisable_py(t, "Exception ignored while calling deallocator", function);
        } else {
            report_unraisable_py(t, "Exception ignored while closing generator", Value(object));
        }
    }
    if (pending) static_cast<void>(t.restore(std::move(pending)));
}

void run_finalizers_py(Thread& t) {
    InterpState& state = t.state();
    Heap& heap = state.heap;
    state.unwant(Want::Finalizers);
    // The entries from `floor` on are ours; the last one is next. What an object's finalizer and drop queue
    // comes before its siblings, as if it had been finalized at once.
    const std::size_t floor = heap.finalizer_floor;
    std::size_t sorted = floor;
    for (;;) {
        heap.reverse_finalizers(sorted);
        if (heap.finalizer_count() == floor) break;
        Ref object = Ref::adopt(heap.pop_finalizer());
        sorted = heap.finalizer_count();
        heap.finalizer_floor = sorted;
        finalize_py(t, object.get().object());
        object.reset();
    }
    heap.finalizer_floor = floor;
    run_weak_callbacks_py(t);
}

} // namespace islet
