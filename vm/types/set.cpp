// SPDX-License-Identifier: MIT
//
// The table behind set and frozenset, and what C++ code does with sets. Python's view of it is in
// set_type.cpp.
//
// Where a key lands and when the table grows are chosen as CPython chooses them, so that sets of small
// integers come out in the order that programs, and their expected outputs, have come to show. Owns: nothing
// of its own. Threads: the interpreter's lock.
#include "vm/types/set.h"

#include "vm/model/allocate.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/set_internal.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::uint64_t kSmallest = 8;   // entries
constexpr std::uint64_t kNeighbours = 9; // looked at behind the first place, before the next jump
constexpr std::int64_t kDeleted = -1;

// The mask that counts for decisions about growth while there is no table yet.
std::uint64_t mask_of(const Set& set) {
    return set.table ? set.mask : kSmallest - 1;
}

// The places of a hash in a table, one after the other, without end.
class Probe {
public:
    Probe(std::int64_t hash, std::uint64_t mask) : mask_(mask), rest_(static_cast<std::uint64_t>(hash)) {
        jump_to(rest_);
    }
    std::uint64_t place() const { return place_; }
    void next() {
        if (neighbours_ != 0) {
            --neighbours_;
            ++place_;
            return;
        }
        rest_ >>= 5;
        jump_to(start_ * 5 + 1 + rest_);
    }

private:
    void jump_to(std::uint64_t where) {
        start_ = place_ = where & mask_;
        neighbours_ = start_ + kNeighbours <= mask_ ? kNeighbours : 0;
    }
    std::uint64_t mask_, rest_, start_ = 0, place_ = 0, neighbours_ = 0;
};

bool is_free(const SetEntry& e) {
    return e.key.is_empty() && e.hash != kDeleted;
}

SetEntry* make_table(Heap& heap, std::uint64_t size) {
    if (size > std::uint64_t{1} << 40) return nullptr;
    auto* const table = static_cast<SetEntry*>(heap.alloc_raw(size * sizeof(SetEntry)));
    if (table) std::memset(static_cast<void*>(table), 0, size * sizeof(SetEntry));
    return table;
}

// For a key that is not in a table without deleted entries.
void insert_clean(SetEntry* table, std::uint64_t mask, Value key, std::int64_t hash) {
    Probe probe(hash, mask);
    while (!table[probe.place()].key.is_empty()) probe.next();
    table[probe.place()] = {key, hash};
}

// A table with more than `least` entries, without the deleted ones.
bool resize(Heap& heap, Set& set, std::uint64_t least) {
    std::uint64_t size = kSmallest;
    while (size <= least) size *= 2;
    SetEntry* const table = make_table(heap, size);
    if (!table) return false;
    for (std::uint64_t at = 0; SetEntry* const e = set.next(at);)
        insert_clean(table, size - 1, e->key, e->hash);
    heap.free_raw(set.table);
    set.table = table;
    set.mask = size - 1;
    set.fill = set.used;
    return true;
}

