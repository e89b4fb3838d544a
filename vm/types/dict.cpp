// SPDX-License-Identifier: MIT
//
// The table behind dict, and what C++ code does with dicts. Python's view of it is in dict_type.cpp.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/dict.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/exception.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/type.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

constexpr std::uint32_t kMaxEntries = std::uint32_t{1} << 30;
constexpr std::int32_t kImmortal = INT32_MIN / 2;

// --- The index

// The slots of a hash, one after the other, without end. They begin at its low bits, so that keys counted up
// lie side by side, and then jump about, drawn by ever higher bits, so that keys with equal low bits part.
class Probe {
public:
    Probe(std::int64_t hash, std::uint32_t mask)
        : rest_(static_cast<std::uint64_t>(hash)), slot_(static_cast<std::uint32_t>(rest_) & mask),
          mask_(mask) {}
    std::uint32_t slot() const { return slot_; }
    void next() {
        rest_ >>= 5;
        slot_ = (slot_ * 5 + static_cast<std::uint32_t>(rest_) + 1) & mask_;
    }

private:
    std::uint64_t rest_;
    std::uint32_t slot_, mask_;
};

template <class W>
constexpr std::uint32_t kFree = W(~W{0});
// Was the slot of an entry that is deleted: a search goes on behind it.
template <class W>
constexpr std::uint32_t kDead = kFree<W> - 1;

// Calls `body` with the index as an array of its width.
template <class Body>
auto with_index(const Dict& dict, Body&& body) {
    switch (dict.index_width) {
    case 1: return body(static_cast<std::uint8_t*>(dict.index));
    case 2: return body(static_cast<std::uint16_t*>(dict.index));
    default: return body(static_cast<std::uint32_t*>(dict.index));
    }
}

template <class W>
void index_insert(W* index, Dict& dict, std::int64_t hash, std::uint32_t entry) {
    Probe probe(hash, dict.index_mask);
    while (index[probe.slot()] < kDead<W>) probe.next();
    if (index[probe.slot()] == kFree<W>) ++dict.index_fill;
    index[probe.slot()] = static_cast<W>(entry);
}

template <class W>
void index_erase(W* index, const Dict& dict, std::uint32_t entry) {
    Probe probe(dict.entries[entry].hash, dict.index_mask);
    while (index[probe.slot()] != entry) probe.next();
    index[probe.slot()] = static_cast<W>(kDead<W>);
}

// --- Sizes

// The smallest capacity of the line 5, 10, 21, 42, 85, ... (two thirds of powers of two) whose power of two
// is at least `wish`.
std::uint32_t capacity_of_power(std::uint64_t wish) {
    std::uint64_t power = 8;
    while (power < wish) power *= 2;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(power * 2 / 3, UINT32_MAX));
}
std::uint32_t capacity_for(std::uint64_t entries) {
    return capacity_of_power((entries * 3 + 1) / 2);
}

std::uint8_t width_for(std::uint32_t capacity) {
    return capacity < 0xFE ? 1 : capacity < 0xFFFE ? 2 : 4;
}

// At least three slots for each entry, most often more: searches end after one or two.
std::uint64_t slots_for(std::uint32_t capacity) {
    std::uint64_t slots = 16;
    while (slots < std::uint64_t{capacity} * 2) slots *= 2;
    return slots;
}

void note_change(Dict& dict) {
    dict.keys_version = 0;
    ++dict.changes;
}

struct Tables {
    DictEntry* entries = nullptr;
    void* index = nullptr;
    std::uint32_t index_mask = 0;
    std::uint8_t index_width = 0;
};

// Empty arrays for `capacity` entries; false: out of memory, nothing is kept.
bool make_tables(Heap& heap, std::uint32_t capacity, Tables& out) {
    if (capacity > kMaxEntries) return false;
    out.entries = static_cast<DictEntry*>(heap.alloc_raw(std::size_t{capacity} * sizeof(DictEntry)));
    if (!out.entries) return false;
    if (capacity <= Dict::kLinearSize) return true;
    const std::uint64_t slots = slots_for(capacity);
    out.index_width = width_for(capacity);
    out.index_mask = static_cast<std::uint32_t>(slots - 1);
    out.index = heap.alloc_raw(slots * out.index_width);
    if (!out.index) {
        heap.free_raw(out.entries);
        return false;
    }
    std::memset(out.index, 0xFF, slots * out.index_width);
    return true;
}

