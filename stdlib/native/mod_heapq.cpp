// SPDX-License-Identifier: MIT
//
// The module _heapq: a list as a priority queue, the smallest item (or the largest) in front.
//
// Comparing runs Python, which may change the list: sizes are read again after each comparison, and a change
// is a RuntimeError. Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/list.h"
#include "vm/types/module.h"

namespace islet {

namespace {

// Whether `a` belongs in front of `b`: of a heap with the largest in front, the other way round.
Result<bool> precedes_py(Thread& t, const List& heap, Value a, Value b, bool largest) {
    const std::uint64_t size = heap.size;
    const Ref x = Ref::share(a), y = Ref::share(b);
    const Result<bool> less = largest ? compare_bool_py(t, y.get(), x.get(), CompareOp::Lt)
                                      : compare_bool_py(t, x.get(), y.get(), CompareOp::Lt);
    if (!less) return t.raised();
    if (heap.size != size) return t.raise(Exc::RuntimeError, "list changed size during iteration");
    return less;
}

// Moves the item at `at` towards the front as far as `start`, as long as it precedes its parent.
Status sift_front_py(Thread& t, List& heap, std::uint64_t start, std::uint64_t at, bool largest) {
    if (at >= heap.size) return t.raise(Exc::IndexError, "index out of range");
    while (at > start) {
        const std::uint64_t parent = (at - 1) / 2;
        const Result<bool> up = precedes_py(t, heap, heap.items[at], heap.items[parent], largest);
        if (!up) return t.raised();
        if (!*up) break;
        std::swap(heap.items[at], heap.items[parent]);
        at = parent;
    }
    return Status::ok();
}
// Moves the item at `at` to the end along the preceding children, then to where it belongs: fewer comparisons
// than asking at each step, as what is sifted mostly came from the end.
Status sift_back_py(Thread& t, List& heap, std::uint64_t at, bool largest) {
    if (at >= heap.size) return t.raise(Exc::IndexError, "index out of range");
    const std::uint64_t start = at, size = heap.size;
    while (2 * at + 1 < size) {
        std::uint64_t child = 2 * at + 1;
        if (child + 1 < size) {
            const Result<bool> left = precedes_py(t, heap, heap.items[child], heap.items[child + 1], largest);
            if (!left) return t.raised();
            child += *left ? 0 : 1;
        }
        std::swap(heap.items[at], heap.items[child]);
        at = child;
    }
    return sift_front_py(t, heap, start, at, largest);
}

// `alone`: the function has no other argument, which its error text shows.
Result<List*> heap_of_arg(Thread& t, Value v, const char* function, bool alone = false) {
    if (is_kind(v, Kind::List)) return &as<List>(v);
    return t.raise(Exc::TypeError, "{}() argument{} must be list, not {}", std::string_view(function),
                   alone ? "" : " 1", *type_of(t, v));
}

Ref push_py(Thread& t, Value heap, Value item, const char* name, bool largest) {
    const Result<List*> list = heap_of_arg(t, heap, name);
    if (!list || !list_append(t, **list, item)) return t.raised();
    return sift_front_py(t, **list, 0, (*list)->size - 1, largest) ? Ref::none() : Ref(t.raised());
}
Ref pop_py(Thread& t, Value heap, const char* name, bool largest) {
    const Result<List*> found = heap_of_arg(t, heap, name, true);
    if (!found) return t.raised();
    List& list = **found;
    if (list.size == 0) return t.raise(Exc::IndexError, "index out of range");
    Ref last = Ref::adopt(list.items[--list.size]);
    if (list.size == 0) return last;
    Ref first = Ref::adopt(std::exchange(list.items[0], last.release()));
    if (!sift_back_py(t, list, 0, largest)) return t.raised();
    return first;
}
Ref replace_py(Thread& t, Value heap, Value item, const char* name, bool largest) {
    const Result<List*> list = heap_of_arg(t, heap, name);
    if (!list) return t.raised();
    if ((*list)->size == 0) return t.raise(Exc::IndexError, "index out of range");
    Ref first = Ref::adopt(std::exchange((*list)->items[0], Ref::share(item).release()));
    if (!sift_back_py(t, **list, 0, largest)) return t.raised();
    return first;
}
Ref pushpop_py(Thread& t, Value heap, Value item, const char* name, bool largest) {
    const Result<List*> list = heap_of_arg(t, heap, name);
    if (!list) return t.raised();
    if ((*list)->size == 0) return Ref::share(item);
    const Result<bool> front = precedes_py(t, **list, (*list)->items[0], item, largest);
    if (!front) return t.raised();
    if (!*front) return Ref::share(item);
    return replace_py(t, heap, item, name, largest);
}
Ref heapify_py(Thread& t, Value heap, const char* name, bool largest) {
    const Result<List*> list = heap_of_arg(t, heap, name, true);
    if (!list) return t.raised();
    for (std::uint64_t i = (*list)->size / 2; i-- > 0;) {
        if (!t.checkpoint_py() || !sift_back_py(t, **list, i, largest)) return t.raised();
    }
    return Ref::none();
}

Ref heappush(Thread& t, Value heap, Value item) {
    return push_py(t, heap, item, "heappush", false);
}
Ref heappop(Thread& t, Value heap) {
    return pop_py(t, heap, "heappop", false);
}
Ref heapreplace(Thread& t, Value heap, Value item) {
    return replace_py(t, heap, item, "heapreplace", false);
}
Ref heappushpop(Thread& t, Value heap, Value item) {
    return pushpop_py(t, heap, item, "heappushpop", false);
}
Ref heapify(Thread& t, Value heap) {
    return heapify_py(t, heap, "heapify", false);
}
Ref heappush_max(Thread& t, Value heap, Value item) {
    return push_py(t, heap, item, "heappush_max", true);
}
Ref heappop_max(Thread& t, Value heap) {
    return pop_py(t, heap, "heappop_max", true);
}
Ref heapreplace_max(Thread& t, Value heap, Value item) {
    return replace_py(t, heap, item, "heapreplace_max", true);
}
Ref heappushpop_max(Thread& t, Value heap, Value item) {
    return pushpop_py(t, heap, item, "heappushpop_max", true);
}
Ref heapify_max(Thread& t, Value heap) {
    return heapify_py(t, heap, "heapify_max", true);
}

constexpr MethodDef kFunctions[] = {
    function<&heappush>("heappush($module, heap, item, /)", "Push item onto heap."),
    function<&heappop>("heappop($module, heap, /)", "Pop the smallest item off the heap."),
    function<&heapreplace>("heapreplace($module, heap, item, /)", "Pop the smallest item, then push item."),
    function<&heappushpop>("heappushpop($module, heap, item, /)", "Push item, then pop the smallest item."),
    function<&heapify>("heapify($module, heap, /)", "Make a list a heap, in linear time."),
    function<&heappush_max>("heappush_max($module, heap, item, /)", "Push item onto max-heap."),
    function<&heappop_max>("heappop_max($module, heap, /)", "Pop the largest item off the max-heap."),
    function<&heapreplace_max>("heapreplace_max($module, heap, item, /)",
                               "Pop the largest item, then push item."),
    function<&heappushpop_max>("heappushpop_max($module, heap, item, /)",
                               "Push item, then pop the largest item."),
    function<&heapify_max>("heapify_max($module, heap, /)", "Make a list a max-heap, in linear time."),
};

} // namespace

const ModuleDef kHeapqModule = {
    .name = "_heapq",
    .doc = "A list as a priority queue.",
    .functions = kFunctions,
};

} // namespace islet