bool grow(Heap& heap, Set& set) {
    return resize(heap, set, set.used > 50'000 ? set.used * 2 : set.used * 4);
}

enum class Same : std::uint8_t { No, Yes, Ask };
Same same_key(Value a, Value b) {
    if (a == b) return Same::Yes;
    if (both_ints(a, b)) return Same::No;
    if (is_exact(a, Kind::Str) && is_exact(b, Kind::Str)) {
        return str_equal(as<Str>(a), as<Str>(b)) ? Same::Yes : Same::No;
    }
    return Same::Ask;
}

struct Search {
    enum class Outcome : std::uint8_t { Found, Missing, Raised, Restart } outcome;
    std::uint64_t place; // of the key, or where it belongs
};

// Asks __eq__, which may change the set.
Search::Outcome ask_py(Thread& t, Set& set, std::uint64_t place, Value key) {
    const SetEntry* const table = set.table;
    const std::uint64_t mask = set.mask;
    const Ref there = Ref::share(table[place].key);
    const Result<bool> equal = compare_bool_py(t, there.get(), key, CompareOp::Eq);
    if (!equal) return Search::Outcome::Raised;
    const bool changed = set.table != table || set.mask != mask || !(table[place].key == there.get());
    if (changed) return Search::Outcome::Restart;
    return *equal ? Search::Outcome::Found : Search::Outcome::Missing;
}

Search search_once_py(Thread& t, Set& set, Value key, std::int64_t hash) {
    constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
    std::uint64_t deleted = kNowhere; // a new key takes the last such place on its way
    for (Probe probe(hash, set.mask);; probe.next()) {
        const SetEntry& e = set.table[probe.place()];
        if (e.key.is_empty()) {
            if (is_free(e)) return {Search::Outcome::Missing, deleted == kNowhere ? probe.place() : deleted};
            deleted = probe.place();
        } else if (e.hash == hash) {
            const Same same = same_key(e.key, key);
            if (same == Same::Yes) return {Search::Outcome::Found, probe.place()};
            if (same == Same::No) continue;
            const Search::Outcome outcome = ask_py(t, set, probe.place(), key);
            if (outcome != Search::Outcome::Missing) return {outcome, probe.place()};
        }
    }
}

// The set has a table.
Search search_py(Thread& t, Set& set, Value key, std::int64_t hash) {
    for (;;) {
        if (!set.table) return {Search::Outcome::Missing, 0}; // __eq__ emptied it
        const Search search = search_once_py(t, set, key, hash);
        if (search.outcome != Search::Outcome::Restart) return search;
        if (!t.checkpoint_py()) return {Search::Outcome::Raised, 0};
    }
}

void delete_entry(Set& set, std::uint64_t place) {
    SetEntry& e = set.table[place];
    const Value key = e.key;
    e.key = Value();
    e.hash = kDeleted;
    --set.used;
    release(key);
}

Result<std::int64_t> element_hash_py(Thread& t, Value item) {
    return hash_of_key_py(t, item, "set element");
}

// The hash for a search. A set, which has none, is looked for as the frozenset of its items.
Result<std::int64_t> search_hash_py(Thread& t, Value item) {
    const Result<std::int64_t> hash = element_hash_py(t, item);
    if (hash || !is_kind(item, Kind::Set) || !t.pending_is(Exc::TypeError)) return hash;
    t.clear_pending();
    return set_hash(as<Set>(item));
}

} // namespace

void set_start(Set& set) {
    set.table = nullptr;
    set.mask = kSmallest - 1;
    set.used = set.fill = set.finger = 0;
    set.hash_value = -1;
}

namespace {

Ref make_empty(Thread& t, TypeId id) {
    auto* const set = id == TypeId::FrozenSet ? allocate<FrozenSet>(t, id) : allocate<Set>(t, id);
    if (!set) return t.raise_memory_error();
    set_start(*set);
    return Ref::adopt(set);
}

Ref make_filled_py(Thread& t, TypeId id, std::span<const Value> items) {
    Ref result = make_empty(t, id);
    if (!result) return t.raised();
    for (const Value item : items) {
        if (!set_add_py(t, as_any_set(result.get()), item)) return t.raised();
    }
    return result;
}

} // namespace

Ref make_set(Thread& t) {
    return make_empty(t, TypeId::Set);
}
Ref make_frozenset(Thread& t) {
    return make_empty(t, TypeId::FrozenSet);
}
Ref make_set_py(Thread& t, std::span<const Value> items) {
    return make_filled_py(t, TypeId::Set, items);
}
Ref make_frozenset_py(Thread& t, std::span<const Value> items) {
    return make_filled_py(t, TypeId::FrozenSet, items);
}

std::int64_t set_hash(const Set& set) {
    SetHasher hasher;
    for (std::uint64_t at = 0; const SetEntry* const e = set.next(at);) hasher.add(e->hash);
    return hasher.finish();
}

