// SPDX-License-Identifier: MIT
//
// FrameLocalsProxy; see frame_locals.h. Owns: nothing more. Threads: the interpreter's lock.
#include "vm/types/frame_locals.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// Walks names and places of a code's variables in the order of co_varnames, cells, free variables.
class Variables {
public:
    // `names` is code_local_names(). Null registers: nothing is bound.
    Variables(const Code& code, const Tuple& names, Value* registers)
        : image_(*code.image), names_(names), registers_(registers) {}

    std::uint64_t size() const { return names_.size; }
    Str& name(std::uint64_t i) const { return as<Str>(names_[i]); }

    // Where the value is: the register or the inside of its cell; null if there are no registers.
    Value* place(std::uint64_t i) const {
        if (!registers_) return nullptr;
        bool cell;
        Value* const slot = &registers_[register_of(i, &cell)];
        // Before the function's first instructions ran, a cell's register holds the bare argument.
        if (cell && is_kind(*slot, Kind::Cell)) return &as<Cell>(*slot).content;
        return slot;
    }

    // Index of the variable with this name, or -1.
    std::int64_t find(const Str& wanted) const {
        for (std::uint64_t i = 0; i < names_.size; ++i) {
            if (&name(i) == &wanted || str_equal(name(i), wanted)) return static_cast<std::int64_t>(i);
        }
        return -1;
    }

private:
    std::uint32_t register_of(std::uint64_t i, bool* cell) const {
        *cell = true;
        const std::size_t locals = image_.varnames.size();
        if (i < locals) {
            *cell = false;
            for (const std::uint32_t r : image_.cell_registers) *cell = *cell || r == i;
            return static_cast<std::uint32_t>(i);
        }
        std::uint64_t left = i - locals;
        for (const std::uint32_t r : image_.cell_registers) {
            if (r < locals) continue; // a parameter: listed above
            if (left == 0) return r;
            --left;
        }
        return image_.first_free + static_cast<std::uint32_t>(left);
    }

    const CodeImage& image_;
    const Tuple& names_;
    Value* registers_;
};

// Calls body(frame, variables) for the proxy `self`.
template <class R, class Body>
R with_variables(Thread& t, Value self, Body&& body) {
    FrameObject& frame = *reinterpret_cast<LocalsProxy*>(self.object())->frame;
    Code* const code = frame.code_of();
    Tuple* const names = code_local_names(t, *code);
    if (!names) return t.raised();
    return body(frame, Variables(*code, *names, frame.registers_of()));
}

} // namespace

Ref copy_variables(Thread& t, Code* code, Value* registers, Dict* extra) {
    Tuple* const names = code_local_names(t, *code);
    if (!names) return t.raised();
    const Variables variables(*code, *names, registers);
    Ref dict = make_dict(t);
    if (!dict) return t.raised();
    for (std::uint64_t i = 0; i < variables.size(); ++i) {
        const Value* const place = variables.place(i);
        if (!place || place->is_empty()) continue;
        if (!dict_set(t, dict.as<Dict>(), variables.name(i), *place)) return t.raised();
    }
    if (extra && !dict_update_py(t, dict.as<Dict>(), extra)) return t.raised();
    return dict;
}

Ref make_locals_proxy(Thread& t, FrameObject& frame) {
    auto* const proxy = static_cast<LocalsProxy*>(t.heap().alloc_object(sizeof(LocalsProxy)));
    if (!proxy) return t.raise_memory_error();
    proxy->refs = 1;
    proxy->kind = Kind::Native;
    proxy->subclass = 0;
    proxy->flags = 0;
    proxy->shape = t.type(TypeId::FrameLocalsProxy)->shape;
    proxy->frame = &frame;
    retain(&frame);
    return Ref::adopt(proxy);
}

