// SPDX-License-Identifier: MIT
//
// The module _abc: what abstract base classes remember of their subclasses, and the checks that ask it.
//
// Each abstract class has an AbcData as its _abc_impl: who was registered, who is known to be a subclass, who
// is known not to be. The last holds until any class of the interpreter registers another one (the version).
// Owns: an AbcData its three dicts, which map the address of a class to a weak reference on it: an address
// that
//   serves another class by now is told by the reference. Classes of the commons are named there too, and
//   know nothing of it. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/abc_data.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/set.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/weakref.h"

namespace islet {

namespace {

// Per interpreter: changes with every registration.
struct AbcState {
    std::uint64_t version;
};
AbcState& state_of(ModuleSelf self) {
    return *static_cast<AbcState*>(as<Module>(self.module).data);
}

// The data of an abstract class; empty: raised.
Ref data_of_py(Thread& t, Value cls) {
    const Ref name = intern(t, "_abc_impl");
    Ref data = name ? get_attr_py(t, cls, name.as<Str>()) : Ref(t.raised());
    if (!data) return t.raised();
    if (type_of(t, data.get()) != t.type(TypeId::AbcData))
        return t.raise(Exc::TypeError, "_abc_impl is set to a wrong type");
    return data;
}

// --- Sets of classes

Value address_of(Value cls) {
    return Value::small_int(static_cast<std::int64_t>(cls.bits() >> 4));
}
Result<bool> knows_py(Thread& t, Value set, Value cls) {
    if (set.is_empty() || !cls.is_object()) return false;
    bool found = false;
    const Ref ref = dict_find_py(t, as<Dict>(set), address_of(cls), &found);
    if (!found) return t.has_pending() ? Result<bool>(t.raised()) : Result<bool>(false);
    const Ref target = weak_target(ref.get());
    return target.get() == cls;
}
// Drops the entries of classes that are gone.
Status purge_py(Thread& t, Dict& dict) {
    const Ref dead = make_list(t);
    if (!dead) return t.raised();
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        if (weak_target(e->value)) continue;
        if (!list_append(t, dead.as<List>(), e->key)) return t.raised();
    }
    for (std::uint64_t i = 0; i < dead.as<List>().size; ++i) {
        if (!dict_remove_py(t, dict, dead.as<List>().items[i])) return t.raised();
    }
    return Status::ok();
}
Status remember_py(Thread& t, Value& set, Value cls) {
    if (set.is_empty()) {
        Ref made = make_dict(t);
        if (!made) return t.raised();
        set = made.release();
    }
    const Ref held = Ref::share(set);
    auto& dict = held.as<Dict>();
    // Now and then, so that classes made and lost in a loop do not fill it.
    if (dict.count >= 32 && (dict.count & (dict.count - 1)) == 0 && !purge_py(t, dict)) return t.raised();
    const Ref ref = make_weak_reference(t, cls);
    if (!ref) return t.raised();
    return dict_set_py(t, dict, address_of(cls), ref.get());
}
void forget(Value& set) {
    release(std::exchange(set, Value()));
}

// --- Making a class abstract

Result<bool> is_abstract_py(Thread& t, Value v) {
    const Ref flag = find_attr_py(t, v, Name::dunder_isabstractmethod);
    if (!flag) return t.has_pending() ? Result<bool>(t.raised()) : Result<bool>(false);
    return truth_py(t, flag.get());
}
// Names in the class itself whose value says so, and those that bases left open and nobody filled.
Status collect_abstract_py(Thread& t, Type& cls, Set& names) {
    const Ref own = make_list(t);
    if (!own) return t.raised();
    for (std::uint32_t at = 0; DictEntry* const e = cls.dict->next(at);) {
        const Ref pair = make_tuple(t, {e->key, e->value});
        if (!pair || !list_append(t, own.as<List>(), pair.get())) return t.raised();
    }
    for (std::uint64_t i = 0; i < own.as<List>().size; ++i) {
        const auto& pair = as<Tuple>(own.as<List>().items[i]);
        const Result<bool> open = is_abstract_py(t, pair[1]);
        if (!open || (*open && !set_add_py(t, names, pair[0]))) return t.raised();
    }
    for (const Value base : cls.bases->span()) {
        const Ref inherited = find_attr_py(t, base, Name::dunder_abstractmethods);
        if (!inherited) {
            if (t.has_pending()) return t.raised();
            continue;
        }
        const bool ok = static_cast<bool>(for_each_py(t, inherited.get(), [&](Value name) -> Status {
            if (!is_str(name))
                return t.raise(Exc::TypeError, "attribute name must be string, not '{}'", *type_of(t, name));
            const Ref value = find_attr_py(t, &cls, as<Str>(name));
            if (!value) return t.has_pending() ? Status(t.raised()) : Status::ok();
            const Result<bool> open = is_abstract_py(t, value.get());
            if (!open || (*open && !set_add_py(t, names, name))) return t.raised();
            return Status::ok();
        }));
        if (!ok) return t.raised();
    }
    return Status::ok();
}

constexpr std::int64_t kSequenceBit = 1 << 5, kMappingBit = 1 << 6;

// __abc_tpflags__ in a class body: whether its instances match sequence or mapping patterns.
Status take_pattern_flags_py(Thread& t, Type& cls) {
    const Ref name = intern(t, "__abc_tpflags__");
    if (!name) return t.raised();
    const Value given = dict_find(t, *cls.dict, name.as<Str>());
    if (given.is_empty()) return Status::ok();
    if (!given.is_int() || !cls.is_heap_type()) return Status::ok();
    const std::int64_t bits = given.as_int() & (kSequenceBit | kMappingBit);
    if (bits == (kSequenceBit | kMappingBit)) {
        return t.raise(Exc::TypeError,
                       "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    }
    cls.type_flags &= ~std::uint32_t{kSequence | kMapping};
    cls.type_flags |= bits == kSequenceBit ? kSequence : bits == kMappingBit ? kMapping : 0U;
    return del_attr_py(t, &cls, name.as<Str>());
}

Ref abc_init_py(Thread& t, Value cls) {
    if (!is_type(cls)) return t.raise(Exc::TypeError, "_abc_init() argument must be a class");
    const Ref names = make_set(t);
    if (!names || !collect_abstract_py(t, as<Type>(cls), names.as<Set>())) return t.raised();
    const Ref frozen = set_copy(t, names.as<Set>(), TypeId::FrozenSet);
    if (!frozen || !set_attr_py(t, cls, t.name(Name::dunder_abstractmethods), frozen.get()))
        return t.raised();
    const Ref data = make_abc_data(t), name = intern(t, "_abc_impl");
    if (!data || !name || !set_attr_py(t, cls, name.as<Str>(), data.get())) return t.raised();
    return take_pattern_flags_py(t, as<Type>(cls)) ? Ref::none() : Ref(t.raised());
}

// --- Registering

// A registered class matches the patterns that its abstract class does, and so do its subclasses.
Status spread_pattern_flags(Thread& t, Type& cls, std::uint32_t flags) {
    if (!t.check_stack(" in pattern flags")) return t.raised();
    if (!cls.is_heap_type() || (cls.type_flags & (kSequence | kMapping)) == flags) return Status::ok();
    cls.type_flags = (cls.type_flags & ~std::uint32_t{kSequence | kMapping}) | flags;
    const Ref below = type_subclasses(t, cls);
    if (!below) return t.raised();
    for (std::uint64_t i = 0; i < below.as<List>().size; ++i) {
        if (!spread_pattern_flags(t, as<Type>(below.as<List>().items[i]), flags)) return t.raised();
    }
    return Status::ok();
}

Ref abc_register_py(Thread& t, ModuleSelf module, Value cls, Value subclass) {
    if (!is_type(subclass)) return t.raise(Exc::TypeError, "Can only register classes");
    const Result<bool> already = issubclass_py(t, subclass, cls);
    if (!already) return t.raised();
    if (*already) return Ref::share(subclass);
    const Result<bool> cycle = issubclass_py(t, cls, subclass);
    if (!cycle) return t.raised();
    if (*cycle) return t.raise(Exc::RuntimeError, "Refusing to create an inheritance cycle");
    const Ref data = data_of_py(t, cls);
    if (!data || !remember_py(t, abc_data(data.get()).registry, subclass)) return t.raised();
    ++state_of(module).version;
    if (is_type(cls)) {
        const std::uint32_t flags = as<Type>(cls).type_flags & (kSequence | kMapping);
        if (flags != 0 && !spread_pattern_flags(t, as<Type>(subclass), flags)) return t.raised();
    }
    return Ref::share(subclass);
}

// --- Asking

Ref ask_subclass_py(Thread& t, Value cls, Value subclass) {
    return call_method_py(t, cls, Name::dunder_subclasscheck, std::span<const Value>(&subclass, 1));
}

Ref abc_instancecheck_py(Thread& t, ModuleSelf module, Value cls, Value instance) {
    const Ref data = data_of_py(t, cls);
    const Ref subclass = data ? get_attr_py(t, instance, Name::dunder_class) : Ref(t.raised());
    if (!subclass) return t.raised();
    const Result<bool> known = knows_py(t, abc_data(data.get()).cache, subclass.get());
    if (!known) return t.raised();
    if (*known) return Ref::boolean(true);
    const Ref type = Ref::share(type_of(t, instance));
    if (subclass.get() == type.get()) {
        const AbcData& d = abc_data(data.get());
        if (d.version == state_of(module).version) {
            const Result<bool> refused = knows_py(t, d.negative, subclass.get());
            if (!refused) return t.raised();
            if (*refused) return Ref::boolean(false);
        }
        return ask_subclass_py(t, cls, subclass.get());
    }
    Ref answer = ask_subclass_py(t, cls, subclass.get());
    if (!answer) return t.raised();
    const Result<bool> yes = truth_py(t, answer.get());
    if (!yes) return t.raised();
    return *yes ? std::move(answer) : ask_subclass_py(t, cls, type.get());
}

// Whether the registered classes, or the subclasses of `cls`, have `subclass` below them.
Result<bool> below_registered_py(Thread& t, Value registry, Value subclass) {
    if (registry.is_empty()) return false;
    const Ref classes = make_list(t);
    if (!classes) return t.raised();
    for (std::uint32_t at = 0; DictEntry* const e = as<Dict>(registry).next(at);) {
        Ref target = weak_target(e->value);
        if (target && !list_append(t, classes.as<List>(), std::move(target))) return t.raised();
    }
    for (std::uint64_t i = 0; i < classes.as<List>().size; ++i) {
        const Result<bool> below = issubclass_py(t, subclass, classes.as<List>().items[i]);
        if (!below) return t.raised();
        if (*below) return true;
    }
    return false;
}
Result<bool> below_subclasses_py(Thread& t, Value cls, Value subclass) {
    const Ref classes = call_method_py(t, cls, Name::dunder_subclasses);
    if (!classes) return t.raised();
    if (!is_kind(classes.get(), Kind::List))
        return t.raise(Exc::TypeError, "__subclasses__() must return a list");
    for (std::uint64_t i = 0; i < classes.as<List>().size; ++i) {
        const Ref below_cls = Ref::share(classes.as<List>().items[i]);
        const Result<bool> below = issubclass_py(t, subclass, below_cls.get());
        if (!below) return t.raised();
        if (*below) return true;
    }
    return false;
}
// What the hook says: 1, 0, or -1 if it leaves it open.
Result<int> ask_hook_py(Thread& t, Value cls, Value subclass) {
    const Ref answer =
        call_method_py(t, cls, Name::dunder_subclasshook, std::span<const Value>(&subclass, 1));
    if (!answer) return t.raised();
    if (answer.get().is_true()) return 1;
    if (answer.get().is_false()) return 0;
    if (answer.get().is_not_implemented()) return -1;
    return t.raise(Exc::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
}
Result<bool> find_out_py(Thread& t, Value data, Value cls, Value subclass) {
    const Result<int> hook = ask_hook_py(t, cls, subclass);
    if (!hook) return t.raised();
    if (*hook >= 0) return *hook == 1;
    for (const Value base : as<Type>(subclass).mro->span()) {
        if (base == cls) return true;
    }
    const Ref registry = Ref::share(abc_data(data).registry);
    const Result<bool> registered = below_registered_py(t, registry.get(), subclass);
    if (!registered || *registered) return registered;
    return below_subclasses_py(t, cls, subclass);
}

Ref abc_subclasscheck_py(Thread& t, ModuleSelf module, Value cls, Value subclass) {
    if (!is_type(subclass)) return t.raise(Exc::TypeError, "issubclass() arg 1 must be a class");
    RecursionScope scope(t, " in __subclasscheck__");
    if (!scope) return t.raised();
    const Ref data = data_of_py(t, cls);
    if (!data) return t.raised();
    const Result<bool> known = knows_py(t, abc_data(data.get()).cache, subclass);
    if (!known) return t.raised();
    if (*known) return Ref::boolean(true);
    AbcData& d = abc_data(data.get());
    if (d.version != state_of(module).version) {
        forget(d.negative);
        d.version = state_of(module).version;
    } else {
        const Result<bool> refused = knows_py(t, d.negative, subclass);
        if (!refused) return t.raised();
        if (*refused) return Ref::boolean(false);
    }
    const Result<bool> below = find_out_py(t, data.get(), cls, subclass);
    if (!below) return t.raised();
    Value& set = *below ? abc_data(data.get()).cache : abc_data(data.get()).negative;
    if (!remember_py(t, set, subclass)) return t.raised();
    return Ref::boolean(*below);
}

// --- For tests and tools

Ref abc_token(Thread& t, ModuleSelf module) {
    return make_int(t, static_cast<std::int64_t>(state_of(module).version));
}
Ref abc_reset_registry_py(Thread& t, Value cls) {
    const Ref data = data_of_py(t, cls);
    if (!data) return t.raised();
    forget(abc_data(data.get()).registry);
    return Ref::none();
}
Ref abc_reset_caches_py(Thread& t, Value cls) {
    const Ref data = data_of_py(t, cls);
    if (!data) return t.raised();
    forget(abc_data(data.get()).cache);
    forget(abc_data(data.get()).negative);
    return Ref::none();
}
// The weak references of one of the sets, as a set.
Ref references_py(Thread& t, Value set) {
    Ref made = make_set(t);
    if (!made || set.is_empty()) return made;
    const Ref held = Ref::share(set);
    for (std::uint32_t at = 0; DictEntry* const e = held.as<Dict>().next(at);) {
        if (!weak_target(e->value)) continue;
        if (!set_add_py(t, made.as<Set>(), e->value)) return t.raised();
    }
    return made;
}
Ref abc_dump_py(Thread& t, Value cls) {
    const Ref data = data_of_py(t, cls);
    if (!data) return t.raised();
    const AbcData& d = abc_data(data.get());
    const Ref registry = references_py(t, d.registry), cache = references_py(t, d.cache);
    const Ref negative = references_py(t, d.negative);
    const Ref version = make_int(t, static_cast<std::int64_t>(d.version));
    if (!registry || !cache || !negative || !version) return t.raised();
    return make_tuple(t, {registry.get(), cache.get(), negative.get(), version.get()});
}

constexpr MethodDef kFunctions[] = {
    function<&abc_init_py>("_abc_init($module, self, /)", "Make a new class an abstract one."),
    function<&abc_register_py>("_abc_register($module, self, subclass, /)", "Register a virtual subclass."),
    function<&abc_instancecheck_py>("_abc_instancecheck($module, self, instance, /)",
                                    "isinstance(instance, self)"),
    function<&abc_subclasscheck_py>("_abc_subclasscheck($module, self, subclass, /)",
                                    "issubclass(subclass, self)"),
    function<&abc_token>("get_cache_token($module, /)", "A number that changes with every registration."),
    function<&abc_dump_py>(
        "_get_dump($module, self, /)",
        "What the class remembers: registered, known, refused, and the version of the last."),
    function<&abc_reset_registry_py>("_reset_registry($module, self, /)", "Forget who was registered."),
    function<&abc_reset_caches_py>("_reset_caches($module, self, /)", "Forget what was found out."),
};

} // namespace

const ModuleDef kAbcModule = {
    .name = "_abc",
    .doc = "What abstract base classes remember of their subclasses.",
    .functions = kFunctions,
    .data_size = sizeof(AbcState),
};

} // namespace islet