Status set_add_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash) {
    if (!set.table && !resize(t.heap(), set, 0)) return t.raise_memory_error();
    const Search search = search_py(t, set, item, hash);
    if (search.outcome == Search::Outcome::Raised) return t.raised();
    if (search.outcome == Search::Outcome::Found) return Status::ok();
    if (!set.table) return set_add_hashed_py(t, set, item, hash);
    SetEntry& e = set.table[search.place];
    const bool reused = !is_free(e);
    retain(item);
    e = {item, hash};
    ++set.used;
    if (reused) return Status::ok();
    ++set.fill;
    if (set.fill * 5 >= set.mask * 3 && !grow(t.heap(), set)) {
        // A full table would let searches run for ever.
        --set.fill;
        --set.used;
        e = {Value(), 0};
        release(item);
        return t.raise_memory_error();
    }
    return Status::ok();
}

Status set_add_py(Thread& t, Set& set, Value item) {
    const Result<std::int64_t> hash = element_hash_py(t, item);
    if (!hash) return t.raised();
    return set_add_hashed_py(t, set, item, *hash);
}

Result<bool> set_contains_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash) {
    if (set.used == 0) return false;
    const Search search = search_py(t, set, item, hash);
    if (search.outcome == Search::Outcome::Raised) return t.raised();
    return search.outcome == Search::Outcome::Found;
}

Result<bool> set_discard_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash) {
    if (set.used == 0) return false;
    const Search search = search_py(t, set, item, hash);
    if (search.outcome == Search::Outcome::Raised) return t.raised();
    if (search.outcome != Search::Outcome::Found) return false;
    delete_entry(set, search.place);
    return true;
}

Result<bool> set_contains_py(Thread& t, Set& set, Value item) {
    const Result<std::int64_t> hash = search_hash_py(t, item);
    if (!hash) return t.raised();
    return set_contains_hashed_py(t, set, item, *hash);
}

Result<bool> set_discard_py(Thread& t, Set& set, Value item) {
    const Result<std::int64_t> hash = search_hash_py(t, item);
    if (!hash) return t.raised();
    return set_discard_hashed_py(t, set, item, *hash);
}

Ref set_take_any(Set& set) {
    if (set.used == 0) return Ref::nothing();
    std::uint64_t place = set.finger & set.mask;
    while (set.table[place].key.is_empty()) place = (place + 1) & set.mask;
    SetEntry& e = set.table[place];
    Ref key = Ref::adopt(e.key);
    e.key = Value();
    e.hash = kDeleted;
    --set.used;
    set.finger = place + 1;
    return key;
}

void set_clear(Set& set) {
    SetEntry* const table = set.table;
    const std::uint64_t capacity = set.capacity();
    const std::uint64_t finger = set.finger;
    set_start(set);
    set.finger = finger;
    if (!table) return;
    for (std::uint64_t i = 0; i < capacity; ++i) release(table[i].key);
    heap_of(&set)->free_raw(table);
}

void set_swap(Set& a, Set& b) {
    std::swap(a.table, b.table);
    std::swap(a.mask, b.mask);
    std::swap(a.used, b.used);
    std::swap(a.fill, b.fill);
    a.hash_value = b.hash_value = -1;
}

bool set_drop_deleted(Heap& heap, Set& set) {
    if (set.fill - set.used <= mask_of(set) / 4) return true;
    return grow(heap, set);
}

// --- Merging

