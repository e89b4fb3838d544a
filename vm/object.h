// SPDX-License-Identifier: MIT
//
// The header of every object, and how an address tells who owns it.
//
// Sixteen bytes: a reference count, what kind of C++ layout follows, flags, and the shape. The count is
// not atomic: the lock of the interpreter that owns the object covers it. A negative count means immortal:
// it is never written, so objects of the commons can lie on read-only pages. A count that overflows turns
// negative and the object simply stays.
//
// Invariants: an object lies in exactly one heap (or the commons), named by the header of its slab, at the
// address rounded down to kSlabSize. A block whose shape is null is free.
// Threads: who holds the owner's lock; for objects of the commons, any.
#pragma once

#include "vm/value.h"

#include <cstddef>

namespace islet {

class Heap;
struct Shape;
struct Type;

// The C++ layout behind a header. Subclasses made by programs keep the kind of the built-in type that they
// extend, so a kind answers "may I cast?" without looking at types.
enum class Kind : std::uint8_t {
    Instance, // no layout but attributes: object() and ordinary classes
    Type,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    MemoryView,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Function,
    NativeFunction,
    MethodDescriptor,
    ClassMethodDescriptor,
    Member,
    GetSet,
    SlotWrapper,
    MethodWrapper,
    BoundMethod,
    ClassMethod,
    StaticMethod,
    Property,
    Super,
    Module,
    Cell,
    Code,
    Frame,
    Traceback,
    Generator,
    Coroutine,
    AsyncGenerator,
    AsyncGenOp,
    CoroutineWrapper,
    AsyncWrapped,
    Exception,
    Iterator,
    DictView,
    MappingProxy,
    SimpleNamespace,
    WeakRef,
    WeakProxy,
    GenericAlias,
    Union,
    TypeVar,
    Template,
    Capsule,
    Native, // Native: layout private to one C++ module
    kCount
};

struct Object {
    std::int32_t refs; // negative: immortal
    Kind kind;
    std::uint8_t
        subclass;        // 0: exactly the built-in type of its kind's spec; 1: instance of a program's class
    std::uint16_t flags; // ObjectFlag
    Shape* shape;

    enum ObjectFlag : std::uint16_t {
        kFinalized = 1,      // __del__ ran, or must not run
        kWeakReferenced = 2, // the interpreter's weak table has an entry for this address
        kGcMark = 4,         // scratch of the cycle collector
        kGcReached = 8,      // scratch of the cycle collector
        kShared = 16,        // kind-specific (Str: interned)
        kFlagA = 32,         // kind-specific
        kFlagB = 64,         // kind-specific
        kFlagC = 128,        // kind-specific
        kFlagD = 256,        // kind-specific
    };

    bool is_immortal() const { return refs < 0; }
    bool has(ObjectFlag flag) const { return (flags & flag) != 0; }
    void set(ObjectFlag flag) { flags = static_cast<std::uint16_t>(flags | flag); }
    void unset(ObjectFlag flag) { flags = static_cast<std::uint16_t>(flags & ~flag); }
    // Exactly the built-in type of this kind, no subclass. One compare.
    bool is_exact(Kind k) const { return kind == k && subclass == 0; }
    inline Type* type() const; // vm/type.h
};
static_assert(sizeof(Object) == 16);

inline bool is_kind(Value v, Kind kind) {
    return v.is_object() && v.object()->kind == kind;
}
inline bool is_exact(Value v, Kind kind) {
    return v.is_object() && v.object()->is_exact(kind);
}

// as<List>(v): the caller knows the kind. cast<List>(v): null if it is something else.
template <class T>
T& as(Value v) {
    ISLET_DCHECK(is_kind(v, T::kKind), "wrong kind of object");
    return *reinterpret_cast<T*>(v.object());
}
template <class T>
T* cast(Value v) {
    return is_kind(v, T::kKind) ? reinterpret_cast<T*>(v.object()) : nullptr;
}

// The count fell to zero: gives back what the object holds, then its memory. Never runs Python: objects
// with finalizers are queued for the next checkpoint (vm/heap.cpp).
void drop_object(Object* object);

inline void retain(Object* object) {
    if (object->refs >= 0) [[likely]]
        object->refs = static_cast<std::int32_t>(static_cast<std::uint32_t>(object->refs) + 1U);
}
inline void release(Object* object) {
    if (object->refs < 0) return;
    if (--object->refs == 0) drop_object(object);
}
inline void retain(Value v) {
    if (v.is_object()) retain(v.object());
}
inline void release(Value v) {
    if (v.is_object()) release(v.object());
}
// `count` at once, as list repetition needs; saturates into immortality.
inline void retain_many(Value v, std::size_t count) {
    if (!v.is_object() || v.object()->refs < 0) return;
    const std::uint64_t sum = static_cast<std::uint64_t>(v.object()->refs) + count;
    v.object()->refs = sum > 0x7FFF'FFFF ? INT32_MIN / 2 : static_cast<std::int32_t>(sum);
}

} // namespace islet
