// SPDX-License-Identifier: MIT
//
// The module gc: the cycle collector's switches and what it can tell. There is one generation; the three of
// CPython's interface are accepted, and each collection is a full one.
#include "stdlib/native/modules.h"

#include "vm/cycles.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Ref gc_enable(Thread& t) {
    t.state().gc_enabled = true;
    schedule_collection(t.state());
    return Ref::none();
}
Ref gc_disable(Thread& t) {
    t.state().gc_enabled = false;
    return Ref::none();
}
Ref gc_isenabled(Thread& t) {
    return Ref::boolean(t.state().gc_enabled);
}

Ref gc_collect(Thread& t, Opt<Int32> generation) {
    const std::int32_t which = generation.given ? generation.value.value : 2;
    if (which < 0 || which > 2) return t.raise(Exc::ValueError, "invalid generation");
    const Result<std::int64_t> found = collect_garbage_py(t, which);
    if (!found) return t.raised();
    return make_int(t, *found);
}

Ref gc_get_threshold(Thread& t) {
    const auto& limits = t.state().gc_threshold;
    return make_tuple(
        t, {Value::small_int(limits[0]), Value::small_int(limits[1]), Value::small_int(limits[2])});
}
Ref gc_set_threshold(Thread& t, Int32 first, Opt<Int32> second, Opt<Int32> third) {
    auto& limits = t.state().gc_threshold;
    limits[0] = first.value;
    if (second.given) limits[1] = second.value.value;
    if (third.given) limits[2] = third.value.value;
    schedule_collection(t.state());
    return Ref::none();
}
Ref gc_get_count(Thread& t) {
    const std::int64_t grown = t.heap().live_objects() - t.state().gc_live_after_last;
    return make_tuple(t, {Value::small_int(grown < 0 ? 0 : grown), Value::small_int(0), Value::small_int(0)});
}

Ref gc_get_debug(Thread&) {
    return Ref::plain(Value::small_int(0));
}
Ref gc_set_debug(Thread&, Int32) {
    return Ref::none();
}

Ref gc_get_stats(Thread& t) {
    Ref list = make_list(t, 3);
    if (!list) return t.raised();
    for (int i = 0; i < 3; ++i) {
        Ref stats = make_dict(t);
        if (!stats) return t.raised();
        const InterpState& s = t.state();
        const std::pair<const char*, std::int64_t> rows[] = {
            {"collections", i == 2 ? s.gc_collections : 0},
            {"collected", i == 2 ? s.gc_collected : 0},
            {"uncollectable", i == 2 ? s.gc_uncollectable : 0}};
        for (const auto& [name, count] : rows) {
            if (!dict_set_text(t, stats.as<Dict>(), name, Value::small_int(count))) return t.raised();
        }
        if (!list_append(t, list.as<List>(), std::move(stats))) return t.raised();
    }
    return list;
}

// Whether the collector looks at the object: it may hold others.
bool is_container(Thread& t, Value v) {
    if (!v.is_object()) return false;
    Type& type = *type_of(t, v);
    return type.traverse != nullptr && !type.has(kAcyclic);
}
Ref gc_is_tracked(Thread& t, Value obj) {
    return Ref::boolean(is_container(t, obj));
}
Ref gc_is_finalized(Thread&, Value obj) {
    return Ref::boolean(obj.is_object() && obj.object()->has(Object::kFinalized));
}

// Collects live containers first, then makes the list: walking may not allocate.
Ref gc_get_objects(Thread& t, Value) {
    std::int64_t count = 0;
    t.heap().each_object([&](Object* object) { count += is_container(t, Value(object)) ? 1 : 0; });
    Ref list = make_list(t, static_cast<std::uint64_t>(count) + 8);
    if (!list) return t.raised();
    List& out = list.as<List>();
    t.heap().each_object([&](Object* object) {
        if (object == &out || object->refs == 0 || out.size == out.capacity ||
            !is_container(t, Value(object)))
            return;
        retain(object);
        out.items[out.size++] = Value(object);
    });
    return list;
}

struct CountingVisitor : Visitor {
    List* out;
    Thread* t;
    bool failed;
};

Ref gc_get_referents(Thread& t, Value, const Args& args) {
    Ref list = make_list(t);
    if (!list || !refuse_keywords(t, args, "get_referents")) return t.raised();
    CountingVisitor visitor;
    visitor.out = &list.as<List>();
    visitor.t = &t;
    visitor.failed = false;
    visitor.visit = [](Visitor& self, Value& slot) {
        auto& v = static_cast<CountingVisitor&>(self);
        if (!v.failed && !list_append(*v.t, *v.out, slot)) v.failed = true;
    };
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (!args[i].is_object()) continue;
        if (is_kind(args[i], Kind::List) || is_kind(args[i], Kind::Tuple)) {
            // Numbers among the items too, which no traversal visits.
            if (!list_extend_py(t, list.as<List>(), args[i])) return t.raised();
            continue;
        }
        Type& type = *type_of(t, args[i]);
        if (type.traverse) type.traverse(args[i].object(), visitor);
        if (visitor.failed) return t.raised();
    }
    return list;
}

