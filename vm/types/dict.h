// SPDX-License-Identifier: MIT
//
// dict: entries in insertion order, and an index by hash beside them.
//
//   entries  dense array; a deleted entry has an empty key and stays until the next rebuild
//   index    none up to kLinearSize entries (they are scanned); beyond, open addressing over entry numbers of
//            1, 2 or 4 bytes
//
// Owns: both arrays (raw blocks of the same heap), one count on each key and value.
// Invariants: count = used minus deleted. `keys_version` is nonzero only while some cache relies on which
//   entry holds which key; every change of keys (not of values) sets it back to zero. A dict whose keys are
//   all exact str (str_keys) never runs Python in a lookup by str. `changes` counts every change of keys, so
//   that a search that ran __eq__ knows whether it must begin again.
// Threads: the interpreter's lock; dicts of the commons are read-only.
#pragma once

#include "vm/thread.h"

namespace islet {

struct DictEntry {
    Value key; // empty: deleted
    Value value;
    std::int64_t hash;
};

struct Dict : Object {
    static constexpr Kind kKind = Kind::Dict;
    static constexpr std::uint32_t kLinearSize = 8;
    DictEntry* entries;
    void* index;              // null while linear
    std::uint32_t count;      // live entries
    std::uint32_t used;       // entries in use, deleted ones included
    std::uint32_t capacity;   // entries allocated
    std::uint32_t index_mask; // slots - 1
    std::uint32_t keys_version;
    bool str_keys;            // every key ever put in is an exact str
    std::uint8_t index_width; // bytes
    std::uint32_t changes;
    std::uint32_t index_fill; // slots in use, those of deleted entries included

    // The next live entry at or after `at`, or null; moves `at` behind it. The loop over a dict:
    //   for (std::uint32_t at = 0; DictEntry* e = dict.next(at);) ...
    DictEntry* next(std::uint32_t& at) {
        while (at < used) {
            DictEntry* const e = &entries[at++];
            if (!e->key.is_empty()) return e;
        }
        return nullptr;
    }
};

Ref make_dict(Thread& t, std::uint32_t capacity = 0);
Ref dict_copy(Thread& t, Dict& dict);
// By interned or other exact str; never runs Python: keys that are not exact str do not match. The entry, or
// null. `dict_find` gives a borrowed value, empty if missing.
DictEntry* dict_entry(const Dict& dict, Str& name, HashKey key);
inline Value dict_find(Thread& t, const Dict& dict, Str& name) {
    const DictEntry* const e = dict_entry(dict, name, t.commons().hash_key());
    return e ? e->value : Value();
}
inline Value dict_find(Thread& t, const Dict& dict, Name name) {
    return dict_find(t, dict, t.name(name));
}
Value dict_find_text(Thread& t, const Dict& dict, std::string_view name); // for rare uses
Status dict_set(Thread& t, Dict& dict, Str& name, Value value);
inline Status dict_set(Thread& t, Dict& dict, Name name, Value value) {
    return dict_set(t, dict, t.name(name), value);
}
Status dict_set_text(Thread& t, Dict& dict, std::string_view name, Value value);
bool dict_remove(Thread& t, Dict& dict, Str& name); // false: was not there

// Any key: may run __hash__ and __eq__. find: an owned value, or nothing() without an exception pending when
// `*found` is false.
Ref dict_find_py(Thread& t, Dict& dict, Value key, bool* found);
Status dict_set_py(Thread& t, Dict& dict, Value key, Value value);
Status dict_set_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash, Value value);
Result<bool> dict_remove_py(Thread& t, Dict& dict, Value key); // false: was not there
Result<bool> dict_contains_py(Thread& t, Dict& dict, Value key);
Ref dict_setdefault_py(Thread& t, Dict& dict, Value key, Value fallback);
Ref dict_pop_py(Thread& t, Dict& dict, Value key, Value fallback); // empty fallback: KeyError
Status dict_update_py(Thread& t, Dict& dict, Value source);        // mapping or iterable of pairs
Status dict_merge_py(Thread& t, Dict& dict, Value mapping, bool override_existing);
void dict_clear(Dict& dict);
// A nonzero version for caches; changes nothing a program can see. Zero, which nobody may cache, only after
// four thousand million of them.
std::uint32_t dict_keys_version(InterpState& state, Dict& dict);
// The hash of what is to be a key. A TypeError of __hash__ becomes "cannot use 'x' as a {role} (...)".
Result<std::int64_t> hash_of_key_py(Thread& t, Value key, std::string_view role);
Ref dict_find_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash, bool* found);
Result<bool> dict_contains_hashed_py(Thread& t, Dict& dict, Value key, std::int64_t hash);
// Whether `v` is a dict whose table holds what iter(v) gives: its class does not iterate differently.
bool iterates_as_dict(Thread& t, Value v);
Status dict_merge_pairs_py(Thread& t, Dict& dict, Value pairs); // dict_update_py without a look for keys()
// Room for `more` entries without another rebuild; false: out of memory.
bool dict_reserve(Heap& heap, Dict& dict, std::uint64_t more);
// Takes the entry added last, with its counts; false: the dict is empty.
bool dict_take_last(Dict& dict, DictEntry& out);
// Writes the fields of a block that is to be a dict.
void dict_start(Dict& dict);
// d[key] for a dict or an instance of a subclass: __missing__ of the latter, else KeyError.
Ref dict_getitem_py(Thread& t, Value dict, Value key);
// The KeyError of a missing key: a tuple as key is not taken for several arguments.
Raised raise_key_error(Thread& t, Value key);

// --- For the builder of the commons, which sets the shape: dicts without a thread, immortal from the start.
// Null, false: out of memory. `name` is hashed; a key that is there gets the new value. `value` is immortal
// or no object.
Dict* make_commons_dict(Heap& heap, std::uint32_t capacity);
bool commons_dict_set(Heap& heap, Dict& dict, Str& name, Value value);

} // namespace islet
