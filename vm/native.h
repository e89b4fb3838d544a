// SPDX-License-Identifier: MIT
//
// How C++ functions become Python's: one constant row each, from which receiver check, arity, conversions,
// error texts, documentation and signature follow.
//
//   constexpr MethodDef kMethods[] = {
//       method<&list_append>("append($self, object, /)", "Append object to the end of the list."),
//       method<&list_pop>("pop($self, index=-1, /)", "Remove and return item at index (default last)."),
//       function<&builtin_len>("len($module, obj, /)", "Return the number of items in a container."),
//       raw<&builtin_print>("print($module, *args, sep=' ', end='\\n', file=None, flush=False)", "..."),
//   };
//
// The C++ function gets Thread&, the receiver (`List&`, `Value`, `Type&` for class methods; functions of
// modules take none unless the first parameter is declared as ModuleSelf), then one C++ parameter per
// Python parameter:
//     Value        the argument as it is; empty if it was not given and the text has a default
//     Index        integer by __index__, as far as 64 bits go (OverflowError beyond)
//     Clamped      as Index, but a huge one is cut to the nearest int64 (slices, find, repeat)
//     Int32        as CPython's C int
//     bool         by truth
//     double       by __float__ or __index__
//     Str&         exactly str or a subclass, TypeError otherwise
//     Opt<T>       T if given
// Conversions run before the body, in order, so `__index__` of an argument cannot change the receiver
// after the body looked at it. The number of parameters in the text is checked at compile time.
//
// A `raw` function gets what the caller wrote: `Ref f(Thread&, Value self, const Args&)`.
// Every native is a _py function in spirit: conversions may run Python. The body alone decides the rest.
//
// Threads: constants.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace islet {

struct Signature;

// Arguments as a caller left them: `count` positional values, then one value for each of the names.
struct Args {
    const Value* values = nullptr;
    std::uint32_t count = 0;
    Tuple* names = nullptr; // null: no keywords

    Args() = default;
    Args(const Value* v, std::size_t n, Tuple* k = nullptr)
        : values(v), count(static_cast<std::uint32_t>(n)), names(k) {}
    Value operator[](std::size_t i) const {
        ISLET_DCHECK(i < count, "argument index");
        return values[i];
    }
    std::uint32_t keyword_count() const; // vm/model/call.cpp
    Str& keyword_name(std::uint32_t i) const;
    Value keyword(std::uint32_t i) const { return values[count + i]; }
    std::uint32_t total() const { return count + (names ? keyword_count() : 0); }
};

struct Index {
    std::int64_t value;
};
struct Clamped {
    std::int64_t value;
};
struct Int32 {
    std::int32_t value;
};
template <class T>
struct Opt {
    bool given = false;
    T value{};
    T value_or(T other) const { return given ? value : other; }
};
struct ModuleSelf {
    Value module;
};

using BoundFn = Ref (*)(Thread&, const MethodDef& def, Value self, const Value* bound);
using RawFn = Ref (*)(Thread&, Value self, const Args&);

enum MethodFlag : std::uint8_t { kMethodStatic = 1, kMethodClass = 2, kMethodCoexist = 4 };

struct MethodDef {
    const char* text; // "name($self, a, b=1, /, *, c)"
    const char* doc;
    BoundFn bound; // exactly one of the two is set
    RawFn raw;
    std::uint8_t arity; // C++ parameters bound to Python ones
    std::uint8_t flags; // MethodFlag
};

struct GetSetDef {
    const char* name;
    Ref (*get_py)(Thread&, Value self);
    Status (*set_py)(Thread&, Value self, Value value); // empty value: delete; null: read-only
    const char* doc;
};

// A field that is exposed as it is.
struct MemberDef {
    const char* name;
    std::uint32_t offset;
    enum class Type : std::uint8_t {
        Object /* Value; AttributeError if empty */,
        ObjectOrNone,
        Int64,
        Int32,
        UInt32,
        Bool,
        Double
    } type;
    bool writable;
    const char* doc;
};

