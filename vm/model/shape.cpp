// SPDX-License-Identifier: MIT
//
// Shapes and the attributes they place; see shape.h.
//
// A line of shapes, each adding one name to its parent, shares one AttrNames array; a branch gets a copy.
// When the slots inside an object run out, further ones go to an array beside it, and the type learns: new
// instances get more room, from a new root (older instances keep theirs).
#include "vm/model/shape.h"

#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::uint16_t kMaxShapes = 8000; // of one type; a program that goes beyond uses objects as dicts
constexpr std::uint16_t kMaxInline = 31;
constexpr std::uint32_t kMaxChildren = 256; // they are searched one by one

bool has_own_dict(Kind kind) {
    return kind == Kind::Function || kind == Kind::Module || kind == Kind::Type;
}

constexpr std::size_t align8(std::size_t n) {
    return (n + 7) & ~std::size_t{7};
}

// Bytes of the items behind the fixed part, up to where __slots__ and attributes may begin.
std::size_t item_bytes(const Object* object) {
    switch (object->kind) {
    case Kind::Tuple: return reinterpret_cast<const Tuple*>(object)->size * sizeof(Value);
    case Kind::Int: return reinterpret_cast<const Int*>(object)->limb_count * sizeof(std::uint64_t);
    case Kind::Str: {
        const auto* s = reinterpret_cast<const Str*>(object);
        const std::size_t bytes = s->has(Str::kExternal) ? sizeof(ExternalText) : s->length * s->width();
        return align8(bytes + 4); // a terminator may follow the characters
    }
    case Kind::Bytes: {
        const auto* b = reinterpret_cast<const Bytes*>(object);
        return align8((b->has(Bytes::kExternal) ? sizeof(ExternalText) : b->length) + 4);
    }
    default: return 0;
    }
}

char* tail_of(Object* object, const Type& type) {
    return reinterpret_cast<char*>(object) + type.instance_size + item_bytes(object);
}

void release_names(Heap& heap, AttrNames* names) {
    if (!names || --names->users != 0) return;
    for (std::uint32_t i = 0; i < names->count; ++i) release(static_cast<Object*>(names->names[i]));
    heap.free_raw(names);
}

AttrNames* make_names(Heap& heap, std::uint32_t capacity) {
    auto* names = static_cast<AttrNames*>(heap.alloc_raw(sizeof(AttrNames) + (capacity - 1) * sizeof(Str*)));
    if (names) *names = AttrNames{0, capacity, 0, {nullptr}};
    return names;
}

// The array for a shape that adds `name` to `parent`: the parent's own if nobody has extended it yet.
AttrNames* extend_names(Heap& heap, const Shape& parent, Str& name) {
    AttrNames* names = parent.names;
    if (!names || names->count != parent.slot_count || names->count == names->capacity) {
        names = make_names(heap, parent.slot_count < 4 ? 4 : parent.slot_count * 2U);
        if (!names) return nullptr;
        for (std::uint32_t i = 0; i < parent.slot_count; ++i) {
            names->names[i] = parent.names->names[i];
            retain(static_cast<Object*>(names->names[i]));
        }
        names->count = parent.slot_count;
    }
    retain(static_cast<Object*>(&name));
    names->names[names->count++] = &name;
    return names;
}

// New instances of the type get at least `wanted` slots inside. Without memory everything stays as it is.
void grow_inline_slots(Heap& heap, Type& type, std::uint32_t wanted) {
    if (wanted > kMaxInline || type.inline_slots >= wanted || !type.shape || type.shape->dict_mode) return;
    // An odd number fills the 16 byte steps of the heap.
    const auto slots = static_cast<std::uint16_t>(wanted | 1U);
    Shape* const root = make_root_shape(heap, type, slots, false);
    if (!root) return;
    // The old tree stays reachable from the new root, for versions and for the type's end.
    root->next_sibling = type.shape;
    type.shape = root;
    type.inline_slots = slots;
}

// A place for slot number `slot`, which follows the last one in use.
Value* make_slot(Heap& heap, Object* object, Attrs* attrs, const Shape* shape, std::uint32_t slot) {
    if (slot < shape->inline_slots) return &attrs->slots[slot];
    const std::size_t at = slot - shape->inline_slots;
    const std::size_t have = attrs->overflow ? Heap::block_size(attrs->overflow) / sizeof(Value) : 0;
    if (at >= have) {
        void* const grown = heap.realloc_raw(attrs->overflow, (at < 2 ? 2 : at * 2) * sizeof(Value));
        if (!grown) return nullptr;
        attrs->overflow = grown;
    }
    grow_inline_slots(heap, *object->type(), slot + 1);
    return static_cast<Value*>(attrs->overflow) + at;
}

