// SPDX-License-Identifier: MIT
//
// What programs see of a code object: the co_* attributes, co_lines and co_positions, replace, comparison.
//
// Offsets count two bytes per instruction word, so that `tb_lasti // 2` indexes co_positions() as in CPython.
// The bytecode itself is Islet's own: it can be read, but no program can hand in other code, which could
// break the machine that runs it.
//
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/code.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/descriptors.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

Ref make_names(Thread& t, const std::vector<std::string>& texts) {
    Ref tuple = make_tuple_uninit(t, texts.size());
    if (!tuple) return t.raised();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Ref name = intern(t, texts[i]);
        if (!name) return t.raised();
        tuple.as<Tuple>().items()[i] = name.release();
    }
    return tuple;
}

const CodeImage& image_of(Value self) {
    return *as<Code>(self).image;
}

Ref code_get_argcount(Thread& t, Value self) {
    return make_int(t, image_of(self).arg_count);
}
Ref code_get_posonly(Thread& t, Value self) {
    return make_int(t, image_of(self).posonly_count);
}
Ref code_get_kwonly(Thread& t, Value self) {
    return make_int(t, image_of(self).kwonly_count);
}
Ref code_get_flags(Thread& t, Value self) {
    return make_int(t, as<Code>(self).flags);
}
Ref code_get_first_line(Thread& t, Value self) {
    return make_int(t, image_of(self).first_line);
}
Ref code_get_name(Thread&, Value self) {
    return Ref::share(as<Code>(self).name);
}
Ref code_get_qualname(Thread&, Value self) {
    return Ref::share(as<Code>(self).qualname);
}
Ref code_get_filename(Thread&, Value self) {
    return Ref::share(as<Code>(self).filename);
}
Ref code_get_names(Thread& t, Value self) {
    return make_names(t, image_of(self).names);
}
Ref code_get_varnames(Thread& t, Value self) {
    return make_names(t, image_of(self).varnames);
}
Ref code_get_cellvars(Thread& t, Value self) {
    return make_names(t, image_of(self).cellvars);
}
Ref code_get_freevars(Thread& t, Value self) {
    return make_names(t, image_of(self).freevars);
}

Ref code_get_nlocals(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(image_of(self).varnames.size()));
}

Ref code_get_stacksize(Thread& t, Value self) {
    const CodeImage& image = image_of(self);
    const auto variables = image.first_free + static_cast<std::uint32_t>(image.freevars.size());
    return make_int(t, image.register_count > variables ? image.register_count - variables : 1);
}

Ref code_get_consts(Thread& t, Value self) {
    auto& code = as<Code>(self);
    const Value* const constants = code_constants(t, code);
    if (!constants) return t.raised();
    return make_tuple(t, std::span(constants, code.image->constants.size()));
}

Ref code_get_code(Thread& t, Value self) {
    const auto& code = image_of(self).code;
    return make_bytes(t, code.data(), code.size() * sizeof(Instr));
}

void append_word(TextBuffer& out, std::uint32_t word) {
    for (int shift = 0; shift < 32; shift += 8) out.append(static_cast<char>(word >> shift & 0xff));
}

// Both tables in a form of our own: five words of 32 bits per entry, lowest byte first.
Ref code_get_line_table(Thread& t, Value self) {
    TextBuffer out;
    for (const SpanEntry& entry : image_of(self).spans) {
        append_word(out, entry.start * 2);
        for (const std::int32_t n :
             {entry.span.line, entry.span.end_line, entry.span.col, entry.span.end_col}) {
            append_word(out, static_cast<std::uint32_t>(n));
        }
    }
    return out.failed() ? Ref(t.raise_memory_error()) : make_bytes(t, out.view());
}

Ref code_get_exception_table(Thread& t, Value self) {
    TextBuffer out;
    for (const HandlerEntry& entry : image_of(self).handlers) {
        for (const std::uint32_t n : {entry.start * 2, entry.end * 2, entry.target * 2}) append_word(out, n);
        append_word(out, entry.exc_reg);
    }
    return out.failed() ? Ref(t.raise_memory_error()) : make_bytes(t, out.view());
}

// --- Lines and positions

struct LineRun {
    std::uint32_t start, end; // words
    std::int32_t line;        // -1: none
};

