// SPDX-License-Identifier: MIT
//
// Attribute access: lookup order, descriptors, and what the inline caches of the loop are filled from.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

namespace islet {

Type* type_of(Thread& t, Value v); // of any value, immediates included
inline bool is_type(Value v) {
    return is_kind(v, Kind::Type);
}

// The attribute of the class or its bases, in method resolution order; borrowed, empty if none. Never runs
// Python. Names are interned.
Value type_lookup(Thread& t, Type& type, Str& name);
inline Value type_lookup(Thread& t, Type& type, Name name) {
    return type_lookup(t, type, t.name(name));
}

// getattr(v, name). A missing attribute is an AttributeError.
Ref get_attr_py(Thread& t, Value v, Str& name);
inline Ref get_attr_py(Thread& t, Value v, Name name) {
    return get_attr_py(t, v, t.name(name));
}
// As get_attr_py, but a missing attribute is nothing() without an exception. Check t.has_pending().
Ref find_attr_py(Thread& t, Value v, Str& name);
inline Ref find_attr_py(Thread& t, Value v, Name name) {
    return find_attr_py(t, v, t.name(name));
}
Status set_attr_py(Thread& t, Value v, Str& name, Value value);
Status del_attr_py(Thread& t, Value v, Str& name);
// object.__getattribute__, object.__setattr__ (empty value: delete).
Ref generic_getattr_py(Thread& t, Value v, Str& name);
Status generic_setattr_py(Thread& t, Value v, Str& name, Value value);
// "'X' object has no attribute 'y'" with name and obj set.
Raised raise_no_attribute(Thread& t, Value v, Str& name);
// An AttributeError of any text, with name and obj set.
Raised raise_attribute_error(Thread& t, std::string_view text, Value v, Str& name);

// The method for a call `v.name(...)`: `function` gets either a function to be called with v in front
// (bound = false) or the attribute itself (bound = true).
struct MethodPair {
    Ref callable;
    bool takes_self;
};
MethodPair get_method_py(Thread& t, Value v, Str& name); // empty callable: raised
// A special method looked up on the type only, bound if need be; nothing() without exception if there is
// none.
Ref lookup_special_py(Thread& t, Value v, Name name);
// Calls the special method `name` of v with `args`; nothing() without exception if there is none.
Ref call_special_py(Thread& t, Value v, Name name, std::span<const Value> args);

// The declared type or a subclass: real classes only, runs no Python.
bool is_subtype(const Type& type, const Type& base);
inline bool is_instance_of(Thread& t, Value v, TypeId id) {
    return is_subtype(*type_of(t, v), *t.type(id));
}
Result<bool> isinstance_py(Thread& t, Value v, Value classes);
Result<bool> issubclass_py(Thread& t, Value v, Value classes);

// type(name, bases, dict) and what follows it: __set_name__, __init_subclass__. vm/types/type.cpp
Ref make_class_py(Thread& t, Type& metatype, Str& name, Value bases, Value dict, const Args& args);
// A class for a C++ module's own type, in the interpreter's heap, from a spec with static life time.
Ref make_heap_type(Thread& t, const TypeSpec& spec, Type* base = nullptr);
// After a change of a class dict: new versions for it and its subclasses, slots updated.
void type_modified(Thread& t, Type& type, Str* name);
// Gives up the cache of lookups.
void forget_lookups(InterpState& state);
std::string_view type_name_view(const Type& type); // __name__ as UTF-8 (ASCII part of it), for texts

} // namespace islet
