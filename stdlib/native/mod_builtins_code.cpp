// SPDX-License-Identifier: MIT
//
// builtins: compile, eval, exec, __import__. See builtins.h.
#include "stdlib/native/builtins.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// The bytes of a source argument: str, or anything with a buffer.
class SourceText {
public:
    Status fill_py(Thread& t, Value source, const char* function, const char* expected) {
        if (Str* s = cast<Str>(source)) {
            is_str_ = true;
            if (!text_.fill(t, *s)) return t.raised();
            view_ = text_.view();
        } else if (has_buffer(t, source)) {
            if (!buffer_.get_py(t, source)) return t.raised();
            view_ = buffer_.text();
        } else {
            return t.raise(Exc::TypeError, "{}() arg 1 must be a {}", function, expected);
        }
        if (view_.find('\0') != std::string_view::npos) {
            return t.raise(Exc::SyntaxError, "source code string cannot contain null bytes");
        }
        return Status::ok();
    }
    std::string_view view() const { return view_; }
    bool is_str() const { return is_str_; }

private:
    Utf8View text_;
    BufferView buffer_;
    std::string_view view_;
    bool is_str_ = false;
};

constexpr std::int64_t kFutureAnnotationsFlag = 0x1000000;
constexpr std::int64_t kAllFutureFlags = 0x2 | 0x10 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000 | 0x40000 |
                                         0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000;
constexpr std::int64_t kDontImplyDedent = 0x200, kOnlyAst = 0x400, kTopLevelAwait = 0x2000,
                       kIncompleteInput = 0x4000;

// Whether the code that calls has `from __future__ import annotations`.
bool caller_has_future_annotations(Thread& t) {
    return t.frame && (t.frame->code->flags & kFutureAnnotations) != 0;
}

Ref builtin_compile(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source",   "filename",        "mode", "flags", "dont_inherit",
                                             "optimize", "_feature_version"};
    Value a[7];
    if (!bind_args(t, args, "compile", kNames, 0, 3, a)) return t.raised();
    Ref filename = Ref::nothing();
    if (is_kind(a[1], Kind::Str)) {
        filename = Ref::share(a[1]);
    } else if (is_kind(a[1], Kind::Bytes)) {
        BufferView bytes;
        if (!bytes.get_py(t, a[1])) return t.raised();
        filename = make_str(t, bytes.text());
    } else {
        Ref path = call_special_py(t, a[1], Name::dunder_fspath, {});
        if (!path && t.has_pending()) return t.raised();
        if (!path)
            return t.raise(Exc::TypeError, "expected str, bytes or os.PathLike object, not {}",
                           *type_of(t, a[1]));
        filename = std::move(path);
    }
    if (!filename) return t.raised();
    if (!is_kind(a[2], Kind::Str))
        return t.raise(Exc::TypeError, "compile() argument 'mode' must be str, not {}", *type_of(t, a[2]));
    ParseMode mode;
    if (str_equal(as<Str>(a[2]), "exec"))
        mode = ParseMode::File;
    else if (str_equal(as<Str>(a[2]), "eval"))
        mode = ParseMode::Eval;
    else if (str_equal(as<Str>(a[2]), "single"))
        mode = ParseMode::Single;
    else
        return t.raise(Exc::ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
    std::int64_t flags = 0, optimize = -1;
    bool dont_inherit = false;
    if (!a[3].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[3]);
        if (!n) return t.raised();
        flags = *n;
    }
    if (!a[4].is_empty()) {
        const Result<bool> b = truth_py(t, a[4]);
        if (!b) return t.raised();
        dont_inherit = *b;
    }
    if (!a[5].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[5]);
        if (!n) return t.raised();
        optimize = *n;
    }
    if ((flags & ~(kAllFutureFlags | kDontImplyDedent | kOnlyAst | kTopLevelAwait | kIncompleteInput |
                   0x1000)) != 0) {
        return t.raise(Exc::ValueError, "compile(): unrecognised flags");
    }
    if (optimize < -1 || optimize > 2) return t.raise(Exc::ValueError, "compile(): invalid optimize value");
    if (is_kind(a[0], Kind::Code)) return Ref::share(a[0]);
    SourceText text;
    if (!text.fill_py(t, a[0], "compile", "string, bytes or AST object")) return t.raised();
    CompileOptions options;
    options.optimize = optimize < 0 ? t.state().optimize : static_cast<int>(optimize);
    options.future_annotations =
        (flags & kFutureAnnotationsFlag) != 0 || (!dont_inherit && caller_has_future_annotations(t));
    return compile_text_py(t, text.view(), filename.get(), mode, options);
}

struct Spaces {
    Ref globals = Ref::nothing(), locals = Ref::nothing();
};

// The namespaces for eval and exec: those given, or the caller's.
Status find_spaces_py(Thread& t, const char* function, Value globals, Value locals, Spaces* out) {
    const bool no_globals = globals.is_empty() || globals.is_none();
    const bool no_locals = locals.is_empty() || locals.is_none();
    if (!no_globals && !is_kind(globals, Kind::Dict)) {
        return t.raise(Exc::TypeError, "{}() globals must be a dict, not {}", function, *type_of(t, globals));
    }
    if (no_globals) {
        if (!t.frame) return t.raise(Exc::SystemError, "globals and locals cannot be NULL");
        out->globals = Ref::share(Value(t.frame->globals));
        if (no_locals) {
            out->locals = frame_locals_py(t, *t.frame);
            if (!out->locals) return t.raised();
            // A function's names are a view; exec and eval get a copy of their own, as since 3.13.
            if (is_kind(out->locals.get(), Kind::Dict) && t.frame->name_space.is_empty()) {
                out->locals = dict_copy(t, out->locals.as<Dict>());
                if (!out->locals) return t.raised();
            }
        }
    } else {
        out->globals = Ref::share(globals);
        if (no_locals) out->locals = Ref::share(globals);
    }
    if (!no_locals) {
        Type& type = *type_of(t, locals);
        if (!type.slots.getitem_py)
            return t.raise(Exc::TypeError, "{}() locals must be a mapping or None, not {}", function, type);
        out->locals = Ref::share(locals);
    }
    Dict& dict = out->globals.as<Dict>();
    if (dict_find(t, dict, Name::dunder_builtins).is_empty()) {
        const Value builtins = dict_find(t, *t.state().modules, Name::builtins);
        const Value value = builtins.is_empty() ? Value(t.state().builtins) : builtins;
        if (!dict_set(t, dict, Name::dunder_builtins, value)) return t.raised();
    }
    return Status::ok();
}