// Calls each(run) for stretches of the same line; stops at the first failure.
template <class Each>
Status each_line_run(const CodeImage& image, Each&& each) {
    const auto size = static_cast<std::uint32_t>(image.code.size());
    std::size_t i = 0;
    LineRun run{0, 0, -1};
    if (!image.spans.empty() && image.spans[0].start == 0) run.line = image.spans[i++].span.line;
    for (; i < image.spans.size(); ++i) {
        if (image.spans[i].span.line == run.line) continue;
        run.end = image.spans[i].start;
        if (run.end > run.start) {
            Status status = each(run);
            if (!status) return status;
        }
        run = {run.end, 0, image.spans[i].span.line};
    }
    run.end = size;
    return run.end > run.start ? each(run) : Status::ok();
}

Ref code_lines_py(Thread& t, Value self) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    const Status status = each_line_run(image_of(self), [&](const LineRun& run) -> Status {
        const Value line = run.line < 0 ? Value::none() : Value::small_int(run.line);
        Ref item = make_tuple(t, {Value::small_int(std::int64_t{run.start} * 2),
                                  Value::small_int(std::int64_t{run.end} * 2), line});
        if (!item) return t.raised();
        return list_append(t, list.as<List>(), std::move(item));
    });
    return status ? iter_py(t, list.get()) : Ref(t.raised());
}

Ref code_positions_py(Thread& t, Value self) {
    const CodeImage& image = image_of(self);
    Ref list = make_list(t, image.code.size());
    if (!list) return t.raised();
    std::size_t at = 0;
    Ref item = Ref::nothing();
    const auto part = [](std::int32_t n) { return n < 0 ? Value::none() : Value::small_int(n); };
    for (std::uint32_t word = 0; word < image.code.size(); ++word) {
        const bool next = at < image.spans.size() && image.spans[at].start == word;
        if (next || word == 0) {
            const SourceSpan span = next ? image.spans[at++].span : SourceSpan();
            item = make_tuple(t, {part(span.line), part(span.end_line), part(span.col), part(span.end_col)});
            if (!item) return t.raised();
        }
        if (!list_append(t, list.as<List>(), item.get())) return t.raised();
    }
    return iter_py(t, list.get());
}

Ref code_branches_py(Thread& t, Value) {
    Ref list = make_list(t);
    return list ? iter_py(t, list.get()) : Ref(t.raised());
}

// Pairs (bytes, lines) of at most 255 and -128 ... 127, as old tools read them.
Ref code_get_lnotab_py(Thread& t, Value self) {
    Ref keep = Ref::share(self);
    if (!warn_py(t, Exc::DeprecationWarning, "co_lnotab is deprecated, use co_lines instead."))
        return t.raised();
    const CodeImage& image = image_of(self);
    TextBuffer out;
    std::uint32_t offset = 0;
    auto line = static_cast<std::int32_t>(image.first_line);
    const Status status = each_line_run(image, [&](const LineRun& run) -> Status {
        if (run.line < 0 || run.line == line) return Status::ok();
        std::uint32_t bytes = run.start * 2 - offset;
        std::int32_t lines = run.line - line;
        for (; bytes > 255; bytes -= 255) out.append(std::string_view("\xff\0", 2));
        for (; lines < -128 || lines > 127; bytes = 0) {
            const std::int32_t step = lines < 0 ? -128 : 127;
            out.append(static_cast<char>(bytes));
            out.append(static_cast<char>(step));
            lines -= step;
        }
        out.append(static_cast<char>(bytes));
        out.append(static_cast<char>(lines));
        offset = run.start * 2;
        line = run.line;
        return Status::ok();
    });
    if (!status) return t.raised();
    return out.failed() ? Ref(t.raise_memory_error()) : make_bytes(t, out.view());
}

Ref code_varname_from_oparg(Thread& t, Value self, Int32 index) {
    Tuple* const names = code_local_names(t, as<Code>(self));
    if (!names) return t.raised();
    if (index.value < 0 || static_cast<std::uint64_t>(index.value) >= names->size) {
        return t.raise(Exc::IndexError, "tuple index out of range");
    }
    return Ref::share((*names)[static_cast<std::size_t>(index.value)]);
}

// --- replace

struct ImageDeleter {
    CodeImage* image;
    ~ImageDeleter() {
        if (image) image->release();
    }
};