namespace {

Ref proxy_copy_py(Thread& t, Value self) {
    FrameObject& frame = *reinterpret_cast<LocalsProxy*>(self.object())->frame;
    return copy_variables(t, frame.code_of(), frame.registers_of(), frame.extra);
}

// The value at `key`; nothing() without exception if it is not there.
Ref proxy_find_py(Thread& t, Value self, Value key) {
    return with_variables<Ref>(t, self, [&](FrameObject& frame, const Variables& variables) -> Ref {
        if (is_kind(key, Kind::Str)) {
            const std::int64_t i = variables.find(as<Str>(key));
            const Value* const place = i < 0 ? nullptr : variables.place(static_cast<std::uint64_t>(i));
            if (place && !place->is_empty()) return Ref::share(*place);
            if (i >= 0) return Ref::nothing();
        }
        if (!frame.extra) return Ref::nothing();
        Ref extra = Ref::share(frame.extra);
        bool found = false;
        return dict_find_py(t, extra.as<Dict>(), key, &found);
    });
}

Ref proxy_getitem_py(Thread& t, Value self, Value key) {
    Ref value = proxy_find_py(t, self, key);
    if (value || t.has_pending()) return value;
    TextBuffer text;
    text.append("local variable '");
    if (!append_repr_py(t, text, key)) return t.raised();
    text.append("' is not defined");
    return t.raise_text(Exc::KeyError, text.view());
}

Raised raise_cannot_remove(Thread& t) {
    return t.raise(Exc::ValueError, "cannot remove local variables from FrameLocalsProxy");
}

Status proxy_delete_py(Thread& t, Value self, Value key) {
    return with_variables<Status>(t, self, [&](FrameObject& frame, const Variables& variables) -> Status {
        if (is_kind(key, Kind::Str) && variables.find(as<Str>(key)) >= 0) return raise_cannot_remove(t);
        if (!frame.extra) return t.raise_value(Exc::KeyError, key);
        Ref extra = Ref::share(frame.extra);
        Result<bool> removed = dict_remove_py(t, extra.as<Dict>(), key);
        if (!removed) return t.raised();
        return *removed ? Status::ok() : Status(t.raise_value(Exc::KeyError, key));
    });
}

// An instruction of the running frame may be using what its register held: the last reference to it goes with
// the frame.
Status retire(Thread& t, FrameObject& frame, Ref old) {
    if (!frame.frame || !old.get().is_object() || old.get().object()->refs != 1) return Status::ok();
    if (keep_with_frame(t, *frame.frame, old.get())) return Status::ok();
    static_cast<void>(old.release()); // rather leak it than free what may be in use
    return t.raised();
}

Status proxy_setitem_py(Thread& t, Value self, Value key, Value value) {
    if (value.is_empty()) return proxy_delete_py(t, self, key);
    return with_variables<Status>(t, self, [&](FrameObject& frame, const Variables& variables) -> Status {
        if (is_kind(key, Kind::Str)) {
            const std::int64_t i = variables.find(as<Str>(key));
            if (Value* const place = i < 0 ? nullptr : variables.place(static_cast<std::uint64_t>(i))) {
                Ref old = Ref::adopt(std::exchange(*place, Ref::share(value).release()));
                return retire(t, frame, std::move(old));
            }
        }
        if (!frame.extra) {
            Ref dict = make_dict(t);
            if (!dict) return t.raised();
            frame.extra = &as<Dict>(dict.release());
        }
        Ref extra = Ref::share(frame.extra);
        return dict_set_py(t, extra.as<Dict>(), key, value);
    });
}

Result<bool> proxy_contains_py(Thread& t, Value self, Value key) {
    Ref value = proxy_find_py(t, self, key);
    if (!value && t.has_pending()) return t.raised();
    return static_cast<bool>(value);
}

enum class Part : std::uint8_t { Keys, Values, Items };

Ref proxy_list(Thread& t, Value self, Part part) {
    Ref dict = proxy_copy_py(t, self);
    Ref list = make_list(t);
    if (!dict || !list) return t.raised();
    auto& source = dict.as<Dict>();
    for (std::uint32_t at = 0; const DictEntry* const entry = source.next(at);) {
        Ref item = part == Part::Items ? make_tuple(t, {entry->key, entry->value})
                                       : Ref::share(part == Part::Keys ? entry->key : entry->value);
        if (!item || !list_append(t, list.as<List>(), std::move(item))) return t.raised();
    }
    return list;
}

Result<std::int64_t> proxy_length_py(Thread& t, Value self) {
    Ref dict = proxy_copy_py(t, self);
    if (!dict) return t.raised();
    return std::int64_t{dict.as<Dict>().count};
}

Ref proxy_iter_py(Thread& t, Value self) {
    Ref keys = proxy_list(t, self, Part::Keys);
    return keys ? iter_py(t, keys.get()) : Ref(t.raised());
}

Ref proxy_repr_py(Thread& t, Value self) {
    const ReprScope scope(t, self);
    if (!scope.entered()) return make_str(t, "{...}");
    Ref dict = proxy_copy_py(t, self);
    return dict ? repr_py(t, dict.get()) : Ref(t.raised());
}

bool is_proxy(Thread& t, Value v) {
    return type_of(t, v) == t.type(TypeId::FrameLocalsProxy);
}

Ref proxy_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    bool equal;
    if (is_proxy(t, right)) {
        equal = reinterpret_cast<LocalsProxy*>(left.object())->frame ==
                reinterpret_cast<LocalsProxy*>(right.object())->frame;
    } else if (is_kind(right, Kind::Dict)) {
        Ref dict = proxy_copy_py(t, left);
        if (!dict) return t.raised();
        Result<bool> same = compare_bool_py(t, dict.get(), right, CompareOp::Eq);
        if (!same) return t.raised();
        equal = *same;
    } else {
        return Ref::not_implemented();
    }
    return Ref::boolean(equal == (op == CompareOp::Eq));
}