void install(Dict& dict, const Tables& tables, std::uint32_t capacity) {
    dict.entries = tables.entries;
    dict.index = tables.index;
    dict.index_mask = tables.index_mask;
    dict.index_width = tables.index_width;
    dict.index_fill = 0;
    dict.capacity = capacity;
}

void reindex(Dict& dict) {
    if (!dict.index) return;
    with_index(dict, [&dict](auto* index) {
        for (std::uint32_t i = 0; i < dict.used; ++i) index_insert(index, dict, dict.entries[i].hash, i);
    });
}

// Moves the live entries into new arrays of `capacity`, which holds them.
bool rebuild(Heap& heap, Dict& dict, std::uint32_t capacity) {
    Tables tables;
    if (!make_tables(heap, capacity, tables)) return false;
    if (dict.used == dict.count) {
        if (dict.count != 0) std::memcpy(tables.entries, dict.entries, dict.count * sizeof(DictEntry));
    } else {
        DictEntry* to = tables.entries;
        for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) *to++ = *e;
    }
    heap.free_raw(dict.entries);
    heap.free_raw(dict.index);
    install(dict, tables, capacity);
    dict.used = dict.count;
    reindex(dict);
    note_change(dict);
    return true;
}

bool is_exact_str(Value key) {
    return is_exact(key, Kind::Str);
}

// Adds an entry for a key that is not there; takes over one count on key and value if it succeeds.
bool insert_new(Heap& heap, Dict& dict, Value key, std::int64_t hash, Value value) {
    // Slots that died count as well: a full index would let searches run for ever.
    if (dict.used == dict.capacity || dict.index_fill == dict.capacity) [[unlikely]] {
        if (!rebuild(heap, dict, capacity_of_power(std::uint64_t{dict.count} * 3))) return false;
    }
    const std::uint32_t entry = dict.used++;
    dict.entries[entry] = {key, value, hash};
    ++dict.count;
    if (dict.index) {
        with_index(dict, [&](auto* index) { index_insert(index, dict, hash, entry); });
    }
    if (!is_exact_str(key)) dict.str_keys = false;
    note_change(dict);
    return true;
}

void set_value(DictEntry& entry, Value value) {
    const Value old = entry.value;
    retain(value);
    entry.value = value;
    release(old);
}

// Takes the entry out; the caller gets its counts on key and value.
DictEntry take_entry(Dict& dict, std::uint32_t entry) {
    if (dict.index) {
        with_index(dict, [&](auto* index) { index_erase(index, dict, entry); });
    }
    DictEntry& e = dict.entries[entry];
    const DictEntry taken = e;
    e.key = Value();
    e.value = Value();
    e.hash = 0; // that of the first entry may come to count holes (mod_collections.cpp)
    --dict.count;
    note_change(dict);
    return taken;
}

void remove_entry(Dict& dict, std::uint32_t entry) {
    const DictEntry taken = take_entry(dict, entry);
    release(taken.key);
    release(taken.value);
}

// --- Searching

constexpr std::int64_t kMissing = -1;
constexpr std::int64_t kRaised = -2;

bool same_text(Value key, const Str& name) {
    return is_exact_str(key) && str_equal(as<Str>(key), name);
}

// The entry of an exact str, or kMissing. Other keys do not match.
std::int64_t find_str(const Dict& dict, const Str& name, std::int64_t hash) {
    const Value wanted(const_cast<Str*>(&name));
    if (!dict.index) {
        for (std::uint32_t i = 0; i < dict.used; ++i) {
            if (dict.entries[i].key == wanted) return i;
        }
        for (std::uint32_t i = 0; i < dict.used; ++i) {
            if (dict.entries[i].hash == hash && same_text(dict.entries[i].key, name)) return i;
        }
        return kMissing;
    }
    return with_index(dict, [&]<class W>(W* index) -> std::int64_t {
        for (Probe probe(hash, dict.index_mask);; probe.next()) {
            const std::uint32_t i = index[probe.slot()];
            if (i >= kDead<W>) {
                if (i == kFree<W>) return kMissing;
                continue;
            }
            const DictEntry& e = dict.entries[i];
            if (e.key == wanted || (e.hash == hash && same_text(e.key, name))) return i;
        }
    });
}

