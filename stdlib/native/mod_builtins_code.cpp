// SPDX-License-Identifier: MIT
//
// builtins: compile, eval, exec, __import__. See builtins.h.
#include "stdlib/native/builtins.h"

#include "runtime/import.h"
#include "runtime/interpreter.h"
#include "vm/code/code_image.h"
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

// The flags of compile(): those of `from __future__`, and these.
constexpr std::int64_t kAllFutureFlags = 0x10 | 0x2000 | 0x4000 | kFutureDivision | kFutureAbsoluteImport |
                                         kFutureWithStatement | kFuturePrintFunction |
                                         kFutureUnicodeLiterals | kFutureBarryAsBdfl | kFutureGeneratorStop |
                                         kFutureAnnotations;
constexpr std::int64_t kFutureCodeFlags = kAllFutureFlags & ~std::int64_t{0x10 | 0x2000 | 0x4000};
constexpr std::int64_t kDontImplyDedent = 0x200, kOnlyAst = 0x400, kTypeComments = 0x1000,
                       kTopLevelAwait = 0x2000, kIncompleteInput = 0x4000, kOptimizedAst = 0x8000 | kOnlyAst;
constexpr std::int64_t kKnownFlags =
    kAllFutureFlags | kDontImplyDedent | kTypeComments | kTopLevelAwait | kIncompleteInput | kOptimizedAst;

// The features that the code that calls has imported from __future__.
std::uint32_t caller_features(Thread& t) {
    return t.frame ? t.frame->code->flags & static_cast<std::uint32_t>(kFutureCodeFlags) : 0;
}

CompileOptions options_for(Thread& t, const SourceText& text, std::uint32_t features) {
    CompileOptions options;
    options.optimize = t.state().optimize;
    options.future_flags = features;
    options.future_annotations = (features & kFutureAnnotations) != 0;
    options.ignore_cookie = text.is_str();
    return options;
}

// At most so many arguments by position: the others of the function are named.
Status refuse_more_positional(Thread& t, const Args& args, const char* function, std::uint32_t most) {
    if (args.count <= most) return Status::ok();
    return t.raise(Exc::TypeError, "{}() takes at most {} positional arguments ({} given)", function, most,
                   args.count);
}

// compile()'s filename as a str.
Ref file_name_py(Thread& t, Value given) {
    Ref name = Ref::share(given);
    if (!is_kind(given, Kind::Str) && !is_kind(given, Kind::Bytes)) {
        name = call_special_py(t, given, Name::dunder_fspath, {});
        if (!name && t.has_pending()) return t.raised();
        if (!name) {
            return t.raise(Exc::TypeError, "expected str, bytes or os.PathLike object, not {}",
                           *type_of(t, given));
        }
    }
    if (is_kind(name.get(), Kind::Bytes)) {
        BufferView bytes;
        if (!bytes.get_py(t, name.get())) return t.raised();
        if (bytes.text().find('\0') != std::string_view::npos)
            return t.raise(Exc::ValueError, "embedded null byte");
        return make_str(t, bytes.text());
    }
    if (!is_kind(name.get(), Kind::Str)) {
        return t.raise(Exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}",
                       *type_of(t, given), *type_of(t, name.get()));
    }
    Utf8View text;
    if (!text.fill(t, name.as<Str>(), false, true)) return t.raised();
    if (text.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::ValueError, "embedded null character");
    return name;
}

