// SPDX-License-Identifier: MIT
//
// See text_args.h.
#include "vm/types/text_args.h"

#include "vm/model/attr.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Status read_bound_py(Thread& t, Value v, std::int64_t& out) {
    if (v.is_empty() || v.is_none()) return Status::ok();
    if (v.is_int()) {
        out = v.as_int();
        return Status::ok();
    }
    if (!is_int(v) && !type_of(t, v)->slots.index_py) {
        return t.raise(Exc::TypeError, "slice indices must be integers or None or have an __index__ method");
    }
    Result<std::int64_t> index = index_clamped_py(t, v);
    if (!index) return t.raised();
    out = *index;
    return Status::ok();
}

} // namespace

Status TextBounds::read_py(Thread& t, Value from, Value to) {
    if (!read_bound_py(t, from, start)) return t.raised();
    return read_bound_py(t, to, end);
}

Ref make_index_iterator(Thread& t, TypeId type, Value source) {
    auto* const it = static_cast<IndexIterator*>(t.heap().alloc_object(sizeof(IndexIterator)));
    if (!it) return t.raise_memory_error();
    it->refs = 1;
    it->kind = Kind::Iterator;
    it->subclass = 0;
    it->flags = 0;
    it->shape = t.type(type)->shape;
    retain(source);
    it->source = source;
    it->index = 0;
    return Ref::adopt(it);
}

void traverse_index_iterator(Object* object, Visitor& visit) {
    visit(static_cast<IndexIterator*>(object)->source);
}

void exhaust(IndexIterator& iterator) {
    release(std::exchange(iterator.source, Value()));
}

Ref reduce_index_iterator(Thread& t, IndexIterator& iterator, Value empty) {
    const Value iter = dict_find_text(t, *t.state().builtins, "iter");
    const bool ended = iterator.source.is_empty();
    Ref args = make_tuple(t, {ended ? empty : iterator.source});
    if (!args) return args;
    const Value callee = iter.is_empty() ? Value::none() : iter;
    if (ended) return make_tuple(t, {callee, args.get()});
    Ref index = make_int(t, iterator.index);
    if (!index) return index;
    return make_tuple(t, {callee, args.get(), index.get()});
}

Result<std::int64_t> iterator_state_py(Thread& t, Value state) {
    if (!is_int(state) && !type_of(t, state)->slots.index_py) {
        return t.raise(Exc::TypeError, "an integer is required");
    }
    Result<std::int64_t> index = index_to_int64_py(t, state);
    if (!index) return t.raised();
    return *index < 0 ? 0 : *index;
}

} // namespace islet
