// SPDX-License-Identifier: MIT
//
// Scopes: which block of code owns which name. One walk over the tree collects what every block does with
// its names; then each name gets its place: local, cell, free or global, by the rules of Python 3.14.
//
// Owns: nothing; everything lies in the arena of the compilation.
// Invariants: a scope is found by the address of its node (plus 1 or 2 where a node has several scopes).
//   After resolve() every symbol has a place other than Unknown. A list, set or dict comprehension outside
//   of class annotations is `inlined`: it runs in the frame of the scope around it, but keeps its names.
// Threads: one.
#pragma once

#include "vm/compile/names.h"
#include "vm/compile/report.h"

namespace islet {

enum class ScopeKind : std::uint8_t {
    Module,
    Class,
    Function,
    Annotation,
    TypeAlias,
    TypeParams,
    TypeVariable
};
enum class CompKind : std::uint8_t { None, List, Set, Dict, Generator };

// What a block does with a name.
enum SymbolFlag : std::uint16_t {
    kSymGlobal = 1, // global statement
    kSymLocal = 2,  // assigned
    kSymParam = 4,
    kSymNonlocal = 8, // nonlocal statement
    kSymUse = 16,
    kSymImport = 32,
    kSymAnnot = 64,     // annotated
    kSymCompIter = 128, // target of a comprehension's `for`
    kSymTypeParam = 256,
    kSymDeleted = 512, // may become unbound again: `del`, `except ... as`
    kSymBound = kSymLocal | kSymParam | kSymImport | kSymTypeParam,
};

enum class Place : std::uint8_t { Unknown, Local, Cell, Free, GlobalExplicit, GlobalImplicit };

struct Symbol {
    NameId name;
    std::uint16_t flags;
    Place place;
    bool
        passes_through; // of a class: bound in it, and also free because an inner function wants an outer one
    std::uint32_t reg;  // Local, Cell, Free: register in the frame; set when code is made
};

struct Scope {
    ScopeKind kind;
    CompKind comp;
    bool inlined; // runs in the frame of `parent`
    bool nested;  // inside a function
    bool is_lambda;
    bool generator, coroutine; // has yield; has await or is async def
    bool sees_class;           // annotation or type parameter scope right inside a class
    bool has_walrus;           // := binds a plain local of this scope
    bool annotations_used;
    bool has_conditional_annotations;
    bool in_conditional;                                            // the walk is inside an if, for, try ...
    bool needs_class_cell, needs_classdict, needs_conditional_cell; // of a class
    std::uint16_t comp_iter_depth; // the walk is inside an iterable of a comprehension
    bool comp_target;              // the walk is inside a target of a comprehension
    NameId name;
    ast::Span span;
    Scope* parent;
    Scope* next;                    // in the order of their making
    Scope* annotations;             // __annotate__ of this module, class or function
    const char* type_variable_text; // "a TypeVar bound": for messages
    bool limits_mangling;           // only the names in `mangled` are private: type parameters of a class
    struct NameNode* mangled;
    struct DirectiveNode* directives;
    struct AnnotationNode *first_annotation, **last_annotation; // variable annotations, module and class
    std::uint32_t annotation_count;

    Symbol* symbols;
    std::uint32_t count, capacity;
    std::uint32_t*
        index; // open addressing over names, once there are more than a few; 0: empty, else place + 1
    std::uint32_t index_size;

    bool is_function_like() const { return kind != ScopeKind::Module && kind != ScopeKind::Class; }
    Symbol* find(NameId name) const;
};

struct NameNode {
    NameId name;
    NameNode* next;
};
struct DirectiveNode {
    NameId name;
    ast::Span span;
    DirectiveNode* next;
};
struct AnnotationNode {
    const ast::AnnAssign* statement;
    std::int32_t condition; // number in __conditional_annotations__, or -1
    AnnotationNode* next;
};

// Where the scopes of a node are kept when it has more than one.
enum class ScopeSlot : std::uintptr_t { Main = 0, TypeParams = 1, Second = 1, Annotations = 2 };

class Symbols {
public:
    Symbols(Report& report, Names& names) : report_(report), arena_(report.arena()), names_(names) {}

    // Collects and resolves. Errors are in the report.
    void analyse(const ast::Mod* tree, bool future_annotations, bool top_level_await);

    Scope* top() const { return top_; }
    Scope* first() const { return first_; }
    Scope* find(const ast::Node* node, ScopeSlot slot = ScopeSlot::Main) const;
    // The number that this annotation has in __conditional_annotations__, or -1.
    std::int32_t condition_of(const ast::AnnAssign* statement) const;

    // Adds `flags` to what `scope` does with `name`; makes the symbol. Null when memory ran out.
    Symbol* touch(Scope& scope, NameId name, std::uint16_t flags);

private:
    friend class SymbolWalk;

    struct NodeEntry {
        std::uintptr_t key;
        union {
            Scope* scope;
            std::int64_t number;
        };
    };

    Scope* make_scope(ScopeKind kind, NameId name, Scope* parent, const ast::Span& span);
    void remember(std::uintptr_t key, NodeEntry entry);
    const NodeEntry* recall(std::uintptr_t key) const;
    bool grow_nodes();
    void resolve();
    void resolve_scope(Scope& scope);
    void resolve_symbol(Scope& scope, std::uint32_t at);
    Place find_outside(Scope& scope, NameId name, bool* is_type_param);
    void pass_through(Scope* from, Scope* owner, NameId name);
    void directive_error(const Scope& scope, NameId name, const char* before, const char* after);

    Report& report_;
    Arena& arena_;
    Names& names_;
    Scope* top_ = nullptr;
    Scope* first_ = nullptr;
    Scope** last_ = &first_;
    NodeEntry* nodes_ = nullptr; // open addressing, a power of two
    std::uint32_t node_count_ = 0, node_capacity_ = 0;
};

} // namespace islet
