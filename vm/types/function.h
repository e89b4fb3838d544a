// SPDX-License-Identifier: MIT
//
// What code runs as: code objects, functions, bound methods, native functions and descriptors, cells.
// Owns: one count on every object that a field names, unless the field says borrowed.
// Threads: the interpreter's lock; native ones of the commons are read-only.
#pragma once

#include "vm/code/code_image.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace islet {

// An interpreter's own view of a code image: resolved constants and names, and a private copy of the
// instructions, whose caches it fills. Copy, constants and names are made when the code first runs or is
// looked into: until then the three are null (code_instructions, code_constants).
struct Code : Object {
    static constexpr Kind kKind = Kind::Code;
    CodeImage* image; // counted
    Instr* code;      // private copy (raw block), or null until the first run
    Value* constants; // image->constants.size() values (raw block)
    Str** names;      // image->names.size() interned strings (raw block), owned
    Str* name;
    Str* qualname;
    Str* filename;
    Tuple* local_names;  // co_varnames, then cells, then free variables; made on demand, may be null
    std::uint32_t flags; // CodeFlag
    std::uint16_t register_count;
    std::uint16_t arg_count, posonly_count, kwonly_count;
    std::uint16_t total_args;  // positional, keyword-only, *args, **kwargs: registers filled by a call
    std::uint16_t local_count; // image->first_free + number of free variables: registers emptied at the start
    bool simple;               // positional parameters only and no generator: a call may just push a frame
    // arg_count of a simple function whose instructions are there, else kNoQuickArgs: the call that a frame
    // is pushed for without more questions.
    static constexpr std::uint16_t kNoQuickArgs = 0xFFFF;
    std::uint16_t quick_args;
};

struct Function : Object {
    static constexpr Kind kKind = Kind::Function;
    Code* code;
    Dict* globals;
    Dict* builtins;
    Tuple* defaults;  // null: none
    Dict* kwdefaults; // null: none
    Tuple* closure;   // of cells; null: none
    Str* name;
    Str* qualname;
    Value module; // empty: none
    Value doc;
    Value annotate;     // __annotate__: callable, or empty
    Dict* annotations;  // evaluated, or null
    Tuple* type_params; // or null
    Dict* dict;         // attributes, or null
};

struct Cell : Object {
    static constexpr Kind kKind = Kind::Cell;
    Value content; // may be empty
};

struct BoundMethod : Object {
    static constexpr Kind kKind = Kind::BoundMethod;
    Value function;
    Value self;
};

// What is known of a native's parameters, parsed from its text when the commons are built or when the
// module that defines it is loaded.
struct Signature {
    mutable std::int32_t refs; // functions and descriptors that name it; negative: the commons' own
    std::uint16_t count;       // parameters, without self
    std::uint16_t positional_only;
    std::uint16_t positional;    // positional_only and positional-or-keyword
    std::uint16_t required;      // without default, among the positional ones
    bool var_args, var_keywords; // "*args", "**kwargs"
    bool has_self;
    Str* names[1]; // interned; `count` of them
};

// A function of a module, or a method that was bound to its receiver.
struct NativeFunction : Object {
    static constexpr Kind kKind = Kind::NativeFunction;
    const MethodDef* def;
    const Signature* signature;
    Str* name;
    Value self;   // receiver or module; empty: none
    Value module; // str or empty
    Type* owner;  // for methods: where the descriptor was found; null for functions
};

// list.append as found in the class.
struct MethodDescriptor : Object {
    static constexpr Kind kKind = Kind::MethodDescriptor;
    const MethodDef* def;
    const Signature* signature;
    Str* name;
    Type* owner;
};

Ref make_function(Thread& t, Code& code, Dict& globals);
Ref make_cell(Thread& t, Value content);
Ref make_bound_method(Thread& t, Value function, Value self);
Ref make_native_function(Thread& t, const MethodDef& def, Value self, Value module);
// A code object for an image; takes over the caller's count on it.
Ref make_code(Thread& t, CodeImage* image);
// The private instructions, copied on first use; null: MemoryError is pending.
const Instr* code_instructions(Thread& t, Code& code);
// The constants, resolved on first use; null: MemoryError is pending.
const Value* code_constants(Thread& t, Code& code);
// co_varnames, then cells that are no parameters, then free variables (borrowed); null: MemoryError is
// pending.
Tuple* code_local_names(Thread& t, Code& code);
// The docstring that a function made of it gets: a str or None.
Ref code_docstring(Thread& t, Code& code);
// Gives back the images of all code objects of a heap that is about to be freed as a whole.
void release_code_images(Heap& heap);
// Where the instruction at `pc` came from; `pc` lies in the private copy.
SourceSpan code_span(const Code& code, const Instr* pc);
// Reads the text of a definition into a raw block of the heap. `make_name` gives the interned string of a
// parameter name. Null: no memory.
const Signature* parse_signature(Heap& heap, const MethodDef& def,
                                 Str* (*make_name)(void* context, std::string_view), void* context);
// The same in an interpreter's heap, with one count for the caller. Null: raised.
const Signature* parse_signature(Thread& t, const MethodDef& def);
inline const Signature* share_signature(const Signature* signature) {
    if (signature->refs >= 0) ++signature->refs;
    return signature;
}
void release_signature(Heap& heap, const Signature* signature);

} // namespace islet
