// SPDX-License-Identifier: MIT
//
// The module builtins: functions. The types are entered from the commons. compile, eval and exec are in
// mod_builtins_code.cpp, print, input and open in mod_builtins_io.cpp.
#include "stdlib/native/builtins.h"

#include "runtime/interpreter.h"
#include "stdlib/native/modules.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/generator.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/site_objects.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

namespace {

Ref builtin_abs(Thread& t, Value x) {
    return abs_py(t, x);
}
Ref builtin_ascii(Thread& t, Value obj) {
    return ascii_py(t, obj);
}
Ref builtin_repr(Thread& t, Value obj) {
    return repr_py(t, obj);
}
Ref builtin_callable(Thread& t, Value obj) {
    return Ref::boolean(is_callable(t, obj));
}
Ref builtin_divmod(Thread& t, Value x, Value y) {
    return divmod_py(t, x, y);
}
Ref builtin_pow(Thread& t, Value base, Value exp, Value mod) {
    return pow_py(t, base, exp, mod);
}

Ref builtin_all(Thread& t, Value iterable) {
    bool all = true;
    Ref iterator = iter_py(t, iterable);
    if (!iterator) return t.raised();
    while (all) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) break;
        const Result<bool> truth = truth_py(t, step.get());
        if (!truth) return t.raised();
        all = *truth;
    }
    return Ref::boolean(all);
}

Ref builtin_any(Thread& t, Value iterable) {
    bool any = false;
    Ref iterator = iter_py(t, iterable);
    if (!iterator) return t.raised();
    while (!any) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) break;
        const Result<bool> truth = truth_py(t, step.get());
        if (!truth) return t.raised();
        any = *truth;
    }
    return Ref::boolean(any);
}

// bin, oct, hex: prefix and digits of __index__.
Ref number_text(Thread& t, Value number, int base, const char* prefix) {
    Ref value = index_py(t, number);
    if (!value) return t.raised();
    TextBuffer text;
    if (int_sign(value.get()) < 0) text.append('-');
    text.append(prefix);
    TextBuffer digits;
    append_int(digits, value.get(), base);
    std::string_view view = digits.view();
    if (!view.empty() && view[0] == '-') view.remove_prefix(1);
    text.append(view);
    return make_str(t, text);
}
Ref builtin_bin(Thread& t, Value number) {
    return number_text(t, number, 2, "0b");
}
Ref builtin_oct(Thread& t, Value number) {
    return number_text(t, number, 8, "0o");
}
Ref builtin_hex(Thread& t, Value number) {
    return number_text(t, number, 16, "0x");
}

Ref builtin_chr(Thread& t, Value i) {
    const Result<std::int64_t> code = index_clamped_py(t, i);
    if (!code) return t.raised();
    if (*code < 0 || *code > 0x10FFFF) return t.raise(Exc::ValueError, "chr() arg not in range(0x110000)");
    return make_str_char(t, static_cast<char32_t>(*code));
}

Ref builtin_ord(Thread& t, Value c) {
    std::uint64_t size = 0;
    if (const Str* s = cast<Str>(c)) {
        if (s->length == 1) return make_int(t, s->at(0));
        size = s->length;
    } else if (is_kind(c, Kind::Bytes) || is_kind(c, Kind::ByteArray)) {
        const Result<std::int64_t> length = length_py(t, c);
        if (!length) return t.raised();
        if (*length == 1) return getitem_py(t, c, Value::small_int(0));
        size = static_cast<std::uint64_t>(*length);
    } else {
        return t.raise(Exc::TypeError, "ord() expected string of length 1, but {} found", *type_of(t, c));
    }
    return t.raise(Exc::TypeError, "ord() expected a character, but string of length {} found", size);
}

// --- Attributes

Ref attribute_name(Thread& t, Value name) {
    if (!is_kind(name, Kind::Str))
        return t.raise(Exc::TypeError, "attribute name must be string, not '{}'", *type_of(t, name));
    return intern(t, as<Str>(name));
}

