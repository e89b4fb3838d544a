// SPDX-License-Identifier: MIT
//
// What stands in the dict of a built-in type: methods, slot wrappers, computed attributes, fields.
//
//   int.__dict__['bit_length']   MethodDescriptor          (struct in vm/types/function.h)
//   dict.__dict__['fromkeys']    ClassMethodDescriptor
//   int.__dict__['__add__']      SlotWrapper               (5).__add__   MethodWrapper
//   int.__dict__['real']         GetSetDescriptor
//   A.__dict__['x']              MemberDescriptor          with __slots__ = ('x',) or a MemberDef
//   int.__dict__['__new__']      NativeFunction of kNewMethod whose self is the type
//
// The rows of slot_defs() say which dunder name stands for which slot. The commons builder makes a wrapper
// for each row whose slot the type itself defines and whose name its dict does not have yet; heap types look
// through the same rows the other way round, to fill their slots from the names in their dicts.
//
// Owns: a descriptor one count on its name; the owner is borrowed when it is a type of the commons, else
// counted. Threads: descriptors of the commons are read-only; others under the interpreter's lock.
#pragma once

#include "vm/types/function.h"

namespace islet {

struct ClassMethodDescriptor : MethodDescriptor {
    static constexpr Kind kKind = Kind::ClassMethodDescriptor;
};

struct SlotDef;
// Calls the slot of `owner` as the dunder method `def.name`; `self` was checked to be an `owner`.
using SlotWrapFn = Ref (*)(Thread&, Value self, const Args& args, const Type& owner, const SlotDef& def);

struct SlotDef {
    Name name;
    std::uint16_t offset; // of the function pointer in Slots
    bool keywords;        // __init__ and __call__ take any
    SlotWrapFn wrap;      // null: the name fills the slot, but no built-in type shows it (__getattr__)
    const char* text;     // "($self, value, /)"
    const char* doc;
};

// Where a name stands in more than one row (__add__: number, then sequence), the first that is present wins.
std::span<const SlotDef> slot_defs();
// Whether `slots`, as written in a spec, without what is inherited, call for a wrapper of this row.
bool slot_present(const Slots& slots, const SlotDef& def);

struct SlotWrapper : Object {
    static constexpr Kind kKind = Kind::SlotWrapper;
    const SlotDef* def;
    Type* owner;
};

struct MethodWrapper : Object {
    static constexpr Kind kKind = Kind::MethodWrapper;
    SlotWrapper* wrapper; // counted
    Value self;
};

struct GetSetDescriptor : Object {
    static constexpr Kind kKind = Kind::GetSet;
    const GetSetDef* def;
    Str* name;
    Type* owner;
};

struct MemberDescriptor : Object {
    static constexpr Kind kKind = Kind::Member;
    MemberDef def; // def.name is null for __slots__
    Str* name;
    Type* owner;
    bool after_items; // of a var-sized layout: offset counts from the end of the items
};

// The NativeFunction in a type's dict under __new__: def = &kNewMethod, self = the type.
extern const MethodDef kNewMethod;
// __dict__ and __weakref__ as classes and built-in types with attributes show them.
Ref instance_dict_get(Thread& t, Value self);
Status instance_dict_set_py(Thread& t, Value self, Value value);
Ref instance_weakref_get(Thread& t, Value self);
inline constexpr GetSetDef kDictGetSet = {"__dict__", &instance_dict_get, &instance_dict_set_py,
                                          "dictionary for instance variables"};
inline constexpr GetSetDef kWeakrefGetSet = {"__weakref__", &instance_weakref_get, nullptr,
                                             "list of weak references to the object"};
// Setter of attributes that look like fields: AttributeError "readonly attribute".
Status refuse_write(Thread& t, Value self, Value value);

Ref make_slot_wrapper(Thread& t, const SlotDef& def, Type& owner);
Ref make_getset_descriptor(Thread& t, const GetSetDef& def, Type& owner);
Ref make_member_descriptor(Thread& t, const MemberDef& def, Str& name, Type& owner, bool after_items);

// Reads or writes what a member descriptor stands for; the instance was checked.
Ref member_get(Thread& t, const MemberDescriptor& d, Value instance);
Status member_set_py(Thread& t, const MemberDescriptor& d, Value instance, Value value);
// Calls the slot behind a wrapper, after checking the receiver.
Ref call_slot_wrapper_py(Thread& t, const SlotWrapper& wrapper, Value self, const Args& args);

} // namespace islet
