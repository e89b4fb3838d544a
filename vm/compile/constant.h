// SPDX-License-Identifier: MIT
//
// Constants while compiling, and what can be computed with them before the program runs.
//
// Owns: nothing; constants lie in the arena of the compilation.
// Invariants: folding gives exactly what the running program would get, or nothing. It never raises: what
//   would raise, or would be large, is left to the program.
// Threads: one.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"
#include "vm/code/code_image.h"

#include <cstdint>
#include <string_view>

namespace islet {

struct Const {
    using Kind = ConstSpec::Kind;

    Kind kind = Kind::None;
    bool ascii = false;      // of a Str
    std::uint32_t count = 0; // of Tuple, FrozenSet, Slice
    union {
        std::int64_t integer;
        struct {
            double real, imag;
        };
        ast::Text bytes; // Str, Bytes; BigInt: base-16 digits after an optional '-'
        const Const* const* items;
        CodeImage* code;
    };

    constexpr Const() : integer(0) {}
    constexpr explicit Const(Kind k) : kind(k), integer(0) {}
    std::string_view text() const { return bytes.view(); }
};

inline constexpr std::uint32_t kMaxFoldDepth = 12;

bool same_constant(const Const& a, const Const& b);
std::uint64_t hash_constant(const Const& value);
bool truth_of(const Const& value);
// As the finished code keeps it.
ConstSpec make_spec(const Const& value);

class Folder {
public:
    explicit Folder(Arena& arena) : arena_(arena) {}

    // Each is null when there is nothing to fold (or no memory).
    const Const* literal(const ast::Literal& literal);
    const Const* unary(ast::UnaryOperator op, const Const& operand);
    const Const* binary(ast::Operator op, const Const& left, const Const& right);
    const Const* item(const Const& container, const Const& index);
    // The whole expression, if it is made of constants; looks a few levels deep.
    const Const* expression(const ast::Expr* node, std::uint32_t depth = kMaxFoldDepth);

    const Const* integer(std::int64_t value);
    const Const* string(std::string_view text); // not copied
    const Const* singleton(Const::Kind kind);
    const Const* sequence(Const::Kind kind, const Const* const* items, std::uint32_t count);
    const Const* code(CodeImage* image);

private:
    const Const* make(const Const& value);
    const Const* real(double value);
    const Const* wide_integer(bool negative, unsigned __int128 magnitude);
    const Const* big_literal(const ast::Literal& literal);
    const Const* binary_int(ast::Operator op, const Const& left, const Const& right);
    const Const* binary_float(ast::Operator op, double left, double right);
    const Const* binary_complex(ast::Operator op, const Const& left, const Const& right);
    const Const* joined(const Const& left, const Const& right);
    const Const* repeated(const Const& value, const Const& times);
    const Const* tuple(const ast::Seq<ast::Expr*>& elements, std::uint32_t depth);

    Arena& arena_;
};

} // namespace islet
