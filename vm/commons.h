// SPDX-License-Identifier: MIT
//
// What all interpreters of a process share: built-in types, built-in functions, names. Built once by
// make(), then sealed: the pages are read-only and a stray write is a fault.
//
// Owns: a heap of its own whose objects are all immortal.
// Invariants: nothing in here points into an interpreter's heap. Every Str in here is interned and hashed.
// Threads: any thread may read after make() returned.
#pragma once

#include "vm/base/hash.h"
#include "vm/heap.h"
#include "vm/type.h"

#include <string_view>

namespace islet {

enum class TypeId : std::uint16_t {
#define ISLET_TYPE(name, spec) name,
#include "vm/types.def"
#define ISLET_EXC(name, base, layout) name,
#include "vm/model/exc.def"
    kCount
};

// Exceptions by name, for Thread::raise.
enum class Exc : std::uint16_t {
#define ISLET_EXC(name, base, layout) name = static_cast<std::uint16_t>(TypeId::name),
#include "vm/model/exc.def"
};

enum class Name : std::uint16_t {
#define ISLET_NAME(id, text) id,
#include "vm/model/names.def"
    kCount
};

inline constexpr std::size_t kTypeCount = static_cast<std::size_t>(TypeId::kCount);
inline constexpr std::size_t kNameCount = static_cast<std::size_t>(Name::kCount);

class Commons {
public:
    // Null: out of memory. `key` seeds the hash of all strings of the process.
    static Commons* make(SlabPool& pool, HashKey key);
    ~Commons();

    Type* type(TypeId id) const { return types_[static_cast<std::size_t>(id)]; }
    Str& name(Name id) const { return *names_[static_cast<std::size_t>(id)]; }
    // The shared string for this text if the commons have one (interning looks here first), else null.
    Str* find_name(std::string_view utf8, std::uint64_t hash) const;
    // One-character strings of Latin-1.
    Str* latin1(std::uint8_t c) const { return latin1_[c]; }
    Tuple* empty_tuple() const { return empty_tuple_; }
    Object* empty_bytes() const { return empty_bytes_; }
    Object* byte(std::uint8_t b) const { return bytes_[b]; }
    HashKey hash_key() const { return key_; }
    Heap& heap() { return heap_; }
    // Makes the pages read-only; nothing may be built afterwards.
    void seal();

private:
    friend class CommonsBuilder;
    void unseal();
    bool sealed_ = false;
    Commons(SlabPool& pool, HashKey key) : heap_(pool, nullptr, 0), key_(key) {}
    Heap heap_;
    HashKey key_;
    Type* types_[kTypeCount] = {};
    Str* names_[kNameCount] = {};
    Str** table_ = nullptr; // open addressing over all strings of the commons
    std::size_t table_size_ = 0, table_used_ = 0;
    Str* latin1_[256] = {};
    Object* bytes_[256] = {};
    Tuple* empty_tuple_ = nullptr;
    Object* empty_bytes_ = nullptr;
};

} // namespace islet
