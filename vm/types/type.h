// SPDX-License-Identifier: MIT
//
// Type objects: what the commons builder, the loop and the built-in functions need beyond vm/type.h and
// vm/model/attr.h.
// Owns: nothing. Threads: the interpreter's lock; inherit_slots while the commons are built.
#pragma once

#include "vm/native.h"

namespace islet {

// Fills every slot of `type` that is null from `base`, hash and comparison as a pair, traverse and drop
// included. Needs no thread: the commons builder calls it for each built-in type, bases first.
void inherit_slots(Type& type, const Type& base);
// Sets shape, dict_shape and attrs_offset of a new type from its flags and sizes; false: out of memory.
// A type of the commons whose instances take attributes (kHasDict) keeps them in dict mode from the start,
// because its shapes cannot grow; Function and Module have a dict field of their own and no Attrs block.
bool make_type_shapes(Heap& heap, Type& type);
// A `drop` for layouts that only have a traverse: releases what that names, then the block.
void drop_by_traverse(Heap& heap, Object* object);

// type.__call__: __new__, then __init__.
Ref type_call_py(Thread& t, Value type, const Args& args);
// builtins.__build_class__(function, name, *bases, metaclass=None, **keywords).
Ref build_class_py(Thread& t, Value self, const Args& args);
// The metaclass of a class with these bases: the most derived of all; TypeError "metaclass conflict".
Type* derive_metaclass(Thread& t, Type& start, Tuple& bases); // null: raised
// object.__new__ and object.__init__, which slots are compared with.
Ref object_new_py(Thread& t, Type& type, const Args& args);
Status object_init_py(Thread& t, Value self, const Args& args);
// type[key]: what getitem_py does with a class whose metaclass has no __getitem__: __class_getitem__.
Ref type_getitem_py(Thread& t, Type& type, Value key);
// A list of the living direct subclasses.
Ref type_subclasses(Thread& t, Type& type);
// "cannot create 'x' instances" and the like are raised by this check of object.__new__.
Status check_not_abstract_py(Thread& t, Type& type);
// __module__ of a class as text for repr: the str in its dict, or the part before the dot of a built-in's
// name.
Ref type_module_py(Thread& t, Type& type);

// Module (but builtins and __main__) and qualified name of a type, as some messages show them.
void append_full_name(Thread& t, TextBuffer& out, Type& type);

// type.__getattribute__: the class's own attributes before those of its metaclass's non-data descriptors.
Ref type_getattr_py(Thread& t, Value v, Str& name);
Status type_setattr_py(Thread& t, Value v, Str& name, Value value);

} // namespace islet
