// SPDX-License-Identifier: MIT
//
// Calls from C++, natives' arguments, and the binding of arguments to a Python function's parameters.
// See call.h and native.h.
#include "vm/model/call.h"

#include "vm/exec/frames.h"
#include "vm/model/attr.h"
#include "vm/model/edit_distance.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

#include <algorithm>
#include <memory>

namespace islet {

std::uint32_t Args::keyword_count() const {
    return names ? static_cast<std::uint32_t>(names->size) : 0;
}
Str& Args::keyword_name(std::uint32_t i) const {
    return as<Str>((*names)[i]);
}

// --- Calling

namespace {

// Arguments with one more in front. Small calls stay on the C++ stack.
class WithFront {
public:
    Status fill(Thread& t, Value front, const Args& args) {
        const std::size_t total = args.total() + std::size_t{1};
        if (total > kInline) {
            heap_ = &t.heap();
            block_ = static_cast<Value*>(t.heap().alloc_raw(total * sizeof(Value)));
            if (!block_) return t.raise_memory_error();
        }
        Value* const out = block_ ? block_ : inline_;
        out[0] = front;
        for (std::size_t i = 1; i < total; ++i) out[i] = args.values[i - 1];
        args_ = Args(out, args.count + std::size_t{1}, args.names);
        return Status::ok();
    }
    WithFront() = default;
    ~WithFront() {
        if (block_) heap_->free_raw(block_);
    }
    WithFront(const WithFront&) = delete;
    WithFront& operator=(const WithFront&) = delete;
    const Args& args() const { return args_; }

private:
    static constexpr std::size_t kInline = 12;
    Value inline_[kInline];
    Value* block_ = nullptr;
    Heap* heap_ = nullptr;
    Args args_;
};

} // namespace

Ref call_py(Thread& t, Value callee, const Args& args) {
    if (callee.is_object()) {
        Object* const object = callee.object();
        switch (object->kind) {
        case Kind::Function: return call_function_py(t, *static_cast<Function*>(object), args);
        case Kind::NativeFunction: {
            const auto& native = *static_cast<NativeFunction*>(object);
            const Ref keep = Ref::share(callee);
            return call_native_py(t, *native.def, *native.signature, native.self, args);
        }
        case Kind::BoundMethod: {
            const auto& method = *static_cast<BoundMethod*>(object);
            const Ref keep = Ref::share(callee);
            WithFront full;
            if (!full.fill(t, method.self, args)) return t.raised();
            return call_py(t, method.function, full.args());
        }
        default: break;
        }
    }
    Type& type = *type_of(t, callee);
    if (!type.slots.call_py) return t.raise(Exc::TypeError, "'{}' object is not callable", type);
    if (!t.check_stack(" while calling a Python object")) return t.raised();
    const Ref keep = Ref::share(callee);
    return type.slots.call_py(t, callee, args);
}

Ref call_py(Thread& t, Value callee) {
    return call_py(t, callee, Args());
}
Ref call_py(Thread& t, Value callee, Value a) {
    return call_py(t, callee, Args(&a, 1));
}
Ref call_py(Thread& t, Value callee, Value a, Value b) {
    const Value args[] = {a, b};
    return call_py(t, callee, Args(args, 2));
}
Ref call_py(Thread& t, Value callee, Value a, Value b, Value c) {
    const Value args[] = {a, b, c};
    return call_py(t, callee, Args(args, 3));
}

Ref call_method_py(Thread& t, Value v, Str& name, std::span<const Value> args) {
    MethodPair method = get_method_py(t, v, name);
    if (!method.callable) return t.raised();
    if (!method.takes_self) return call_py(t, method.callable.get(), Args(args.data(), args.size()));
    WithFront full;
    if (!full.fill(t, v, Args(args.data(), args.size()))) return t.raised();
    return call_py(t, method.callable.get(), full.args());
}

Ref call_ex_py(Thread& t, Value callee, Tuple& args, Value kwargs) {
    const Ref keep = Ref::share(Value(&args));
    if (kwargs.is_empty() || (is_kind(kwargs, Kind::Dict) && as<Dict>(kwargs).count == 0)) {
        return call_py(t, callee, Args(args.items(), args.size));
    }
    Dict& dict = as<Dict>(kwargs);
    const Ref keep_dict = Ref::share(kwargs);
    const std::size_t named = dict.count;
    Ref names = make_tuple_uninit(t, named);
    if (!names) return t.raised();
    Ref values = make_tuple_uninit(t, args.size + named);
    if (!values) return t.raised();
    Value* out = values.as<Tuple>().items();
    for (std::size_t i = 0; i < args.size; ++i) {
        retain(args[i]);
        *out++ = args[i];
    }
    std::size_t i = 0;
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        if (!is_kind(e->key, Kind::Str)) return t.raise(Exc::TypeError, "keywords must be strings");
        retain(e->key);
        names.as<Tuple>().items()[i++] = e->key;
        retain(e->value);
        *out++ = e->value;
    }
    return call_py(t, callee, Args(values.as<Tuple>().items(), args.size, &names.as<Tuple>()));
}

