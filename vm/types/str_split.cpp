// SPDX-License-Identifier: MIT
//
// Taking strings apart and putting them together: split, splitlines, partition, join.
#include "vm/types/str_methods.h"

#include "vm/base/unicode.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/list.h"
#include "vm/types/str_builder.h"
#include "vm/types/str_search.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::size_t kCheckEvery = 4096; // items between two checkpoints

// Collects pieces of one string into a list.
class Pieces {
public:
    Pieces(Thread& t, Str& whole) : t_(t), whole_(whole), list_(make_list(t)) {}
    // False: an exception is pending.
    bool add(std::size_t from, std::size_t to) {
        if (!list_) return false;
        Ref piece = str_substring(t_, whole_, from, to);
        if (!piece) return false;
        List& list = list_.as<List>();
        if (!list_append(t_, list, std::move(piece))) return false;
        return list.size % kCheckEvery != 0 || static_cast<bool>(t_.checkpoint_py());
    }
    void reverse() {
        List& list = list_.as<List>();
        for (std::size_t i = 0, k = list.size; i + 1 < k; ++i) std::swap(list.items[i], list.items[--k]);
    }
    bool ok() const { return static_cast<bool>(list_); }
    Ref take() { return std::move(list_); }

private:
    Thread& t_;
    Str& whole_;
    Ref list_;
};

bool is_gap(const Str& s, std::size_t i) {
    return is_space(s.at(i));
}

Ref split_whitespace(Thread& t, Str& s, std::int64_t limit) {
    Pieces pieces(t, s);
    if (!pieces.ok()) return t.raised();
    std::size_t at = 0;
    const std::size_t size = s.length;
    for (;;) {
        while (at < size && is_gap(s, at)) ++at;
        if (at == size) return pieces.take();
        // Beyond the limit the rest is one piece, with the space behind it.
        std::size_t end = limit-- > 0 ? at : size;
        while (end < size && !is_gap(s, end)) ++end;
        if (!pieces.add(at, end)) return t.raised();
        at = end;
        if (limit < 0) return pieces.take();
    }
}

Ref rsplit_whitespace(Thread& t, Str& s, std::int64_t limit) {
    Pieces pieces(t, s);
    if (!pieces.ok()) return t.raised();
    std::size_t end = s.length;
    while (limit >= 0) {
        while (end > 0 && is_gap(s, end - 1)) --end;
        if (end == 0) break;
        std::size_t start = limit-- > 0 ? end : 0;
        while (start > 0 && !is_gap(s, start - 1)) --start;
        if (!pieces.add(start, end)) return t.raised();
        end = start;
    }
    pieces.reverse();
    return pieces.take();
}

Ref split_at(Thread& t, Str& s, const Str& sep, std::int64_t limit) {
    Pieces pieces(t, s);
    if (!pieces.ok()) return t.raised();
    const Chars text = chars_of(s), pattern = chars_of(sep);
    std::size_t at = 0;
    for (; limit > 0; --limit) {
        const std::int64_t hit = find_chars(text.slice(at, text.size), pattern);
        if (hit < 0) break;
        const std::size_t end = at + static_cast<std::size_t>(hit);
        if (!pieces.add(at, end)) return t.raised();
        at = end + pattern.size;
    }
    if (!pieces.add(at, text.size)) return t.raised();
    return pieces.take();
}

Ref rsplit_at(Thread& t, Str& s, const Str& sep, std::int64_t limit) {
    Pieces pieces(t, s);
    if (!pieces.ok()) return t.raised();
    const Chars text = chars_of(s), pattern = chars_of(sep);
    std::size_t end = text.size;
    for (; limit > 0; --limit) {
        const std::int64_t hit = rfind_chars(text.slice(0, end), pattern);
        if (hit < 0) break;
        const auto start = static_cast<std::size_t>(hit);
        if (!pieces.add(start + pattern.size, end)) return t.raised();
        end = start;
    }
    if (!pieces.add(0, end)) return t.raised();
    pieces.reverse();
    return pieces.take();
}

Result<Str*> check_separator(Thread& t, Value sep) {
    Str* const s = cast<Str>(sep);
    if (!s) return t.raise(Exc::TypeError, "must be str or None, not {}", *type_of(t, sep));
    if (s->length == 0) return t.raise(Exc::ValueError, "empty separator");
    return s;
}

std::int64_t limit_of(Opt<Index> maxsplit) {
    return maxsplit.given && maxsplit.value.value >= 0 ? maxsplit.value.value : INT64_MAX;
}

Ref make_parts(Thread& t, Str& s, const Str& sep_text, Value sep, std::int64_t hit, bool from_right) {
    Str& empty = t.name(Name::empty);
    if (hit < 0) {
        Ref whole = str_exact(t, s);
        if (!whole) return whole;
        if (from_right) return make_tuple(t, {Value(&empty), Value(&empty), whole.get()});
        return make_tuple(t, {whole.get(), Value(&empty), Value(&empty)});
    }
    const auto at = static_cast<std::size_t>(hit);
    Ref before = str_substring(t, s, 0, at);
    if (!before) return before;
    Ref after = str_substring(t, s, at + sep_text.length, s.length);
    if (!after) return after;
    return make_tuple(t, {before.get(), sep, after.get()});
}

