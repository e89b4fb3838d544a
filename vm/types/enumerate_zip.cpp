// SPDX-License-Identifier: MIT
//
// enumerate, zip, map and filter.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/iterators.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// --- enumerate

Raised raise_enumerate_keyword(Thread& t, const Str& name) {
    TextBuffer text;
    text.append('\'');
    append_utf8(text, name);
    text.append("' is an invalid keyword argument for enumerate()");
    return t.raise_text(Exc::TypeError, text.view());
}

// Iterable and start, by position or name. Which name is at fault depends on how many arguments there are.
Status read_enumerate_args(Thread& t, const Args& args, Value& iterable, Value& start) {
    const std::uint32_t total = args.total();
    if (total > 2) return t.raise(Exc::TypeError, "enumerate() takes at most 2 arguments ({} given)", total);
    if (total == 0) return t.raise(Exc::TypeError, "enumerate() missing required argument 'iterable'");
    if (args.count >= 1) iterable = args[0];
    if (args.count == 2) start = args[1];
    for (std::uint32_t i = 0; i < total - args.count; ++i) {
        Str& name = args.keyword_name(i);
        if (str_equal(name, "start") && start.is_empty() && total == 2)
            start = args.keyword(i);
        else if (str_equal(name, "iterable") && iterable.is_empty())
            iterable = args.keyword(i);
        else
            return raise_enumerate_keyword(t, name);
    }
    return Status::ok();
}

Ref enumerate_new_py(Thread& t, Type& type, const Args& args) {
    Value given[2];
    const char* const names[] = {"iterable", "start"};
    const bool exact = &type == t.type(TypeId::Enumerate);
    if (exact ? !read_enumerate_args(t, args, given[0], given[1])
              : !bind_args(t, args, "enumerate", names, 0, 1, given)) {
        return t.raised();
    }
    const Value iterable = given[0], start = given[1];
    Ref index = start.is_empty() ? Ref::plain(Value::small_int(0)) : index_py(t, start);
    if (!index) return t.raised();
    Ref iterator = iter_py(t, iterable);
    if (!iterator) return t.raised();
    auto* const it = allocate_instance<Enumerate>(t, type);
    if (!it) return t.raise_memory_error();
    it->iterator = iterator.release();
    it->index = index.release();
    return Ref::adopt(it);
}

Step enumerate_next_py(Thread& t, Value self) {
    auto& it = as<Enumerate>(self);
    const Ref iterator = Ref::share(it.iterator);
    Step step = next_py(t, iterator.get());
    if (!step.is_item()) return step;
    Ref next = int_add(t, it.index, Value::small_int(1));
    if (!next) return t.raised();
    const Ref index = Ref::adopt(std::exchange(it.index, next.release()));
    return Step::from(make_tuple(t, {index.get(), step.get()}));
}

Ref enumerate_reduce(Thread& t, Enumerate& self) {
    const Ref args = make_tuple(t, {self.iterator, self.index});
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.type()), args.get()});
}

Ref enumerate_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

void enumerate_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<Enumerate*>(object);
    visit(it->iterator);
    visit(it->index);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void enumerate_drop(Heap& heap, Object* object) {
    auto* const it = static_cast<Enumerate*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release(it->iterator);
    release(it->index);
    heap.free_object(object);
}

// --- What zip and map share

// The one keyword that zip() and map() know.
Result<bool> read_strict_py(Thread& t, const Args& args, std::string_view function) {
    const std::uint32_t keywords = args.total() - args.count;
    if (keywords == 0) return false;
    if (keywords > 1) {
        return t.raise(Exc::TypeError, "{}() takes at most 1 keyword argument ({} given)", function,
                       keywords);
    }
    if (!str_equal(args.keyword_name(0), "strict")) {
        TextBuffer text;
        format_to(text, "{}() got an unexpected keyword argument '", function);
        append_utf8(text, args.keyword_name(0));
        text.append('\'');
        return t.raise_text(Exc::TypeError, text.view());
    }
    return truth_py(t, args.keyword(0));
}

// A tuple of iterators over the iterables.
Ref make_iterators_py(Thread& t, std::span<const Value> iterables) {
    Ref result = make_tuple_uninit(t, iterables.size());
    if (!result) return t.raised();
    for (std::size_t i = 0; i < iterables.size(); ++i) {
        Ref iterator = iter_py(t, iterables[i]);
        if (!iterator) return t.raised();
        result.as<Tuple>().items()[i] = iterator.release();
    }
    return result;
}

Raised raise_uneven(Thread& t, std::string_view function, std::size_t at, std::string_view how) {
    return t.raise(Exc::ValueError, "{}() argument {} is {} than argument{}{}", function, at + 1, how,
                   at == 1 ? " " : "s 1-", at);
}

