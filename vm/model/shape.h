// SPDX-License-Identifier: MIT
//
// Attribute layouts: which attribute sits in which slot of an instance. Shapes of one type form a tree; an
// instance moves down it as attributes are added, so equal histories share a shape and inline caches compare
// one pointer.
//
// In memory an instance that takes attributes has, at type->attrs_offset, an Attrs block:
//     overflow   null, or slots beyond the inline ones (raw block), or in dict mode the dict
//     slots      type's inline_slots values (as its shape says)
// For var-sized layouts (tuple, int, str, bytes subclasses) the block follows the items: find it with
// attrs_of.
//
// Dict mode: once a program asks for __dict__, deletes an attribute, or adds more than kMaxSlots, the
// attributes move to a dict and the shape becomes type->dict_shape for good.
//
// Owns: shapes belong to their type. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

namespace islet {

inline constexpr std::uint32_t kMaxSlots = 128;

struct Attrs {
    void* overflow; // Value* or, in dict mode, Dict*
    Value slots[1];
};

Attrs* attrs_of(Object* object); // null: takes no attributes
inline Value* attr_slot(Attrs* attrs, const Shape* shape, std::uint32_t slot) {
    return slot < shape->inline_slots ? &attrs->slots[slot]
                                      : static_cast<Value*>(attrs->overflow) + (slot - shape->inline_slots);
}
// Slot of `name` in the shape, or -1. `name` is interned.
std::int32_t shape_find(const Shape* shape, const Str& name);
// The shape after adding `name`; null: out of memory, or too many (then use dict mode).
Shape* shape_add(Heap& heap, Shape* shape, Str& name);
Shape* make_root_shape(Heap& heap, Type& type, std::uint16_t inline_slots, bool dict_mode);
// Moves the attributes to a dict if they are not in one, and gives it (borrowed).
Result<Dict*> instance_dict(Thread& t, Object* object);
// A new instance of a type whose layout is plain (Kind::Instance): attributes empty.
Ref make_instance(Thread& t, Type& type);
// Initialises header and Attrs of any freshly allocated instance of `type`; fields between are the caller's,
// who writes them afterwards: for a var-sized layout everything behind the header is zeroed here.
void init_instance(Object* object, Type& type);
// Bytes for an instance with `items` items, Attrs included. Str and Bytes may be asked for up to four bytes
// more than their characters need.
std::size_t instance_bytes(const Type& type, std::size_t items = 0);
// Visits / releases the attributes, the __slots__ and the count on a class made by a program: for traverse
// and drop of every layout that may be subclassed.
void traverse_attrs(Object* object, Visitor& visit);
void drop_attrs(Heap& heap, Object* object);

// The dict that holds the attributes of `object`, if it has one by now: in dict mode, or Module, Function.
Dict* find_instance_dict(Object* object);
// Sets or (empty value) deletes an attribute of the instance itself; false: it was not there to delete.
Result<bool> set_instance_attr(Thread& t, Object* object, Str& name, Value value);
// Reads one; borrowed, empty if there is none.
Value find_instance_attr(Thread& t, Object* object, Str& name);
// obj.__dict__ = dict
Status replace_instance_dict(Thread& t, Object* object, Dict& dict);
// The __slots__ of an instance of a var-sized layout, behind its items.
Value* tail_slots_of(Object* object);
// A new version for all shapes of the type.
void set_shape_versions(Type& type, std::uint32_t version);
// The type goes, and its shapes with it. Caches may still name them: a cache compares the version too, which
// no later shape at the same address has.
void free_shapes(Heap& heap, Type& type);

} // namespace islet