Status find_mode(Thread& t, Value name, bool only_ast, ParseMode& mode) {
    if (!is_kind(name, Kind::Str))
        return t.raise(Exc::TypeError, "compile() argument 'mode' must be str, not {}", *type_of(t, name));
    const auto& text = as<Str>(name);
    if (str_equal(text, "exec")) {
        mode = ParseMode::File;
    } else if (str_equal(text, "eval")) {
        mode = ParseMode::Eval;
    } else if (str_equal(text, "single")) {
        mode = ParseMode::Single;
    } else if (str_equal(text, "func_type")) {
        if (!only_ast)
            return t.raise(Exc::ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
        mode = ParseMode::FuncType;
    } else {
        return t.raise_text(Exc::ValueError,
                            only_ast ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                     : "compile() mode must be 'exec', 'eval' or 'single'");
    }
    return Status::ok();
}

// An argument that is a C int.
Status int_argument_py(Thread& t, Value given, std::int64_t& out) {
    if (given.is_empty()) return Status::ok();
    const Result<std::int64_t> n = index_to_int64_py(t, given);
    if (!n) {
        if (!t.pending_is(Exc::OverflowError)) return t.raised();
        t.clear_pending();
    }
    if (!n || *n < INT32_MIN || *n > INT32_MAX)
        return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
    out = *n;
    return Status::ok();
}

Ref builtin_compile(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source",   "filename",        "mode", "flags", "dont_inherit",
                                             "optimize", "_feature_version"};
    Value a[7];
    if (!refuse_more_positional(t, args, "compile", 6) || !bind_args(t, args, "compile", kNames, 0, 3, a))
        return t.raised();
    Ref filename = file_name_py(t, a[1]);
    if (!filename) return t.raised();
    std::int64_t flags = 0, optimize = -1, version = -1;
    bool dont_inherit = false;
    if (!int_argument_py(t, a[3], flags)) return t.raised();
    if (!a[4].is_empty()) {
        const Result<bool> b = truth_py(t, a[4]);
        if (!b) return t.raised();
        dont_inherit = *b;
    }
    if (!int_argument_py(t, a[5], optimize) || !int_argument_py(t, a[6], version)) return t.raised();
    if ((flags & ~kKnownFlags) != 0) return t.raise(Exc::ValueError, "compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2) return t.raise(Exc::ValueError, "compile(): invalid optimize value");
    ParseMode mode = ParseMode::File;
    if (!find_mode(t, a[2], (flags & kOnlyAst) != 0, mode)) return t.raised();
    SourceText text;
    if (!text.fill_py(t, a[0], "compile", "string, bytes or AST object")) return t.raised();
    std::uint32_t features = static_cast<std::uint32_t>(flags & kFutureCodeFlags);
    if (!dont_inherit) features |= caller_features(t);
    CompileOptions options = options_for(t, text, features);
    if (optimize >= 0) options.optimize = static_cast<int>(optimize);
    options.dont_imply_dedent = (flags & kDontImplyDedent) != 0;
    options.top_level_await = (flags & kTopLevelAwait) != 0;
    options.allow_incomplete_input = (flags & kIncompleteInput) != 0;
    return compile_text_py(t, text.view(), filename.get(), mode, options);
}

struct Spaces {
    Ref globals = Ref::nothing(), locals = Ref::nothing();
};

// eval() and exec() have words of their own for the same mistakes.
Status check_spaces(Thread& t, bool is_eval, Value globals, Value locals) {
    const bool no_locals = locals.is_empty() || locals.is_none();
    if (!no_locals && !type_of(t, locals)->slots.getitem_py) {
        if (is_eval) return t.raise(Exc::TypeError, "locals must be a mapping");
        return t.raise(Exc::TypeError, "locals must be a mapping or None, not {}", *type_of(t, locals));
    }
    if (globals.is_empty() || globals.is_none() || is_kind(globals, Kind::Dict)) return Status::ok();
    if (!is_eval)
        return t.raise(Exc::TypeError, "exec() globals must be a dict, not {}", *type_of(t, globals));
    return t.raise_text(Exc::TypeError, type_of(t, globals)->slots.getitem_py
                                            ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                            : "globals must be a dict");
}

// The namespaces for eval and exec: those given, or the caller's.
Status find_spaces_py(Thread& t, bool is_eval, Value globals, Value locals, Spaces* out) {
    if (!check_spaces(t, is_eval, globals, locals)) return t.raised();
    const bool no_globals = globals.is_empty() || globals.is_none();
    const bool no_locals = locals.is_empty() || locals.is_none();
    if (no_globals) {
        // Called from another interpreter there is no frame: the namespaces are __main__'s.
        out->globals = Ref::share(Value(t.frame ? t.frame->globals : &interpreter_of(t).main_dict()));
        if (no_locals) {
            out->locals = t.frame ? frame_locals_py(t, *t.frame) : Ref::share(out->globals.get());
            if (!out->locals) return t.raised();
            // A function's names are a view; exec and eval get a copy of their own, as since 3.13.
            if (t.frame && is_kind(out->locals.get(), Kind::Dict) && t.frame->name_space.is_empty()) {
                out->locals = dict_copy(t, out->locals.as<Dict>());
                if (!out->locals) return t.raised();
            }
        }
    } else {
        out->globals = Ref::share(globals);
        if (no_locals) out->locals = Ref::share(globals);
    }
    if (!no_locals) out->locals = Ref::share(locals);
    Dict& dict = out->globals.as<Dict>();
    if (!dict_find(t, dict, Name::dunder_builtins).is_empty()) return Status::ok();
    Dict* const builtins = t.frame ? t.frame->builtins : t.state().builtins;
    return dict_set(t, dict, Name::dunder_builtins, Value(builtins));
}

Ref string_name(Thread& t) {
    return make_str(t, "<string>");
}

Ref builtin_eval(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source", "globals", "locals"};
    Value a[3];
    if (!bind_args(t, args, "eval", kNames, 1, 1, a)) return t.raised();
    Spaces spaces;
    if (!find_spaces_py(t, true, a[1], a[2], &spaces)) return t.raised();
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
        const CompileOptions options = options_for(t, text, caller_features(t));
        code = compile_text_py(t, source, name.get(), ParseMode::Eval, options);
        if (!code) return t.raised();
    }
    return run_code_py(t, code.as<Code>(), spaces.globals.as<Dict>(), spaces.locals.get());
}

Ref builtin_exec(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"source", "globals", "locals", "closure"};
    Value a[4];
    if (!refuse_more_positional(t, args, "exec", 3) || !bind_args(t, args, "exec", kNames, 1, 1, a))
        return t.raised();
    Spaces spaces;
    if (!find_spaces_py(t, false, a[1], a[2], &spaces)) return t.raised();
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
            return t.raise(Exc::TypeError, "closure can only be used when source is a code object");
        SourceText text;
        if (!text.fill_py(t, a[0], "exec", "string, bytes or code object")) return t.raised();
        Ref name = string_name(t);
        if (!name) return t.raised();
        const CompileOptions options = options_for(t, text, caller_features(t));
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

Ref builtin_breakpoint(Thread& t, Value, const Args& args) {
    const Dict* const sys = t.state().sys_dict;
    const Ref hook = Ref::share(sys ? dict_find_text(t, *sys, "breakpointhook") : Value());
    if (!hook) return t.raise(Exc::RuntimeError, "lost sys.breakpointhook");
    return call_py(t, hook.get(), args);
}

constexpr MethodDef kFunctions[] = {
    raw<&builtin_breakpoint>(
        "breakpoint($module, /, *args, **kws)",
        "Call sys.breakpointhook(*args, **kws).\n\nsys.breakpointhook() must accept whatever arguments are "
        "passed.\n\nBy default, this drops you into the pdb debugger."),
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