bool is_callable(Thread& t, Value v) {
    return is_kind(v, Kind::Function) || type_of(t, v)->slots.call_py != nullptr;
}

// --- Natives

namespace {

std::string_view native_name(const MethodDef& def) {
    const std::string_view text = def.text;
    return text.substr(0, text.find('('));
}

// "type.name" for methods, "module.name" for functions but those of builtins: CPython's prefix in front of
// "() takes ...".
void append_native(Thread& t, TextBuffer& out, const MethodDef& def, const Signature& signature, Value self) {
    if (is_kind(self, Kind::Module)) {
        const ModuleDef* const module = as<Module>(self).def;
        const std::string_view name = module ? module->name : "";
        if (!name.empty() && name != "builtins") format_to(out, "{}.", name);
    } else if (signature.has_self && !self.is_empty() && (def.flags & kMethodStatic) == 0) {
        const bool of_class = (def.flags & kMethodClass) != 0 && is_type(self);
        const Type* owner = of_class ? &as<Type>(self) : type_of(t, self);
        // The built-in class that has the method, without its module.
        for (const Value base : owner->mro->span()) {
            owner = &as<Type>(base);
            if (!owner->is_heap_type() && !dict_find_text(t, *owner->dict, native_name(def)).is_empty())
                break;
        }
        format_to(out, "{}.", *owner->qualname);
    }
    out.append(native_name(def));
}

// What is wrong with the number of arguments of a function that takes some by keyword.
void append_count_by_keyword(TextBuffer& text, const Signature& s, std::uint32_t given, std::uint32_t named) {
    const auto plural = [](std::uint32_t n) { return n == 1 ? std::string_view() : std::string_view("s"); };
    if (given + named > s.count) {
        format_to(text, "() takes at most {} {}argument{} ({} given)", s.count,
                  given == 0 ? std::string_view("keyword ") : std::string_view(), plural(s.count),
                  given + named);
    } else if (given <= s.positional) {
        const std::uint32_t wanted = s.required < s.positional_only ? s.required : s.positional_only;
        format_to(text, "() takes {} {} positional argument{} ({} given)",
                  wanted < s.positional ? std::string_view("at least") : std::string_view("exactly"), wanted,
                  plural(wanted), given);
    } else if (s.positional == 0) {
        text.append("() takes no positional arguments");
    } else {
        format_to(text, "() takes {} {} positional argument{} ({} given)",
                  s.required < s.positional ? std::string_view("at most") : std::string_view("exactly"),
                  s.positional, plural(s.positional), given);
    }
}

Raised raise_count(Thread& t, const MethodDef& def, const Signature& s, Value self, std::uint32_t given,
                   std::uint32_t named = 0) {
    TextBuffer text;
    const bool only_positional = s.positional_only == s.count;
    if (only_positional && named > 0) {
        append_native(t, text, def, s, self);
        text.append("() takes no keyword arguments");
    } else if (s.count == 0 || (only_positional && s.count == 1 && s.required == 1)) {
        append_native(t, text, def, s, self);
        text.append(s.count == 0 ? "() takes no arguments (" : "() takes exactly one argument (");
        format_to(text, "{} given)", given);
    } else if (only_positional) {
        text.append(native_name(def));
        const bool few = given < s.required;
        const std::uint32_t wanted = few ? s.required : s.count;
        if (s.required == s.count)
            format_to(text, " expected {} argument{}, got {}", wanted, wanted == 1 ? "" : "s", given);
        else
            format_to(text, " expected at {} {} argument{}, got {}", few ? "least" : "most", wanted,
                      wanted == 1 ? "" : "s", given);
    } else {
        text.append(native_name(def));
        append_count_by_keyword(text, s, given, named);
    }
    return t.raise_text(Exc::TypeError, text.view());
}

// Index of the keyword among the parameters, or -1.
int find_parameter(const Signature& s, const Str& name) {
    for (int i = s.positional_only; i < s.count; ++i) {
        if (s.names[i] == &name || str_equal(*s.names[i], name)) return i;
    }
    return -1;
}

Raised raise_unknown_keyword(Thread& t, const MethodDef& def, const Signature& s, const Str& name) {
    TextBuffer text, quoted;
    append_utf8(quoted, name);
    format_to(text, "{}() got an unexpected keyword argument '{}'", native_name(def), quoted);
    NearestName nearest(quoted.view());
    for (std::uint32_t i = s.positional_only; i < s.count; ++i) {
        if (s.names[i]->is_ascii()) nearest.offer(s.names[i]->ascii());
    }
    if (!nearest.best().empty()) format_to(text, ". Did you mean '{}'?", nearest.best());
    return t.raise_text(Exc::TypeError, text.view());
}

Status bind_native(Thread& t, const MethodDef& def, const Signature& s, Value self, const Args& args,
                   Value* out) {
    for (std::uint32_t i = 0; i < args.count; ++i) out[i] = args.values[i];
    const std::uint32_t named = args.keyword_count();
    if (named > 0 && s.positional_only == s.count) return raise_count(t, def, s, self, args.count, named);
    const std::uint32_t least = s.required < s.positional_only ? s.required : s.positional_only;
    if (args.count + named > s.count || args.count < least)
        return raise_count(t, def, s, self, args.count, named);
    const Str* unknown = nullptr; // is told after what is missing
    for (std::uint32_t k = 0; k < named; ++k) {
        const Str& name = args.keyword_name(k);
        const int at = find_parameter(s, name);
        if (at < 0) {
            if (!unknown) unknown = &name;
            continue;
        }
        if (!out[at].is_empty()) {
            TextBuffer quoted;
            append_utf8(quoted, name);
            return t.raise(Exc::TypeError, "argument for {}() given by name ('{}') and position ({})",
                           native_name(def), quoted, at + 1);
        }
        out[at] = args.keyword(k);
    }
    for (std::uint32_t i = 0; i < s.required; ++i) {
        if (!out[i].is_empty()) continue;
        if (i < s.positional_only) return raise_count(t, def, s, self, args.count);
        TextBuffer quoted;
        append_utf8(quoted, *s.names[i]);
        return t.raise(Exc::TypeError, "{}() missing required argument '{}' (pos {})", native_name(def),
                       quoted, i + 1);
    }
    return unknown ? Status(raise_unknown_keyword(t, def, s, *unknown)) : Status::ok();
}

} // namespace