// Argument `at` came to its end. With `strict` all must, now.
Step end_together_py(Thread& t, std::string_view function, Tuple& iterators, std::size_t at, bool strict) {
    if (!strict) return Step::end();
    if (at != 0) return raise_uneven(t, function, at, "shorter");
    for (std::size_t i = 1; i < iterators.size; ++i) {
        const Step step = next_py(t, iterators[i]);
        if (step.is_raised()) return t.raised();
        if (step.is_item()) return raise_uneven(t, function, i, "longer");
    }
    return Step::end();
}

// Fills `out` with one item of each iterator: End or Raised if it cannot. `out` has places for all, empty;
// the caller drops what was filled in.
Step gather_py(Thread& t, std::string_view function, Tuple& iterators, bool strict, Value* out) {
    for (std::size_t i = 0; i < iterators.size; ++i) {
        Step step = next_py(t, iterators[i]);
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return end_together_py(t, function, iterators, i, strict);
        out[i] = step.take().release();
    }
    return Step::item(Ref::none());
}

// --- zip

Ref zip_new_py(Thread& t, Type& type, const Args& args) {
    const Result<bool> strict = read_strict_py(t, args, "zip");
    if (!strict) return t.raised();
    Ref iterators = make_iterators_py(t, {args.values, args.count});
    if (!iterators) return t.raised();
    auto* const it = allocate_instance<Zip>(t, type);
    if (!it) return t.raise_memory_error();
    it->iterators = &as<Tuple>(iterators.release());
    it->strict = *strict;
    return Ref::adopt(it);
}

Step zip_next_py(Thread& t, Value self) {
    const auto& it = as<Zip>(self);
    if (it.iterators->size == 0) return Step::end();
    const Ref held = Ref::share(it.iterators);
    Ref items = make_tuple_uninit(t, it.iterators->size);
    if (!items) return t.raised();
    Step step = gather_py(t, "zip", held.as<Tuple>(), it.strict, items.as<Tuple>().items());
    return step.is_item() ? Step::item(std::move(items)) : std::move(step);
}

Ref zip_reduce(Thread& t, Zip& self) {
    const Value type(self.type());
    return self.strict ? make_tuple(t, {type, self.iterators, Value::boolean(true)})
                       : make_tuple(t, {type, self.iterators});
}

Ref zip_setstate(Thread&, Zip& self, bool strict) {
    self.strict = strict;
    return Ref::none();
}

void zip_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<Zip*>(object)->iterators);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void zip_drop(Heap& heap, Object* object) {
    if (object->subclass != 0) drop_attrs(heap, object);
    release(static_cast<Zip*>(object)->iterators);
    heap.free_object(object);
}

// --- map

Ref map_new_py(Thread& t, Type& type, const Args& args) {
    const Result<bool> strict = read_strict_py(t, args, "map");
    if (!strict) return t.raised();
    if (args.count < 2) return t.raise(Exc::TypeError, "map() must have at least two arguments.");
    Ref iterators = make_iterators_py(t, {args.values + 1, args.count - 1});
    if (!iterators) return t.raised();
    auto* const it = allocate_instance<Map>(t, type);
    if (!it) return t.raise_memory_error();
    it->function = Ref::share(args[0]).release();
    it->iterators = &as<Tuple>(iterators.release());
    it->strict = *strict;
    return Ref::adopt(it);
}

Step map_next_py(Thread& t, Value self) {
    const auto& it = as<Map>(self);
    const Ref function = Ref::share(it.function);
    const Ref iterators = Ref::share(it.iterators);
    Tuple& sources = iterators.as<Tuple>();
    if (sources.size == 1) {
        const Step step = next_py(t, sources[0]);
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Step::end();
        return Step::from(call_py(t, function.get(), step.get()));
    }
    const Ref items = make_tuple_uninit(t, sources.size);
    if (!items) return t.raised();
    Step step = gather_py(t, "map", sources, it.strict, items.as<Tuple>().items());
    if (!step.is_item()) return step;
    return Step::from(call_py(t, function.get(), Args(items.as<Tuple>().items(), sources.size)));
}

Ref map_reduce(Thread& t, Map& self) {
    const Ref args = make_tuple_uninit(t, self.iterators->size + 1);
    if (!args) return t.raised();
    Value* const items = args.as<Tuple>().items();
    share_values(items, &self.function, 1);
    share_values(items + 1, self.iterators->items(), self.iterators->size);
    const Value type(self.type());
    return self.strict ? make_tuple(t, {type, args.get(), Value::boolean(true)})
                       : make_tuple(t, {type, args.get()});
}

Ref map_setstate(Thread&, Map& self, bool strict) {
    self.strict = strict;
    return Ref::none();
}

void map_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<Map*>(object);
    visit(it->function);
    visit.pointer(it->iterators);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void map_drop(Heap& heap, Object* object) {
    auto* const it = static_cast<Map*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release(it->function);
    release(it->iterators);
    heap.free_object(object);
}

// --- filter