enum class Same : std::uint8_t { No, Yes, Ask };

// What can be said of two keys of equal hash without running Python.
Same same_key(Value a, Value b) {
    if (a == b) return Same::Yes;
    if (both_ints(a, b)) return Same::No;
    if (is_exact_str(a) && is_exact_str(b)) return str_equal(as<Str>(a), as<Str>(b)) ? Same::Yes : Same::No;
    return Same::Ask;
}

// kRestart: __eq__ changed the dict, everything seen so far is stale.
constexpr std::int64_t kRestart = -3;

std::int64_t ask_py(Thread& t, Dict& dict, std::uint32_t entry, Value key) {
    const Ref there = Ref::share(dict.entries[entry].key);
    const std::uint32_t changes = dict.changes;
    const Result<bool> equal = compare_bool_py(t, there.get(), key, CompareOp::Eq);
    if (!equal) return kRaised;
    if (dict.changes != changes) return kRestart;
    return *equal ? static_cast<std::int64_t>(entry) : kMissing;
}

std::int64_t search_once_py(Thread& t, Dict& dict, Value key, std::int64_t hash) {
    if (!dict.index) {
        for (std::uint32_t i = 0; i < dict.used; ++i) {
            if (dict.entries[i].hash != hash || dict.entries[i].key.is_empty()) continue;
            const Same same = same_key(dict.entries[i].key, key);
            if (same == Same::Yes) return i;
            if (same == Same::No) continue;
            const std::int64_t found = ask_py(t, dict, i, key);
            if (found != kMissing) return found;
        }
        return kMissing;
    }
    return with_index(dict, [&]<class W>(W* index) -> std::int64_t {
        for (Probe probe(hash, dict.index_mask);; probe.next()) {
            const std::uint32_t i = index[probe.slot()];
            if (i >= kDead<W>) {
                if (i == kFree<W>) return kMissing;
                continue;
            }
            const DictEntry& e = dict.entries[i];
            if (e.key == key) return i;
            if (e.hash != hash) continue;
            const Same same = same_key(e.key, key);
            if (same == Same::Yes) return i;
            if (same == Same::No) continue;
            const std::int64_t found = ask_py(t, dict, i, key);
            if (found != kMissing) return found;
        }
    });
}

// The entry of any key: a number, kMissing or kRaised.
std::int64_t search_py(Thread& t, Dict& dict, Value key, std::int64_t hash) {
    if (dict.str_keys && is_exact_str(key)) return find_str(dict, as<Str>(key), hash);
    for (;;) {
        const std::int64_t found = search_once_py(t, dict, key, hash);
        if (found != kRestart) return found;
        if (!t.checkpoint_py()) return kRaised;
    }
}

Status set_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash, Value value) {
    const std::int64_t found = search_py(t, dict, key, hash);
    if (found == kRaised) return t.raised();
    if (found >= 0) {
        set_value(dict.entries[found], value);
        return Status::ok();
    }
    retain(key);
    retain(value);
    if (insert_new(t.heap(), dict, key, hash, value)) [[likely]]
        return Status::ok();
    release(key);
    release(value);
    return t.raise_memory_error();
}

// A TypeError of __hash__ gets a text that says what the value was wanted for.
Raised raise_unhashable_py(Thread& t, Value key, std::string_view role) {
    if (t.pending().object()->type() != t.type(TypeId::TypeError)) return t.raised();
    const Ref error = t.take_pending();
    const Ref reason = str_py(t, error.get());
    if (!reason) return t.raised();
    TextBuffer text;
    text.append("cannot use '");
    append_full_name(t, text, *type_of(t, key));
    format_to(text, "' as a {} (", role);
    append_utf8(text, reason.as<Str>());
    text.append(')');
    return t.raise_text(Exc::TypeError, text.view());
}

} // namespace