Ref call_native_py(Thread& t, const MethodDef& def, const Signature& s, Value self, const Args& args) {
    if (!t.check_stack(" while calling a Python object")) return t.raised();
    if (def.raw) return def.raw(t, self, args);
    if (args.count > s.positional) return raise_count(t, def, s, self, args.count, args.keyword_count());
    if (!args.names && args.count == s.count) return def.bound(t, def, self, args.values);
    if (!args.names && args.count < s.required && s.positional_only == s.count)
        return raise_count(t, def, s, self, args.count);
    constexpr std::size_t kMost = 32;
    Value bound[kMost];
    ISLET_CHECK(s.count <= kMost, "a native with this many parameters");
    if (!bind_native(t, def, s, self, args, bound)) return t.raised();
    return def.bound(t, def, self, bound);
}

namespace {

// One parameter of a text as "name($self, a, b=1, /, *, c)", without the markers.
struct ParameterScan {
    const char* at;
    std::string_view name;
    bool has_default = false;

    // Moves to the next item; empty name at the end. Markers come back as "/", "*", "$self".
    bool next() {
        while (*at == ' ' || *at == ',') ++at;
        if (*at == ')' || *at == 0) return false;
        const char* const start = at;
        int depth = 0;
        char quote = 0;
        const char* equals = nullptr;
        for (; *at; ++at) {
            if (quote) {
                if (*at == '\\' && at[1])
                    ++at;
                else if (*at == quote)
                    quote = 0;
                continue;
            }
            if (*at == '\'' || *at == '"')
                quote = *at;
            else if (*at == '(' || *at == '[' || *at == '{')
                ++depth;
            else if (depth > 0 && (*at == ')' || *at == ']' || *at == '}'))
                --depth;
            else if (depth == 0 && (*at == ',' || *at == ')'))
                break;
            else if (depth == 0 && *at == '=' && !equals)
                equals = at;
        }
        name = std::string_view(start, static_cast<std::size_t>((equals ? equals : at) - start));
        has_default = equals != nullptr;
        return true;
    }
};

} // namespace

