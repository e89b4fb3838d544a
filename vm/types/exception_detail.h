// SPDX-License-Identifier: MIT
//
// What the files of the exception types share: allocation, and the slots of each layout.
//
// Every layout is `Exception` followed by a run of words that own one count each (a Tuple* counts as a Value
// with the same bits); UnicodeException alone ends with two numbers. So one traverse and one drop, made for
// the number of words, serve them all.
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/exception.h"

namespace islet {

static_assert(sizeof(Exception) == 56);

// The words behind Exception that own a count.
template <class Layout>
inline constexpr std::uint32_t kOwnedWords = (sizeof(Layout) - sizeof(Exception)) / sizeof(Value);
template <>
inline constexpr std::uint32_t kOwnedWords<UnicodeException> = 3;

inline Value* layout_words(Exception& e) {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(&e) + sizeof(Exception));
}

// A fresh instance of any exception type, `args` empty. Null: MemoryError is pending.
Exception* allocate_exception(Thread& t, Type& type);
// Replaces a word that owns a count; shares the new value.
inline void assign_word(Value& slot, Value value) {
    retain(value);
    const Value old = std::exchange(slot, value);
    release(old);
}
// Keyword arguments that only exception types take, as "|$OOO:name": `out` has one Value per name, borrowed,
// empty if not given.
Status read_keywords(Thread& t, const Args& args, const char* function, std::span<const char* const> names,
                     Value* out);
// BaseException.__init__ without the check for keywords: self.args = positional arguments.
Status set_args(Thread& t, Exception& self, const Args& args);
// (type(self), args) or with the instance's attributes as third item.
Ref reduce_with(Thread& t, Exception& self, Value args, Value state);
// The attributes of the instance as a dict (borrowed); empty if it has none.
Result<Value> attributes_or_empty(Thread& t, Exception& self);

// --- Slots (exception.cpp, exception_types.cpp, exception_group.cpp)
Ref exception_new_py(Thread& t, Type& type, const Args& args);
Status exception_init_py(Thread& t, Value self, const Args& args);
Ref exception_repr_py(Thread& t, Value self);
Ref exception_str_py(Thread& t, Value self);
Ref key_error_str_py(Thread& t, Value self);
Status system_exit_init_py(Thread& t, Value self, const Args& args);
Status stop_iteration_init_py(Thread& t, Value self, const Args& args);
Status attribute_error_init_py(Thread& t, Value self, const Args& args);
Status name_error_init_py(Thread& t, Value self, const Args& args);
Status import_error_init_py(Thread& t, Value self, const Args& args);
Ref import_error_str_py(Thread& t, Value self);
Ref os_error_new_py(Thread& t, Type& type, const Args& args);
Status os_error_init_py(Thread& t, Value self, const Args& args);
Ref os_error_str_py(Thread& t, Value self);
Status syntax_error_init_py(Thread& t, Value self, const Args& args);
Ref syntax_error_str_py(Thread& t, Value self);
Status unicode_decode_init_py(Thread& t, Value self, const Args& args);
Status unicode_encode_init_py(Thread& t, Value self, const Args& args);
Status unicode_translate_init_py(Thread& t, Value self, const Args& args);
Ref unicode_decode_str_py(Thread& t, Value self);
Ref unicode_encode_str_py(Thread& t, Value self);
Ref unicode_translate_str_py(Thread& t, Value self);
Ref group_new_py(Thread& t, Type& type, const Args& args);
Ref group_repr_py(Thread& t, Value self);
Ref group_str_py(Thread& t, Value self);

// --- Life
void traverse_exception(Object* object, Visitor& visit, std::uint32_t words);
void drop_exception(Heap& heap, Object* object, std::uint32_t words);
void drop_memory_error(Heap& heap, Object* object); // back into the interpreter's stock
template <class Layout>
void exception_traverse(Object* object, Visitor& visit) {
    traverse_exception(object, visit, kOwnedWords<Layout>);
}
template <class Layout>
void exception_drop(Heap& heap, Object* object) {
    drop_exception(heap, object, kOwnedWords<Layout>);
}

// --- Tables of the types that have some
extern const MethodDef kExceptionMethods[4];
extern const GetSetDef kExceptionGetSet[5];
extern const MemberDef kExceptionMembers[1];
extern const MethodDef kGroupMethods[4];
extern const MemberDef kGroupMembers[2];
extern const MemberDef kSystemExitMembers[1];
extern const MemberDef kStopIterationMembers[1];
extern const MethodDef kAttributeErrorMethods[2];
extern const MemberDef kAttributeErrorMembers[2];
extern const MemberDef kNameErrorMembers[1];
extern const MethodDef kImportErrorMethods[1];
extern const MemberDef kImportErrorMembers[4];
extern const MethodDef kOSErrorMethods[1];
extern const MemberDef kOSErrorMembers[4];
extern const GetSetDef kOSErrorGetSet[1];
extern const MemberDef kSyntaxErrorMembers[9];
extern const MemberDef kUnicodeErrorMembers[5];
extern const MemberDef kUnicodeTranslateMembers[5];

} // namespace islet
