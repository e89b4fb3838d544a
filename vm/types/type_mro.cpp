// SPDX-License-Identifier: MIT
//
// How bases combine: the order in which classes are searched (C3 linearisation), the base whose layout
// counts, and the metaclass. Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"

namespace islet {

namespace {

// --- C3: the orders of the bases and the list of bases itself are merged, always taking the first head that
// no other list has further back.

struct MergeList {
    const Value* items;
    std::size_t size;
    std::size_t at; // the head
    bool done() const { return at == size; }
    bool has_in_tail(Value cls) const {
        for (std::size_t i = at + 1; i < size; ++i) {
            if (items[i] == cls) return true;
        }
        return false;
    }
};

Raised raise_inconsistent(Thread& t, std::span<const MergeList> lists) {
    TextBuffer text;
    text.append("Cannot create a consistent method resolution order (MRO) for bases ");
    bool first = true;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (lists[i].done()) continue;
        const Value head = lists[i].items[lists[i].at];
        bool seen = false;
        for (std::size_t k = 0; k < i; ++k)
            seen = seen || (!lists[k].done() && lists[k].items[lists[k].at] == head);
        if (seen) continue;
        if (!first) text.append(", ");
        first = false;
        append_value(text, as<Type>(head));
    }
    return t.raise_text(Exc::TypeError, text.view());
}

// The next class of the order, or empty if no head qualifies.
Value next_in_order(std::span<const MergeList> lists) {
    for (const MergeList& list : lists) {
        if (list.done()) continue;
        const Value head = list.items[list.at];
        bool blocked = false;
        for (const MergeList& other : lists) blocked = blocked || other.has_in_tail(head);
        if (!blocked) return head;
    }
    return Value();
}

Ref merge_orders(Thread& t, Type& type, std::span<MergeList> lists, std::size_t most) {
    auto* const order = static_cast<Value*>(t.heap().alloc_raw((most + 1) * sizeof(Value)));
    if (!order) return t.raise_memory_error();
    std::size_t count = 0;
    order[count++] = &type;
    for (;;) {
        bool left = false;
        for (const MergeList& list : lists) left = left || !list.done();
        if (!left) break;
        const Value next = next_in_order(lists);
        if (next.is_empty()) {
            t.heap().free_raw(order);
            return raise_inconsistent(t, lists);
        }
        order[count++] = next;
        for (MergeList& list : lists) {
            if (!list.done() && list.items[list.at] == next) ++list.at;
        }
    }
    Ref mro = make_tuple(t, std::span<const Value>(order, count));
    t.heap().free_raw(order);
    return mro;
}

Status check_distinct(Thread& t, const Tuple& bases) {
    for (std::size_t i = 0; i < bases.size; ++i) {
        for (std::size_t k = i + 1; k < bases.size; ++k) {
            if (bases[i] != bases[k]) continue;
            return t.raise(Exc::TypeError, "duplicate base class {}", as<Type>(bases[i]));
        }
    }
    return Status::ok();
}

// --- Layouts

// Whether instances have more fields than those of the base.
bool adds_layout(const Type& type) {
    if (!type.base) return true;
    return type.instance_size != type.base->instance_size || type.instance_kind != type.base->instance_kind ||
           type.tail_slots != type.base->tail_slots || type.item_size != type.base->item_size;
}

// The nearest class, going up, that gave the instances their fields.
const Type& solid_base(const Type& type) {
    const Type* at = &type;
    while (!adds_layout(*at)) at = at->base;
    return *at;
}

const MemberDescriptor* find_slot_member(const Type& type, const MemberDescriptor& like) {
    for (const Type* at = &type; at && at->is_heap_type(); at = at->base) {
        for (std::uint32_t i = 0; const DictEntry* entry = at->dict->next(i);) {
            if (!is_kind(entry->value, Kind::Member)) continue;
            const auto& member = as<MemberDescriptor>(entry->value);
            if (!member.def.name && member.def.offset == like.def.offset &&
                str_equal(*member.name, *like.name)) {
                return &member;
            }
        }
    }
    return nullptr;
}

// Every slot that `a` and its bases define lies in `b` at the same place under the same name.
bool slots_agree(const Type& a, const Type& b) {
    for (const Type* at = &a; at && at->is_heap_type(); at = at->base) {
        for (std::uint32_t i = 0; const DictEntry* entry = at->dict->next(i);) {
            if (!is_kind(entry->value, Kind::Member) || as<MemberDescriptor>(entry->value).def.name) continue;
            if (!find_slot_member(b, as<MemberDescriptor>(entry->value))) return false;
        }
    }
    return true;
}

// --- mro() of a metaclass

Status check_own_order(Thread& t, Type& type, const Tuple& order) {
    const Type& solid = solid_base(type);
    for (std::size_t i = 0; i < order.size; ++i) {
        if (!is_type(order[i])) {
            return t.raise(Exc::TypeError, "mro() returned a non-class ('{}')", *type_of(t, order[i]));
        }
        const Type& cls = as<Type>(order[i]);
        if (!is_subtype(solid, solid_base(cls))) {
            return t.raise(Exc::TypeError, "mro() returned base with unsuitable layout ('{}')", cls);
        }
    }
    return Status::ok();
}

} // namespace