bool is_mergeable(Thread& t, Value v) {
    return is_kind(v, Kind::Dict) || is_proxy(t, v);
}

Ref proxy_or_py(Thread& t, Value left, Value right) {
    if (!is_mergeable(t, left) || !is_mergeable(t, right)) return Ref::not_implemented();
    Ref result = is_proxy(t, left) ? proxy_copy_py(t, left) : dict_copy(t, as<Dict>(left));
    if (!result) return t.raised();
    Ref other = is_proxy(t, right) ? proxy_copy_py(t, right) : Ref::share(right);
    if (!other || !dict_update_py(t, result.as<Dict>(), other.get())) return t.raised();
    return result;
}

// Sets every item of a dict or proxy.
Status proxy_merge_py(Thread& t, Value self, Value other) {
    Ref source = is_proxy(t, other) ? proxy_copy_py(t, other) : dict_copy(t, as<Dict>(other));
    if (!source) return t.raised();
    auto& dict = source.as<Dict>(); // ours alone: nobody changes it under us
    for (std::uint32_t at = 0; const DictEntry* const entry = dict.next(at);) {
        if (!proxy_setitem_py(t, self, entry->key, entry->value)) return t.raised();
    }
    return Status::ok();
}

Ref proxy_ior_py(Thread& t, Value left, Value right) {
    if (!is_mergeable(t, right)) return Ref::not_implemented();
    if (!proxy_merge_py(t, left, right)) return t.raised();
    return Ref::share(left);
}

Ref proxy_new_py(Thread& t, Type& type, const Args& args) {
    if (!check_positional(t, args, "FrameLocalsProxy", 1, 1)) return t.raised();
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "{}() takes no keyword arguments", type);
    }
    if (!is_kind(args[0], Kind::Frame)) {
        return t.raise(Exc::TypeError, "expect frame, not {}", *type_of(t, args[0]));
    }
    return make_locals_proxy(t, as<FrameObject>(args[0]));
}

// --- Methods

Ref proxy_keys(Thread& t, Value self) {
    return proxy_list(t, self, Part::Keys);
}
Ref proxy_values(Thread& t, Value self) {
    return proxy_list(t, self, Part::Values);
}
Ref proxy_items(Thread& t, Value self) {
    return proxy_list(t, self, Part::Items);
}