Result<std::int64_t> hash_of_key_py(Thread& t, Value key, std::string_view role) {
    if (is_exact_str(key)) [[likely]]
        return str_hash(t, as<Str>(key));
    if (key.is_int()) return hash_int64(key.as_int());
    const Result<std::int64_t> hash = hash_py(t, key);
    if (!hash) [[unlikely]]
        return raise_unhashable_py(t, key, role);
    return hash;
}

namespace {

Result<std::int64_t> key_hash_py(Thread& t, Value key) {
    return hash_of_key_py(t, key, "dict key");
}

} // namespace

// --- Making

namespace {

void start_fields(Dict& dict) {
    dict.entries = nullptr;
    dict.index = nullptr;
    dict.count = dict.used = dict.capacity = dict.index_mask = dict.index_fill = 0;
    dict.keys_version = 0;
    dict.str_keys = true;
    dict.index_width = 0;
    dict.changes = 0;
}

// The arrays of `source`, with their own counts, in a dict that has none yet.
bool copy_tables(Heap& heap, Dict& to, Dict& source) {
    if (source.count == 0) return true;
    const std::uint32_t capacity = source.used == source.count ? source.capacity : capacity_for(source.count);
    Tables tables;
    if (!make_tables(heap, capacity, tables)) return false;
    install(to, tables, capacity);
    DictEntry* out = tables.entries;
    for (std::uint32_t at = 0; DictEntry* const e = source.next(at);) {
        retain(e->key);
        retain(e->value);
        *out++ = *e;
    }
    to.used = to.count = source.count;
    to.str_keys = source.str_keys;
    if (!to.index) return true;
    if (source.used == source.count && source.index_mask == to.index_mask) {
        std::memcpy(to.index, source.index, (std::size_t{to.index_mask} + 1) * to.index_width);
        to.index_fill = source.index_fill;
    } else {
        reindex(to);
    }
    return true;
}

} // namespace

void dict_start(Dict& dict) {
    start_fields(dict);
}

Ref make_dict(Thread& t, std::uint32_t capacity) {
    auto* const dict = allocate<Dict>(t, TypeId::Dict);
    if (!dict) return t.raise_memory_error();
    start_fields(*dict);
    Ref result = Ref::adopt(dict);
    if (capacity != 0 && !rebuild(t.heap(), *dict, capacity_for(capacity))) return t.raise_memory_error();
    return result;
}

Ref dict_copy(Thread& t, Dict& dict) {
    auto* const copy = allocate<Dict>(t, TypeId::Dict);
    if (!copy) return t.raise_memory_error();
    start_fields(*copy);
    Ref result = Ref::adopt(copy);
    if (!copy_tables(t.heap(), *copy, dict)) return t.raise_memory_error();
    return result;
}

bool dict_reserve(Heap& heap, Dict& dict, std::uint64_t more) {
    const std::uint64_t wanted = std::uint64_t{dict.count} + more;
    if (wanted <= dict.capacity - (dict.used - dict.count)) return true;
    return wanted <= kMaxEntries / 2 && rebuild(heap, dict, capacity_for(wanted));
}

Dict* make_commons_dict(Heap& heap, std::uint32_t capacity) {
    auto* const dict = static_cast<Dict*>(heap.alloc_object(sizeof(Dict)));
    if (!dict) return nullptr;
    dict->refs = kImmortal;
    dict->kind = Kind::Dict;
    dict->subclass = 0;
    dict->flags = 0;
    dict->shape = nullptr;
    start_fields(*dict);
    if (capacity != 0 && !rebuild(heap, *dict, capacity_for(capacity))) return nullptr;
    return dict;
}

bool commons_dict_set(Heap& heap, Dict& dict, Str& name, Value value) {
    ISLET_DCHECK(name.hash_value != -1, "names of the commons are hashed");
    const std::int64_t found = find_str(dict, name, name.hash_value);
    if (found >= 0) {
        dict.entries[found].value = value;
        return true;
    }
    return insert_new(heap, dict, Value(&name), name.hash_value, value);
}

// --- By str, without Python

DictEntry* dict_entry(const Dict& dict, Str& name, HashKey key) {
    const std::int64_t hash = name.hash_value != -1 ? name.hash_value : str_hash(name, key);
    const std::int64_t found = find_str(dict, name, hash);
    return found >= 0 ? &dict.entries[found] : nullptr;
}