Ref filter_new_py(Thread& t, Type& type, const Args& args) {
    const bool own_arguments = type.slots.init_py == t.type(TypeId::Filter)->slots.init_py;
    if (own_arguments && !refuse_keywords(t, args, "filter")) return t.raised();
    if (!check_positional(t, args, "filter", 2, 2)) return t.raised();
    Ref iterator = iter_py(t, args[1]);
    if (!iterator) return t.raised();
    auto* const it = allocate_instance<Filter>(t, type);
    if (!it) return t.raise_memory_error();
    it->function = Ref::share(args[0]).release();
    it->iterator = iterator.release();
    return Ref::adopt(it);
}

Step filter_next_py(Thread& t, Value self) {
    const auto& it = as<Filter>(self);
    const Ref function = Ref::share(it.function);
    const Ref iterator = Ref::share(it.iterator);
    const bool by_truth = function.get().is_none() || function.get() == Value(t.type(TypeId::Bool));
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (!step.is_item()) return step;
        const Ref verdict = by_truth ? Ref::share(step.get()) : call_py(t, function.get(), step.get());
        if (!verdict) return t.raised();
        const Result<bool> wanted = truth_py(t, verdict.get());
        if (!wanted) return t.raised();
        if (*wanted) return step;
    }
}

Ref filter_reduce(Thread& t, Filter& self) {
    const Ref args = make_tuple(t, {self.function, self.iterator});
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.type()), args.get()});
}

void filter_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<Filter*>(object);
    visit(it->function);
    visit(it->iterator);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void filter_drop(Heap& heap, Object* object) {
    auto* const it = static_cast<Filter*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release(it->function);
    release(it->iterator);
    heap.free_object(object);
}

// --- Tables

constexpr const char* kReduceText = "__reduce__($self, /)";
constexpr const char* kReduceDoc = "Return state information for pickling.";
constexpr const char* kSetStateText = "__setstate__($self, object, /)";
constexpr const char* kSetStateDoc = "Set state information for unpickling.";

constexpr MethodDef kEnumerateMethods[] = {
    method<&enumerate_reduce>(kReduceText, kReduceDoc),
    class_method<&enumerate_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr MethodDef kZipMethods[] = {
    method<&zip_reduce>(kReduceText, kReduceDoc),
    method<&zip_setstate>(kSetStateText, kSetStateDoc),
};
constexpr MethodDef kMapMethods[] = {
    method<&map_reduce>(kReduceText, kReduceDoc),
    method<&map_setstate>(kSetStateText, kSetStateDoc),
};
constexpr MethodDef kFilterMethods[] = {
    method<&filter_reduce>(kReduceText, kReduceDoc),
};

} // namespace

extern constexpr TypeSpec kEnumerateSpec = {
    .name = "enumerate",
    .doc =
        "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\n"
        "The enumerate object yields pairs containing a count (from start, which\n"
        "defaults to zero) and a value yielded by the iterable argument.\n\n"
        "enumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Enumerate),
    .slots = {.new_py = &enumerate_new_py, .iter_py = &iter_self_py, .next_py = &enumerate_next_py},
    .methods = kEnumerateMethods,
    .traverse = &enumerate_traverse,
    .drop = &enumerate_drop,
};

extern constexpr TypeSpec kZipSpec = {
    .name = "zip",
    .doc = "The zip object yields n-length tuples, where n is the number of\n"
           "iterables passed as positional arguments to zip().  The i-th element\n"
           "in every tuple comes from the i-th iterable argument to zip().  This\n"
           "continues until the shortest argument is exhausted.\n\n"
           "If strict is true and one of the arguments is exhausted before the\n"
           "others, raise a ValueError.\n\n"
           "   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Zip),
    .slots = {.new_py = &zip_new_py, .iter_py = &iter_self_py, .next_py = &zip_next_py},
    .methods = kZipMethods,
    .traverse = &zip_traverse,
    .drop = &zip_drop,
};

extern constexpr TypeSpec kMapSpec = {
    .name = "map",
    .doc = "Make an iterator that computes the function using arguments from\n"
           "each of the iterables.  Stops when the shortest iterable is exhausted.\n\n"
           "If strict is true and one of the arguments is exhausted before the\nothers, raise a ValueError.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Map),
    .slots = {.new_py = &map_new_py, .iter_py = &iter_self_py, .next_py = &map_next_py},
    .methods = kMapMethods,
    .traverse = &map_traverse,
    .drop = &map_drop,
};

extern constexpr TypeSpec kFilterSpec = {
    .name = "filter",
    .doc = "Return an iterator yielding those items of iterable for which\n"
           "function(item) is true.  If function is None, return the items that\nare true.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Filter),
    .slots = {.new_py = &filter_new_py, .iter_py = &iter_self_py, .next_py = &filter_next_py},
    .methods = kFilterMethods,
    .traverse = &filter_traverse,
    .drop = &filter_drop,
};

} // namespace islet
