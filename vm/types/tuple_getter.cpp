// SPDX-License-Identifier: MIT
//
// What a named tuple's class has for each field: a descriptor that gives one item.
// Owns: one count on the documentation. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/fields.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

struct TupleGetter : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Native;
    Value doc;
    std::int64_t index;
};

TupleGetter& getter_of(Value v) {
    return *static_cast<TupleGetter*>(v.object());
}

Ref getter_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_keywords(t, args, "_tuplegetter") || !check_positional(t, args, "_tuplegetter", 2, 2))
        return t.raised();
    const Result<std::int64_t> index = index_to_int64_py(t, args[0]);
    if (!index) return t.raised();
    auto* const made = allocate_instance<TupleGetter>(t, type);
    if (!made) return t.raise_memory_error();
    made->doc = Ref::share(args[1]).release();
    made->index = *index;
    return Ref::adopt(made);
}

Ref getter_get(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty() || instance.is_none()) return Ref::share(self);
    const std::int64_t index = getter_of(self).index;
    const Tuple* const tuple = cast<Tuple>(instance);
    if (!tuple) {
        return t.raise(Exc::TypeError,
                       "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object", index,
                       *type_of(t, instance));
    }
    if (index < 0 || static_cast<std::uint64_t>(index) >= tuple->size)
        return t.raise(Exc::IndexError, "tuple index out of range");
    return Ref::share((*tuple)[static_cast<std::uint64_t>(index)]);
}
Status getter_set(Thread& t, Value, Value, Value value) {
    return t.raise(Exc::AttributeError, "can't {} attribute", value.is_empty() ? "delete" : "set");
}

Ref getter_repr_py(Thread& t, Value self) {
    TextBuffer out;
    format_to(out, "_tuplegetter({}, ", getter_of(self).index);
    if (!append_repr_py(t, out, getter_of(self).doc)) return t.raised();
    out.append(')');
    return make_str(t, out);
}
Ref getter_reduce(Thread& t, Value self) {
    const Ref index = make_int(t, getter_of(self).index);
    const Ref args = index ? make_tuple(t, {index.get(), getter_of(self).doc}) : Ref(t.raised());
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.object()->type()), args.get()});
}
Ref getter_doc(Thread&, Value self) {
    return Ref::share(getter_of(self).doc);
}
Status getter_set_doc(Thread&, Value self, Value value) {
    if (value.is_empty()) value = Value::none();
    retain(value);
    release(std::exchange(getter_of(self).doc, value));
    return Status::ok();
}

constexpr MethodDef kMethods[] = {
    method<&getter_reduce>("__reduce__($self, /)", nullptr),
};
constexpr GetSetDef kGetSet[] = {{"__doc__", &getter_doc, &getter_set_doc, nullptr}};

} // namespace

extern constexpr TypeSpec kTupleGetterSpec = {
    .name = "_tuplegetter",
    .module = "collections",
    .kind = Kind::Native,
    .size = sizeof(TupleGetter),
    .slots = {.new_py = &getter_new_py,
              .descr_get_py = &getter_get,
              .descr_set_py = &getter_set,
              .repr_py = &getter_repr_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &traverse_fields<TupleGetter, &TupleGetter::doc>,
    .drop = &drop_fields<TupleGetter, &TupleGetter::doc>,
};

} // namespace islet
