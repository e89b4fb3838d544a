// SPDX-License-Identifier: MIT
//
// Small things that the files of the object model share: a slot by its offset, names, identity for texts,
// calls with a receiver in front.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"

#include <cstring>

namespace islet {

template <class Fn>
Fn slot_at(const Slots& slots, std::size_t offset) {
    Fn fn;
    std::memcpy(&fn, reinterpret_cast<const char*>(&slots) + offset, sizeof(fn));
    return fn;
}
inline void copy_slot(Slots& to, const Slots& from, std::size_t offset) {
    std::memcpy(reinterpret_cast<char*>(&to) + offset, reinterpret_cast<const char*>(&from) + offset,
                sizeof(void (*)()));
}
inline void clear_slot(Slots& slots, std::size_t offset) {
    std::memset(reinterpret_cast<char*>(&slots) + offset, 0, sizeof(void (*)()));
}
inline bool same_slot(const Slots& a, const Slots& b, std::size_t offset) {
    return slot_at<void (*)()>(a, offset) == slot_at<void (*)()>(b, offset);
}

// id() as texts show it: "0x" and the digits of whatever the value is known by.
struct Address {
    std::uint64_t bits;
};
inline Address address_of(Value v) {
    return {v.bits()};
}
void append_value(TextBuffer& out, Address address);

CompareOp compare_op_of(Name dunder); // __lt__ ... __ge__
// "Owner.name", the __qualname__ of what stands in a class.
Ref qualified_name(Thread& t, const Type& owner, const Str& name);
// What pickle is told about a bound thing: getattr(owner, name).
Ref reduce_by_getattr_py(Thread& t, Value owner, Str& name);
// The name of an attribute as an interned exact str; TypeError "attribute name must be string, not 'x'".
Ref attribute_name(Thread& t, Value name);
// Calls `callee(self, *args)`: a plain function at once, anything else through a bound method.
Ref call_with_self_py(Thread& t, Value function, Value self, const Args& args);

} // namespace islet
