// SPDX-License-Identifier: MIT
//
// The names of one compilation as small numbers: those in the tree, those the compiler adds, mangled ones.
//
// Owns: nothing; table and mangled texts lie in the arena, texts of the tree stay where they are.
// Invariants: equal texts have equal numbers, whichever way they came; 0 is no name.
// Threads: one.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"

#include <cstdint>
#include <string_view>

namespace islet {

using NameId = std::uint32_t;

// Names with fixed numbers: known::class_ is "__class__".
namespace known {
enum : NameId {
    none,
#define ISLET_NAME(id, text) id,
#include "vm/compile/names.def"
    kEnd
};
} // namespace known

class Names {
public:
    Names(Arena& arena, std::uint32_t identifier_count);

    NameId of(ast::Identifier id) {
        if (id->index >= identifier_count_) [[unlikely]]
            return intern(id->view());
        NameId& name = of_identifier_[id->index];
        if (name == 0) [[unlikely]]
            name = intern(id->view());
        return name;
    }
    NameId intern(std::string_view text);
    std::string_view text(NameId name) const { return entries_[name].text; }

    // `name` as it is spelled inside the class `class_name` (0: outside of classes): __x becomes _C__x.
    NameId mangle(NameId class_name, NameId name) {
        if (class_name == 0 || !entries_[name].is_private) [[likely]]
            return name;
        return mangle_private(class_name, name);
    }

private:
    struct Entry {
        std::string_view text;
        std::uint32_t hash;
        bool is_private; // two underscores in front, not behind, no dot
    };

    NameId mangle_private(NameId class_name, NameId name);
    bool grow_entries();
    bool grow_index();

    Arena& arena_;
    std::uint32_t identifier_count_;
    NameId* of_identifier_;
    Entry first_entry_[1] = {};
    Entry* entries_ = first_entry_;
    std::uint32_t count_ = 1;
    std::uint32_t capacity_ = 1;
    NameId* index_ = nullptr; // open addressing, a power of two
    std::uint32_t index_size_ = 0;
};

} // namespace islet
