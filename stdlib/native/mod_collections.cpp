// SPDX-License-Identifier: MIT
//
// The module _collections: deque, and the parts of Counter and OrderedDict that are called often.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// mapping[item] += 1 for an exact dict or a Counter that has dict's own access methods.
Status count_in_dict_py(Thread& t, Dict& counts, Value item) {
    const Result<std::int64_t> hash = hash_of_key_py(t, item, "dict key");
    if (!hash) return t.raised();
    bool found = false;
    const Ref old = dict_find_hashed_py(t, counts, item, *hash, &found);
    if (!found && t.has_pending()) return t.raised();
    const Value one = Value::small_int(1);
    Ref sum = found ? binary_py(t, BinaryOp::Add, old.get(), one) : Ref::plain(one);
    if (!sum) return t.raised();
    return dict_set_hashed_py(t, counts, item, *hash, sum.get());
}
// The same by the mapping's own methods.
Status count_in_mapping_py(Thread& t, Value mapping, Value item) {
    const Value zero = Value::small_int(0);
    const Value args[] = {item, zero};
    const Ref old = call_method_py(t, mapping, Name::get, args);
    const Ref sum = old ? binary_py(t, BinaryOp::Add, old.get(), Value::small_int(1)) : Ref(t.raised());
    if (!sum) return t.raised();
    return setitem_py(t, mapping, item, sum.get());
}
bool has_dict_access(Thread& t, Value mapping) {
    if (!is_kind(mapping, Kind::Dict)) return false;
    Type &type = *type_of(t, mapping), &dict = *t.type(TypeId::Dict);
    return type_lookup(t, type, Name::get) == type_lookup(t, dict, Name::get) &&
           type_lookup(t, type, Name::dunder_setitem) == type_lookup(t, dict, Name::dunder_setitem);
}
Ref count_elements_py(Thread& t, Value mapping, Value iterable) {
    const bool direct = has_dict_access(t, mapping);
    const bool done = static_cast<bool>(for_each_py(t, iterable, [&](Value item) {
        const Ref held = Ref::share(item);
        return direct ? count_in_dict_py(t, as<Dict>(mapping), item) : count_in_mapping_py(t, mapping, item);
    }));
    return done ? Ref::none() : Ref(t.raised());
}

// --- OrderedDict is a dict, which keeps the order anyway; what it does at its front happens here.

// The number of the first live entry. Entries deleted from the front one by one are skipped at once: the
// first of them keeps in `hash` how many there are. Zero there says nothing.
std::uint32_t first_entry(Dict& dict) {
    std::uint32_t at = 0;
    if (dict.entries[0].key.is_empty() && dict.entries[0].hash > 0)
        at = static_cast<std::uint32_t>(dict.entries[0].hash);
    while (at < dict.used && dict.entries[at].key.is_empty()) ++at;
    if (dict.entries[0].key.is_empty()) dict.entries[0].hash = at;
    return at;
}
Result<Dict*> dict_arg(Thread& t, Value v) {
    if (is_kind(v, Kind::Dict)) return &as<Dict>(v);
    return t.raise(Exc::TypeError, "expected a dict, not '{}'", *type_of(t, v));
}
Ref odict_first(Thread& t, Value mapping) {
    const Result<Dict*> dict = dict_arg(t, mapping);
    if (!dict) return t.raised();
    if ((*dict)->count == 0) return t.raise(Exc::KeyError, "dictionary is empty");
    return Ref::share((*dict)->entries[first_entry(**dict)].key);
}

// Takes the key out and puts it in again, last or first.
Ref odict_move_py(Thread& t, Value mapping, Value key, bool last) {
    const Result<Dict*> found = dict_arg(t, mapping);
    if (!found) return t.raised();
    Dict& dict = **found;
    if (dict.count == 0) return raise_key_error(t, key);
    const Result<std::int64_t> hash = hash_py(t, key);
    if (!hash) return t.raised();
    const Ref value = dict_pop_py(t, dict, key, Value());
    if (!value) return t.raised();
    if (last) {
        if (!dict_set_hashed_py(t, dict, key, *hash, value.get())) return t.raised();
        return Ref::none();
    }
    const Ref others = dict_copy(t, dict); // exact, and without holes
    if (!others) return t.raised();
    dict_clear(dict);
    if (!dict_set_hashed_py(t, dict, key, *hash, value.get())) return t.raised();
    if (!dict_merge_py(t, dict, others.get(), true)) return t.raised();
    return Ref::none();
}

constexpr MethodDef kFunctions[] = {
    function<&count_elements_py>("_count_elements($module, mapping, iterable, /)",
                                 "Count elements in the iterable, updating the mapping"),
    function<&odict_first>("_odict_first($module, mapping, /)", "The key that was put in first."),
    function<&odict_move_py>("_odict_move($module, mapping, key, last, /)",
                             "Make the key the last one, or the first."),
};

Status collections_init_py(Thread& t, Module& m) {
    for (const TypeId id :
         {TypeId::Deque, TypeId::DequeIterator, TypeId::DequeReverseIterator, TypeId::TupleGetter}) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kCollectionsModule = {
    .name = "_collections",
    .doc = "High performance data structures.",
    .functions = kFunctions,
    .init_py = collections_init_py,
};

} // namespace islet
