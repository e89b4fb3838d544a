// SPDX-License-Identifier: MIT
//
// What functools.cmp_to_key gives: K wraps a comparison function, and K(x) an object to be compared by it.
// Owns: one count on each field. Threads: the interpreter's lock.
#include "vm/types/key_wrapper.h"

#include "vm/model/allocate.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/specs.h"

#include <cstddef>

namespace islet {

namespace {

struct KeyWrapper : Object {
    static constexpr Kind kKind = Kind::Native;
    Value compare;
    Value object; // empty in K itself
};

KeyWrapper& wrapper_of(Value v) {
    return *static_cast<KeyWrapper*>(v.object());
}

Ref make_wrapper(Thread& t, Value compare, Value object) {
    auto* const made = allocate<KeyWrapper>(t, TypeId::KeyWrapper);
    if (!made) return t.raise_memory_error();
    made->compare = Ref::share(compare).release();
    made->object = Ref::share(object).release();
    return Ref::adopt(made);
}

Ref wrapper_call_py(Thread& t, Value self, const Args& args) {
    constexpr const char* kNames[] = {"obj"};
    Value object;
    if (!bind_args(t, args, "K", kNames, 0, 1, &object)) return t.raised();
    return make_wrapper(t, wrapper_of(self).compare, object);
}

Ref wrapper_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    const Shape* const own = t.type(TypeId::KeyWrapper)->shape;
    if (!left.is_object() || !right.is_object() || left.object()->shape != own ||
        right.object()->shape != own)
        return t.raise(Exc::TypeError, "other argument must be K instance");
    const KeyWrapper &a = wrapper_of(left), &b = wrapper_of(right);
    if (a.object.is_empty() || b.object.is_empty()) return t.raise(Exc::AttributeError, "object");
    const Ref function = Ref::share(a.compare), x = Ref::share(a.object), y = Ref::share(b.object);
    const Ref order = call_py(t, function.get(), x.get(), y.get());
    if (!order) return t.raised();
    return compare_py(t, order.get(), Value::small_int(0), op);
}

void wrapper_traverse(Object* object, Visitor& visit) {
    auto* const w = static_cast<KeyWrapper*>(object);
    visit(w->compare);
    visit(w->object);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kMembers[] = {
    {"obj", offsetof(KeyWrapper, object), MemberDef::Type::ObjectOrNone, true,
     "Value wrapped by a key function."},
};
#pragma GCC diagnostic pop

} // namespace

Ref make_key_wrapper(Thread& t, Value compare) {
    return make_wrapper(t, compare, Value());
}

extern constexpr TypeSpec kKeyWrapperSpec = {
    .name = "KeyWrapper",
    .module = "functools",
    .kind = Kind::Native,
    .flags = kNoInstantiation,
    .size = sizeof(KeyWrapper),
    .slots = {.call_py = &wrapper_call_py, .compare_py = &wrapper_compare_py},
    .members = kMembers,
    .traverse = &wrapper_traverse,
};

} // namespace islet
