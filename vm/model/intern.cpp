// SPDX-License-Identifier: MIT
//
// The strings of one interpreter of which there is only one per text.
//
// Owns: the table (raw blocks of the interpreter's heap, gone with it), but not the strings: one that dies
//   takes itself out (forget_interned).
// Invariants: open addressing with linear probing and no tombstones: taking out moves followers back. A text
//   of the commons is never in here. Threads: the interpreter's lock.
#include "vm/types/str.h"

#include <cstring>

namespace islet {

struct InternTable {
    Str** slots;
    std::size_t mask; // slots - 1
    std::size_t used;
};

namespace {

constexpr std::size_t kFirstSize = 256;

std::size_t home(const InternTable& table, const Str& s) {
    return static_cast<std::size_t>(s.hash_value) & table.mask;
}

Str** new_slots(Heap& heap, std::size_t count) {
    auto** const slots = static_cast<Str**>(heap.alloc_raw(count * sizeof(Str*)));
    if (slots) std::memset(slots, 0, count * sizeof(Str*));
    return slots;
}

// The table with room for one more; null: out of memory.
InternTable* table_with_room(InterpState& state) {
    InternTable* table = state.interned;
    if (!table) {
        table = static_cast<InternTable*>(state.heap.alloc_raw(sizeof(InternTable)));
        Str** const slots = table ? new_slots(state.heap, kFirstSize) : nullptr;
        if (!slots) {
            state.heap.free_raw(table);
            return nullptr;
        }
        *table = {slots, kFirstSize - 1, 0};
        state.interned = table;
    }
    if ((table->used + 1) * 3 < (table->mask + 1) * 2) return table;

    const std::size_t size = (table->mask + 1) * 2;
    Str** const slots = new_slots(state.heap, size);
    if (!slots) return nullptr;
    const InternTable old = *table;
    *table = {slots, size - 1, old.used};
    for (std::size_t i = 0; i <= old.mask; ++i) {
        Str* const s = old.slots[i];
        if (!s) continue;
        std::size_t at = home(*table, *s);
        while (slots[at]) at = (at + 1) & table->mask;
        slots[at] = s;
    }
    state.heap.free_raw(old.slots);
    return table;
}

template <class Equal>
Str* find_in_table(const InternTable* table, std::int64_t hash, Equal&& equal) {
    if (!table) return nullptr;
    for (std::size_t at = static_cast<std::size_t>(hash) & table->mask; Str* const s = table->slots[at];
         at = (at + 1) & table->mask) {
        if (s->hash_value == hash && equal(*s)) return s;
    }
    return nullptr;
}

// The commons know texts as UTF-8.
Str* find_in_commons(Thread& t, const Str& s, std::int64_t hash) {
    if (s.length == 1 && s.width() == 1) return t.commons().latin1(s.latin1()[0]);
    if (s.is_ascii()) return t.commons().find_name(s.ascii(), static_cast<std::uint64_t>(hash));
    TextBuffer utf8;
    append_utf8(utf8, s);
    return t.commons().find_name(utf8.view(), static_cast<std::uint64_t>(hash));
}

// Takes in an exact, hashed string that is not there yet.
Ref add(Thread& t, Str& s) {
    InternTable* const table = table_with_room(t.state());
    if (!table) return t.raise_memory_error();
    std::size_t at = home(*table, s);
    while (table->slots[at]) at = (at + 1) & table->mask;
    table->slots[at] = &s;
    ++table->used;
    s.set(Str::kInterned);
    return Ref::share(&s);
}

} // namespace

Ref intern(Thread& t, Str& s) {
    if (s.has(Str::kInterned)) return Ref::share(&s);
    const std::int64_t hash = str_hash(t, s);
    Str* const known =
        find_in_table(t.state().interned, hash, [&](const Str& other) { return str_equal(other, s); });
    if (known) return Ref::share(known);
    if (Str* const common = find_in_commons(t, s, hash)) return Ref::share(common);
    if (s.subclass == 0) return add(t, s);
    Ref exact = str_exact(t, s);
    if (!exact) return exact;
    str_hash(t, exact.as<Str>());
    return add(t, exact.as<Str>());
}

Ref intern(Thread& t, std::string_view utf8) {
    if (utf8.size() > 1 && is_ascii(utf8.data(), utf8.size())) {
        // The usual case needs no string when it is known already.
        const std::int64_t hash = hash_bytes(t.commons().hash_key(), utf8.data(), utf8.size());
        if (Str* const common = t.commons().find_name(utf8, static_cast<std::uint64_t>(hash)))
            return Ref::share(common);
        Str* const known =
            find_in_table(t.state().interned, hash, [&](const Str& s) { return str_equal(s, utf8); });
        if (known) return Ref::share(known);
    }
    Ref fresh = make_str(t, utf8);
    if (!fresh) return fresh;
    return intern(t, fresh.as<Str>());
}

void forget_interned(InterpState& state, Str& s) {
    InternTable* const table = state.interned;
    if (!table) return;
    std::size_t hole = home(*table, s);
    while (table->slots[hole] != &s) {
        if (!table->slots[hole]) return;
        hole = (hole + 1) & table->mask;
    }
    // Followers that cannot be found across a gap move back into it.
    for (std::size_t at = hole;;) {
        at = (at + 1) & table->mask;
        Str* const next = table->slots[at];
        if (!next) break;
        const std::size_t distance = (at - home(*table, *next)) & table->mask;
        if (distance >= ((at - hole) & table->mask)) {
            table->slots[hole] = next;
            hole = at;
        }
    }
    table->slots[hole] = nullptr;
    --table->used;
    s.unset(Str::kInterned);
}

void free_intern_table(InterpState& state) {
    InternTable* const table = std::exchange(state.interned, nullptr);
    if (!table) return;
    state.heap.free_raw(table->slots);
    state.heap.free_raw(table);
}

} // namespace islet
