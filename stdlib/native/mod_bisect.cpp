// SPDX-License-Identifier: MIT
//
// The module _bisect: places in sorted sequences.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"

namespace islet {

namespace {

struct Search {
    Value sequence, item, key;
    std::int64_t low = 0, high = -1;
};

Status read_search_py(Thread& t, Value a, Value x, Value lo, Value hi, Value key, Search& out) {
    out.sequence = a;
    out.item = x;
    out.key = key.is_none() ? Value() : key;
    if (!lo.is_empty()) {
        const Result<std::int64_t> low = index_to_int64_py(t, lo);
        if (!low) return t.raised();
        out.low = *low;
    }
    if (!hi.is_empty() && !hi.is_none()) {
        const Result<std::int64_t> high = index_to_int64_py(t, hi);
        if (!high) return t.raised();
        out.high = *high;
    }
    if (out.low < 0) return t.raise(Exc::ValueError, "lo must be non-negative");
    if (out.high >= 0 || (!hi.is_empty() && !hi.is_none())) return Status::ok();
    const Result<std::int64_t> size = length_py(t, a);
    if (!size) return t.raised();
    out.high = *size;
    return Status::ok();
}

// The first place where the item may stand; `right`: behind its equals.
Result<std::int64_t> search_py(Thread& t, const Search& s, bool right) {
    std::int64_t low = s.low, high = s.high;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const Ref at = make_int(t, middle);
        Ref other = at ? getitem_py(t, s.sequence, at.get()) : Ref(t.raised());
        if (other && !s.key.is_empty()) other = call_py(t, s.key, other.get());
        if (!other) return t.raised();
        const Result<bool> less = right ? compare_bool_py(t, s.item, other.get(), CompareOp::Lt)
                                        : compare_bool_py(t, other.get(), s.item, CompareOp::Lt);
        if (!less) return t.raised();
        if (*less == right)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

template <bool right>
Ref bisect_py(Thread& t, Value a, Value x, Value lo, Value hi, Value key) {
    Search s;
    if (!read_search_py(t, a, x, lo, hi, key, s)) return t.raised();
    const Result<std::int64_t> at = search_py(t, s, right);
    return at ? make_int(t, *at) : Ref(t.raised());
}

template <bool right>
Ref insort_py(Thread& t, Value a, Value x, Value lo, Value hi, Value key) {
    Search s;
    const Ref sought = key.is_empty() || key.is_none() ? Ref::share(x) : call_py(t, key, x);
    if (!sought || !read_search_py(t, a, sought.get(), lo, hi, key, s)) return t.raised();
    const Result<std::int64_t> at = search_py(t, s, right);
    if (!at) return t.raised();
    if (is_exact(a, Kind::List)) return list_insert(t, as<List>(a), *at, x) ? Ref::none() : Ref(t.raised());
    const Ref name = intern(t, "insert"), index = make_int(t, *at);
    if (!name || !index) return t.raised();
    const Value args[] = {index.get(), x};
    return call_method_py(t, a, name.as<Str>(), args) ? Ref::none() : Ref(t.raised());
}

constexpr MethodDef kFunctions[] = {
    function<&bisect_py<true>>("bisect_right($module, /, a, x, lo=0, hi=None, *, key=None)",
                               "Where to insert x so that a stays sorted: behind items that equal x."),
    function<&bisect_py<false>>("bisect_left($module, /, a, x, lo=0, hi=None, *, key=None)",
                                "Where to insert x so that a stays sorted: before items that equal x."),
    function<&insort_py<true>>("insort_right($module, /, a, x, lo=0, hi=None, *, key=None)",
                               "Insert x so that a stays sorted: behind items that equal x."),
    function<&insort_py<false>>("insort_left($module, /, a, x, lo=0, hi=None, *, key=None)",
                                "Insert x so that a stays sorted: before items that equal x."),
};

} // namespace

const ModuleDef kBisectModule = {
    .name = "_bisect",
    .doc = "Places in sorted sequences, found by halving.",
    .functions = kFunctions,
};

} // namespace islet