void free_shape_tree(Heap& heap, Shape* shape) {
    // Depth is bounded by kMaxSlots: each level adds an attribute.
    for (Shape* child = shape->children; child;) {
        Shape* const next = child->next_sibling;
        free_shape_tree(heap, child);
        child = next;
    }
    release_names(heap, shape->names);
    heap.free_raw(shape);
}

Result<bool> set_dict_attr(Thread& t, Dict& dict, Str& name, Value value) {
    if (value.is_empty()) return dict_remove(t, dict, name);
    if (!dict_set(t, dict, name, value)) return t.raised();
    return true;
}

// The dict of a function is made when the first attribute is set.
Result<Dict*> own_dict(Thread& t, Object* object) {
    if (object->kind == Kind::Module) {
        auto* const module = reinterpret_cast<Module*>(object);
        if (!module->dict) {
            Ref dict = make_dict(t);
            if (!dict) return t.raised();
            module->dict = reinterpret_cast<Dict*>(dict.release().object());
        }
        return module->dict;
    }
    auto* const function = reinterpret_cast<Function*>(object);
    if (!function->dict) {
        Ref dict = make_dict(t);
        if (!dict) return t.raised();
        function->dict = reinterpret_cast<Dict*>(dict.release().object());
    }
    return function->dict;
}

} // namespace

// --- Layout

Attrs* attrs_of(Object* object) {
    Type& type = *object->type();
    if (type.attrs_offset != 0) {
        return reinterpret_cast<Attrs*>(reinterpret_cast<char*>(object) + type.attrs_offset);
    }
    if (type.item_size == 0 || !type.has(kHasDict)) return nullptr;
    return reinterpret_cast<Attrs*>(tail_of(object, type) + type.tail_slots * sizeof(Value));
}

Value* tail_slots_of(Object* object) {
    return reinterpret_cast<Value*>(tail_of(object, *object->type()));
}

std::size_t instance_bytes(const Type& type, std::size_t items) {
    std::size_t bytes = type.instance_size;
    if (type.item_size != 0) {
        bytes = align8(bytes + items * type.item_size);
        if (type.instance_kind == Kind::Str || type.instance_kind == Kind::Bytes) bytes += 8;
        bytes += type.tail_slots * sizeof(Value);
    }
    if (type.attrs_offset != 0 || (type.item_size != 0 && type.has(kHasDict))) {
        bytes += sizeof(void*) + type.inline_slots * sizeof(Value);
    }
    return bytes;
}

void init_instance(Object* object, Type& type) {
    object->refs = 1;
    object->kind = type.instance_kind;
    object->subclass = type.is_heap_type() ? 1 : 0;
    object->flags = 0;
    object->shape = type.shape;
    if (type.is_heap_type()) retain(static_cast<Object*>(&type));
    char* const start = reinterpret_cast<char*>(object);
    if (type.item_size != 0 && type.is_heap_type()) {
        // Where the tail begins is known only when the items are counted; zero means empty everywhere.
        std::memset(start + sizeof(Object), 0, Heap::block_size(object) - sizeof(Object));
        return;
    }
    const std::size_t fixed = type.spec->size;
    const std::size_t end = type.attrs_offset != 0
                                ? type.attrs_offset + sizeof(void*) + type.inline_slots * sizeof(Value)
                                : type.instance_size;
    if (end > fixed) std::memset(start + fixed, 0, end - fixed);
}

Ref make_instance(Thread& t, Type& type) {
    const std::size_t bytes = instance_bytes(type);
    auto* const object = static_cast<Object*>(t.heap().alloc_object(bytes));
    if (!object) return t.raise_memory_error();
    init_instance(object, type);
    return Ref::adopt(object);
}

// --- Shapes

Shape* make_root_shape(Heap& heap, Type& type, std::uint16_t inline_slots, bool dict_mode) {
    auto* const shape = static_cast<Shape*>(heap.alloc_raw(sizeof(Shape)));
    if (!shape) return nullptr;
    *shape = Shape{};
    shape->type = &type;
    shape->version = type.version;
    shape->inline_slots = inline_slots;
    shape->dict_mode = dict_mode;
    return shape;
}

