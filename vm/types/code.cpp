// SPDX-License-Identifier: MIT
//
// Code objects: an interpreter's view of a code image, resolved when it first runs.
//
// Making one is cheap, since a module makes one for each of its functions and many never run: header and
// three interned strings. Instructions, constants and names follow with the first run.
//
// Owns: one count on the image, its private copies. Threads: the interpreter's lock.
#include "vm/types/code.h"

#include "vm/model/allocate.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/set.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

// --- Constants

namespace {

Ref items_from_spec(Thread& t, const ConstSpec& spec) {
    if (!t.check_stack(" in the constants of a code object")) return t.raised();
    Ref tuple = make_tuple_uninit(t, spec.items.size());
    if (!tuple) return t.raised();
    for (std::size_t i = 0; i < spec.items.size(); ++i) {
        Ref item = constant_from_spec(t, spec.items[i]);
        if (!item) return t.raised();
        tuple.as<Tuple>().items()[i] = item.release();
    }
    return tuple;
}

} // namespace

Ref constant_from_spec(Thread& t, const ConstSpec& spec) {
    switch (spec.kind) {
    case ConstSpec::Kind::None: return Ref::none();
    case ConstSpec::Kind::True: return Ref::boolean(true);
    case ConstSpec::Kind::False: return Ref::boolean(false);
    case ConstSpec::Kind::Ellipsis: return Ref::plain(Value::ellipsis());
    case ConstSpec::Kind::Int: return make_int(t, spec.integer);
    case ConstSpec::Kind::BigInt: return int_from_hex(t, spec.text);
    case ConstSpec::Kind::Float: return make_float(spec.real);
    case ConstSpec::Kind::Complex: return make_complex(t, spec.real, spec.imag);
    case ConstSpec::Kind::Str: return make_str(t, spec.text);
    case ConstSpec::Kind::Name: return intern(t, spec.text);
    case ConstSpec::Kind::Bytes: return make_bytes(t, spec.text);
    case ConstSpec::Kind::Tuple: return items_from_spec(t, spec);
    case ConstSpec::Kind::FrozenSet: {
        Ref items = items_from_spec(t, spec);
        if (!items) return t.raised();
        return make_frozenset_py(t, items.as<Tuple>().span());
    }
    case ConstSpec::Kind::Slice: {
        Ref items = items_from_spec(t, spec);
        if (!items) return t.raised();
        const auto& parts = items.as<Tuple>();
        return make_slice(t, parts[0], parts[1], parts[2]);
    }
    case ConstSpec::Kind::Code: spec.code->retain(); return make_code(t, spec.code);
    }
    ISLET_UNREACHABLE("kind of constant");
}

// --- Making

namespace {

std::uint16_t narrow(std::uint32_t n) {
    ISLET_CHECK(n <= 0xFFFF, "the compiler bounds registers");
    return static_cast<std::uint16_t>(n);
}

void read_header(Code& code, const CodeImage& image) {
    const std::uint32_t var_args = (image.flags & kVarArgs) != 0,
                        var_keywords = (image.flags & kVarKeywords) != 0;
    code.flags = image.flags;
    code.register_count = narrow(image.register_count);
    code.arg_count = narrow(image.arg_count);
    code.posonly_count = narrow(image.posonly_count);
    code.kwonly_count = narrow(image.kwonly_count);
    code.total_args = narrow(image.arg_count + image.kwonly_count + var_args + var_keywords);
    code.local_count = narrow(image.first_free + static_cast<std::uint32_t>(image.freevars.size()));
    code.quick_args = Code::kNoQuickArgs;
    code.simple = image.kwonly_count + var_args + var_keywords == 0 &&
                  (image.flags & (kGenerator | kCoroutine | kAsyncGenerator)) == 0;
}

// One string of the header: interned, since functions share file names and often names.
bool fill_string(Thread& t, Str*& field, std::string_view text) {
    Ref string = intern(t, text);
    if (!string) return false;
    field = &as<Str>(string.release());
    return true;
}

} // namespace