CodeImage* copy_image(const CodeImage& from) {
    auto* const image = new CodeImage();
    image->name = from.name;
    image->qualname = from.qualname;
    image->filename = from.filename;
    image->flags = from.flags;
    image->arg_count = from.arg_count;
    image->posonly_count = from.posonly_count;
    image->kwonly_count = from.kwonly_count;
    image->first_line = from.first_line;
    image->register_count = from.register_count;
    image->first_free = from.first_free;
    image->code = from.code;
    image->constants = from.constants;
    image->names = from.names;
    image->varnames = from.varnames;
    image->cellvars = from.cellvars;
    image->cell_registers = from.cell_registers;
    image->freevars = from.freevars;
    image->handlers = from.handlers;
    image->spans = from.spans;
    for (const ConstSpec& c : image->constants) {
        if (c.kind == ConstSpec::Kind::Code) c.code->retain();
    }
    return image;
}

// The flags that say nothing about how the code runs.
constexpr std::uint32_t kFreeFlags = kIterableCoroutine | kNested | kFutureAnnotations | kMethod;

Status set_text(Thread& t, std::string& field, const char* name, Value value) {
    if (!is_kind(value, Kind::Str)) {
        return t.raise(Exc::TypeError, "replace() argument '{}' must be str, not {}", name,
                       BadArgument{t, value});
    }
    TextBuffer text;
    append_utf8(text, as<Str>(value));
    if (text.failed()) return t.raise_memory_error();
    field.assign(text.view());
    return Status::ok();
}

Result<std::int64_t> read_number(Thread& t, const char* name, Value value) {
    std::int64_t n;
    if (is_int(value) && int_fits(value, &n) && n >= INT32_MIN && n <= INT32_MAX) return n;
    if (!is_int(value)) {
        return t.raise(Exc::TypeError, "'{}' object cannot be interpreted as an integer", *type_of(t, value));
    }
    static_cast<void>(name);
    return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
}

Status set_first_line(Thread& t, CodeImage& image, Value value) {
    Result<std::int64_t> line = read_number(t, "co_firstlineno", value);
    if (!line) return t.raised();
    if (*line < 0) return t.raise(Exc::ValueError, "co_firstlineno must be a positive integer");
    const auto shift = static_cast<std::int32_t>(*line - std::int64_t{image.first_line});
    image.first_line = static_cast<std::uint32_t>(*line);
    for (SpanEntry& entry : image.spans) {
        if (entry.span.line >= 0) entry.span.line += shift;
        if (entry.span.end_line >= 0) entry.span.end_line += shift;
    }
    return Status::ok();
}

Status set_flags(Thread& t, CodeImage& image, Value value) {
    Result<std::int64_t> flags = read_number(t, "co_flags", value);
    if (!flags) return t.raised();
    const auto fresh = static_cast<std::uint32_t>(*flags);
    if (((fresh ^ image.flags) & ~kFreeFlags) != 0) {
        return t.raise(Exc::ValueError, "code: these co_flags would change how the code runs");
    }
    image.flags = fresh;
    return Status::ok();
}

Status set_names(Thread& t, std::vector<std::string>& names, const char* what, Value value) {
    auto* const tuple = cast<Tuple>(value);
    if (!tuple) {
        return t.raise(Exc::TypeError, "replace() argument '{}' must be tuple, not {}", what,
                       *type_of(t, value));
    }
    if (tuple->size != names.size()) {
        return t.raise(Exc::ValueError, "code: {} must keep its {} names", what, names.size());
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Value name = (*tuple)[i];
        if (!is_kind(name, Kind::Str)) {
            return t.raise(Exc::TypeError, "name tuples must contain only strings, not '{}'",
                           *type_of(t, name));
        }
        if (!set_text(t, names[i], what, name)) return t.raised();
    }
    return Status::ok();
}

// Instructions rely on some constants: inner code must take as many cells, tuples of names must hold names.
bool may_stand_for(const ConstSpec& old, Value fresh) {
    if (old.kind == ConstSpec::Kind::Code) {
        return is_kind(fresh, Kind::Code) &&
               as<Code>(fresh).image->freevars.size() == old.code->freevars.size();
    }
    if (old.kind != ConstSpec::Kind::Tuple) return true;
    auto* const tuple = cast<Tuple>(fresh);
    if (!tuple || tuple->size != old.items.size()) return false;
    for (std::size_t i = 0; i < tuple->size; ++i) {
        const bool is_text =
            old.items[i].kind == ConstSpec::Kind::Str || old.items[i].kind == ConstSpec::Kind::Name;
        if (is_text && !is_exact((*tuple)[i], Kind::Str)) return false;
    }
    return true;
}

