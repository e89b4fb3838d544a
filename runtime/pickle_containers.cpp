// SPDX-License-Identifier: MIT
//
// See pickle_writer.h: tuples, lists, dicts and sets, and the items that iterators of other objects give.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_writer.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/set.h"
#include "vm/types/tuple.h"

namespace islet {

using namespace pickle;

// --- Tuples

// The items led back to the tuple: it was written meanwhile. Takes them off the stack again.
void PickleWriter::forget_tuple(Value v, std::size_t items) {
    if (protocol_ == 0 || (protocol_ >= 2 && items <= 3)) {
        const std::size_t pops = protocol_ == 0 ? items + 1 : items; // the mark counts as one
        for (std::size_t i = 0; i < pops; ++i) op(kPop);
    } else {
        op(kPopMark);
    }
    write_known(PickleMemo::key_of(v));
}

Status PickleWriter::save_tuple_py(Value v) {
    const Tuple& tuple = as<Tuple>(v);
    const std::size_t size = tuple.size;
    if (size == 0) {
        if (protocol_ == 0) op(kMark);
        op(protocol_ == 0 ? kTuple : kEmptyTuple);
        return Status::ok();
    }
    const bool few = size <= 3 && protocol_ >= 2;
    if (!few) op(kMark);
    for (std::size_t i = 0; i < size; ++i) {
        if (!save_py(tuple[i])) return note_item_py(v, i);
    }
    if (memo_.find(PickleMemo::key_of(v)) != PickleMemo::kMissing) {
        forget_tuple(v, size);
        return Status::ok();
    }
    constexpr char kFew[] = {kTuple1, kTuple2, kTuple3};
    op(few ? kFew[size - 1] : static_cast<char>(kTuple));
    return memoize(v);
}

// --- Lists

Status PickleWriter::save_list_py(Value v) {
    if (protocol_ == 0) op(kMark);
    op(protocol_ == 0 ? kList : kEmptyList);
    if (!memoize(v)) return t_.raised();
    if (as<List>(v).size == 0) return Status::ok();
    if (protocol_ >= 1) return save_list_items_py(v);
    Ref iterator = iter_py(t_, v);
    return iterator ? save_iterated_items_py(iterator.get(), v) : Status(t_.raised());
}

// What a list holds may change while its items are written.
Status PickleWriter::save_list_items_py(Value v) {
    List& list = as<List>(v);
    const auto save_item = [&](std::size_t at) -> Status {
        const Value item = list.items[at];
        if (item.is_int() && !hooks_.persistent_id_py && out_.size() < frame_full_at_) [[likely]] {
            write_int(item.as_int());
            return Status::ok();
        }
        const Ref held = Ref::share(item);
        if (save_py(item)) [[likely]]
            return Status::ok();
        return note_item_py(v, at);
    };
    if (list.size == 1) {
        if (!save_item(0)) return t_.raised();
        op(kAppend);
        return Status::ok();
    }
    std::size_t at = 0;
    do {
        op(kMark);
        for (std::size_t batch = 0; batch < kBatchSize && at < list.size; ++batch) {
            if (!save_item(at++)) return t_.raised();
        }
        op(kAppends);
        if (out_.failed()) return t_.raise_memory_error();
        if (!t_.checkpoint_py()) return t_.raised();
    } while (at < list.size);
    return Status::ok();
}

// --- Items and pairs that an iterator gives

// Writes what the iterator gives: one with the opcode `one`, more in batches that end with `many`.
template <class Save>
Status PickleWriter::save_batches_py(Value iterator, char one, char many, Save&& save_item_py) {
    for (;;) {
        Step next = next_py(t_, iterator);
        if (next.is_raised()) return t_.raised();
        if (next.is_end()) return Status::ok();
        const Ref first = next.take();
        if (protocol_ > 0) next = next_py(t_, iterator);
        if (next.is_raised()) return t_.raised();
        if (protocol_ == 0 || next.is_end()) {
            if (!save_item_py(first.get())) return t_.raised();
            op(one);
            if (protocol_ == 0) continue;
            return Status::ok();
        }
        op(kMark);
        if (!save_item_py(first.get())) return t_.raised();
        std::size_t batch = 1;
        while (next.is_item()) {
            const Ref item = next.take();
            if (!save_item_py(item.get())) return t_.raised();
            if (++batch == kBatchSize) break;
            next = next_py(t_, iterator);
        }
        if (next.is_raised()) return t_.raised();
        op(many);
        if (batch < kBatchSize) return Status::ok();
        if (!t_.checkpoint_py()) return t_.raised();
    }
}

Status PickleWriter::save_iterated_items_py(Value iterator, Value owner) {
    std::size_t at = 0;
    return save_batches_py(iterator, kAppend, kAppends, [&](Value item) -> Status {
        if (!save_py(item)) return note_item_py(owner, at);
        ++at;
        return Status::ok();
    });
}

Status PickleWriter::save_iterated_pairs_py(Value iterator, Value owner) {
    return save_batches_py(iterator, kSetItem, kSetItems, [&](Value pair) -> Status {
        if (!is_kind(pair, Kind::Tuple) || as<Tuple>(pair).size != 2) {
            return t_.raise(Exc::TypeError, "dict items iterator must return 2-tuples");
        }
        return save_entry_py(as<Tuple>(pair)[0], as<Tuple>(pair)[1], owner);
    });
}

// --- Dicts

Status PickleWriter::save_entry_py(Value key, Value value, Value owner) {
    if (!save_py(key)) return t_.raised();
    return save_py(value) ? Status::ok() : Status(note_key_py(*type_of(t_, owner), key));
}

Status PickleWriter::save_dict_py(Value v) {
    if (protocol_ == 0) op(kMark);
    op(protocol_ == 0 ? kDict : kEmptyDict);
    if (!memoize(v)) return t_.raised();
    if (as<Dict>(v).count == 0) return Status::ok();
    if (protocol_ >= 1) return save_dict_items_py(v);
    Ref view = call_method_py(t_, v, Name::items);
    Ref iterator = view ? iter_py(t_, view.get()) : Ref(t_.raised());
    return iterator ? save_iterated_pairs_py(iterator.get(), v) : Status(t_.raised());
}

Status PickleWriter::save_dict_items_py(Value v) {
    Dict& dict = as<Dict>(v);
    const std::uint32_t count = dict.count;
    const bool single = count == 1;
    std::uint32_t at = 0;
    std::size_t batch = 0;
    do {
        if (!single) op(kMark);
        batch = 0;
        while (const DictEntry* const entry = dict.next(at)) {
            const Ref key = Ref::share(entry->key), value = Ref::share(entry->value);
            if (!save_entry_py(key.get(), value.get(), v)) return t_.raised();
            if (++batch == kBatchSize || single) break;
        }
        op(single ? kSetItem : kSetItems);
        if (dict.count != count) {
            return t_.raise(Exc::RuntimeError, "dictionary changed size during iteration");
        }
        if (!t_.checkpoint_py()) return t_.raised();
    } while (batch == kBatchSize);
    return Status::ok();
}

// --- Sets

// Protocols below 4 have no opcodes for sets: set([...]).
Status PickleWriter::save_set_as_call_py(Value v) {
    Ref items = make_list(t_);
    if (!items || !list_extend_py(t_, items.as<List>(), v)) return t_.raised();
    const TypeId id = is_kind(v, Kind::Set) ? TypeId::Set : TypeId::FrozenSet;
    return save_call_of_py(Value(t_.type(id)), {items.get()}, v);
}

Status PickleWriter::save_set_py(Value v) {
    if (protocol_ < 4) return save_set_as_call_py(v);
    const Set& set = as_any_set(v);
    op(kEmptySet);
    if (!memoize(v)) return t_.raised();
    const std::uint64_t size = set.used;
    if (size == 0) return Status::ok();
    std::size_t batch = 0;
    std::uint64_t at = 0;
    do {
        op(kMark);
        batch = 0;
        while (const SetEntry* const entry = set.next(at)) {
            const Ref item = Ref::share(entry->key);
            if (!save_py(item.get())) return note_element_py(v);
            if (++batch == kBatchSize) break;
        }
        op(kAddItems);
        if (set.used != size) return t_.raise(Exc::RuntimeError, "set changed size during iteration");
        if (!t_.checkpoint_py()) return t_.raised();
    } while (batch == kBatchSize);
    return Status::ok();
}

Status PickleWriter::save_frozenset_py(Value v) {
    if (protocol_ < 4) return save_set_as_call_py(v);
    const Set& set = as_any_set(v);
    op(kMark);
    std::uint64_t at = 0;
    while (const SetEntry* const entry = set.next(at)) {
        if (!save_py(entry->key)) return note_element_py(v);
    }
    // An item may have led back here.
    if (memo_.find(PickleMemo::key_of(v)) != PickleMemo::kMissing) {
        op(kPopMark);
        write_known(PickleMemo::key_of(v));
        return Status::ok();
    }
    op(kFrozenSet);
    return memoize(v);
}

} // namespace islet