bool make_type_shapes(Heap& heap, Type& type) {
    const bool has_attrs = type.has(kHasDict) && !has_own_dict(type.instance_kind);
    const bool grows = type.is_heap_type(); // shapes of the commons are read-only
    if (!has_attrs || !grows) type.inline_slots = 0;
    type.attrs_offset = has_attrs && type.item_size == 0 ? type.instance_size : 0;
    type.shape = make_root_shape(heap, type, type.inline_slots, has_attrs && !grows);
    type.dict_shape = has_attrs && grows ? make_root_shape(heap, type, type.inline_slots, true) : type.shape;
    return type.shape && type.dict_shape;
}

std::int32_t shape_find(const Shape* shape, const Str& name) {
    if (shape->slot_count == 0) return -1;
    Str* const* const names = shape->names->names;
    for (std::uint32_t i = 0; i < shape->slot_count; ++i) {
        if (names[i] == &name) return static_cast<std::int32_t>(i);
    }
    return -1;
}

Shape* shape_add(Heap& heap, Shape* shape, Str& name) {
    std::uint32_t children = 0;
    for (Shape* child = shape->children; child; child = child->next_sibling, ++children) {
        if (child->last_name == &name) return child;
    }
    Type& type = *shape->type;
    if (shape->slot_count >= kMaxSlots || children >= kMaxChildren || type.shape_count >= kMaxShapes) {
        return nullptr;
    }
    auto* const added = static_cast<Shape*>(heap.alloc_raw(sizeof(Shape)));
    if (!added) return nullptr;
    AttrNames* const names = extend_names(heap, *shape, name);
    if (!names) {
        heap.free_raw(added);
        return nullptr;
    }
    *added = *shape;
    added->slot_count = static_cast<std::uint16_t>(shape->slot_count + 1);
    added->last_name = &name;
    added->parent = shape;
    added->names = names;
    ++names->users;
    added->children = nullptr;
    added->next_sibling = shape->children;
    shape->children = added;
    ++type.shape_count;
    return added;
}

static void version_tree(Shape* shape, std::uint32_t version) {
    shape->version = version;
    for (Shape* child = shape->children; child; child = child->next_sibling) version_tree(child, version);
}

void set_shape_versions(Type& type, std::uint32_t version) {
    // Older roots, from before the type learned to give more room, hang on the newest.
    for (Shape* root = type.shape; root; root = root->next_sibling) version_tree(root, version);
    if (type.dict_shape && type.dict_shape != type.shape) type.dict_shape->version = version;
}

void free_shapes(Heap& heap, Type& type) {
    Shape* const dict_shape = type.dict_shape == type.shape ? nullptr : type.dict_shape;
    for (Shape* root = type.shape; root;) {
        Shape* const next = root->next_sibling;
        free_shape_tree(heap, root);
        root = next;
    }
    if (dict_shape) free_shape_tree(heap, dict_shape);
    type.shape = type.dict_shape = nullptr;
}

// --- Attributes of an instance

Dict* find_instance_dict(Object* object) {
    if (object->kind == Kind::Module) return reinterpret_cast<Module*>(object)->dict;
    if (object->kind == Kind::Function) return reinterpret_cast<Function*>(object)->dict;
    if (!object->shape->dict_mode) return nullptr;
    const Attrs* const attrs = attrs_of(object);
    return attrs ? static_cast<Dict*>(attrs->overflow) : nullptr;
}

Result<Dict*> instance_dict(Thread& t, Object* object) {
    if (object->kind == Kind::Module || object->kind == Kind::Function) return own_dict(t, object);
    Attrs* const attrs = attrs_of(object);
    ISLET_DCHECK(attrs, "instances of this type take no attributes");
    Shape* const shape = object->shape;
    if (shape->dict_mode && attrs->overflow) return static_cast<Dict*>(attrs->overflow);
    if (heap_of(object) != &t.heap()) {
        return t.raise(Exc::TypeError, "attributes of a shared '{}' object cannot be set", *object->type());
    }
    Ref made = make_dict(t, shape->slot_count);
    if (!made) return t.raised();
    Dict& dict = made.as<Dict>();
    if (!shape->dict_mode) {
        for (std::uint32_t i = 0; i < shape->slot_count; ++i) {
            if (!dict_set(t, dict, *shape->names->names[i], *attr_slot(attrs, shape, i))) return t.raised();
        }
        // The dict holds counts of its own now.
        for (std::uint32_t i = 0; i < shape->slot_count; ++i) {
            Value* const slot = attr_slot(attrs, shape, i);
            release(std::exchange(*slot, Value()));
        }
        t.heap().free_raw(attrs->overflow);
        object->shape = object->type()->dict_shape;
    }
    attrs->overflow = &dict;
    static_cast<void>(made.release());
    return &dict;
}

