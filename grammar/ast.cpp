// SPDX-License-Identifier: MIT
//
// Names of the node kinds.
#include "grammar/ast.h"

namespace islet::ast {

static_assert(sizeof(Node) == 24, "the header of every node");
static_assert(sizeof(Name) == 32, "the commonest node");

namespace {

constexpr std::string_view kNames[] = {
#define ISLET_AST(Name, Base, fields) #Name,
#define ISLET_AST_PART(Name, py_name, fields) #py_name,
#include "grammar/ast.def"
};

} // namespace

std::string_view kind_name(NodeKind kind) {
    // The one Python name that is a base class here.
    if (kind == NodeKind::ExprStmt) return "Expr";
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace islet::ast