Ref proxy_reversed_py(Thread& t, Value self) {
    Ref keys = proxy_list(t, self, Part::Keys);
    if (!keys) return t.raised();
    auto& list = keys.as<List>();
    for (std::uint64_t i = 0; i < list.size / 2; ++i) std::swap(list.items[i], list.items[list.size - 1 - i]);
    return iter_py(t, keys.get());
}

Ref proxy_get_py(Thread& t, Value self, Value key, Value fallback) {
    Ref value = proxy_find_py(t, self, key);
    if (value || t.has_pending()) return value;
    return fallback.is_empty() ? Ref::none() : Ref::share(fallback);
}

Ref proxy_setdefault_py(Thread& t, Value self, Value key, Value fallback) {
    Ref value = proxy_find_py(t, self, key);
    if (value || t.has_pending()) return value;
    Ref fresh = fallback.is_empty() ? Ref::none() : Ref::share(fallback);
    if (!proxy_setitem_py(t, self, key, fresh.get())) return t.raised();
    return fresh;
}

Ref proxy_pop_py(Thread& t, Value self, Value key, Value fallback) {
    return with_variables<Ref>(t, self, [&](FrameObject& frame, const Variables& variables) -> Ref {
        if (is_kind(key, Kind::Str) && variables.find(as<Str>(key)) >= 0) return raise_cannot_remove(t);
        if (frame.extra) {
            Ref extra = Ref::share(frame.extra);
            return dict_pop_py(t, extra.as<Dict>(), key, fallback);
        }
        if (fallback.is_empty()) return t.raise_value(Exc::KeyError, key);
        return Ref::share(fallback);
    });
}

Ref proxy_update_py(Thread& t, Value self, Value other) {
    if (!is_mergeable(t, other)) {
        return t.raise(Exc::TypeError, "update() argument must be dict or another FrameLocalsProxy");
    }
    if (!proxy_merge_py(t, self, other)) return t.raised();
    return Ref::none();
}

void proxy_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<LocalsProxy*>(object)->frame);
}

constexpr MethodDef kProxyMethods[] = {
    method<&proxy_reversed_py>("__reversed__($self, /)", "Reverse iterator over the names."),
    method<&proxy_copy_py>("copy($self, /)", "The variables as a dict of their own."),
    method<&proxy_get_py>("get($self, key, default=None, /)", "The value of the name, or the default."),
    method<&proxy_items>("items($self, /)", "List of (name, value)."),
    method<&proxy_keys>("keys($self, /)", "List of the names."),
    method<&proxy_pop_py>("pop($self, key, default=None, /)", "Remove a name that is no local variable."),
    method<&proxy_setdefault_py>("setdefault($self, key, default=None, /)",
                                 "The value of the name, which is set to the default if it has none."),
    method<&proxy_update_py>("update($self, other, /)", "Set all items of a dict or another proxy."),
    method<&proxy_values>("values($self, /)", "List of the values."),
};

constexpr Slots make_slots() {
    Slots s{.new_py = &proxy_new_py,
            .repr_py = &proxy_repr_py,
            .compare_py = &proxy_compare_py,
            .iter_py = &proxy_iter_py,
            .length_py = &proxy_length_py,
            .getitem_py = &proxy_getitem_py,
            .setitem_py = &proxy_setitem_py,
            .contains_py = &proxy_contains_py};
    s.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = &proxy_or_py;
    s.inplace_py[static_cast<std::size_t>(BinaryOp::Or)] = &proxy_ior_py;
    return s;
}

} // namespace

constinit const TypeSpec kFrameLocalsProxySpec = {
    .name = "FrameLocalsProxy",
    .kind = Kind::Native,
    .flags = kMapping,
    .size = sizeof(LocalsProxy),
    .slots = make_slots(),
    .methods = kProxyMethods,
    .traverse = &proxy_traverse,
};

} // namespace islet