// What cannot be replaced may be given if it is what it was.
Status must_be_same_py(Thread& t, Value self, Str& name, Value value) {
    Ref now = get_attr_py(t, self, name);
    if (!now) return t.raised();
    Result<bool> same = equal_py(t, now.get(), value);
    if (!same) return t.raised();
    if (*same) return Status::ok();
    return t.raise(Exc::ValueError, "code: {} cannot be replaced", name);
}

Status apply_replacement_py(Thread& t, Value self, CodeImage& image, Str& name, Value value, Ref& constants) {
    if (str_equal(name, "co_name")) return set_text(t, image.name, "co_name", value);
    if (str_equal(name, "co_qualname")) return set_text(t, image.qualname, "co_qualname", value);
    if (str_equal(name, "co_filename")) return set_text(t, image.filename, "co_filename", value);
    if (str_equal(name, "co_firstlineno")) return set_first_line(t, image, value);
    if (str_equal(name, "co_flags")) return set_flags(t, image, value);
    if (str_equal(name, "co_names")) return set_names(t, image.names, "co_names", value);
    if (str_equal(name, "co_varnames")) return set_names(t, image.varnames, "co_varnames", value);
    if (str_equal(name, "co_freevars")) return set_names(t, image.freevars, "co_freevars", value);
    if (str_equal(name, "co_cellvars")) return set_names(t, image.cellvars, "co_cellvars", value);
    if (str_equal(name, "co_consts")) {
        auto* const tuple = cast<Tuple>(value);
        if (!tuple) {
            return t.raise(Exc::TypeError, "replace() argument 'co_consts' must be tuple, not {}",
                           *type_of(t, value));
        }
        if (tuple->size != image.constants.size()) {
            return t.raise(Exc::ValueError, "code: co_consts must keep its {} items", image.constants.size());
        }
        for (std::size_t i = 0; i < image.constants.size(); ++i) {
            if (!may_stand_for(image.constants[i], (*tuple)[i])) {
                return t.raise(Exc::ValueError, "code: item {} of co_consts must keep its type", i);
            }
        }
        constants = Ref::share(value);
        return Status::ok();
    }
    for (const char* fixed : {"co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals",
                              "co_stacksize", "co_code", "co_linetable", "co_exceptiontable"}) {
        if (str_equal(name, fixed)) return must_be_same_py(t, self, name, value);
    }
    return t.raise(Exc::TypeError, "replace() got an unexpected keyword argument '{}'", name);
}

Status take_constants(Thread& t, Code& code, const Tuple& values) {
    auto* const block = static_cast<Value*>(t.heap().alloc_raw((values.size + 1) * sizeof(Value)));
    if (!block) return t.raise_memory_error();
    for (std::size_t i = 0; i < values.size; ++i) block[i] = Ref::share(values[i]).release();
    code.constants = block;
    code.set(kCodeOwnConstants);
    return Status::ok();
}

Ref code_replace_py(Thread& t, Value self, const Args& args) {
    if (args.count != 0) return t.raise(Exc::TypeError, "replace() takes no positional arguments");
    auto& code = as<Code>(self);
    ImageDeleter fresh{copy_image(*code.image)};
    fresh.image->flags = code.flags;
    Ref constants = Ref::nothing();
    const std::uint32_t given = args.names ? args.keyword_count() : 0;
    for (std::uint32_t i = 0; i < given; ++i) {
        if (!apply_replacement_py(t, self, *fresh.image, args.keyword_name(i), args.keyword(i), constants)) {
            return t.raised();
        }
    }
    if (!constants.get().is_object() && code.has(kCodeOwnConstants)) {
        constants = make_tuple(t, std::span<const Value>(code.constants, code.image->constants.size()));
        if (!constants) return t.raised();
    }
    Ref made = make_code(t, std::exchange(fresh.image, nullptr));
    if (!made) return t.raised();
    if (constants.get().is_object() && !take_constants(t, made.as<Code>(), constants.as<Tuple>()))
        return t.raised();
    return made;
}

