// SPDX-License-Identifier: MIT
//
// What a type is: a table of C++ functions (Slots), a layout, a dict, a method resolution order.
//
// A built-in type is written as a constant TypeSpec; the commons build the Type object from it, once per
// process, and seal it. A class that a program makes is a Type in its interpreter's heap, made by
// vm/types/type.cpp, whose slots are inherited or call the program's methods.
//
// Invariants: every Type has a `drop` and a `traverse`; `traverse` names every pointer that an instance
//   holds. A slot that is null is not supported. Types of the commons are never written after they are
//   sealed: what hangs on them per interpreter (subclasses, weak references) is found through InterpState.
// Threads: commons types any; heap types under the lock of their interpreter.
#pragma once

#include "vm/ref.h"

#include <span>

namespace islet {

class Thread;
struct Dict;
struct Str;
struct Tuple;
struct Type;
struct Args;
struct MethodDef;
struct GetSetDef;
struct MemberDef;
struct Buffer;

enum class CompareOp : std::uint8_t { Lt, Le, Eq, Ne, Gt, Ge };
// The order is that of the opcodes Add ... Xor.
enum class BinaryOp : std::uint8_t {
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor
};
inline constexpr std::size_t kBinaryOpCount = 13;

// Visits every pointer slot of an object; may change it (a moving or cloning heap).
struct Visitor {
    void (*visit)(Visitor& self, Value& slot);
    void operator()(Value& slot) {
        if (slot.is_object()) visit(*this, slot);
    }
    // A field that is a typed pointer to an object, or null.
    template <class T>
    void pointer(T*& field) {
        if (!field) return;
        Value slot(reinterpret_cast<Object*>(field));
        visit(*this, slot);
        field = slot.is_empty() ? nullptr : reinterpret_cast<T*>(slot.object());
    }
};

using UnarySlot = Ref (*)(Thread&, Value self);
// Gets the operands in the order of the text, whichever of them has the slot; may answer NotImplemented.
using BinarySlot = Ref (*)(Thread&, Value left, Value right);

struct Slots {
    // Life. `new_py` makes an instance, `init_py` fills it. A type without `new_py` cannot be called.
    Ref (*new_py)(Thread&, Type& type, const Args&) = nullptr;
    Status (*init_py)(Thread&, Value self, const Args&) = nullptr;
    Status (*del_py)(Thread&, Value self) = nullptr; // __del__
    // Access. `name` is interned. An empty `value` means delete.
    Ref (*getattr_py)(Thread&, Value self, Str& name) = nullptr;
    Status (*setattr_py)(Thread&, Value self, Str& name, Value value) = nullptr;
    // Descriptors. `instance` is empty when found through the class.
    Ref (*descr_get_py)(Thread&, Value self, Value instance, Value owner) = nullptr;
    Status (*descr_set_py)(Thread&, Value self, Value instance, Value value) = nullptr;
    Ref (*call_py)(Thread&, Value self, const Args&) = nullptr;
    // Text, truth, hash, order. A type whose hash is null is unhashable.
    UnarySlot repr_py = nullptr;
    UnarySlot str_py = nullptr;
    Result<std::int64_t> (*hash_py)(Thread&, Value self) = nullptr;
    Result<bool> (*bool_py)(Thread&, Value self) = nullptr;
    Ref (*compare_py)(Thread&, Value left, Value right, CompareOp) = nullptr;
    // Iteration.
    UnarySlot iter_py = nullptr;
    Step (*next_py)(Thread&, Value self) = nullptr;
    UnarySlot await_py = nullptr;
    UnarySlot aiter_py = nullptr;
    UnarySlot anext_py = nullptr;
    // Containers. Mapping style: the key is any value. `setitem_py` with an empty value deletes.
    // A type with sequence_item_py answers negative indices after the length was added.
    Result<std::int64_t> (*length_py)(Thread&, Value self) = nullptr;
    Ref (*getitem_py)(Thread&, Value self, Value key) = nullptr;
    Status (*setitem_py)(Thread&, Value self, Value key, Value value) = nullptr;
    Result<bool> (*contains_py)(Thread&, Value self, Value item) = nullptr;
    // Numbers.
    BinarySlot binary_py[kBinaryOpCount] = {};
    BinarySlot inplace_py[kBinaryOpCount] = {};
    BinarySlot divmod_py = nullptr;
    Ref (*pow3_py)(Thread&, Value base, Value exponent, Value modulus) = nullptr;
    UnarySlot neg_py = nullptr;
    UnarySlot pos_py = nullptr;
    UnarySlot abs_py = nullptr;
    UnarySlot invert_py = nullptr;
    UnarySlot index_py = nullptr;
    UnarySlot int_py = nullptr;
    UnarySlot float_py = nullptr;
    // Sequences: `+` and `*` that concatenate and repeat, tried after the numeric ones.
    BinarySlot concat_py = nullptr;
    Ref (*repeat_py)(Thread&, Value self, std::int64_t count) = nullptr;
    BinarySlot inplace_concat_py = nullptr;
    Ref (*inplace_repeat_py)(Thread&, Value self, std::int64_t count) = nullptr;
    // Memory as bytes (vm/types/memoryview.h).
    Status (*get_buffer_py)(Thread&, Value self, Buffer& out, bool writable) = nullptr;
    void (*release_buffer)(Value self, Buffer& buffer) = nullptr;
};

enum TypeFlag : std::uint32_t {
    kBaseType = 1,           // may be subclassed
    kHeapType = 2,           // made by a program
    kHasDict = 4,            // instances take any attribute
    kWeakable = 8,           // instances may be weakly referenced
    kAbstract = 16,          // has abstract methods: cannot be instantiated
    kSequence = 32,          // matches sequence patterns
    kMapping = 64,           // matches mapping patterns
    kFinalizer = 128,        // instances have a finalizer that may run Python (__del__, suspended generators)
    kAcyclic = 256,          // instances hold no pointers: the collector skips them
    kVarSized = 512,         // items follow the fixed part
    kNoInstantiation = 1024, // calling it is a TypeError "cannot create 'x' instances"
    kImmutable = 2048,       // attributes of the type cannot be set
    kMethodLike = 4096,      // descr_get of an instance binds it: GetMethod may skip the bound object
    kSelfMatch = 8192,       // one positional sub-pattern matches the subject itself (int, str, ...)
    kExceptionType = 16384,
    kTypeSubclass = 32768, // instances are types
};

// An int that a type has as an attribute.
struct TypeConstant {
    const char* name;
    std::int64_t value;
};

// A built-in type, as a constant.
struct TypeSpec {
    const char* name;
    const char* module = "builtins";
    const char* doc = nullptr;
    Kind kind = Kind::Instance;
    std::uint32_t flags = 0;
    std::uint32_t size = sizeof(Object); // bytes of the C++ layout, without items
    std::uint32_t item_size = 0;
    const TypeSpec* base = nullptr;        // null: object
    const TypeSpec* second_base = nullptr; // ExceptionGroup only: a base without layout of its own
    Slots slots = {};
    std::span<const MethodDef> methods = {};
    std::span<const GetSetDef> getset = {};
    std::span<const MemberDef> members = {};
    std::span<const TypeConstant> constants = {};
    void (*traverse)(Object*, Visitor&) = nullptr; // null: holds no pointers
    void (*drop)(Heap&, Object*) = nullptr;        // null: releases what traverse names, then the block
    const char* match_args = nullptr;              // comma separated
    const void* extra = nullptr; // constants of the type's own (struct sequences: their fields)
};

// The list of attribute names of an object layout, shared along a line of shapes.
struct AttrNames {
    std::uint32_t count, capacity;
    std::uint32_t users;
    Str* names[1];
};

// Layout of an instance: type, and which attribute sits in which slot. See vm/model/shape.h.
// Lives as a raw block in the heap of its type (or in the commons) as long as the type does. A cache that
// names a shape compares the version too, which no other shape of the interpreter ever has.
struct Shape {
    Type* type;
    std::uint32_t version;      // changes when the type or a base is changed; caches compare it
    std::uint16_t slot_count;   // attributes so far
    std::uint16_t inline_slots; // how many lie in the object, the others in its overflow array
    bool dict_mode;             // attributes live in a dict object that the overflow pointer names
    Str* last_name;             // the attribute added last; null for a root
    Shape* parent;
    AttrNames* names; // first slot_count entries are ours
    Shape* children;  // first transition; others over next_sibling
    Shape* next_sibling;
};

struct Type : Object {
    static constexpr Kind kKind = Kind::Type;
    Str* name;
    Str* qualname;
    Type* base; // the base whose layout is extended; null for object
    Tuple* bases;
    Tuple* mro;
    Dict* dict;
    const TypeSpec* spec; // own, or that of the nearest built-in base
    Kind instance_kind;   // the C++ layout of instances
    std::uint32_t type_flags;
    std::uint32_t instance_size; // bytes before attributes, __slots__ included
    std::uint32_t item_size;
    std::uint32_t attrs_offset; // of the Attrs block in an instance; 0: none or var-sized (see attr.h)
    std::uint16_t inline_slots; // for new instances; grows as constructors show what they need
    std::uint16_t tail_slots;   // __slots__ of a var-sized layout (str): they follow the items
    std::uint16_t shape_count;  // in the tree of `shape`, which is bounded
    Shape* shape;               // of new instances
    Shape* dict_shape;          // of instances in dict mode
    std::uint32_t version;
    Value subclasses; // heap types: list of weak references; else empty
    Slots slots;
    void (*traverse)(Object*, Visitor&);
    void (*drop)(Heap&, Object*);

    bool has(TypeFlag flag) const { return (type_flags & flag) != 0; }
    bool is_heap_type() const { return has(kHeapType); }
    bool needs_finalizer() const { return has(kFinalizer); }
};

inline Type* Object::type() const {
    return shape->type;
}

} // namespace islet
