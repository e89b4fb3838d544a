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
//   all exact str (str_keys) never runs Python in a lookup by str.
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
    void* index;               // null while linear
    std::uint32_t count;       // live entries
    std::uint32_t used;        // entries in use, deleted ones included
    std::uint32_t capacity;    // entries allocated
    std::uint32_t index_mask;  // slots - 1
    std::uint32_t keys_version;
    bool str_keys;             // every key ever put in is an exact str
    std::uint8_t index_width;  // bytes
    std::uint16_t spare;

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
inline Value dict_find(Thread& t, const Dict& dict, Name name) { return dict_find(t, dict, t.name(name)); }
Value dict_find_text(Thread& t, const Dict& dict, std::string_view name); // for rare uses
Status dict_set(Thread& t, Dict& dict, Str& name, Value value);
inline Status dict_set(Thread& t, Dict& dict, Name name, Value value) { return dict_set(t, dict, t.name(name), value); }
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
// A nonzero version for caches; changes nothing a program can see.
std::uint32_t dict_keys_version(InterpState& state, Dict& dict);

} // namespace islet