Value dict_find_text(Thread&, const Dict& dict, std::string_view name) {
    for (std::uint32_t i = 0; i < dict.used; ++i) {
        const DictEntry& e = dict.entries[i];
        if (is_exact_str(e.key) && str_equal(as<Str>(e.key), name)) return e.value;
    }
    return Value();
}

Status dict_set(Thread& t, Dict& dict, Str& name, Value value) {
    const std::int64_t hash = str_hash(t, name);
    const std::int64_t found = find_str(dict, name, hash);
    if (found >= 0) {
        set_value(dict.entries[found], value);
        return Status::ok();
    }
    retain(&name);
    retain(value);
    if (insert_new(t.heap(), dict, Value(&name), hash, value)) [[likely]]
        return Status::ok();
    release(&name);
    release(value);
    return t.raise_memory_error();
}

Status dict_set_text(Thread& t, Dict& dict, std::string_view name, Value value) {
    const Ref key = intern(t, name);
    if (!key) return t.raised();
    return dict_set(t, dict, key.as<Str>(), value);
}

bool dict_remove(Thread& t, Dict& dict, Str& name) {
    const std::int64_t found = find_str(dict, name, str_hash(t, name));
    if (found < 0) return false;
    remove_entry(dict, static_cast<std::uint32_t>(found));
    return true;
}

// --- Any key

Ref dict_find_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash, bool* found) {
    const std::int64_t entry = search_py(t, dict, key, hash);
    *found = entry >= 0;
    if (entry == kRaised) return t.raised();
    return entry >= 0 ? Ref::share(dict.entries[entry].value) : Ref::nothing();
}

Ref dict_find_py(Thread& t, Dict& dict, Value key, bool* found) {
    *found = false;
    const Result<std::int64_t> hash = key_hash_py(t, key);
    if (!hash) return t.raised();
    return dict_find_hashed_py(t, dict, key, *hash, found);
}

Status dict_set_py(Thread& t, Dict& dict, Value key, Value value) {
    const Result<std::int64_t> hash = key_hash_py(t, key);
    if (!hash) return t.raised();
    return set_hashed_py(t, dict, key, *hash, value);
}

Status dict_set_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash, Value value) {
    return set_hashed_py(t, dict, key, hash, value);
}

Result<bool> dict_remove_py(Thread& t, Dict& dict, Value key) {
    const Result<std::int64_t> hash = key_hash_py(t, key);
    if (!hash) return t.raised();
    const std::int64_t entry = search_py(t, dict, key, *hash);
    if (entry == kRaised) return t.raised();
    if (entry >= 0) remove_entry(dict, static_cast<std::uint32_t>(entry));
    return entry >= 0;
}

Result<bool> dict_contains_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash) {
    const std::int64_t entry = search_py(t, dict, key, hash);
    if (entry == kRaised) return t.raised();
    return entry >= 0;
}

Result<bool> dict_contains_py(Thread& t, Dict& dict, Value key) {
    const Result<std::int64_t> hash = key_hash_py(t, key);
    if (!hash) return t.raised();
    return dict_contains_hashed_py(t, dict, key, *hash);
}

Ref dict_setdefault_py(Thread& t, Dict& dict, Value key, Value fallback) {
    const Result<std::int64_t> hash = key_hash_py(t, key);
    if (!hash) return t.raised();
    const std::int64_t entry = search_py(t, dict, key, *hash);
    if (entry == kRaised) return t.raised();
    if (entry >= 0) return Ref::share(dict.entries[entry].value);
    retain(key);
    retain(fallback);
    if (insert_new(t.heap(), dict, key, *hash, fallback)) return Ref::share(fallback);
    release(key);
    release(fallback);
    return t.raise_memory_error();
}

