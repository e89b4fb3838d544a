// SPDX-License-Identifier: MIT
//
// Names of the node kinds.
#include "grammar/ast.h"

namespace islet::ast {

static_assert(sizeof(Node) == 24, "the header of every node");
static_assert(sizeof(Name) == 32, "the commonest node");

std::string_view kind_name(NodeKind kind) {
    // The one Python name that is a base class here.
    if (kind == NodeKind::ExprStmt) return "Expr";
    switch (kind) {
#define ISLET_AST(Name, Base, fields)                                                                        \
    case NodeKind::Name: return #Name;
#define ISLET_AST_PART(Name, py_name, fields)                                                                \
    case NodeKind::Name: return #py_name;
#include "grammar/ast.def"
    }
    return {};
}

} // namespace islet::ast