// --- Conversions (vm/model/convert.cpp). `position` counts from 1 and is for error texts, with the name of
// the function that is being called.
struct ArgContext {
    const MethodDef* def;
    unsigned position;
};
Status convert_arg_py(Thread&, Value in, Index& out, ArgContext);
Status convert_arg_py(Thread&, Value in, Clamped& out, ArgContext);
Status convert_arg_py(Thread&, Value in, Int32& out, ArgContext);
Status convert_arg_py(Thread&, Value in, bool& out, ArgContext);
Status convert_arg_py(Thread&, Value in, double& out, ArgContext);
Status convert_arg_py(Thread&, Value in, Str*& out, ArgContext);

namespace native_detail {

// How one C++ parameter is stored between conversion and call.
template <class P>
struct Slot {
    using Store = P;
    static Status fill(Thread& t, Value in, Store& out, ArgContext where) {
        return convert_arg_py(t, in, out, where);
    }
    static P get(Store& store) { return store; }
};
template <>
struct Slot<Value> {
    using Store = Value;
    static Status fill(Thread&, Value in, Store& out, ArgContext) {
        out = in;
        return Status::ok();
    }
    static Value get(Store& store) { return store; }
};
template <>
struct Slot<Str&> {
    using Store = Str*;
    static Status fill(Thread& t, Value in, Store& out, ArgContext where) {
        return convert_arg_py(t, in, out, where);
    }
    static Str& get(Store& store) { return *store; }
};
template <class T>
struct Slot<Opt<T>> {
    using Store = Opt<T>;
    static Status fill(Thread& t, Value in, Store& out, ArgContext where) {
        if (in.is_empty()) return Status::ok();
        out.given = true;
        return convert_arg_py(t, in, out.value, where);
    }
    static Opt<T> get(Store& store) { return store; }
};

template <class R>
struct Receiver {
    static R get(Value self) { return as<std::remove_reference_t<R>>(self); }
};
template <>
struct Receiver<Value> {
    static Value get(Value self) { return self; }
};
template <>
struct Receiver<Type&> {
    static Type& get(Value self) { return as<Type>(self); }
};
template <>
struct Receiver<ModuleSelf> {
    static ModuleSelf get(Value self) { return ModuleSelf{self}; }
};

// Number of parameters in the text, not counting $self, '/' and '*'.
consteval int count_parameters(const char* text) {
    while (*text && *text != '(') ++text;
    if (*text) ++text;
    int count = 0, depth = 0;
    bool in_name = false, skip = false;
    char quote = 0;
    for (; *text; ++text) {
        const char c = *text;
        if (quote) {
            if (c == '\\' && text[1])
                ++text;
            else if (c == quote)
                quote = 0;
            continue;
        }
        if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (depth > 0 && (c == ')' || c == ']' || c == '}')) {
            --depth;
        } else if (depth == 0 && (c == ',' || c == ')')) {
            if (in_name && !skip) ++count;
            in_name = skip = false;
        } else if (c != ' ' && !in_name) {
            in_name = true;
            skip = c == '$' || c == '/' || (c == '*' && (text[1] == ',' || text[1] == ' '));
        }
    }
    return count;
}
void parameter_count_differs_from_text(); // not constexpr: calling it stops the compilation

// Calls `fn` with the receiver and the converted arguments; stops at the first conversion that fails.
template <auto fn, class... Lead, class... Ps, std::size_t... I>
Ref call_converted(Thread& t, const MethodDef& def, const Value* bound, std::tuple<Ps...>*,
                   std::index_sequence<I...>, Lead... lead) {
    std::tuple<typename Slot<Ps>::Store...> stores{};
    const bool ok = (static_cast<bool>(Slot<Ps>::fill(t, bound[I], std::get<I>(stores),
                                                      ArgContext{&def, static_cast<unsigned>(I) + 1})) &&
                     ...);
    if (!ok) return t.raised();
    return fn(t, static_cast<Lead>(lead)..., Slot<Ps>::get(std::get<I>(stores))...);
}

template <auto fn, class F = decltype(fn)>
struct MethodShape;
template <auto fn, class Self, class... Ps>
struct MethodShape<fn, Ref (*)(Thread&, Self, Ps...)> {
    static constexpr int kCount = sizeof...(Ps);
    static Ref call(Thread& t, const MethodDef& def, Value self, const Value* bound) {
        return call_converted<fn, Self>(t, def, bound, static_cast<std::tuple<Ps...>*>(nullptr),
                                        std::index_sequence_for<Ps...>(), Receiver<Self>::get(self));
    }
};
template <auto fn, class F = decltype(fn)>
struct FunctionShape;
template <auto fn, class... Ps>
struct FunctionShape<fn, Ref (*)(Thread&, Ps...)> {
    static constexpr int kCount = sizeof...(Ps);
    static Ref call(Thread& t, const MethodDef& def, Value, const Value* bound) {
        return call_converted<fn>(t, def, bound, static_cast<std::tuple<Ps...>*>(nullptr),
                                  std::index_sequence_for<Ps...>());
    }
};
template <auto fn, class... Ps>
struct FunctionShape<fn, Ref (*)(Thread&, ModuleSelf, Ps...)>
    : MethodShape<fn, Ref (*)(Thread&, ModuleSelf, Ps...)> {};

} // namespace native_detail

