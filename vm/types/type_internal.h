// SPDX-License-Identifier: MIT
//
// What the files that make up the types of classes (type.cpp, type_make.cpp, type_slots.cpp) share.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/list.h"

namespace islet {

// A new heap type: all slots at once.
void fill_slots(Thread& t, Type& type);
// `name` changed in the type or a base.
void update_slots_for(Thread& t, Type& type, const Str& name);
// The bases changed.
void update_all_slots(Thread& t, Type& type);

// The call's arguments with one more in front, borrowed as long as this lives.
class ArgsWithSelf {
public:
    ArgsWithSelf(Thread& t, Value self, const Args& args);
    ~ArgsWithSelf();
    ArgsWithSelf(const ArgsWithSelf&) = delete;
    ArgsWithSelf& operator=(const ArgsWithSelf&) = delete;
    explicit operator bool() const { return ok_; } // false: an exception is pending
    const Args& args() const { return args_; }

private:
    static constexpr std::size_t kInline = 10;
    Thread& thread_;
    Args args_;
    Value* block_ = nullptr;
    Value inline_[kInline];
    bool ok_ = false;
};

// --- Parts of making a class
// Methods, attributes and documentation of a spec, into the dict of a heap type.
Status fill_type_dict(Thread& t, Type& type, const TypeSpec& spec);
// The method resolution order of a class with these bases, itself first; TypeError if there is none.
Ref compute_mro(Thread& t, Type& type, Tuple& bases);
// mro() of the metaclass if it overrides it, else as above; checked.
Ref find_mro_py(Thread& t, Type& type, Tuple& bases);
// The base whose layout the class extends; null: raised.
Type* find_best_base(Thread& t, Tuple& bases);
// The layouts of the two agree so far that an object of one may become an instance of the other.
bool same_layout(const Type& a, const Type& b);
Status add_subclass(Thread& t, Type& base, Type& type);
void remove_subclass(InterpState& state, Type& base, const Type& type);
// Addresses (as ints, so that they keep nothing alive) of the living direct subclasses; null: none.
List* subclass_addresses(InterpState& state, const Type& type);
inline Type* subclass_at(const List& addresses, std::uint64_t i) {
    return reinterpret_cast<Type*>(static_cast<std::uintptr_t>(addresses.items[i].as_int()));
}
// The class checks of type.__instancecheck__ and type.__subclasscheck__.
Result<bool> plain_isinstance_py(Thread& t, Value v, Value cls);
Result<bool> plain_issubclass_py(Thread& t, Value derived, Value cls);
void type_traverse(Object* object, Visitor& visit);
void type_drop(Heap& heap, Object* object);
// Adds or removes the flag of a class whose __abstractmethods__ changed.
Status set_abstract_methods_py(Thread& t, Type& type, Value names);

} // namespace islet