Ref make_code(Thread& t, CodeImage* image) {
    Code* const code = allocate<Code>(t, TypeId::Code);
    if (!code) {
        image->release();
        return t.raise_memory_error();
    }
    std::memset(reinterpret_cast<char*>(code) + sizeof(Object), 0, sizeof(Code) - sizeof(Object));
    code->image = image;
    Ref made = Ref::adopt(code);
    read_header(*code, *image);
    if (!fill_string(t, code->name, image->name) || !fill_string(t, code->qualname, image->qualname) ||
        !fill_string(t, code->filename, image->filename)) {
        return t.raised();
    }
    return made;
}

// --- Resolving

const Value* code_constants(Thread& t, Code& code) {
    if (code.constants) return code.constants;
    const auto& specs = code.image->constants;
    // One word at least, so that "resolved" and "null" differ.
    auto* const values = static_cast<Value*>(t.heap().alloc_raw((specs.size() + 1) * sizeof(Value)));
    if (!values) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    for (std::size_t i = 0; i < specs.size(); ++i) {
        Ref value = constant_from_spec(t, specs[i]);
        if (!value) {
            while (i > 0) release(values[--i]);
            t.heap().free_raw(values);
            return nullptr;
        }
        values[i] = value.release();
    }
    code.constants = values;
    return values;
}

static bool resolve_names(Thread& t, Code& code) {
    if (code.names) return true;
    const auto& texts = code.image->names;
    auto** const names = static_cast<Str**>(t.heap().alloc_raw((texts.size() + 1) * sizeof(Str*)));
    if (!names) {
        static_cast<void>(t.raise_memory_error());
        return false;
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (fill_string(t, names[i], texts[i])) continue;
        while (i > 0) release(names[--i]);
        t.heap().free_raw(names);
        return false;
    }
    code.names = names;
    return true;
}

const Instr* code_instructions(Thread& t, Code& code) {
    if (code.code) return code.code;
    if (!code_constants(t, code) || !resolve_names(t, code)) return nullptr;
    const auto& source = code.image->code;
    const std::size_t bytes = source.size() * sizeof(Instr);
    auto* const copy = static_cast<Instr*>(t.heap().alloc_raw(bytes));
    if (!copy) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    std::memcpy(static_cast<void*>(copy), source.data(), bytes);
    code.code = copy;
    if (code.simple) code.quick_args = code.arg_count;
    return copy;
}

Ref code_docstring(Thread& t, Code& code) {
    if ((code.flags & kHasDocstring) == 0) return Ref::none();
    if (code.constants) return Ref::share(code.constants[0]);
    return constant_from_spec(t, code.image->constants[0]);
}

Tuple* code_local_names(Thread& t, Code& code) {
    if (code.local_names) return code.local_names;
    const CodeImage& image = *code.image;
    const std::size_t locals = image.varnames.size();
    std::size_t count = locals + image.freevars.size();
    for (const std::uint32_t r : image.cell_registers) count += r >= locals;
    Ref tuple = make_tuple_uninit(t, count);
    if (!tuple) return nullptr;
    Value* at = tuple.as<Tuple>().items();
    const auto add = [&](const std::string& text) {
        Ref name = intern(t, text);
        if (!name) return false;
        *at++ = name.release();
        return true;
    };
    bool good = true;
    for (const std::string& name : image.varnames) good = good && add(name);
    for (std::size_t i = 0; i < image.cellvars.size(); ++i) {
        if (image.cell_registers[i] >= locals) good = good && add(image.cellvars[i]);
    }
    for (const std::string& name : image.freevars) good = good && add(name);
    if (!good) return nullptr;
    return code.local_names = &as<Tuple>(tuple.release());
}

SourceSpan code_span(const Code& code, const Instr* pc) {
    if (!code.code || !pc) return {};
    return code.image->span_at(static_cast<std::uint32_t>(pc - code.code));
}

void release_code_images(Heap& heap) {
    heap.each_object([](Object* object) {
        if (object->kind == Kind::Code) static_cast<Code*>(object)->image->release();
    });
}

// --- Comparing

