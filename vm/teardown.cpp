// SPDX-License-Identifier: MIT
//
// See teardown.h.
#include "vm/teardown.h"

#if ISLET_DEBUG

#    include "vm/cycles.h"
#    include "vm/model/attr.h"
#    include "vm/types/dict.h"
#    include "vm/types/str.h"
#    include "vm/types/type.h"
#    include "vm/types/weakref.h"

#    include <cstdio>

namespace islet {

namespace {

template <class T>
void let_go(T*& owned) {
    if (owned) release(std::exchange(owned, nullptr));
}
void let_go(Value& owned) {
    release(std::exchange(owned, Value()));
}

void let_go_of_everything(InterpState& state) {
    let_go(state.modules);
    let_go(state.builtins);
    let_go(state.sys_dict);
    for (Value* const owned : {&state.no_default, &state.placeholder, &state.any_function,
                               &state.all_function, &state.gc_callbacks, &state.gc_garbage, &state.sources,
                               &state.warning_filters, &state.warning_once}) {
        let_go(*owned);
    }
    forget_lookups(state);
}

// What is still there although nobody needs it: MemoryErrors kept for bad times, tables without entries.
void free_reserves(InterpState& state) {
    let_go(state.commons_subclasses);
    for (Object*& spare : state.spare_memory_errors) {
        if (spare) state.heap.free_object(std::exchange(spare, nullptr));
    }
    if (state.last_memory_error) state.heap.free_object(std::exchange(state.last_memory_error, nullptr));
    forget_lookups(state); // finalizers looked things up
    free_weak_table(state);
}

// Takes off the counts what objects hold of each other: what keeps a count has lost its owner.
void subtract_references(Heap& heap) {
    Visitor subtract{[](Visitor&, Value& slot) {
        if (slot.object()->refs > 0) --slot.object()->refs;
    }};
    heap.each_object([&](Object* object) {
        if (auto* const traverse = object->type()->traverse) traverse(object, subtract);
    });
}

constexpr int kShown = 20;

void tell(Thread& t) {
    InterpState& state = t.state();
    std::fprintf(stderr, "islet: leaked %lld objects and %lld blocks\n",
                 static_cast<long long>(state.heap.live_objects()),
                 static_cast<long long>(state.heap.live_raws()));
    int shown = 0;
    subtract_references(state.heap);
    state.heap.each_object([&](Object* object) {
        if (object->refs == 0 || ++shown > kShown) return;
        TextBuffer text;
        format_to(text, "    {}: ", object->refs);
        append_value(text, *object->type());
        text.append(" ");
        append_value(text, Value(object));
        text.append("\n");
        std::fwrite(text.view().data(), 1, text.view().size(), stderr);
    });
}

} // namespace

void tear_down(InterpState& state) {
    Thread t(state, find_stack_limit());
    // The runtime's side of this thread is gone: nobody hands a lock over any more.
    state.hooks = {};
    state.gc_stress = 0;
    state.heap.fail_allocation(0, 0);
    // What finalizers make goes with the next round.
    for (int round = 0; round < 3; ++round) {
        let_go_of_everything(state);
        if (!collect_garbage_py(t, 2)) t.clear_pending();
        run_finalizers_py(t);
    }
    free_reserves(state);
    if (state.heap.live_objects() == 0) free_intern_table(state);
    if (state.heap.live_objects() == 0 && state.heap.live_raws() == 0) return;
    tell(t);
    ISLET_CHECK(false, "what an interpreter made must be freed when it ends");
}

} // namespace islet

#endif