namespace {

// Room for `more` keys that may all be new.
bool reserve(Heap& heap, Set& set, std::uint64_t more) {
    if ((set.fill + more) * 5 < mask_of(set) * 3) return set.table || resize(heap, set, 0);
    return resize(heap, set, (set.used + more) * 2);
}

Status merge_set_py(Thread& t, Set& set, Set& other) {
    if (&set == &other || other.used == 0) return Status::ok();
    if (!reserve(t.heap(), set, other.used)) return t.raise_memory_error();
    if (set.fill == 0) {
        if (set.mask == other.mask && other.fill == other.used) {
            std::memcpy(static_cast<void*>(set.table), other.table, other.capacity() * sizeof(SetEntry));
        } else {
            for (std::uint64_t at = 0; SetEntry* const e = other.next(at);) {
                insert_clean(set.table, set.mask, e->key, e->hash);
            }
        }
        for (std::uint64_t at = 0; SetEntry* const e = other.next(at);) retain(e->key);
        set.fill = set.used = other.used;
        return Status::ok();
    }
    std::uint64_t at = 0, seen = 0;
    while (SetEntry* const e = other.next(at)) {
        const Ref key = Ref::share(e->key);
        if (!set_add_hashed_py(t, set, key.get(), e->hash)) return t.raised();
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

Status merge_dict_py(Thread& t, Set& set, Dict& dict) {
    if (dict.count == 0) return Status::ok();
    if (!reserve(t.heap(), set, dict.count)) return t.raise_memory_error();
    std::uint32_t at = 0, seen = 0;
    while (DictEntry* const e = dict.next(at)) {
        const Ref key = Ref::share(e->key);
        if (!set_add_hashed_py(t, set, key.get(), e->hash)) return t.raised();
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

} // namespace

Ref set_copy(Thread& t, const Set& set, TypeId id) {
    Ref copy = make_empty(t, id);
    if (!copy || !merge_set_py(t, as_any_set(copy.get()), const_cast<Set&>(set))) return t.raised();
    return copy;
}

Status set_update_py(Thread& t, Set& set, Value iterable) {
    if (is_any_set(iterable)) return merge_set_py(t, set, as_any_set(iterable));
    if (is_exact(iterable, Kind::Dict)) return merge_dict_py(t, set, as<Dict>(iterable));
    if (is_exact(iterable, Kind::List)) {
        const List& list = as<List>(iterable);
        for (std::uint64_t i = 0; i < list.size; ++i) {
            const Ref item = Ref::share(list.items[i]);
            if (!set_add_py(t, set, item.get())) return t.raised();
            if ((i & 1023) == 1023 && !t.checkpoint_py()) return t.raised();
        }
        return Status::ok();
    }
    return for_each_py(t, iterable, [&](Value item) { return set_add_py(t, set, item); });
}

Status set_subtract_py(Thread& t, Set& set, Value iterable) {
    if (iterable == Value(&set)) {
        set_clear(set);
        return Status::ok();
    }
    if (is_any_set(iterable)) {
        Ref keep = Ref::share(iterable);
        // Against a much larger set it is quicker to find what both have.
        if (as_any_set(iterable).used >> 3 > set.used) keep = set_intersection_py(t, set, iterable);
        if (!keep) return t.raised();
        Set& other = as_any_set(keep.get());
        std::uint64_t at = 0, seen = 0;
        while (SetEntry* const e = other.next(at)) {
            const Ref key = Ref::share(e->key);
            if (!set_discard_hashed_py(t, set, key.get(), e->hash)) return t.raised();
            if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
        }
    } else {
        const Status done = for_each_py(t, iterable, [&](Value item) -> Status {
            const Result<std::int64_t> hash = element_hash_py(t, item);
            if (!hash || !set_discard_hashed_py(t, set, item, *hash)) return t.raised();
            return Status::ok();
        });
        if (!done) return t.raised();
    }
    return set_drop_deleted(t.heap(), set) ? Status::ok() : t.raise_memory_error();
}

namespace {

Status toggle_one_py(Thread& t, Set& set, Value item, std::int64_t hash) {
    const Result<bool> there = set_discard_hashed_py(t, set, item, hash);
    if (!there) return t.raised();
    return *there ? Status::ok() : set_add_hashed_py(t, set, item, hash);
}

} // namespace

Status set_toggle_py(Thread& t, Set& set, Value iterable) {
    if (iterable == Value(&set)) {
        set_clear(set);
        return Status::ok();
    }
    if (is_exact(iterable, Kind::Dict)) {
        Dict& dict = as<Dict>(iterable);
        for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
            const Ref key = Ref::share(e->key);
            if (!toggle_one_py(t, set, key.get(), e->hash)) return t.raised();
        }
        return Status::ok();
    }
    // An item that comes twice counts once, so other iterables become sets first.
    Ref other = Ref::share(iterable);
    if (!is_any_set(iterable)) {
        other = make_set(t);
        if (!other || !set_update_py(t, other.as<Set>(), iterable)) return t.raised();
    }
    std::uint64_t at = 0, seen = 0;
    while (SetEntry* const e = as_any_set(other.get()).next(at)) {
        const Ref key = Ref::share(e->key);
        if (!toggle_one_py(t, set, key.get(), e->hash)) return t.raised();
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

// --- New sets from two

namespace {

TypeId base_id(const Set& set) {
    return set.kind == Kind::FrozenSet ? TypeId::FrozenSet : TypeId::Set;
}

// Adds those keys of `from` to `to` whose being in `filter` is `wanted`.
template <class Contains>
Status filter_py(Thread& t, Set& to, Set& from, bool wanted, Contains contains) {
    std::uint64_t at = 0, seen = 0;
    while (SetEntry* const e = from.next(at)) {
        const Ref key = Ref::share(e->key);
        const std::int64_t hash = e->hash;
        const Result<bool> there = contains(key.get(), hash);
        if (!there) return t.raised();
        if (*there == wanted && !set_add_hashed_py(t, to, key.get(), hash)) return t.raised();
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

} // namespace

Ref set_intersection_py(Thread& t, Set& set, Value other) {
    if (other == Value(&set)) return set_copy(t, set, base_id(set));
    Ref result = make_empty(t, base_id(set));
    if (!result) return t.raised();
    Set& common = as_any_set(result.get());
    if (is_any_set(other)) {
        Set* small = &as_any_set(other);
        Set* large = &set;
        if (small->used > large->used) std::swap(small, large);
        const Status done = filter_py(t, common, *small, true, [&](Value key, std::int64_t hash) {
            return set_contains_hashed_py(t, *large, key, hash);
        });
        if (!done) return t.raised();
        return result;
    }
    const Status done = for_each_py(t, other, [&](Value item) -> Status {
        const Result<std::int64_t> hash = hash_py(t, item);
        if (!hash) return t.raised();
        const Result<bool> there = set_contains_hashed_py(t, set, item, *hash);
        if (!there) return t.raised();
        return *there ? set_add_hashed_py(t, common, item, *hash) : Status::ok();
    });
    if (!done) return t.raised();
    return result;
}

Ref set_difference_py(Thread& t, Set& set, Value other) {
    const bool is_set = is_any_set(other), is_dict = is_exact(other, Kind::Dict);
    const std::uint64_t other_size = is_set ? as_any_set(other).used : is_dict ? as<Dict>(other).count : 0;
    if ((!is_set && !is_dict) || set.used >> 2 > other_size) {
        Ref copy = set_copy(t, set, base_id(set));
        if (!copy) return t.raised();
        // The copy is not the other one even where the set is.
        if (other == Value(&set))
            set_clear(as_any_set(copy.get()));
        else if (!set_subtract_py(t, as_any_set(copy.get()), other))
            return t.raised();
        return copy;
    }
    Ref result = make_empty(t, base_id(set));
    if (!result) return t.raised();
    const Status done = filter_py(t, as_any_set(result.get()), set, false, [&](Value key, std::int64_t hash) {
        return is_set ? set_contains_hashed_py(t, as_any_set(other), key, hash)
                      : dict_contains_hashed_py(t, as<Dict>(other), key, hash);
    });
    if (!done) return t.raised();
    return result;
}

Result<bool> set_is_subset_py(Thread& t, Set& set, Set& other) {
    if (set.used > other.used) return false;
    std::uint64_t at = 0, seen = 0;
    while (SetEntry* const e = set.next(at)) {
        const Ref key = Ref::share(e->key);
        const Result<bool> there = set_contains_hashed_py(t, other, key.get(), e->hash);
        if (!there) return t.raised();
        if (!*there) return false;
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return true;
}

} // namespace islet