Value find_instance_attr(Thread& t, Object* object, Str& name) {
    const Shape* const shape = object->shape;
    if (shape->slot_count != 0) {
        const std::int32_t slot = shape_find(shape, name);
        return slot < 0 ? Value() : *attr_slot(attrs_of(object), shape, static_cast<std::uint32_t>(slot));
    }
    const Dict* const dict = find_instance_dict(object);
    return dict ? dict_find(t, *dict, name) : Value();
}

Result<bool> set_instance_attr(Thread& t, Object* object, Str& name, Value value) {
    Shape* const shape = object->shape;
    Attrs* const attrs = has_own_dict(object->kind) ? nullptr : attrs_of(object);
    if (!attrs || shape->dict_mode) {
        if (value.is_empty() && !find_instance_dict(object)) return false;
        const Result<Dict*> dict = instance_dict(t, object);
        if (!dict) return t.raised();
        return set_dict_attr(t, **dict, name, value);
    }
    if (const std::int32_t found = shape_find(shape, name); found >= 0 && !value.is_empty()) {
        retain(value);
        release(std::exchange(*attr_slot(attrs, shape, static_cast<std::uint32_t>(found)), value));
        return true;
    } else if (found < 0 && value.is_empty()) {
        return false;
    }
    if (!value.is_empty()) {
        if (Shape* const next = shape_add(t.heap(), shape, name)) {
            Value* const slot = make_slot(t.heap(), object, attrs, next, shape->slot_count);
            if (!slot) return t.raise_memory_error();
            retain(value);
            *slot = value;
            object->shape = next;
            return true;
        }
    }
    const Result<Dict*> dict = instance_dict(t, object);
    if (!dict) return t.raised();
    return set_dict_attr(t, **dict, name, value);
}

Status replace_instance_dict(Thread& t, Object* object, Dict& dict) {
    const Result<Dict*> old = instance_dict(t, object);
    if (!old) return t.raised();
    retain(static_cast<Object*>(&dict));
    if (object->kind == Kind::Module) {
        reinterpret_cast<Module*>(object)->dict = &dict;
    } else if (object->kind == Kind::Function) {
        reinterpret_cast<Function*>(object)->dict = &dict;
    } else {
        attrs_of(object)->overflow = &dict;
    }
    release(static_cast<Object*>(*old));
    return Status::ok();
}

// --- What instances hold

// The values of __slots__: an array in the object, or behind its items.
static std::span<Value> slot_values(Object* object, const Type& type) {
    if (type.tail_slots != 0) return {tail_slots_of(object), type.tail_slots};
    const std::size_t fixed = type.spec->size;
    return {reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + fixed),
            (type.instance_size - fixed) / sizeof(Value)};
}

void traverse_attrs(Object* object, Visitor& visit) {
    Type* const type = object->type();
    if (!type->is_heap_type() && type->attrs_offset == 0) return;
    for (Value& slot : slot_values(object, *type)) visit(slot);
    if (Attrs* const attrs = attrs_of(object)) {
        const Shape* const shape = object->shape;
        if (shape->dict_mode) {
            auto* dict = static_cast<Dict*>(attrs->overflow);
            visit.pointer(dict);
            attrs->overflow = dict;
        }
        for (std::uint32_t i = 0; i < shape->slot_count; ++i) visit(*attr_slot(attrs, shape, i));
    }
    if (!type->is_heap_type()) return;
    // The class is named by the shape, which others share: a visitor that takes references away may not take
    // this one, because drop still needs the class.
    Value edge(static_cast<Object*>(type));
    visit(edge);
    if (edge.is_empty()) retain(static_cast<Object*>(type));
}

void drop_attrs(Heap& heap, Object* object) {
    Type* const type = object->type();
    if (!type->is_heap_type() && type->attrs_offset == 0) return;
    for (Value& slot : slot_values(object, *type)) release(std::exchange(slot, Value()));
    if (Attrs* const attrs = attrs_of(object)) {
        const Shape* const shape = object->shape;
        for (std::uint32_t i = 0; i < shape->slot_count; ++i) {
            release(std::exchange(*attr_slot(attrs, shape, i), Value()));
        }
        void* const overflow = std::exchange(attrs->overflow, nullptr);
        if (!shape->dict_mode) {
            heap.free_raw(overflow);
        } else if (overflow) {
            release(static_cast<Object*>(overflow));
        }
    }
    if (type->is_heap_type()) release(static_cast<Object*>(type));
}

} // namespace islet