Ref builtin_getattr(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "getattr") || !check_positional(t, args, "getattr", 2, 3))
        return t.raised();
    Ref name = attribute_name(t, args[1]);
    if (!name) return t.raised();
    if (args.count == 2) return get_attr_py(t, args[0], name.as<Str>());
    Ref found = find_attr_py(t, args[0], name.as<Str>());
    if (found || t.has_pending()) return found;
    return Ref::share(args[2]);
}

Ref builtin_hasattr(Thread& t, Value obj, Value name) {
    Ref interned = attribute_name(t, name);
    if (!interned) return t.raised();
    Ref found = find_attr_py(t, obj, interned.as<Str>());
    if (!found && t.has_pending()) return t.raised();
    return Ref::boolean(static_cast<bool>(found));
}

Ref builtin_setattr(Thread& t, Value obj, Value name, Value value) {
    Ref interned = attribute_name(t, name);
    if (!interned || !set_attr_py(t, obj, interned.as<Str>(), value)) return t.raised();
    return Ref::none();
}

Ref builtin_delattr(Thread& t, Value obj, Value name) {
    Ref interned = attribute_name(t, name);
    if (!interned || !del_attr_py(t, obj, interned.as<Str>())) return t.raised();
    return Ref::none();
}

// The innermost Python frame's names, for dir(), vars(), locals().
Ref current_locals_py(Thread& t) {
    // Called from another interpreter there is no frame: the namespace is __main__'s.
    if (!t.frame) return Ref::share(Value(&interpreter_of(t).main_dict()));
    return frame_locals_py(t, *t.frame);
}

Ref builtin_dir(Thread& t, Value object) {
    Ref names = Ref::nothing();
    if (object.is_empty()) {
        Ref locals = current_locals_py(t);
        if (!locals) return t.raised();
        names = list_from_py(t, locals.get());
    } else {
        Ref method = lookup_special_py(t, object, Name::dunder_dir);
        if (!method) {
            if (t.has_pending()) return t.raised();
            return t.raise(Exc::TypeError, "object does not provide __dir__");
        }
        Ref answer = call_py(t, method.get());
        if (!answer) return t.raised();
        names = list_from_py(t, answer.get());
    }
    if (!names || !list_sort_py(t, names.as<List>(), Value::none(), false)) return t.raised();
    return names;
}

Ref builtin_vars(Thread& t, Value object) {
    if (object.is_empty()) return current_locals_py(t);
    Ref dict = find_attr_py(t, object, Name::dunder_dict);
    if (dict || t.has_pending()) return dict;
    return t.raise(Exc::TypeError, "vars() argument must have __dict__ attribute");
}

Ref builtin_globals(Thread& t) {
    return Ref::share(Value(t.frame ? t.frame->globals : &interpreter_of(t).main_dict()));
}
Ref builtin_locals(Thread& t) {
    return current_locals_py(t);
}

// --- Objects

Ref builtin_hash(Thread& t, Value obj) {
    const Result<std::int64_t> hash = hash_py(t, obj);
    if (!hash) return t.raised();
    return make_int(t, *hash);
}
Ref builtin_id(Thread& t, Value obj) {
    return make_int_unsigned(t, obj.bits());
}

Ref builtin_isinstance(Thread& t, Value obj, Value classes) {
    const Result<bool> answer = isinstance_py(t, obj, classes);
    if (!answer) return t.raised();
    return Ref::boolean(*answer);
}
Ref builtin_issubclass(Thread& t, Value cls, Value classes) {
    const Result<bool> answer = issubclass_py(t, cls, classes);
    if (!answer) return t.raised();
    return Ref::boolean(*answer);
}

Ref builtin_len(Thread& t, Value obj) {
    const Result<std::int64_t> length = length_py(t, obj);
    if (!length) return t.raised();
    return make_int(t, *length);
}

Ref builtin_format(Thread& t, Value value, Value spec) {
    return format_py(t, value, spec);
}

// --- Iteration

Ref builtin_iter(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "iter") || !check_positional(t, args, "iter", 1, 2)) return t.raised();
    if (args.count == 1) return iter_py(t, args[0]);
    if (!is_callable(t, args[0])) return t.raise(Exc::TypeError, "iter(v, w): v must be callable");
    return make_callable_iterator(t, args[0], args[1]);
}

