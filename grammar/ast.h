// SPDX-License-Identifier: MIT
//
// The syntax tree: plain structs in an arena, one per row of ast.def, with Python's names and fields.
//
// Owns: nothing; nodes, sequences, texts and identifiers all lie in the Arena given to parse().
// Invariants: nodes have no virtual functions; `kind` tells the struct, `as<T>()` is the checked cast.
//   A node's depth is one more than its deepest child's, and never above ParseOptions::max_depth, so a
//   recursive pass over the tree needs a bounded stack. A finished tree is not written any more.
// Threads: a finished tree may be read from anywhere.
#pragma once

#include "vm/base/check.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet::ast {

// Where a node lies: lines from 1, columns from 0 in UTF-8 bytes, end exclusive, as in Python's `ast`.
struct Span {
    std::uint32_t line;
    std::uint32_t col;
    std::uint32_t end_line;
    std::uint32_t end_col;
};

// From the beginning of one to the end of another.
constexpr Span from_to(const Span& first, const Span& last) {
    return {first.line, first.col, last.end_line, last.end_col};
}

// An array in the arena. Trivial, so that it may lie in the parser's union of values.
template <class T>
struct Seq {
    T* data;
    std::uint32_t size;

    T* begin() const { return data; }
    T* end() const { return data + size; }
    bool empty() const { return size == 0; }
    T& operator[](std::size_t i) const {
        ISLET_DCHECK(i < size);
        return data[i];
    }
    T& back() const {
        ISLET_DCHECK(size > 0);
        return data[size - 1];
    }
};

// Bytes in the arena. For str contents the bytes are WTF-8: UTF-8 in which lone surrogates (from '\ud800')
// may stand as three bytes. No terminating zero.
struct Text {
    const char* data;
    std::uint32_t size;

    std::string_view view() const { return {data, size}; }
};

// A name, NFKC-normalised UTF-8. Within one parse equal names are the same pointer, and `index` numbers
// them densely from 0 to ParseResult::identifier_count - 1. Dotted module names are interned as a whole.
struct IdentifierData {
    const char* data;
    std::uint32_t size;
    std::uint32_t hash;
    std::uint32_t index;

    std::string_view view() const { return {data, size}; }
};
using Identifier = const IdentifierData*;

enum class ExprContext : std::uint8_t { Load, Store, Del };

enum class Operator : std::uint8_t {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv
};
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class BoolOperator : std::uint8_t { And, Or };
enum class CmpOperator : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

enum class LiteralKind : std::uint8_t {
    None,
    True,
    False,
    Ellipsis,
    Int,       // `integer`, never negative
    BigInt,    // `text` holds the digits, without prefix and underscores, in `base`
    Float,     // `number`
    Imaginary, // `number`; the real part is 0
    Str,       // `text`, WTF-8; `ascii` tells whether every byte is below 128
    Bytes,     // `text`
};

// A constant as spelled, not as an object: the tree belongs to no interpreter.
struct Literal {
    LiteralKind kind;
    std::uint8_t base; // 2, 8, 10 or 16, of a BigInt
    bool ascii;        // of a Str
    union {
        std::int64_t integer;
        double number;
        Text text;
    };
};

// Constant.kind: 'u' for a string written with that prefix, None otherwise.
enum class LiteralPrefix : std::uint8_t { None, U };

enum class NodeKind : std::uint8_t {
#define ISLET_AST(Name, Base, fields) Name,
#define ISLET_AST_PART(Name, py_name, fields) Name,
#include "grammar/ast.def"
};

struct Node {
    NodeKind kind;
    ExprContext ctx; // of Attribute, Subscript, Starred, Name, List, Tuple; Load elsewhere
    std::uint8_t
        parens; // pairs of parentheses around an Expr, at most 2; a tuple's or generator's own pair counts
    std::uint32_t depth;
    Span span; // all zero for Mod, Arguments, Comprehension, WithItem, MatchCase: Python has none there
};
struct Mod : Node {};
struct Stmt : Node {};
struct Expr : Node {};
struct Pattern : Node {};
struct TypeParam : Node {};

#define ISLET_AST(Name, Base, fields) struct Name;
#define ISLET_AST_PART(Name, py_name, fields) struct Name;
#include "grammar/ast.def"

#define F(type, name) type name;
#define ISLET_AST(Name, Base, fields)                                                                        \
    struct Name : Base {                                                                                     \
        static constexpr NodeKind kKind = NodeKind::Name;                                                    \
        fields                                                                                               \
    };
#define ISLET_AST_PART(Name, py_name, fields)                                                                \
    struct Name : Node {                                                                                     \
        static constexpr NodeKind kKind = NodeKind::Name;                                                    \
        fields                                                                                               \
    };
#include "grammar/ast.def"
#undef F

template <class T>
bool is(const Node* node) {
    return node->kind == T::kKind;
}

// The checked cast. `node` is not null and of kind T.
template <class T>
const T* as(const Node* node) {
    ISLET_DCHECK(node && node->kind == T::kKind);
    return static_cast<const T*>(node);
}
template <class T>
T* as(Node* node) {
    ISLET_DCHECK(node && node->kind == T::kKind);
    return static_cast<T*>(node);
}

// Null when `node` is null or of another kind.
template <class T>
const T* find_as(const Node* node) {
    return node && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}
template <class T>
T* find_as(Node* node) {
    return node && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

// The class name in Python's `ast`: "Expr" for ExprStmt, "arguments" for Arguments.
std::string_view kind_name(NodeKind kind);

} // namespace islet::ast