bool same_own_constants(const Code& a, const Code& b) {
    if (!a.has(kCodeOwnConstants) && !b.has(kCodeOwnConstants)) return true;
    if (!a.constants || !b.constants) return false;
    for (std::size_t i = 0; i < a.image->constants.size(); ++i) {
        if (a.constants[i] != b.constants[i]) return false;
    }
    return true;
}

} // namespace

Ref code_new_py(Thread& t, Type&, const Args& args) {
    if (!check_positional(t, args, "code", 16, 18)) return t.raised();
    return t.raise(Exc::ValueError, "code: bytecode cannot be made by hand, use compile() or replace()");
}

Ref code_repr(Thread& t, Value self) {
    auto& code = as<Code>(self);
    return make_str(t, format("<code object {} at {}, file \"{}\", line {}>", *code.name,
                              static_cast<const void*>(&code), *code.filename, code.image->first_line));
}

Ref code_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    static_cast<void>(t);
    if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_kind(left, Kind::Code) ||
        !is_kind(right, Kind::Code)) {
        return Ref::not_implemented();
    }
    const auto &a = as<Code>(left), &b = as<Code>(right);
    const bool same = a.flags == b.flags && same_image(*a.image, *b.image) && same_own_constants(a, b);
    return Ref::boolean(same == (op == CompareOp::Eq));
}

Result<std::int64_t> code_hash_py(Thread& t, Value self) {
    const CodeImage& image = *as<Code>(self).image;
    std::uint64_t hash = static_cast<std::uint64_t>(str_hash(t, *as<Code>(self).name));
    const auto mix = [&hash](std::uint64_t n) { hash = (hash ^ n) * 0x100000001b3; };
    mix(image.first_line);
    mix(image.arg_count);
    mix(image.flags);
    for (const Instr& instr : image.code) mix(static_cast<std::uint64_t>(instr.word()));
    const auto result = static_cast<std::int64_t>(hash);
    return result == -1 ? -2 : result;
}

constinit const MethodDef kCodeMethods[6] = {
    method<&code_lines_py>("co_lines($self, /)", "Iterator over (start, end, line) of stretches of code."),
    method<&code_positions_py>(
        "co_positions($self, /)",
        "Iterator over (line, end line, column, end column), one for each instruction."),
    method<&code_branches_py>("co_branches($self, /)",
                              "Iterator over the branches: empty, they are not recorded."),
    raw<&code_replace_py>("replace($self, /, **changes)",
                          "A copy of the code with new values for some fields."),
    raw<&code_replace_py>("__replace__($self, /, **changes)", "The same as replace()."),
    method<&code_varname_from_oparg>("_varname_from_oparg($self, oparg, /)",
                                     "The name of a variable by its number."),
};

constinit const GetSetDef kCodeGetSet[20] = {
    {"co_argcount", &code_get_argcount, &refuse_write, nullptr},
    {"co_posonlyargcount", &code_get_posonly, &refuse_write, nullptr},
    {"co_kwonlyargcount", &code_get_kwonly, &refuse_write, nullptr},
    {"co_nlocals", &code_get_nlocals, &refuse_write, nullptr},
    {"co_stacksize", &code_get_stacksize, &refuse_write, nullptr},
    {"co_flags", &code_get_flags, &refuse_write, nullptr},
    {"co_code", &code_get_code, nullptr, nullptr},
    {"co_consts", &code_get_consts, &refuse_write, nullptr},
    {"co_names", &code_get_names, &refuse_write, nullptr},
    {"co_varnames", &code_get_varnames, nullptr, nullptr},
    {"co_cellvars", &code_get_cellvars, nullptr, nullptr},
    {"co_freevars", &code_get_freevars, nullptr, nullptr},
    {"co_filename", &code_get_filename, &refuse_write, nullptr},
    {"co_name", &code_get_name, &refuse_write, nullptr},
    {"co_qualname", &code_get_qualname, &refuse_write, nullptr},
    {"co_firstlineno", &code_get_first_line, &refuse_write, nullptr},
    {"co_linetable", &code_get_line_table, &refuse_write, nullptr},
    {"co_lnotab", &code_get_lnotab_py, nullptr, nullptr},
    {"co_exceptiontable", &code_get_exception_table, &refuse_write, nullptr},
    {"_co_code_adaptive", &code_get_code, nullptr, nullptr},
};

} // namespace islet