const Signature* parse_signature(Heap& heap, const MethodDef& def, Str* (*make_name)(void*, std::string_view),
                                 void* context) {
    const char* start = def.text;
    while (*start && *start != '(') ++start;
    // Names are gathered first: their number decides the size.
    constexpr std::size_t kMost = 32;
    Str* names[kMost];
    Signature found{};
    found.refs = -1;
    const auto give_up = [&]() -> const Signature* {
        for (std::uint32_t i = 0; i < found.count; ++i) release(static_cast<Object*>(names[i]));
        return nullptr;
    };
    bool keyword_only = false;
    for (ParameterScan scan{*start ? start + 1 : start, {}, false}; scan.next();) {
        if (scan.name[0] == '$') {
            found.has_self = true;
        } else if (scan.name == "/") {
            found.positional_only = found.count;
        } else if (scan.name == "*") {
            keyword_only = true;
        } else if (scan.name.starts_with("**")) {
            found.var_keywords = true;
        } else if (scan.name[0] == '*') {
            found.var_args = true;
            keyword_only = true;
        } else {
            ISLET_CHECK(found.count < kMost, "a native with this many parameters");
            Str* const name = make_name(context, scan.name);
            if (!name) return give_up();
            names[found.count++] = name;
            if (!keyword_only) found.positional = found.count;
            if (!keyword_only && !scan.has_default) found.required = found.count;
        }
    }
    auto* const s = static_cast<Signature*>(heap.alloc_raw(sizeof(Signature) + found.count * sizeof(Str*)));
    if (!s) return give_up();
    *s = found;
    std::copy_n(names, found.count, s->names);
    return s;
}

const Signature* parse_signature(Thread& t, const MethodDef& def) {
    const auto make_name = [](void* context, std::string_view name) -> Str* {
        Ref interned = intern(*static_cast<Thread*>(context), name);
        return interned ? static_cast<Str*>(interned.release().object()) : nullptr;
    };
    const Signature* const signature = parse_signature(t.heap(), def, make_name, &t);
    if (!signature && !t.has_pending()) static_cast<void>(t.raise_memory_error());
    if (signature) signature->refs = 1;
    return signature;
}

void release_signature(Heap& heap, const Signature* signature) {
    if (signature->refs < 0 || --signature->refs > 0) return;
    for (std::uint32_t i = 0; i < signature->count; ++i) release(static_cast<Object*>(signature->names[i]));
    heap.free_raw(const_cast<Signature*>(signature));
}

// --- Helpers for raw functions

Status refuse_keywords(Thread& t, const Args& args, const char* function_name) {
    if (args.keyword_count() == 0) return Status::ok();
    return t.raise(Exc::TypeError, "{}() takes no keyword arguments", function_name);
}

Status check_positional(Thread& t, const Args& args, const char* function_name, std::uint32_t min,
                        std::uint32_t max) {
    if (args.count >= min && args.count <= max) return Status::ok();
    const bool few = args.count < min;
    const std::uint32_t wanted = few ? min : max;
    if (min == max) {
        return t.raise(Exc::TypeError, "{} expected {} argument{}, got {}", function_name, wanted,
                       wanted == 1 ? "" : "s", args.count);
    }
    return t.raise(Exc::TypeError, "{} expected at {} {} argument{}, got {}", function_name,
                   few ? "least" : "most", wanted, wanted == 1 ? "" : "s", args.count);
}

Status bind_args(Thread& t, const Args& args, const char* function_name, std::span<const char* const> names,
                 std::uint32_t positional_only, std::uint32_t required, Value* out) {
    const auto count = static_cast<std::uint32_t>(names.size());
    for (std::uint32_t i = 0; i < count; ++i) out[i] = Value();
    if (args.total() > count) {
        return t.raise(Exc::TypeError, "{}() takes at most {} {}argument{} ({} given)", function_name, count,
                       args.count == 0 ? "keyword " : "", count == 1 ? "" : "s", args.total());
    }
    const std::uint32_t least = required < positional_only ? required : positional_only;
    if (args.count < least) {
        return t.raise(Exc::TypeError, "{}() takes {} {} positional argument{} ({} given)", function_name,
                       least < count ? "at least" : "exactly", least, least == 1 ? "" : "s", args.count);
    }
    for (std::uint32_t i = 0; i < args.count; ++i) out[i] = args[i];
    Str* unknown = nullptr; // is told after what is missing
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        Str& name = args.keyword_name(k);
        std::uint32_t at = positional_only;
        while (at < count && !str_equal(name, names[at])) ++at;
        if (at == count) {
            if (!unknown) unknown = &name;
            continue;
        }
        if (!out[at].is_empty()) {
            return t.raise(Exc::TypeError, "argument for {}() given by name ('{}') and position ({})",
                           function_name, names[at], at + 1);
        }
        out[at] = args.keyword(k);
    }
    for (std::uint32_t i = 0; i < required; ++i) {
        if (!out[i].is_empty()) continue;
        return t.raise(Exc::TypeError, "{}() missing required argument '{}' (pos {})", function_name,
                       names[i], i + 1);
    }
    if (unknown) {
        TextBuffer quoted;
        append_utf8(quoted, *unknown);
        TextBuffer text;
        format_to(text, "{}() got an unexpected keyword argument '{}'", function_name, quoted);
        const std::string_view near = closest_name(quoted.view(), names.subspan(positional_only));
        if (!near.empty()) format_to(text, ". Did you mean '{}'?", near);
        return t.raise_text(Exc::TypeError, text.view());
    }
    return Status::ok();
}

} // namespace islet