// A method of a type: the first C++ parameter after Thread& is the receiver.
template <auto fn>
consteval MethodDef method(const char* text, const char* doc, std::uint8_t flags = 0) {
    using Glue = native_detail::MethodShape<fn>;
    if (native_detail::count_parameters(text) != Glue::kCount)
        native_detail::parameter_count_differs_from_text();
    return MethodDef{text, doc, &Glue::call, nullptr, Glue::kCount, flags};
}
// A class method: the receiver is `Type&`. "fromkeys($type, iterable, value=None, /)".
template <auto fn>
consteval MethodDef class_method(const char* text, const char* doc) {
    return method<fn>(text, doc, kMethodClass);
}
// A static method, as str.maketrans: no receiver.
template <auto fn>
consteval MethodDef static_method(const char* text, const char* doc) {
    using Glue = native_detail::FunctionShape<fn>;
    if (native_detail::count_parameters(text) != Glue::kCount)
        native_detail::parameter_count_differs_from_text();
    return MethodDef{text, doc, &Glue::call, nullptr, Glue::kCount, kMethodStatic};
}
// A function of a module.
template <auto fn>
consteval MethodDef function(const char* text, const char* doc) {
    using Glue = native_detail::FunctionShape<fn>;
    if (native_detail::count_parameters(text) != Glue::kCount)
        native_detail::parameter_count_differs_from_text();
    return MethodDef{text, doc, &Glue::call, nullptr, Glue::kCount, 0};
}
// A function or method that reads its arguments itself.
template <auto fn>
consteval MethodDef raw(const char* text, const char* doc, std::uint8_t flags = 0) {
    return MethodDef{text, doc, nullptr, fn, 0, flags};
}

// --- For raw functions and slots like new_py: binds `args` to the parameters of `text` as Python would,
// with CPython's error texts for built-in functions. `out` has one Value per parameter (empty: not given);
// a "*args" parameter gets a new tuple and "**kwargs" a new dict, both owned by `keep`.
// `text` may have defaults, '/', '*'. Example:
//   Value a[2]; if (!bind_args(t, args, "int", {"x", "base"}, /*positional only*/ 1, /*required*/ 0, a)) ...
Status bind_args(Thread& t, const Args& args, const char* function_name, std::span<const char* const> names,
                 std::uint32_t positional_only, std::uint32_t required, Value* out);
// "f() takes no keyword arguments" if there are any.
Status refuse_keywords(Thread& t, const Args& args, const char* function_name);
// "f expected 1 argument, got 3" and its siblings (at least, at most), for functions without keywords.
Status check_positional(Thread& t, const Args& args, const char* function_name, std::uint32_t min,
                        std::uint32_t max);

} // namespace islet