struct SearchVisitor : Visitor {
    const Args* wanted;
    bool found;
};

Ref gc_get_referrers(Thread& t, Value, const Args& args) {
    Ref all = gc_get_objects(t, Value::none());
    Ref list = all ? make_list(t) : Ref(t.raised());
    if (!list || !refuse_keywords(t, args, "get_referrers")) return t.raised();
    List& objects = all.as<List>();
    for (std::uint64_t i = 0; i < objects.size; ++i) {
        SearchVisitor visitor;
        visitor.wanted = &args;
        visitor.found = false;
        visitor.visit = [](Visitor& self, Value& slot) {
            auto& v = static_cast<SearchVisitor&>(self);
            for (std::uint32_t k = 0; k < v.wanted->count; ++k)
                v.found = v.found || slot == v.wanted->values[k];
        };
        Object* const object = objects.items[i].object();
        object->type()->traverse(object, visitor);
        if (visitor.found && object != all.get().object() && !list_append(t, list.as<List>(), Value(object)))
            return t.raised();
    }
    return list;
}

Ref gc_freeze(Thread&) {
    return Ref::none();
}
Ref gc_get_freeze_count(Thread&) {
    return Ref::plain(Value::small_int(0));
}

constexpr MethodDef kFunctions[] = {
    function<&gc_enable>("enable($module, /)", "Enable automatic garbage collection."),
    function<&gc_disable>("disable($module, /)", "Disable automatic garbage collection."),
    function<&gc_isenabled>("isenabled($module, /)",
                            "Returns true if automatic garbage collection is enabled."),
    function<&gc_collect>("collect($module, /, generation=2)",
                          "Run the garbage collector.\n\nWith no arguments, run a full collection.\n\nThe "
                          "number of unreachable objects is returned."),
    function<&gc_get_threshold>("get_threshold($module, /)", "Return the current collection thresholds."),
    function<&gc_set_threshold>(
        "set_threshold($module, threshold0, threshold1=0, threshold2=0, /)",
        "set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the "
        "collection frequency).\n\nSetting 'threshold0' to zero disables collection."),
    function<&gc_get_count>("get_count($module, /)",
                            "Return a three-tuple of the current collection counts."),
    function<&gc_get_debug>("get_debug($module, /)", "Get the garbage collection debugging flags."),
    function<&gc_set_debug>("set_debug($module, flags, /)", "Set the garbage collection debugging flags."),
    function<&gc_get_stats>("get_stats($module, /)",
                            "Return a list of dictionaries containing per-generation statistics."),
    function<&gc_is_tracked>("is_tracked($module, obj, /)",
                             "Returns true if the object is tracked by the garbage collector.\n\nSimple "
                             "atomic objects will return false."),
    function<&gc_is_finalized>("is_finalized($module, obj, /)",
                               "Returns true if the object has been already finalized by the GC."),
    function<&gc_get_objects>(
        "get_objects($module, /, generation=None)",
        "Return a list of objects tracked by the collector (excluding the list returned)."),
    raw<&gc_get_referents>("get_referents($module, /, *objs)",
                           "Return the list of objects that are directly referred to by 'objs'."),
    raw<&gc_get_referrers>("get_referrers($module, /, *objs)",
                           "Return the list of objects that directly refer to any of 'objs'."),
    function<&gc_freeze>("freeze($module, /)",
                         "Freeze all current tracked objects and ignore them for future "
                         "collections.\n\nThere are no generations to move them out of: this does nothing."),
    function<&gc_freeze>("unfreeze($module, /)", "Unfreeze all objects in the permanent generation."),
    function<&gc_get_freeze_count>("get_freeze_count($module, /)",
                                   "Return the number of objects in the permanent generation."),
};

Status gc_init_py(Thread& t, Module& m) {
    InterpState& state = t.state();
    for (Value* slot : {&state.gc_callbacks, &state.gc_garbage}) {
        if (!slot->is_empty()) continue;
        Ref list = make_list(t);
        if (!list) return t.raised();
        *slot = list.release();
    }
    if (!module_add(t, m, "callbacks", state.gc_callbacks) || !module_add(t, m, "garbage", state.gc_garbage))
        return t.raised();
    const std::pair<const char*, int> flags[] = {{"DEBUG_STATS", 1},
                                                 {"DEBUG_COLLECTABLE", 2},
                                                 {"DEBUG_UNCOLLECTABLE", 4},
                                                 {"DEBUG_SAVEALL", 32},
                                                 {"DEBUG_LEAK", 38}};
    for (const auto& [name, value] : flags) {
        if (!module_add(t, m, name, Value::small_int(value))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kGcModule = {
    .name = "gc",
    .doc = "This module provides access to the garbage collector for reference cycles.\n\nenable() -- Enable "
           "automatic garbage collection.\n"
           "disable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if automatic "
           "collection is enabled.\n"
           "collect() -- Do a full collection right now.",
    .functions = kFunctions,
    .init_py = gc_init_py,
};

} // namespace islet
