// SPDX-License-Identifier: MIT
//
// The names of one parse: each spelling once.
//
// Owns: the table (malloc); the identifiers and their bytes lie in the arena or in the source.
// Invariants: equal names give the same pointer; `index` counts them from 0.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

class IdentifierTable {
public:
    explicit IdentifierTable(Arena& arena) : arena_(arena) {}
    ~IdentifierTable();
    IdentifierTable(const IdentifierTable&) = delete;
    IdentifierTable& operator=(const IdentifierTable&) = delete;

    // `name` must live as long as the arena, and eight bytes behind it must be readable. Null when memory is
    // short (the arena has then failed).
    ast::Identifier intern(std::string_view name);
    // NFKC-normalises first. `name` is valid UTF-8; the same conditions.
    ast::Identifier intern_normalized(std::string_view name);
    // A name put together elsewhere: it is copied.
    ast::Identifier intern_copy(std::string_view name);

    std::uint32_t count() const { return count_; }

private:
    bool grow();

    Arena& arena_;
    ast::Identifier* slots_ = nullptr;
    std::uint32_t mask_ = 0; // slot count - 1, or 0 without slots
    std::uint32_t count_ = 0;
};

// The length of the longest prefix of valid UTF-8 that is an identifier (XID_Start XID_Continue*).
std::size_t identifier_prefix(std::string_view text);
// What repr would show as it is: not a control, format, unassigned, private or separator character.
bool is_printable(char32_t c);

} // namespace islet::grammar
