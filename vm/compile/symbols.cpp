// SPDX-License-Identifier: MIT
//
// Tables of scopes and names, and the second step: which scope owns each name.
#include "vm/compile/symbols.h"

#include <algorithm>

namespace islet {

namespace {

constexpr std::uint32_t kLinearSearch = 8;

std::uint32_t mix(std::uint64_t key) {
    return static_cast<std::uint32_t>((key * 0x9E3779B97F4A7C15u) >> 32);
}

// The scope whose frame runs the code of `scope`.
const Scope* frame_of(const Scope* scope) {
    while (scope->inlined) scope = scope->parent;
    return scope;
}

bool is_class_variable(NameId name) {
    return name == known::class_ || name == known::classdict || name == known::conditional_annotations;
}

} // namespace

Symbol* Scope::find(NameId wanted) const {
    if (!index) {
        for (std::uint32_t i = 0; i < count; ++i) {
            if (symbols[i].name == wanted) return &symbols[i];
        }
        return nullptr;
    }
    const std::uint32_t mask = index_size - 1;
    for (std::uint32_t at = mix(wanted) & mask; index[at]; at = (at + 1) & mask) {
        if (symbols[index[at] - 1].name == wanted) return &symbols[index[at] - 1];
    }
    return nullptr;
}

Symbol* Symbols::touch(Scope& scope, NameId name, std::uint16_t flags) {
    if (Symbol* known_symbol = scope.find(name)) {
        known_symbol->flags |= flags;
        return known_symbol;
    }
    if (scope.count == scope.capacity) {
        const std::uint32_t capacity = std::max<std::uint32_t>(kLinearSearch, scope.capacity * 2);
        auto* symbols = arena_.make_array<Symbol>(capacity);
        if (!symbols) return nullptr;
        std::copy_n(scope.symbols, scope.count, symbols);
        scope.symbols = symbols;
        scope.capacity = capacity;
        if (capacity > kLinearSearch) {
            auto* index = arena_.make_array<std::uint32_t>(capacity * 2);
            if (!index) return nullptr;
            std::fill_n(index, capacity * 2, 0u);
            scope.index = index;
            scope.index_size = capacity * 2;
            for (std::uint32_t i = 0; i < scope.count; ++i) {
                std::uint32_t at = mix(symbols[i].name) & (scope.index_size - 1);
                while (index[at]) at = (at + 1) & (scope.index_size - 1);
                index[at] = i + 1;
            }
        }
    }
    Symbol& symbol = scope.symbols[scope.count++];
    symbol = {name, flags, Place::Unknown, false, 0};
    if (scope.index) {
        std::uint32_t at = mix(name) & (scope.index_size - 1);
        while (scope.index[at]) at = (at + 1) & (scope.index_size - 1);
        scope.index[at] = scope.count;
    }
    return &symbol;
}

Scope* Symbols::make_scope(ScopeKind kind, NameId name, Scope* parent, const ast::Span& span) {
    Scope* scope = arena_.make<Scope>();
    if (!scope) return nullptr;
    *scope = {};
    scope->kind = kind;
    scope->name = name;
    scope->parent = parent;
    scope->span = span;
    scope->nested = parent && (parent->nested || parent->is_function_like());
    scope->last_annotation = &scope->first_annotation;
    return scope;
}

bool Symbols::grow_nodes() {
    const std::uint32_t capacity = std::max<std::uint32_t>(64, node_capacity_ * 2);
    auto* nodes = arena_.make_array<NodeEntry>(capacity);
    if (!nodes) return false;
    std::fill_n(nodes, capacity, NodeEntry{});
    for (std::uint32_t i = 0; i < node_capacity_; ++i) {
        if (!nodes_[i].key) continue;
        std::uint32_t at = mix(nodes_[i].key) & (capacity - 1);
        while (nodes[at].key) at = (at + 1) & (capacity - 1);
        nodes[at] = nodes_[i];
    }
    nodes_ = nodes;
    node_capacity_ = capacity;
    return true;
}

void Symbols::remember(std::uintptr_t key, NodeEntry entry) {
    if (node_count_ * 2 >= node_capacity_ && !grow_nodes()) return;
    entry.key = key;
    std::uint32_t at = mix(key) & (node_capacity_ - 1);
    while (nodes_[at].key && nodes_[at].key != key) at = (at + 1) & (node_capacity_ - 1);
    if (!nodes_[at].key) ++node_count_;
    nodes_[at] = entry;
}

const Symbols::NodeEntry* Symbols::recall(std::uintptr_t key) const {
    if (!nodes_) return nullptr;
    for (std::uint32_t at = mix(key) & (node_capacity_ - 1); nodes_[at].key;
         at = (at + 1) & (node_capacity_ - 1)) {
        if (nodes_[at].key == key) return &nodes_[at];
    }
    return nullptr;
}

Scope* Symbols::find(const ast::Node* node, ScopeSlot slot) const {
    const NodeEntry* entry =
        recall(reinterpret_cast<std::uintptr_t>(node) + static_cast<std::uintptr_t>(slot));
    return entry ? entry->scope : nullptr;
}

std::int32_t Symbols::condition_of(const ast::AnnAssign* statement) const {
    const NodeEntry* entry = recall(reinterpret_cast<std::uintptr_t>(statement));
    return entry ? static_cast<std::int32_t>(entry->number) : -1;
}

void Symbols::resolve() {
    for (Scope* scope = first_; scope && !report_.failed(); scope = scope->next) resolve_scope(*scope);
}

void Symbols::resolve_scope(Scope& scope) {
    // Scopes further in may have added symbols here already; adding does not end while we look.
    for (std::uint32_t at = 0; at < scope.count && !report_.failed(); ++at) resolve_symbol(scope, at);
}

void Symbols::directive_error(const Scope& scope, NameId name, const char* before, const char* after) {
    ast::Span span = scope.span;
    for (const DirectiveNode* node = scope.directives; node; node = node->next) {
        if (node->name == name) span = node->span; // the last found is the first written
    }
    report_.error(span, "{}{}{}", before, names_.text(name), after);
}

void Symbols::resolve_symbol(Scope& scope, std::uint32_t at) {
    const NameId name = scope.symbols[at].name;
    const std::uint16_t flags = scope.symbols[at].flags;
    const auto put = [&](Place place) { scope.symbols[at].place = place; };
    if (scope.symbols[at].place != Place::Unknown) return;
    if (flags & kSymGlobal) {
        if (flags & kSymNonlocal) return directive_error(scope, name, "name '", "' is nonlocal and global");
        return put(Place::GlobalExplicit);
    }
    bool is_type_param = false;
    if (flags & kSymNonlocal) {
        if (scope.kind == ScopeKind::Module) {
            return directive_error(scope, known::empty, "nonlocal declaration not allowed at module level",
                                   "");
        }
        if (find_outside(scope, name, &is_type_param) != Place::Free) {
            return directive_error(scope, name, "no binding for nonlocal '", "' found");
        }
        if (is_type_param) {
            return directive_error(scope, name, "nonlocal binding not allowed for type parameter '", "'");
        }
        return put(Place::Free);
    }
    if (flags & kSymBound) return put(Place::Local);
    if (scope.sees_class) {
        const Scope* owner = scope.parent;
        while (owner->kind != ScopeKind::Class && owner->parent) owner = owner->parent;
        const Symbol* there = owner->find(name);
        if (there && there->flags & kSymGlobal) return put(Place::GlobalExplicit);
        if (there && there->flags & kSymBound && !(there->flags & kSymNonlocal))
            return put(Place::GlobalImplicit);
    }
    const Place place = find_outside(scope, name, &is_type_param);
    put(place);
}

// Where a name that `scope` does not bind comes from: Free (a function around it binds it) or GlobalImplicit.
// The owner's variable becomes a cell unless it lives in the very frame of `scope`.
Place Symbols::find_outside(Scope& scope, NameId name, bool* is_type_param) {
    const Scope* frame = frame_of(&scope);
    for (Scope* owner = scope.parent; owner && owner->kind != ScopeKind::Module; owner = owner->parent) {
        if (owner->kind == ScopeKind::Class) {
            if (!is_class_variable(name)) continue;
            if (frame == owner) return Place::GlobalImplicit;
            if (name == known::class_) owner->needs_class_cell = true;
            if (name == known::classdict) owner->needs_classdict = true;
            if (name == known::conditional_annotations) {
                if (!owner->has_conditional_annotations) continue;
                owner->needs_conditional_cell = true;
            }
            pass_through(scope.parent, owner, name);
            return Place::Free;
        }
        Symbol* symbol = owner->find(name);
        if (!symbol) continue;
        if (symbol->flags & kSymGlobal) return Place::GlobalImplicit;
        if (!(symbol->flags & kSymBound) || symbol->flags & kSymNonlocal) continue;
        *is_type_param = (symbol->flags & kSymTypeParam) != 0;
        if (frame_of(owner) != frame) symbol->place = Place::Cell;
        pass_through(scope.parent, owner, name);
        return Place::Free;
    }
    return Place::GlobalImplicit;
}

// The scopes between a use and the owner hand the cell on.
void Symbols::pass_through(Scope* from, Scope* owner, NameId name) {
    for (Scope* scope = from; scope != owner; scope = scope->parent) {
        Symbol* symbol = touch(*scope, name, 0);
        if (!symbol) return;
        const bool own_meaning =
            (scope->kind == ScopeKind::Class && symbol->flags & (kSymBound | kSymGlobal)) ||
            (scope->sees_class && symbol->flags != 0);
        if (own_meaning) {
            symbol->passes_through = true;
        } else {
            symbol->place = Place::Free;
        }
    }
}

} // namespace islet