Ref builtin_next(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "next") || !check_positional(t, args, "next", 1, 2)) return t.raised();
    Type& type = *type_of(t, args[0]);
    if (!type.slots.next_py) return t.raise(Exc::TypeError, "'{}' object is not an iterator", type);
    // Not next_py: a StopIteration that carries a value goes on as it is.
    Step step = type.slots.next_py(t, args[0]);
    if (step.is_item()) return step.take();
    if (step.is_raised()) {
        if (args.count == 1 || !t.pending_is(Exc::StopIteration)) return t.raised();
        t.clear_pending();
    }
    if (args.count == 2) return Ref::share(args[1]);
    return t.raise_object(make_stop_iteration(t, step.get()));
}

Ref builtin_aiter(Thread& t, Value iterable) {
    Type& type = *type_of(t, iterable);
    if (!type.slots.aiter_py) return t.raise(Exc::TypeError, "'{}' object is not an async iterable", type);
    Ref iterator = type.slots.aiter_py(t, iterable);
    if (iterator && !type_of(t, iterator.get())->slots.anext_py) {
        return t.raise(Exc::TypeError, "aiter() returned not an async iterator of type '{}'",
                       *type_of(t, iterator.get()));
    }
    return iterator;
}

Ref builtin_sorted(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"iterable", "key", "reverse"};
    if (!check_positional(t, args, "sorted", 1, 1)) return t.raised();
    Value a[3];
    if (!bind_args(t, args, "sort", kNames, 1, 1, a)) return t.raised();
    Ref list = list_from_py(t, a[0]);
    if (!list) return t.raised();
    Index reverse{0};
    if (!a[2].is_empty()) {
        const Result<bool> truth = truth_py(t, a[2]);
        if (!truth) return t.raised();
        reverse.value = *truth ? 1 : 0;
    }
    if (!list_sort_py(t, list.as<List>(), a[1].is_empty() ? Value::none() : a[1], reverse.value != 0))
        return t.raised();
    return list;
}

// Adds `item` to the running total, exactly as the types would; floats are summed with compensation.
class Sum {
public:
    explicit Sum(Thread& t, Ref start) : t_(t), total_(std::move(start)) {}
    Status add_py(Value item) {
        if (mode_ == Mode::Float) {
            if (item.is_double()) {
                add_double(item.as_double());
                return Status::ok();
            }
            if (item.is_int()) {
                add_double(static_cast<double>(item.as_int()));
                return Status::ok();
            }
            flush();
        }
        if (total_.get().is_double() && (item.is_double() || item.is_int())) {
            mode_ = Mode::Float;
            sum_ = total_.get().as_double();
            compensation_ = 0;
            add_double(item.is_double() ? item.as_double() : static_cast<double>(item.as_int()));
            return Status::ok();
        }
        Ref next = binary_py(t_, BinaryOp::Add, total_.get(), item);
        if (!next) return t_.raised();
        total_ = std::move(next);
        return Status::ok();
    }
    Ref take() {
        flush();
        return std::move(total_);
    }

private:
    enum class Mode : std::uint8_t { General, Float };
    // Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974.
    void add_double(double x) {
        const double next = sum_ + x;
        const double a = sum_ < 0 ? -sum_ : sum_, b = x < 0 ? -x : x;
        compensation_ += a >= b ? (sum_ - next) + x : (x - next) + sum_;
        sum_ = next;
    }
    void flush() {
        if (mode_ != Mode::Float) return;
        mode_ = Mode::General;
        // A compensation of zero is left out: it would make -0.0 positive.
        const bool use = compensation_ != 0 && compensation_ - compensation_ == 0;
        total_ = make_float(use ? sum_ + compensation_ : sum_);
    }
    Thread& t_;
    Ref total_;
    Mode mode_ = Mode::General;
    double sum_ = 0, compensation_ = 0;
};