Ref partition(Thread& t, Str& s, Value sep, bool from_right) {
    Str* const pattern = cast<Str>(sep);
    if (!pattern) return t.raise(Exc::TypeError, "must be str, not {}", *type_of(t, sep));
    if (pattern->length == 0) return t.raise(Exc::ValueError, "empty separator");
    const std::int64_t hit = from_right ? rfind_chars(chars_of(s), chars_of(*pattern))
                                        : find_chars(chars_of(s), chars_of(*pattern));
    return make_parts(t, s, *pattern, sep, hit, from_right);
}

// The items of a join, none of which can go while it lasts.
Ref items_to_join_py(Thread& t, Value iterable) {
    if (is_exact(iterable, Kind::Tuple)) return Ref::share(iterable);
    // Checkpoints may run programs that change a list: short ones pass none, long ones are copied.
    if (is_exact(iterable, Kind::List)) {
        List& list = as<List>(iterable);
        if (list.size < kCheckEvery) return Ref::share(iterable);
        return make_tuple(t, std::span<const Value>(list.items, list.size));
    }
    Ref iterator = iter_py(t, iterable);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "can only join an iterable");
    }
    return tuple_from_py(t, iterator.get());
}

Ref join_items_py(Thread& t, Str& sep, std::span<const Value> items) {
    std::uint64_t length = 0;
    CharRange range = CharRange::Ascii;
    const auto add = [&](const Str& s) {
        length += s.length;
        if (!s.is_ascii()) {
            const CharRange r = s.width() == 1   ? CharRange::Latin1
                                : s.width() == 2 ? CharRange::Bmp
                                                 : CharRange::All;
            if (r > range) range = r;
        }
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Str* const s = cast<Str>(items[i]);
        if (!s) {
            return t.raise(Exc::TypeError, "sequence item {}: expected str instance, {} found", i,
                           *type_of(t, items[i]));
        }
        add(*s);
        if (i != 0) add(sep);
        if (length > static_cast<std::uint64_t>(INT64_MAX) / 2) {
            return t.raise(Exc::OverflowError, "join() result is too long for a Python string");
        }
        if ((i + 1) % kCheckEvery == 0 && !t.checkpoint_py()) return t.raised();
    }
    Ref result = make_str_uninit(t, length, static_cast<char32_t>(range));
    if (!result) return result;
    if (length == 0) return result;
    Str& joined = result.as<Str>();
    const CharWidth width = width_of(range);
    const auto unit = static_cast<std::size_t>(width);
    auto* out = static_cast<char*>(joined.data());
    const auto put = [&](const Str& s) {
        if (s.width() == unit)
            std::memcpy(out, s.data(), s.length * unit);
        else
            copy_chars(chars_of(s), out, width);
        out += s.length * unit;
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i != 0 && sep.length != 0) put(sep);
        put(as<Str>(items[i]));
        if ((i + 1) % kCheckEvery == 0 && !t.checkpoint_py()) return t.raised();
    }
    return result;
}

} // namespace

Ref str_split(Thread& t, Str& self, Value sep, Opt<Index> maxsplit) {
    if (sep.is_empty() || sep.is_none()) return split_whitespace(t, self, limit_of(maxsplit));
    Result<Str*> pattern = check_separator(t, sep);
    if (!pattern) return t.raised();
    return split_at(t, self, **pattern, limit_of(maxsplit));
}

Ref str_rsplit(Thread& t, Str& self, Value sep, Opt<Index> maxsplit) {
    if (sep.is_empty() || sep.is_none()) return rsplit_whitespace(t, self, limit_of(maxsplit));
    Result<Str*> pattern = check_separator(t, sep);
    if (!pattern) return t.raised();
    return rsplit_at(t, self, **pattern, limit_of(maxsplit));
}

Ref str_splitlines(Thread& t, Str& self, Opt<bool> keepends) {
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    const std::size_t size = self.length;
    for (std::size_t at = 0; at < size;) {
        std::size_t end = at;
        while (end < size && !is_line_break(self.at(end))) ++end;
        std::size_t next = end;
        if (next < size)
            next += self.at(next) == '\r' && next + 1 < size && self.at(next + 1) == '\n' ? 2 : 1;
        if (!pieces.add(at, keepends.value_or(false) ? next : end)) return t.raised();
        at = next;
    }
    return pieces.take();
}

Ref str_partition(Thread& t, Str& self, Value sep) {
    return partition(t, self, sep, false);
}
Ref str_rpartition(Thread& t, Str& self, Value sep) {
    return partition(t, self, sep, true);
}

Ref str_join(Thread& t, Str& self, Value iterable) {
    Ref sequence = items_to_join_py(t, iterable);
    if (!sequence) return sequence;
    std::span<const Value> items;
    if (Tuple* const tuple = cast<Tuple>(sequence.get())) {
        items = tuple->span();
    } else {
        List& list = sequence.as<List>();
        items = {list.items, list.size};
    }
    if (items.size() == 1 && is_exact(items[0], Kind::Str)) return Ref::share(items[0]);
    return join_items_py(t, self, items);
}

} // namespace islet