bool same_constant(const ConstSpec& a, const ConstSpec& b) {
    if (a.kind == ConstSpec::Kind::Name || b.kind == ConstSpec::Kind::Name) {
        const auto is_text = [](const ConstSpec& c) {
            return c.kind == ConstSpec::Kind::Name || c.kind == ConstSpec::Kind::Str;
        };
        return is_text(a) && is_text(b) && a.text == b.text;
    }
    if (a.kind != b.kind || a.integer != b.integer || a.text != b.text || a.items.size() != b.items.size())
        return false;
    // Bits, not numbers: 0.0 and -0.0 are different constants, and NaN is the same one.
    if (std::memcmp(&a.real, &b.real, sizeof(double)) != 0 ||
        std::memcmp(&a.imag, &b.imag, sizeof(double)) != 0) {
        return false;
    }
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!same_constant(a.items[i], b.items[i])) return false;
    }
    return a.kind != ConstSpec::Kind::Code || same_image(*a.code, *b.code);
}

static bool same_layout(const CodeImage& a, const CodeImage& b) {
    if (a.name != b.name || a.flags != b.flags || a.arg_count != b.arg_count ||
        a.posonly_count != b.posonly_count || a.kwonly_count != b.kwonly_count ||
        a.first_line != b.first_line || a.code.size() != b.code.size() || a.spans.size() != b.spans.size() ||
        a.constants.size() != b.constants.size()) {
        return false;
    }
    return a.names == b.names && a.varnames == b.varnames && a.cellvars == b.cellvars &&
           a.freevars == b.freevars &&
           std::memcmp(a.code.data(), b.code.data(), a.code.size() * sizeof(Instr)) == 0;
}

bool same_image(const CodeImage& a, const CodeImage& b) {
    if (&a == &b) return true;
    if (!same_layout(a, b)) return false;
    for (std::size_t i = 0; i < a.spans.size(); ++i) {
        const SpanEntry &x = a.spans[i], &y = b.spans[i];
        if (x.start != y.start || x.span.line != y.span.line || x.span.end_line != y.span.end_line ||
            x.span.col != y.span.col || x.span.end_col != y.span.end_col) {
            return false;
        }
    }
    for (std::size_t i = 0; i < a.constants.size(); ++i) {
        if (!same_constant(a.constants[i], b.constants[i])) return false;
    }
    return true;
}

// --- Life

namespace {

void code_traverse(Object* object, Visitor& visit) {
    auto& code = *static_cast<Code*>(object);
    if (code.constants) {
        for (std::size_t i = 0; i < code.image->constants.size(); ++i) visit(code.constants[i]);
    }
    if (code.names) {
        for (std::size_t i = 0; i < code.image->names.size(); ++i) visit.pointer(code.names[i]);
    }
    visit.pointer(code.name);
    visit.pointer(code.qualname);
    visit.pointer(code.filename);
    visit.pointer(code.local_names);
}

void code_drop(Heap& heap, Object* object) {
    auto& code = *static_cast<Code*>(object);
    if (code.constants) {
        for (std::size_t i = 0; i < code.image->constants.size(); ++i) release(code.constants[i]);
    }
    if (code.names) {
        for (std::size_t i = 0; i < code.image->names.size(); ++i) release(code.names[i]);
    }
    heap.free_raw(code.constants);
    heap.free_raw(code.names);
    heap.free_raw(code.code);
    for (Object* part : {static_cast<Object*>(code.name), static_cast<Object*>(code.qualname),
                         static_cast<Object*>(code.filename), static_cast<Object*>(code.local_names)}) {
        if (part) release(part);
    }
    code.image->release();
    heap.free_object(object);
}

} // namespace

constinit const TypeSpec kCodeSpec = {
    .name = "code",
    .doc = "Compiled Python code: what a function runs.",
    .kind = Kind::Code,
    .flags =
        kWeakable | kAcyclic, // constants are immutable, so only replace(co_consts=...) could close a cycle
    .size = sizeof(Code),
    .slots = {.new_py = &code_new_py,
              .repr_py = &code_repr,
              .hash_py = &code_hash_py,
              .compare_py = &code_compare_py},
    .methods = kCodeMethods,
    .getset = kCodeGetSet,
    .traverse = &code_traverse,
    .drop = &code_drop,
};

} // namespace islet