Ref string_name(Thread& t) {
    return make_str(t, "<string>");
}

Ref builtin_eval(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source", "globals", "locals"};
    Value a[3];
    if (!bind_args(t, args, "eval", kNames, 1, 1, a)) return t.raised();
    Spaces spaces;
    if (!find_spaces_py(t, "eval", a[1], a[2], &spaces)) return t.raised();
    Ref code = Ref::nothing();
    if (is_kind(a[0], Kind::Code)) {
        code = Ref::share(a[0]);
        if (!code.as<Code>().image->freevars.empty()) {
            return t.raise(Exc::TypeError, "code object passed to eval() may not contain free variables");
        }
    } else {
        SourceText text;
        if (!text.fill_py(t, a[0], "eval", "string, bytes or code object")) return t.raised();
        std::string_view source = text.view();
        while (!source.empty() && (source[0] == ' ' || source[0] == '\t')) source.remove_prefix(1);
        Ref name = string_name(t);
        if (!name) return t.raised();
        CompileOptions options;
        options.optimize = t.state().optimize;
        options.future_annotations = caller_has_future_annotations(t);
        code = compile_text_py(t, source, name.get(), ParseMode::Eval, options);
        if (!code) return t.raised();
    }
    return run_code_py(t, code.as<Code>(), spaces.globals.as<Dict>(), spaces.locals.get());
}

Ref builtin_exec(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source", "globals", "locals", "closure"};
    Value a[4];
    if (!bind_args(t, args, "exec", kNames, 1, 1, a)) return t.raised();
    Spaces spaces;
    if (!find_spaces_py(t, "exec", a[1], a[2], &spaces)) return t.raised();
    Tuple* closure = nullptr;
    const bool has_closure = !a[3].is_empty() && !a[3].is_none();
    Ref code = Ref::nothing();
    if (is_kind(a[0], Kind::Code)) {
        code = Ref::share(a[0]);
        const std::size_t wanted = code.as<Code>().image->freevars.size();
        if (wanted == 0 && has_closure)
            return t.raise(Exc::TypeError, "cannot use a closure with this code object");
        if (wanted > 0 && !has_closure) {
            return t.raise(Exc::TypeError, "code object requires a closure of exactly length {}", wanted);
        }
        if (has_closure) {
            bool good = is_exact(a[3], Kind::Tuple) && as<Tuple>(a[3]).size == wanted;
            for (std::size_t i = 0; good && i < wanted; ++i) good = is_kind(as<Tuple>(a[3])[i], Kind::Cell);
            if (!good)
                return t.raise(Exc::TypeError, "code object requires a closure of exactly length {}", wanted);
            closure = &as<Tuple>(a[3]);
        }
    } else {
        if (has_closure)
            return t.raise(Exc::TypeError, "closure argument can only be used when source is a code object");
        SourceText text;
        if (!text.fill_py(t, a[0], "exec", "string, bytes or code object")) return t.raised();
        Ref name = string_name(t);
        if (!name) return t.raised();
        CompileOptions options;
        options.optimize = t.state().optimize;
        options.future_annotations = caller_has_future_annotations(t);
        code = compile_text_py(t, text.view(), name.get(), ParseMode::File, options);
        if (!code) return t.raised();
    }
    if (!run_code_py(t, code.as<Code>(), spaces.globals.as<Dict>(), spaces.locals.get(), closure))
        return t.raised();
    return Ref::none();
}

Ref builtin_import(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"name", "globals", "locals", "fromlist", "level"};
    Value a[5];
    if (!bind_args(t, args, "__import__", kNames, 0, 1, a)) return t.raised();
    std::int64_t level = 0;
    if (!a[4].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[4]);
        if (!n) return t.raised();
        level = *n;
    }
    return import_name_py(t, a[0], a[1], a[3].is_empty() ? Value::none() : a[3], level);
}

constexpr MethodDef kFunctions[] = {
    raw<&builtin_import>("__import__($module, /, name, globals=None, locals=None, fromlist=(), level=0)",
                         "Import a module.\n\nBecause this function is meant for use by the "
                         "Python\ninterpreter and not for general use, it is better "
                         "to use\nimportlib.import_module() to programmatically import a module."),
    raw<&builtin_compile>("compile($module, /, source, filename, mode, flags=0, dont_inherit=False, "
                          "optimize=-1, *, _feature_version=-1)",
                          "Compile source into a code object that can be executed by exec() or "
                          "eval().\n\nThe source code may represent a Python "
                          "module, statement or expression."),
    raw<&builtin_eval>("eval($module, source, /, globals=None, locals=None)",
                       "Evaluate the given source in the context of globals and locals."),
    raw<&builtin_exec>("exec($module, source, /, globals=None, locals=None, *, closure=None)",
                       "Execute the given source in the context of globals and locals."),
};

} // namespace

std::span<const MethodDef> builtins_code_functions() {
    return kFunctions;
}

} // namespace islet