Ref builtin_sum(Thread& t, Value iterable, Value start) {
    if (is_kind(start, Kind::Str))
        return t.raise(Exc::TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (is_kind(start, Kind::Bytes))
        return t.raise(Exc::TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (is_kind(start, Kind::ByteArray))
        return t.raise(Exc::TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Sum sum(t, Ref::share(start.is_empty() ? Value::small_int(0) : start));
    if (!for_each_py(t, iterable, [&](Value item) { return sum.add_py(item); })) return t.raised();
    return sum.take();
}

Ref min_max(Thread& t, const Args& args, const char* name, CompareOp better) {
    Value key = Value::none(), fallback;
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        if (str_equal(args.keyword_name(k), "key"))
            key = args.keyword(k);
        else if (str_equal(args.keyword_name(k), "default"))
            fallback = args.keyword(k);
        else {
            TextBuffer text;
            append_utf8(text, args.keyword_name(k));
            return t.raise(Exc::TypeError, "{}() got an unexpected keyword argument '{}'", name, text);
        }
    }
    if (args.count == 0) return t.raise(Exc::TypeError, "{} expected at least 1 argument, got 0", name);
    if (args.count > 1 && !fallback.is_empty()) {
        return t.raise(Exc::TypeError, "Cannot specify a default for {}() with multiple positional arguments",
                       name);
    }
    Ref best = Ref::nothing(), best_key = Ref::nothing();
    const auto consider = [&](Value item) -> Status {
        Ref keep = Ref::share(item);
        Ref item_key = key.is_none() ? Ref::share(item) : call_py(t, key, item);
        if (!item_key) return t.raised();
        if (best) {
            const Result<bool> wins = compare_bool_py(t, item_key.get(), best_key.get(), better);
            if (!wins) return t.raised();
            if (!*wins) return Status::ok();
        }
        best = std::move(keep);
        best_key = std::move(item_key);
        return Status::ok();
    };
    if (args.count > 1) {
        for (std::uint32_t i = 0; i < args.count; ++i) {
            if (!consider(args[i])) return t.raised();
        }
    } else if (!for_each_py(t, args[0], consider)) {
        return t.raised();
    }
    if (best) return best;
    if (!fallback.is_empty()) return Ref::share(fallback);
    return t.raise(Exc::ValueError, "{}() iterable argument is empty", name);
}
Ref builtin_min(Thread& t, Value, const Args& args) {
    return min_max(t, args, "min", CompareOp::Lt);
}
Ref builtin_max(Thread& t, Value, const Args& args) {
    return min_max(t, args, "max", CompareOp::Gt);
}

Ref builtin_round(Thread& t, Value number, Value digits) {
    Ref method = lookup_special_py(t, number, Name::dunder_round);
    if (!method) {
        if (t.has_pending()) return t.raised();
        return t.raise(Exc::TypeError, "type {} doesn't define __round__ method", *type_of(t, number));
    }
    if (digits.is_empty() || digits.is_none()) return call_py(t, method.get());
    return call_py(t, method.get(), digits);
}

constexpr MethodDef kFunctions[] = {
    raw<&build_class_py>("__build_class__($module, func, name, /, *bases, metaclass=None, **kwds)",
                         "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal "
                         "helper function used by the class statement."),
    function<&builtin_abs>("abs($module, number, /)", "Return the absolute value of the argument."),
    function<&builtin_aiter>("aiter($module, async_iterable, /)",
                             "Return an AsyncIterator for an AsyncIterable object."),
    function<&builtin_all>("all($module, iterable, /)",
                           "Return True if bool(x) is True for all values x in the iterable.\n\nIf the "
                           "iterable is empty, return True."),
    function<&builtin_any>("any($module, iterable, /)",
                           "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is "
                           "empty, return False."),
    function<&builtin_ascii>(
        "ascii($module, obj, /)",
        "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a "
        "printable representation of an\nobject, but escape the non-ASCII characters in the string returned "
        "by\nrepr() using \\\\x, \\\\u or \\\\U escapes."),
    function<&builtin_bin>("bin($module, integer, /)", "Return the binary representation of an integer.\n\n  "
                                                       " >>> bin(2796202)\n   '0b1010101010101010101010'"),
    function<&builtin_callable>(
        "callable($module, obj, /)",
        "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are "
        "callable, as are instances of classes with a\n__call__() method."),
    function<&builtin_chr>("chr($module, i, /)",
                           "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    function<&builtin_delattr>(
        "delattr($module, obj, name, /)",
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"),
    function<&builtin_dir>("dir($module, object=<unrepresentable>, /)", "dir([object]) -> list of strings"),
    function<&builtin_divmod>("divmod($module, x, y, /)",
                              "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    function<&builtin_format>("format($module, value, format_spec='', /)",
                              "Return type(value).__format__(value, format_spec)"),
    raw<&builtin_getattr>("getattr($module, object, name, default=<unrepresentable>, /)",
                          "Get a named attribute from an object.\n\ngetattr(x, 'y') is equivalent to "
                          "x.y\nWhen a default argument is given, it is returned when the attribute "
                          "doesn't\nexist; without it, an exception is raised in that case."),
    function<&builtin_globals>(
        "globals($module, /)",
        "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this "
        "dictionary *will* affect name lookups in the current\nglobal scope and vice-versa."),
    function<&builtin_hasattr>("hasattr($module, obj, name, /)",
                               "Return whether the object has an attribute with the given name.\n\nThis is "
                               "done by calling getattr(obj, name) and catching AttributeError."),
    function<&builtin_hash>("hash($module, obj, /)",
                            "Return the hash value for the given object.\n\nTwo objects that compare equal "
                            "must also have the same hash value, but the\nreverse is not necessarily true."),
    function<&builtin_hex>(
        "hex($module, integer, /)",
        "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"),
    function<&builtin_id>("id($module, obj, /)",
                          "Return the identity of an object.\n\nThis is guaranteed to be unique among "
                          "simultaneously existing objects.\n(CPython uses the object's memory address.)"),
    function<&builtin_isinstance>(
        "isinstance($module, obj, class_or_tuple, /)",
        "Return whether an object is an instance of a class or of a subclass thereof."),
    function<&builtin_issubclass>("issubclass($module, cls, class_or_tuple, /)",
                                  "Return whether 'cls' is derived from another class or is the same class."),
    raw<&builtin_iter>("iter($module, object, sentinel=<unrepresentable>, /)",
                       "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator"),
    function<&builtin_len>("len($module, obj, /)", "Return the number of items in a container."),
    function<&builtin_locals>("locals($module, /)",
                              "Return a dictionary containing the current scope's local variables."),
    raw<&builtin_max>(
        "max($module, iterable, /, *args, default=None, key=None)",
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value"),
    raw<&builtin_min>(
        "min($module, iterable, /, *args, default=None, key=None)",
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value"),
    raw<&builtin_next>(
        "next($module, iterator, default=<unrepresentable>, /)",
        "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the "
        "iterator\nis exhausted, it is returned instead of raising StopIteration."),
    function<&builtin_oct>(
        "oct($module, integer, /)",
        "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"),
    function<&builtin_ord>("ord($module, character, /)",
                           "Return the ordinal value of a character.\n\nIf the argument is a one-character "
                           "string, return the Unicode code\npoint of that character.\n\nIf the argument is "
                           "a bytes or bytearray object of length 1, return its\nsingle byte value."),
    function<&builtin_pow>(
        "pow($module, /, base, exp, mod=None)",
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such "
        "as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form."),
    function<&builtin_repr>(
        "repr($module, obj, /)",
        "Return the canonical string representation of the object.\n\nFor many object types, including most "
        "builtins, eval() will return\nan object equal to the one passed."),
    function<&builtin_round>("round($module, /, number, ndigits=None)",
                             "Round a number to a given precision in decimal digits.\n\nThe return value is "
                             "an integer if ndigits is omitted or None.  Otherwise\nthe return value has the "
                             "same type as the number.  ndigits may be negative."),
    function<&builtin_setattr>("setattr($module, obj, name, value, /)",
                               "Sets the named attribute on the given object to the specified "
                               "value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``"),
    raw<&builtin_sorted>("sorted($module, iterable, /, *, key=None, reverse=False)",
                         "Return a new list containing all items from the iterable in ascending order.\n\nA "
                         "custom key function can be supplied to customize the sort order, and the\nreverse "
                         "flag can be set to request the result in descending order."),
    function<&builtin_sum>(
        "sum($module, iterable, /, start=0)",
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is "
        "empty, return the start value.\nThis function is intended specifically for use with numeric values "
        "and may\nreject non-numeric types."),
    function<&builtin_vars>("vars($module, object=<unrepresentable>, /)",
                            "vars([object]) -> dictionary\n\nWithout arguments, equivalent to "
                            "locals().\nWith an argument, equivalent to object.__dict__."),
};

// Types that are names of the module. The others are reached through what makes them.
constexpr TypeId kNamedTypes[] = {
    TypeId::Object,   TypeId::Type,      TypeId::Int,         TypeId::Bool,         TypeId::Float,
    TypeId::Complex,  TypeId::Str,       TypeId::Bytes,       TypeId::ByteArray,    TypeId::MemoryView,
    TypeId::Tuple,    TypeId::List,      TypeId::Dict,        TypeId::Set,          TypeId::FrozenSet,
    TypeId::Range,    TypeId::Slice,     TypeId::ClassMethod, TypeId::StaticMethod, TypeId::Property,
    TypeId::Super,    TypeId::Enumerate, TypeId::Zip,         TypeId::Map,          TypeId::Filter,
    TypeId::Reversed,
};

Status add_type(Thread& t, Module& m, TypeId id) {
    Type* const type = t.type(id);
    return dict_set(t, *m.dict, *type->name, Value(type));
}

Status builtins_init_py(Thread& t, Module& m) {
    for (const TypeId id : kNamedTypes) {
        if (!add_type(t, m, id)) return t.raised();
    }
    // Those behind the last warning belong to other modules.
    constexpr auto kLast = static_cast<std::size_t>(TypeId::UserWarning);
    for (auto id = static_cast<std::size_t>(TypeId::BaseException); id <= kLast; ++id) {
        if (!add_type(t, m, static_cast<TypeId>(id))) return t.raised();
    }
    for (const char* alias : {"EnvironmentError", "IOError"}) {
        if (!module_add(t, m, alias, Value(t.type(TypeId::OSError)))) return t.raised();
    }
    if (!module_add(t, m, "None", Value::none()) || !module_add(t, m, "True", Value::boolean(true)) ||
        !module_add(t, m, "False", Value::boolean(false)) ||
        !module_add(t, m, "Ellipsis", Value::ellipsis()) ||
        !module_add(t, m, "NotImplemented", Value::not_implemented()) ||
        !module_add(t, m, "__debug__", Value::boolean(t.state().optimize == 0))) {
        return t.raised();
    }
    // The compiler's shortcuts for any() and all() compare with the originals, which therefore stay.
    t.state().any_function = Ref::share(dict_find_text(t, *m.dict, "any")).release();
    t.state().all_function = Ref::share(dict_find_text(t, *m.dict, "all")).release();
    for (const auto functions : {builtins_code_functions(), builtins_io_functions()}) {
        for (const MethodDef& def : functions) {
            // open() is that of the module io.
            const bool is_open = std::string_view(def.text).starts_with("open(");
            Ref module = is_open ? intern(t, "_io") : Ref::share(Value(&t.name(Name::builtins)));
            if (!module) return t.raised();
            Ref function = make_native_function(t, def, Value(&m), module.get());
            if (!function || !dict_set(t, *m.dict, *function.as<NativeFunction>().name, function.get()))
                return t.raised();
        }
    }
    return interpreter_of(t).options().no_site ? Status::ok() : add_site_objects(t, *m.dict);
}

} // namespace

const ModuleDef kBuiltinsModule = {
    .name = "builtins",
    .doc = "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access "
           "to all 'built-in'\n"
           "identifiers of Python; for example, builtins.len is\nthe full name for the built-in function "
           "len().\n\n"
           "This module is not normally accessed explicitly by most\napplications, but can be useful in "
           "modules that provide\n"
           "objects with the same name as a builtin and need the\nbuilt-in of that name.",
    .functions = kFunctions,
    .init_py = builtins_init_py,
};

} // namespace islet
