// SPDX-License-Identifier: MIT
//
// Making a class: type(name, bases, namespace, **keywords) and the types that modules written in C++ bring.
//
// The order of the steps can be seen by programs: layout and slots first, then the namespace is completed,
// then
// __set_name__ of what stands in it, then __init_subclass__ of the base.
//
// Owns: nothing beside the new type. Threads: the interpreter's lock.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/list.h"
#include "vm/types/property.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/super.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"

namespace islet {

namespace {

// What __slots__ and the bases decide about instances.
struct LayoutPlan {
    Ref members = Ref::nothing(); // list of slot names, mangled and sorted; nothing(): none
    bool add_dict = false;
    bool add_weakref = false;
};

// Layouts whose instances differ in size in CPython too, where fields cannot follow the items.
bool refuses_slots(const Type& base) {
    return (base.item_size != 0 && base.instance_kind != Kind::Str) || base.instance_kind == Kind::Type;
}

// "__x" in the class C is the slot "_C__x".
Ref mangle(Thread& t, const Str& class_name, Str& name) {
    TextBuffer text;
    append_utf8(text, name);
    const std::string_view view = text.view();
    if (!view.starts_with("__") || view.ends_with("__")) return intern(t, name);
    TextBuffer class_text;
    append_utf8(class_text, class_name);
    std::string_view stripped = class_text.view();
    while (stripped.starts_with('_')) stripped.remove_prefix(1);
    if (stripped.empty()) return intern(t, name);
    return intern(t, format("_{}{}", stripped, view).view());
}

Status check_slot_name(Thread& t, Value item) {
    if (!is_kind(item, Kind::Str)) {
        return t.raise(Exc::TypeError, "__slots__ items must be strings, not '{}'", *type_of(t, item));
    }
    if (!str_is_identifier(as<Str>(item))) return t.raise(Exc::TypeError, "__slots__ must be identifiers");
    return Status::ok();
}

// Names that the class body itself binds for another purpose.
bool may_also_be_bound(Thread& t, const Str& name) {
    return &name == &t.name(Name::dunder_qualname) || &name == &t.name(Name::dunder_classcell) ||
           &name == &t.name(Name::dunder_classdictcell);
}

Status plan_slot(Thread& t, Type& base, const Str& class_name, Dict& dict, Str& item, LayoutPlan& plan) {
    const bool had_dict = base.has(kHasDict) || plan.add_dict;
    const bool had_weakref = base.has(kWeakable) || plan.add_weakref || refuses_slots(base);
    if (str_equal(item, "__dict__")) {
        if (had_dict) return t.raise(Exc::TypeError, "__dict__ slot disallowed: we already got one");
        plan.add_dict = true;
        return Status::ok();
    }
    if (str_equal(item, "__weakref__")) {
        if (had_weakref) return t.raise(Exc::TypeError, "__weakref__ slot disallowed: we already got one");
        plan.add_weakref = true;
        return Status::ok();
    }
    Ref name = mangle(t, class_name, item);
    if (!name) return t.raised();
    auto& list = plan.members.as<List>();
    for (std::uint64_t i = 0; i < list.size; ++i) {
        if (list.items[i] == name.get()) return Status::ok();
    }
    if (!dict_find(t, dict, name.as<Str>()).is_empty() && !may_also_be_bound(t, name.as<Str>())) {
        return t.raise(Exc::ValueError, "'{}' in __slots__ conflicts with class variable", item);
    }
    return list_append(t, list, std::move(name));
}

Status plan_slots_py(Thread& t, Type& base, const Str& class_name, Dict& dict, Value slots,
                     LayoutPlan& plan) {
    Ref items = Ref::nothing();
    if (is_kind(slots, Kind::Str)) {
        items = make_tuple(t, {slots});
    } else {
        items = tuple_from_py(t, slots);
    }
    if (!items) return t.raised();
    const auto& tuple = items.as<Tuple>();
    if (tuple.size != 0 && refuses_slots(base)) {
        return t.raise(Exc::TypeError, "nonempty __slots__ not supported for subtype of '{}'", base);
    }
    plan.members = make_list(t);
    if (!plan.members) return t.raised();
    for (std::size_t i = 0; i < tuple.size; ++i) {
        if (!check_slot_name(t, tuple[i])) return t.raised();
        if (!plan_slot(t, base, class_name, dict, as<Str>(tuple[i]), plan)) return t.raised();
    }
    return list_sort_py(t, plan.members.as<List>(), Value(), false);
}

// Any base, not only the one with the layout, may bring a __dict__ or weak references.
void take_from_other_bases(const Type& base, const Tuple& bases, LayoutPlan& plan) {
    for (std::size_t i = 0; i < bases.size; ++i) {
        const Type& other = as<Type>(bases[i]);
        if (other.has(kHasDict) && !base.has(kHasDict)) plan.add_dict = true;
        if (other.has(kWeakable) && !base.has(kWeakable) && !refuses_slots(base)) plan.add_weakref = true;
    }
}

Status plan_layout_py(Thread& t, Type& base, const Str& name, const Tuple& bases, Dict& dict,
                      LayoutPlan& plan) {
    Ref slots = Ref::share(dict_find(t, dict, Name::dunder_slots));
    if (!slots) {
        plan.add_dict = !base.has(kHasDict);
        plan.add_weakref = !base.has(kWeakable) && !refuses_slots(base);
        return Status::ok();
    }
    if (!plan_slots_py(t, base, name, dict, slots.get(), plan)) return t.raised();
    take_from_other_bases(base, bases, plan);
    return Status::ok();
}

// --- The type object

// Room inside new instances: what the base's need and what the class body assigns to `self`.
std::uint16_t first_inline_slots(Thread& t, const Type& base, const Dict& dict) {
    const Value assigned = dict_find(t, dict, Name::dunder_static_attributes);
    std::uint64_t slots = base.is_heap_type() ? base.inline_slots : 0;
    if (is_kind(assigned, Kind::Tuple)) {
        // A subclass mostly sets attributes of its own beside those of the base.
        slots += as<Tuple>(assigned).size;
    } else if (slots < 3) {
        slots = 3;
    }
    if (slots > 29) slots = 29;
    return static_cast<std::uint16_t>(slots | 1U); // odd: fills the steps of the heap
}

constexpr std::uint32_t kInheritedFlags = kHasDict | kWeakable | kSequence | kMapping | kFinalizer |
                                          kVarSized | kSelfMatch | kExceptionType | kTypeSubclass;

// A type object with its layout, but neither mro nor slots yet.
Ref allocate_type(Thread& t, Type& meta, Type& base, Tuple& bases, Str& name, Str& qualname, Dict& dict,
                  const LayoutPlan& plan) {
    auto* const object = static_cast<Object*>(t.heap().alloc_object(instance_bytes(meta)));
    if (!object) return t.raise_memory_error();
    init_instance(object, meta);
    auto& type = *static_cast<Type*>(object);
    std::memset(reinterpret_cast<char*>(object) + sizeof(Object), 0, sizeof(Type) - sizeof(Object));
    Ref owner = Ref::adopt(object);
    type.slots = Slots();
    type.spec = base.spec;
    type.instance_kind = base.instance_kind;
    type.traverse = base.traverse;
    type.drop = base.drop;
    type.item_size = base.item_size;
    type.type_flags = (base.type_flags & kInheritedFlags) | kBaseType | kHeapType;
    if (plan.add_dict) type.type_flags |= kHasDict;
    if (plan.add_weakref) type.type_flags |= kWeakable;
    type.version = t.state().next_type_version == 0 ? 0 : t.state().next_type_version++;
    const std::uint64_t members = plan.members ? plan.members.as<List>().size : 0;
    if (members > 10000) return t.raise(Exc::MemoryError, "too many __slots__");
    const auto slots = static_cast<std::uint32_t>(members);
    const bool tail = base.item_size != 0;
    type.instance_size = base.instance_size + (tail ? 0 : slots * static_cast<std::uint32_t>(sizeof(Value)));
    type.tail_slots = static_cast<std::uint16_t>(base.tail_slots + (tail ? slots : 0));
    type.inline_slots = first_inline_slots(t, base, dict);
    const auto own = [](auto& object_to_keep) {
        retain(static_cast<Object*>(&object_to_keep));
        return &object_to_keep;
    };
    type.name = own(name);
    type.qualname = own(qualname);
    type.base = own(base);
    type.bases = own(bases);
    type.dict = own(dict);
    if (!make_type_shapes(t.heap(), type)) return t.raise_memory_error();
    return owner;
}

Status add_members(Thread& t, Type& type, const LayoutPlan& plan) {
    const bool tail = type.item_size != 0;
    std::uint32_t offset =
        tail ? type.base->tail_slots * static_cast<std::uint32_t>(sizeof(Value)) : type.base->instance_size;
    const List* const names = plan.members ? &plan.members.as<List>() : nullptr;
    for (std::uint64_t i = 0; names && i < names->size; ++i) {
        auto& name = as<Str>(names->items[i]);
        const MemberDef def = {nullptr, offset, MemberDef::Type::Object, true, nullptr};
        Ref member = make_member_descriptor(t, def, name, type, tail);
        if (!member || !dict_set(t, *type.dict, name, member.get())) return t.raised();
        offset += static_cast<std::uint32_t>(sizeof(Value));
    }
    return Status::ok();
}

Status add_getset(Thread& t, Type& type, Name name, const GetSetDef& def) {
    if (!dict_find(t, *type.dict, name).is_empty()) return Status::ok();
    Ref descriptor = make_getset_descriptor(t, def, type);
    return descriptor ? dict_set(t, *type.dict, name, descriptor.get()) : Status(t.raised());
}

// --- Completing the namespace

// The module that runs the code which makes the class.
Status set_module(Thread& t, Dict& dict) {
    if (!dict_find(t, dict, Name::dunder_module).is_empty() || !t.frame || !t.frame->globals)
        return Status::ok();
    const Value module = dict_find(t, *t.frame->globals, Name::dunder_name);
    return module.is_empty() ? Status::ok() : dict_set(t, dict, Name::dunder_module, module);
}

// `def __new__` makes a static method, `def __init_subclass__` and `def __class_getitem__` class methods.
Status wrap_function(Thread& t, Dict& dict, Name name, Ref (*wrap)(Thread&, Value)) {
    const Value function = dict_find(t, dict, name);
    if (!is_kind(function, Kind::Function)) return Status::ok();
    Ref wrapped = wrap(t, function);
    return wrapped ? dict_set(t, dict, name, wrapped.get()) : Status(t.raised());
}

Status wrap_special_functions(Thread& t, Dict& dict) {
    if (!wrap_function(t, dict, Name::dunder_new, &make_static_method)) return t.raised();
    if (!wrap_function(t, dict, Name::dunder_init_subclass, &make_class_method)) return t.raised();
    return wrap_function(t, dict, Name::dunder_class_getitem, &make_class_method);
}

// The name as texts show it, taken out of the namespace.
Ref take_qualname(Thread& t, Dict& dict, Str& name) {
    Ref qualname = Ref::share(dict_find(t, dict, Name::dunder_qualname));
    if (!qualname) return Ref::share(&name);
    if (!is_kind(qualname.get(), Kind::Str)) {
        return t.raise(Exc::TypeError, "type __qualname__ must be a str, not {}",
                       *type_of(t, qualname.get()));
    }
    dict_remove(t, dict, t.name(Name::dunder_qualname));
    return qualname;
}

// The cells through which methods see `__class__` and the class's namespace get their content now.
Status fill_cell(Thread& t, Dict& dict, Name name, Value content) {
    Ref cell = Ref::share(dict_find(t, dict, name));
    if (!cell) return Status::ok();
    if (!is_kind(cell.get(), Kind::Cell)) {
        Ref repr = repr_py(t, type_of(t, cell.get()));
        if (!repr) return t.raised();
        return t.raise(Exc::TypeError, "{} must be a nonlocal cell, not {}", t.name(name), repr.as<Str>());
    }
    retain(content);
    release(std::exchange(cell.as<Cell>().content, content));
    dict_remove(t, dict, t.name(name));
    return Status::ok();
}

void inherit_pattern_flags(Type& type) {
    for (const Value cls : type.mro->span()) {
        const std::uint32_t flags = as<Type>(cls).type_flags & (kSequence | kMapping);
        if (flags == 0) continue;
        type.type_flags |= flags;
        return;
    }
}

Status register_with_bases(Thread& t, Type& type) {
    for (const Value base : type.bases->span()) {
        if (!add_subclass(t, as<Type>(base), type)) return t.raised();
    }
    return Status::ok();
}

// --- What the program is told

Raised add_set_name_note_py(Thread& t, Type& type, Value key, Value descriptor) {
    Ref exception = t.take_pending();
    Ref key_repr = repr_py(t, key);
    Ref add_note = key_repr ? intern(t, "add_note") : Ref(t.raised());
    Ref note = add_note ? make_str(t, format("Error calling __set_name__ on '{}' instance {} in '{}'",
                                             *type_of(t, descriptor), key_repr.as<Str>(), type))
                        : Ref(t.raised());
    if (note) {
        const Value args[] = {note.get()};
        if (call_method_py(t, exception.get(), add_note.as<Str>(), args))
            return t.restore(std::move(exception));
    }
    // The note could not be made: the first failure is the one to tell.
    t.clear_pending();
    return t.restore(std::move(exception));
}

Status call_set_names_py(Thread& t, Type& type) {
    // What is called may change the namespace.
    Ref copy = dict_copy(t, *type.dict);
    if (!copy) return t.raised();
    auto& names = copy.as<Dict>();
    for (std::uint32_t at = 0; const DictEntry* entry = names.next(at);) {
        const Value value = entry->value;
        if (type_lookup(t, *type_of(t, value), Name::dunder_set_name).is_empty()) continue;
        const Value args[] = {Value(&type), entry->key};
        Ref done = call_special_py(t, value, Name::dunder_set_name, args);
        if (!done && t.has_pending()) return add_set_name_note_py(t, type, names.entries[at - 1].key, value);
    }
    return Status::ok();
}

Status call_init_subclass_py(Thread& t, Type& type, const Args& args) {
    Ref hook = super_getattr_py(t, type, &type, t.name(Name::dunder_init_subclass));
    if (!hook) return t.raised();
    Ref done = call_py(t, hook.get(), Args(args.values + args.count, 0, args.names));
    return done ? Status::ok() : Status(t.raised());
}

Status complete_class_py(Thread& t, Type& type, const LayoutPlan& plan, const Args& args) {
    Dict& dict = *type.dict;
    if (!set_module(t, dict) || !wrap_special_functions(t, dict)) return t.raised();
    if (!add_members(t, type, plan)) return t.raised();
    if (plan.add_dict && !add_getset(t, type, Name::dunder_dict, kDictGetSet)) return t.raised();
    if (plan.add_weakref && !add_getset(t, type, Name::dunder_weakref, kWeakrefGetSet)) return t.raised();
    if (dict_find(t, dict, Name::dunder_doc).is_empty() &&
        !dict_set(t, dict, Name::dunder_doc, Value::none())) {
        return t.raised();
    }
    // __eq__ without __hash__ makes instances unhashable.
    if (dict_find(t, dict, Name::dunder_hash).is_empty() && !dict_find(t, dict, Name::dunder_eq).is_empty() &&
        !dict_set(t, dict, Name::dunder_hash, Value::none())) {
        return t.raised();
    }
    if (!fill_cell(t, dict, Name::dunder_classcell, &type)) return t.raised();
    if (!fill_cell(t, dict, Name::dunder_classdictcell, &dict)) return t.raised();
    Ref mro = find_mro_py(t, type, *type.bases);
    if (!mro) return t.raised();
    type.mro = static_cast<Tuple*>(mro.release().object());
    inherit_pattern_flags(type);
    fill_slots(t, type);
    if (!register_with_bases(t, type)) return t.raised();
    if (!call_set_names_py(t, type)) return t.raised();
    return call_init_subclass_py(t, type, args);
}

// Names that no lookup can find.
Status warn_of_other_keys_py(Thread& t, Dict& dict, const Str& name) {
    if (dict.str_keys) return Status::ok();
    for (std::uint32_t at = 0; const DictEntry* entry = dict.next(at);) {
        if (is_kind(entry->key, Kind::Str)) continue;
        const TextBuffer text = format("non-string key in the __dict__ of class {}", name);
        return warn_py(t, Exc::RuntimeWarning, text.view());
    }
    return Status::ok();
}

Status check_name(Thread& t, const Str& name) {
    for (std::uint64_t i = 0; i < name.length; ++i) {
        if (name.at(i) == 0) return t.raise(Exc::ValueError, "type name must not contain null characters");
    }
    return Status::ok();
}

} // namespace

Ref make_class_py(Thread& t, Type& metatype, Str& name, Value bases_value, Value dict_value,
                  const Args& args) {
    RecursionScope scope(t, " in type()");
    if (!scope) return t.raised();
    Ref bases = Ref::share(bases_value);
    if (bases.as<Tuple>().size == 0) {
        bases = make_tuple(t, {Value(t.type(TypeId::Object))});
        if (!bases) return t.raised();
    }
    Type* const base = find_best_base(t, bases.as<Tuple>());
    if (!base) return t.raised();
    if (!check_name(t, name)) return t.raised();
    Ref exact_name = intern(t, name);
    Ref dict = exact_name ? dict_copy(t, as<Dict>(dict_value)) : Ref(t.raised());
    if (!dict) return t.raised();
    if (!warn_of_other_keys_py(t, dict.as<Dict>(), exact_name.as<Str>())) return t.raised();
    LayoutPlan plan;
    if (!plan_layout_py(t, *base, name, bases.as<Tuple>(), dict.as<Dict>(), plan)) return t.raised();
    Ref qualname = take_qualname(t, dict.as<Dict>(), exact_name.as<Str>());
    if (!qualname) return t.raised();
    Ref type = allocate_type(t, metatype, *base, bases.as<Tuple>(), exact_name.as<Str>(), qualname.as<Str>(),
                             dict.as<Dict>(), plan);
    if (!type || !complete_class_py(t, type.as<Type>(), plan, args)) return t.raised();
    return type;
}

Ref make_heap_type(Thread& t, const TypeSpec& spec, Type* base) {
    Type& parent = base ? *base : *t.type(TypeId::Object);
    Ref bases = make_tuple(t, {Value(&parent)});
    Ref name = bases ? intern(t, spec.name) : Ref(t.raised());
    Ref dict = name ? make_dict(t) : Ref(t.raised());
    if (!dict) return t.raised();
    const LayoutPlan plan;
    Ref made = allocate_type(t, *t.type(TypeId::Type), parent, bases.as<Tuple>(), name.as<Str>(),
                             name.as<Str>(), dict.as<Dict>(), plan);
    if (!made) return t.raised();
    auto& type = made.as<Type>();
    type.spec = &spec;
    type.instance_kind = spec.kind;
    type.instance_size = spec.size > parent.instance_size ? spec.size : parent.instance_size;
    type.item_size = spec.item_size;
    type.type_flags =
        spec.flags | kHeapType | (parent.type_flags & kInheritedFlags & ~std::uint32_t{kFinalizer});
    type.traverse = spec.traverse ? spec.traverse : parent.traverse;
    type.drop = spec.drop ? spec.drop : spec.traverse ? &drop_by_traverse : parent.drop;
    free_shapes(t.heap(), type);
    type.inline_slots = 1;
    if (!make_type_shapes(t.heap(), type)) return t.raise_memory_error();
    if (!fill_type_dict(t, type, spec)) return t.raised();
    Ref mro = compute_mro(t, type, bases.as<Tuple>());
    if (!mro) return t.raised();
    type.mro = static_cast<Tuple*>(mro.release().object());
    type.slots = spec.slots;
    inherit_slots(type, parent);
    if (type.slots.del_py) type.type_flags |= kFinalizer;
    if (type.has(kNoInstantiation)) type.slots.new_py = nullptr;
    if (!add_subclass(t, parent, type)) return t.raised();
    return made;
}

} // namespace islet