Ref compute_mro(Thread& t, Type& type, Tuple& bases) {
    if (!check_distinct(t, bases)) return t.raised();
    if (bases.size == 1) {
        const Tuple& base = *as<Type>(bases[0]).mro;
        Ref mro = make_tuple_uninit(t, base.size + 1);
        if (!mro) return t.raised();
        Value* const items = mro.as<Tuple>().items();
        items[0] = Ref::share(&type).release();
        for (std::size_t i = 0; i < base.size; ++i) items[i + 1] = Ref::share(base[i]).release();
        return mro;
    }
    const std::size_t count = bases.size + 1;
    auto* const lists = static_cast<MergeList*>(t.heap().alloc_raw(count * sizeof(MergeList)));
    if (!lists) return t.raise_memory_error();
    std::size_t most = bases.size;
    for (std::size_t i = 0; i < bases.size; ++i) {
        const Tuple& order = *as<Type>(bases[i]).mro;
        lists[i] = {order.items(), order.size, 0};
        most += order.size;
    }
    lists[bases.size] = {bases.items(), bases.size, 0};
    Ref mro = merge_orders(t, type, {lists, count}, most);
    t.heap().free_raw(lists);
    return mro;
}

Ref find_mro_py(Thread& t, Type& type, Tuple& bases) {
    Type& meta = *type_of(t, &type);
    const Value own = type_lookup(t, meta, Name::mro);
    if (own == type_lookup(t, *t.type(TypeId::Type), Name::mro)) return compute_mro(t, type, bases);
    Ref answer = call_special_py(t, &type, Name::mro, {});
    if (!answer) return t.raised();
    Ref order = tuple_from_py(t, answer.get());
    if (!order) return t.raised();
    if (order.as<Tuple>().size == 0) return t.raise(Exc::TypeError, "type MRO must not be empty");
    if (!check_own_order(t, type, order.as<Tuple>())) return t.raised();
    return order;
}

Type* find_best_base(Thread& t, Tuple& bases) {
    Type* best = nullptr;
    const Type* winner = nullptr;
    for (std::size_t i = 0; i < bases.size; ++i) {
        if (!is_type(bases[i])) {
            static_cast<void>(t.raise(Exc::TypeError, "bases must be types"));
            return nullptr;
        }
        Type& base = as<Type>(bases[i]);
        if (!base.has(kBaseType)) {
            static_cast<void>(t.raise(Exc::TypeError, "type '{}' is not an acceptable base type", base));
            return nullptr;
        }
        const Type& candidate = solid_base(base);
        if (!winner || (!is_subtype(*winner, candidate) && is_subtype(candidate, *winner))) {
            winner = &candidate;
            best = &base;
        } else if (!is_subtype(*winner, candidate)) {
            static_cast<void>(t.raise(Exc::TypeError, "multiple bases have instance lay-out conflict"));
            return nullptr;
        }
    }
    return best;
}

bool same_layout(const Type& a, const Type& b) {
    constexpr std::uint32_t kFlags = kHasDict | kWeakable;
    if (a.instance_kind != b.instance_kind || a.traverse != b.traverse || a.drop != b.drop) return false;
    if (a.instance_size != b.instance_size || a.item_size != b.item_size || a.tail_slots != b.tail_slots)
        return false;
    if (a.spec->size != b.spec->size || (a.type_flags & kFlags) != (b.type_flags & kFlags)) return false;
    return slots_agree(a, b) && slots_agree(b, a);
}

Type* derive_metaclass(Thread& t, Type& start, Tuple& bases) {
    Type* winner = &start;
    for (std::size_t i = 0; i < bases.size; ++i) {
        Type* const meta = type_of(t, bases[i]);
        if (is_subtype(*winner, *meta)) continue;
        if (!is_subtype(*meta, *winner)) {
            static_cast<void>(t.raise(
                Exc::TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                                "subclass of the metaclasses of all its bases"));
            return nullptr;
        }
        winner = meta;
    }
    return winner;
}

} // namespace islet