Ref dict_pop_py(Thread& t, Dict& dict, Value key, Value fallback) {
    if (dict.count != 0) { // an empty dict does not even look whether the key can be hashed
        const Result<std::int64_t> hash = key_hash_py(t, key);
        if (!hash) return t.raised();
        const std::int64_t entry = search_py(t, dict, key, *hash);
        if (entry == kRaised) return t.raised();
        if (entry >= 0) {
            const DictEntry taken = take_entry(dict, static_cast<std::uint32_t>(entry));
            release(taken.key);
            return Ref::adopt(taken.value);
        }
    }
    if (fallback.is_empty()) return raise_key_error(t, key);
    return Ref::share(fallback);
}

bool dict_take_last(Dict& dict, DictEntry& out) {
    if (dict.count == 0) return false;
    std::uint32_t last = dict.used - 1;
    while (dict.entries[last].key.is_empty()) --last;
    out = take_entry(dict, last);
    dict.used = last; // so that taking all entries this way costs what they are
    return true;
}

Raised raise_key_error(Thread& t, Value key) {
    return t.raise_value(Exc::KeyError, key);
}

Ref dict_getitem_py(Thread& t, Value self, Value key) {
    bool found = false;
    Ref value = dict_find_py(t, as<Dict>(self), key, &found);
    if (value || t.has_pending()) return value;
    if (self.object()->subclass != 0) {
        const Ref missing = lookup_special_py(t, self, Name::dunder_missing);
        if (missing) return call_py(t, missing.get(), key);
        if (t.has_pending()) return t.raised();
    }
    return raise_key_error(t, key);
}

// --- Merging

bool iterates_as_dict(Thread& t, Value v) {
    return is_kind(v, Kind::Dict) && (v.object()->subclass == 0 || v.object()->type()->slots.iter_py ==
                                                                       t.type(TypeId::Dict)->slots.iter_py);
}

namespace {

// What to do with a key that is there already.
enum class Existing : std::uint8_t { Keep, Override };

Status put_py(Thread& t, Dict& dict, Value key, std::int64_t hash, Value value, Existing existing) {
    if (existing == Existing::Override) return set_hashed_py(t, dict, key, hash, value);
    const std::int64_t entry = search_py(t, dict, key, hash);
    if (entry == kRaised) return t.raised();
    return entry >= 0 ? Status::ok() : set_hashed_py(t, dict, key, hash, value);
}

Status merge_dict_py(Thread& t, Dict& dict, Dict& source, Existing existing) {
    if (&dict == &source || source.count == 0) return Status::ok();
    if (dict.count == 0 && dict.capacity == 0) {
        if (!copy_tables(t.heap(), dict, source)) return t.raise_memory_error();
        note_change(dict);
        return Status::ok();
    }
    // Half as much again as what cannot be avoided is fine; keys in both would waste the rest.
    if (source.count > dict.capacity - dict.used && !dict_reserve(t.heap(), dict, source.count)) {
        return t.raise_memory_error();
    }
    const std::uint32_t changes = source.changes;
    std::uint32_t at = 0, seen = 0;
    while (DictEntry* const e = source.next(at)) {
        const Ref key = Ref::share(e->key);
        const Ref value = Ref::share(e->value);
        if (!put_py(t, dict, key.get(), e->hash, value.get(), existing)) return t.raised();
        if (source.changes != changes) return t.raise(Exc::RuntimeError, "dict mutated during update");
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

// The list that mapping.keys() comes to.
Ref keys_list_py(Thread& t, Value mapping) {
    const Ref keys = call_method_py(t, mapping, Name::keys);
    if (!keys) return t.raised();
    const Ref iterator = iter_py(t, keys.get());
    if (!iterator) {
        if (t.pending_is(Exc::TypeError)) {
            t.clear_pending();
            return t.raise(Exc::TypeError, "{}.keys() returned a non-iterable (type {})",
                           *type_of(t, mapping), *type_of(t, keys.get()));
        }
        return t.raised();
    }
    return list_from_py(t, iterator.get());
}

Status merge_mapping_py(Thread& t, Dict& dict, Value mapping, Existing existing) {
    const Ref keys = keys_list_py(t, mapping);
    if (!keys) return t.raised();
    for (std::uint64_t i = 0; i < keys.as<List>().size; ++i) {
        if (!t.checkpoint_py()) return t.raised();
        const Ref key = Ref::share(keys.as<List>().items[i]);
        if (existing == Existing::Keep) {
            const Result<bool> there = dict_contains_py(t, dict, key.get());
            if (!there) return t.raised();
            if (*there) continue;
        }
        const Ref value = getitem_py(t, mapping, key.get());
        if (!value) return t.raised();
        if (!dict_set_py(t, dict, key.get(), value.get())) return t.raised();
    }
    return Status::ok();
}

Status add_note_py(Thread& t, std::string_view text) {
    const Ref error = t.take_pending();
    const Ref note = make_str(t, text);
    if (!note) return t.raised();
    const Value args[] = {note.get()};
    const Ref name = intern(t, "add_note");
    if (!name) return t.raised();
    const Ref done = call_method_py(t, error.get(), name.as<Str>(), args);
    if (!done) return t.raised();
    return t.restore(Ref::share(error.get()));
}

// The two items of element number `n` of what dict() and update() were given.
Status put_pair_py(Thread& t, Dict& dict, Value element, std::uint64_t n, Existing existing) {
    Ref pair = Ref::share(element);
    if (!is_kind(element, Kind::List) && !is_kind(element, Kind::Tuple)) {
        const Ref iterator = iter_py(t, element);
        if (!iterator && t.pending_is(Exc::TypeError)) {
            t.clear_pending();
            static_cast<void>(t.raise(Exc::TypeError, "object is not iterable"));
            return add_note_py(
                t, format("Cannot convert dictionary update sequence element #{} to a sequence", n).view());
        }
        if (!iterator) return t.raised();
        pair = list_from_py(t, iterator.get());
        if (!pair) return t.raised();
    }
    const bool tuple = is_kind(pair.get(), Kind::Tuple);
    const std::uint64_t size = tuple ? pair.as<Tuple>().size : pair.as<List>().size;
    if (size != 2) {
        return t.raise(Exc::ValueError, "dictionary update sequence element #{} has length {}; 2 is required",
                       n, size);
    }
    const Value* const items = tuple ? pair.as<Tuple>().items() : pair.as<List>().items;
    const Ref key = Ref::share(items[0]);
    const Ref value = Ref::share(items[1]);
    const Result<std::int64_t> hash = key_hash_py(t, key.get());
    if (!hash) return t.raised();
    return put_py(t, dict, key.get(), *hash, value.get(), existing);
}

} // namespace

Status dict_merge_py(Thread& t, Dict& dict, Value mapping, bool override_existing) {
    const Existing existing = override_existing ? Existing::Override : Existing::Keep;
    if (iterates_as_dict(t, mapping)) return merge_dict_py(t, dict, as<Dict>(mapping), existing);
    return merge_mapping_py(t, dict, mapping, existing);
}

Status dict_merge_pairs_py(Thread& t, Dict& dict, Value pairs) {
    std::uint64_t n = 0;
    return for_each_py(t, pairs,
                       [&](Value element) { return put_pair_py(t, dict, element, n++, Existing::Override); });
}

Status dict_update_py(Thread& t, Dict& dict, Value source) {
    if (is_exact(source, Kind::Dict)) return merge_dict_py(t, dict, as<Dict>(source), Existing::Override);
    const Ref keys = find_attr_py(t, source, Name::keys);
    if (keys) return dict_merge_py(t, dict, source, true);
    if (t.has_pending()) return t.raised();
    return dict_merge_pairs_py(t, dict, source);
}

// --- The rest

void dict_clear(Dict& dict) {
    if (!dict.entries) return;
    Heap& heap = *heap_of(&dict);
    DictEntry* const entries = dict.entries;
    const std::uint32_t used = dict.used;
    heap.free_raw(dict.index);
    dict.entries = nullptr;
    dict.index = nullptr;
    dict.count = dict.used = dict.capacity = dict.index_mask = dict.index_fill = 0;
    dict.str_keys = true;
    note_change(dict);
    for (std::uint32_t i = 0; i < used; ++i) {
        release(entries[i].key);
        release(entries[i].value);
    }
    heap.free_raw(entries);
}

std::uint32_t dict_keys_version(InterpState& state, Dict& dict) {
    if (dict.keys_version == 0 && state.next_keys_version != 0) dict.keys_version = state.next_keys_version++;
    return dict.keys_version;
}

} // namespace islet
