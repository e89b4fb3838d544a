// SPDX-License-Identifier: MIT
//
// The methods of bytes and bytearray. A receiver that is a bytearray is held while its bytes are in use:
// arguments are read before, because reading them may run Python and resize it.
#include "vm/types/bytes_methods.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str_codec.h"
#include "vm/types/str_search.h"
#include "vm/types/text_args.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

constexpr std::size_t kCheckEvery = 4096;

// --- Characters: ASCII alone counts

constexpr bool is_upper(std::uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(std::uint8_t c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool is_alpha(std::uint8_t c) {
    return is_upper(c) || is_lower(c);
}
constexpr bool is_digit(std::uint8_t c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_alnum(std::uint8_t c) {
    return is_alpha(c) || is_digit(c);
}
constexpr bool is_space(std::uint8_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr std::uint8_t upper(std::uint8_t c) {
    return static_cast<std::uint8_t>(is_lower(c) ? c - 32 : c);
}
constexpr std::uint8_t lower(std::uint8_t c) {
    return static_cast<std::uint8_t>(is_upper(c) ? c + 32 : c);
}

std::uint8_t byte_at(std::string_view s, std::size_t i) {
    return static_cast<std::uint8_t>(s[i]);
}

template <class Test>
Ref all_are(Value self, Test&& test) {
    const HeldBytes held(self);
    const std::string_view text = held.text();
    const auto ok = [&](char c) { return test(static_cast<std::uint8_t>(c)); };
    return Ref::boolean(!text.empty() && std::all_of(text.begin(), text.end(), ok));
}

Ref bytes_isalpha(Thread&, Value self) {
    return all_are(self, &is_alpha);
}
Ref bytes_isalnum(Thread&, Value self) {
    return all_are(self, &is_alnum);
}
Ref bytes_isdigit(Thread&, Value self) {
    return all_are(self, &is_digit);
}
Ref bytes_isspace(Thread&, Value self) {
    return all_are(self, &is_space);
}
Ref bytes_isascii(Thread&, Value self) {
    const HeldBytes held(self);
    return Ref::boolean(is_ascii(held.text().data(), held.text().size()));
}

Ref is_all_case(Value self, bool (*wanted)(std::uint8_t), bool (*other)(std::uint8_t)) {
    const HeldBytes held(self);
    bool found = false;
    for (const char c : held.text()) {
        if (other(static_cast<std::uint8_t>(c))) return Ref::boolean(false);
        found = found || wanted(static_cast<std::uint8_t>(c));
    }
    return Ref::boolean(found);
}
Ref bytes_islower(Thread&, Value self) {
    return is_all_case(self, &is_lower, &is_upper);
}
Ref bytes_isupper(Thread&, Value self) {
    return is_all_case(self, &is_upper, &is_lower);
}

Ref bytes_istitle(Thread&, Value self) {
    const HeldBytes held(self);
    bool found = false, in_word = false;
    for (const char ch : held.text()) {
        const auto c = static_cast<std::uint8_t>(ch);
        if (is_alpha(c) && is_upper(c) == in_word) return Ref::boolean(false);
        in_word = is_alpha(c);
        found = found || in_word;
    }
    return Ref::boolean(found);
}

// Each byte from `map(byte, index)`.
template <class Map>
Ref map_bytes(Thread& t, Value self, Map&& map) {
    const HeldBytes held(self);
    const std::string_view text = held.text();
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, text.size(), out);
    if (!result) return result;
    for (std::size_t i = 0; i < text.size(); ++i) out[i] = map(byte_at(text, i), i);
    return result;
}

Ref bytes_upper(Thread& t, Value self) {
    return map_bytes(t, self, [](std::uint8_t c, std::size_t) { return upper(c); });
}
Ref bytes_lower(Thread& t, Value self) {
    return map_bytes(t, self, [](std::uint8_t c, std::size_t) { return lower(c); });
}
Ref bytes_swapcase(Thread& t, Value self) {
    return map_bytes(t, self, [](std::uint8_t c, std::size_t) { return is_upper(c) ? lower(c) : upper(c); });
}
Ref bytes_capitalize(Thread& t, Value self) {
    return map_bytes(t, self, [](std::uint8_t c, std::size_t i) { return i == 0 ? upper(c) : lower(c); });
}
Ref bytes_title(Thread& t, Value self) {
    bool in_word = false;
    return map_bytes(t, self, [&](std::uint8_t c, std::size_t) {
        const std::uint8_t mapped = in_word ? lower(c) : upper(c);
        in_word = is_alpha(c);
        return mapped;
    });
}

// --- Searching

// The argument of find, count, ...: bytes-like, or the number of one byte.
class Pattern {
public:
    Status read_py(Thread& t, Value v) {
        if (has_buffer(t, v)) return view_.get_py(t, v);
        if (!is_int(v) && !type_of(t, v)->slots.index_py) {
            return t.raise(Exc::TypeError, "argument should be integer or bytes-like object, not '{}'",
                           *type_of(t, v));
        }
        Result<std::uint8_t> byte = byte_from_py(t, v);
        if (!byte) return t.raised();
        byte_ = static_cast<char>(*byte);
        is_byte_ = true;
        return Status::ok();
    }
    Chars chars() const { return is_byte_ ? Chars(std::string_view(&byte_, 1)) : Chars(view_.text()); }

private:
    BufferView view_;
    char byte_ = 0;
    bool is_byte_ = false;
};

using Search = std::int64_t (*)(const Chars&, const Chars&);

Result<std::int64_t> search_py(Thread& t, Value self, Value sub, Value start, Value end, Search search) {
    Pattern pattern;
    TextBounds bounds;
    if (!bounds.read_py(t, start, end) || !pattern.read_py(t, sub)) return t.raised();
    const HeldBytes held(self);
    if (!bounds.fit(held.text().size())) return kNotFound;
    const std::int64_t hit = search(Chars(held.text()).slice(bounds.from(), bounds.to()), pattern.chars());
    return hit < 0 ? kNotFound : hit + bounds.start;
}

template <Search kSearch>
Ref bytes_find(Thread& t, Value self, Value sub, Value start, Value end) {
    Result<std::int64_t> hit = search_py(t, self, sub, start, end, kSearch);
    if (!hit) return t.raised();
    return make_int(t, *hit);
}

template <Search kSearch>
Ref bytes_index(Thread& t, Value self, Value sub, Value start, Value end) {
    Result<std::int64_t> hit = search_py(t, self, sub, start, end, kSearch);
    if (!hit) return t.raised();
    if (*hit < 0) return t.raise(Exc::ValueError, "subsection not found");
    return make_int(t, *hit);
}

Ref bytes_count(Thread& t, Value self, Value sub, Value start, Value end) {
    Pattern pattern;
    TextBounds bounds;
    if (!bounds.read_py(t, start, end) || !pattern.read_py(t, sub)) return t.raised();
    const HeldBytes held(self);
    if (!bounds.fit(held.text().size())) return make_int(t, 0);
    return make_int(t, count_chars(Chars(held.text()).slice(bounds.from(), bounds.to()), pattern.chars()));
}

using TailTest = bool (*)(const Chars&, const Chars&);

Result<bool> matches_tail_py(Thread& t, Value self, Value affix, TextBounds bounds, TailTest test) {
    BufferView view;
    if (!view.get_py(t, affix)) return t.raised();
    const HeldBytes held(self);
    return bounds.fit(held.text().size()) &&
           test(Chars(held.text()).slice(bounds.from(), bounds.to()), Chars(view.text()));
}

Ref test_tail_py(Thread& t, Value self, Value affix, Value start, Value end, TailTest test,
                 std::string_view name) {
    TextBounds bounds;
    if (!bounds.read_py(t, start, end)) return t.raised();
    if (const Tuple* const tuple = cast<Tuple>(affix)) {
        for (const Value item : tuple->span()) {
            Result<bool> found = matches_tail_py(t, self, item, bounds, test);
            if (!found) return t.raised();
            if (*found) return Ref::boolean(true);
        }
        return Ref::boolean(false);
    }
    if (!has_buffer(t, affix)) {
        return t.raise(Exc::TypeError, "{} first arg must be bytes or a tuple of bytes, not {}", name,
                       *type_of(t, affix));
    }
    Result<bool> found = matches_tail_py(t, self, affix, bounds, test);
    if (!found) return t.raised();
    return Ref::boolean(*found);
}

Ref bytes_startswith(Thread& t, Value self, Value prefix, Value start, Value end) {
    return test_tail_py(t, self, prefix, start, end, &starts_with, "startswith");
}
Ref bytes_endswith(Thread& t, Value self, Value suffix, Value start, Value end) {
    return test_tail_py(t, self, suffix, start, end, &ends_with, "endswith");
}

// --- Splitting

class Pieces {
public:
    Pieces(Thread& t, Value like) : t_(t), like_(like), list_(make_list(t)) {}
    bool ok() const { return static_cast<bool>(list_); }
    // False: an exception is pending.
    bool add(std::string_view piece) {
        Ref item = make_like(t_, like_, piece);
        if (!item) return false;
        List& list = list_.as<List>();
        if (!list_append(t_, list, std::move(item))) return false;
        return list.size % kCheckEvery != 0 || static_cast<bool>(t_.checkpoint_py());
    }
    Ref take() { return std::move(list_); }
    Ref take_reversed() {
        List& list = list_.as<List>();
        std::reverse(list.items, list.items + list.size);
        return std::move(list_);
    }

private:
    Thread& t_;
    Value like_;
    Ref list_;
};

Ref split_whitespace(Thread& t, Value self, std::string_view s, std::int64_t limit) {
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    for (std::size_t at = 0;;) {
        while (at < s.size() && is_space(byte_at(s, at))) ++at;
        if (at == s.size()) return pieces.take();
        // Beyond the limit the rest is one piece, with the space behind it.
        const bool rest = limit-- <= 0;
        std::size_t end = rest ? s.size() : at;
        while (end < s.size() && !is_space(byte_at(s, end))) ++end;
        if (!pieces.add(s.substr(at, end - at))) return t.raised();
        if (rest) return pieces.take();
        at = end;
    }
}

Ref rsplit_whitespace(Thread& t, Value self, std::string_view s, std::int64_t limit) {
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    for (std::size_t end = s.size();;) {
        while (end > 0 && is_space(byte_at(s, end - 1))) --end;
        if (end == 0) return pieces.take_reversed();
        const bool rest = limit-- <= 0;
        std::size_t start = rest ? 0 : end;
        while (start > 0 && !is_space(byte_at(s, start - 1))) --start;
        if (!pieces.add(s.substr(start, end - start))) return t.raised();
        if (rest) return pieces.take_reversed();
        end = start;
    }
}

Ref split_at(Thread& t, Value self, std::string_view s, std::string_view sep, std::int64_t limit) {
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    for (; limit > 0; --limit) {
        const std::int64_t hit = find_chars(Chars(s), Chars(sep));
        if (hit < 0) break;
        if (!pieces.add(s.substr(0, static_cast<std::size_t>(hit)))) return t.raised();
        s.remove_prefix(static_cast<std::size_t>(hit) + sep.size());
    }
    if (!pieces.add(s)) return t.raised();
    return pieces.take();
}

Ref rsplit_at(Thread& t, Value self, std::string_view s, std::string_view sep, std::int64_t limit) {
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    for (; limit > 0; --limit) {
        const std::int64_t hit = rfind_chars(Chars(s), Chars(sep));
        if (hit < 0) break;
        if (!pieces.add(s.substr(static_cast<std::size_t>(hit) + sep.size()))) return t.raised();
        s = s.substr(0, static_cast<std::size_t>(hit));
    }
    if (!pieces.add(s)) return t.raised();
    return pieces.take_reversed();
}

Ref split_py(Thread& t, Value self, Value sep, Opt<Index> maxsplit, bool from_right) {
    const std::int64_t limit = maxsplit.given && maxsplit.value.value >= 0 ? maxsplit.value.value : INT64_MAX;
    if (sep.is_empty() || sep.is_none()) {
        const HeldBytes held(self);
        return from_right ? rsplit_whitespace(t, self, held.text(), limit)
                          : split_whitespace(t, self, held.text(), limit);
    }
    BufferView pattern;
    if (!pattern.get_py(t, sep)) return t.raised();
    if (pattern.size() == 0) return t.raise(Exc::ValueError, "empty separator");
    const HeldBytes held(self);
    return from_right ? rsplit_at(t, self, held.text(), pattern.text(), limit)
                      : split_at(t, self, held.text(), pattern.text(), limit);
}

Ref bytes_split(Thread& t, Value self, Value sep, Opt<Index> maxsplit) {
    return split_py(t, self, sep, maxsplit, false);
}
Ref bytes_rsplit(Thread& t, Value self, Value sep, Opt<Index> maxsplit) {
    return split_py(t, self, sep, maxsplit, true);
}

Ref bytes_splitlines(Thread& t, Value self, Opt<bool> keepends) {
    const HeldBytes held(self);
    const std::string_view s = held.text();
    Pieces pieces(t, self);
    if (!pieces.ok()) return t.raised();
    for (std::size_t at = 0; at < s.size();) {
        const std::size_t end = std::min(s.find_first_of("\r\n", at), s.size());
        std::size_t next = end;
        if (next < s.size()) next += s.substr(next).starts_with("\r\n") ? 2 : 1;
        if (!pieces.add(s.substr(at, (keepends.value_or(false) ? next : end) - at))) return t.raised();
        at = next;
    }
    return pieces.take();
}

Ref partition_py(Thread& t, Value self, Value sep, bool from_right) {
    BufferView pattern;
    if (!pattern.get_py(t, sep)) return t.raised();
    if (pattern.size() == 0) return t.raise(Exc::ValueError, "empty separator");
    const HeldBytes held(self);
    const std::string_view s = held.text();
    const std::int64_t hit = from_right ? rfind_chars(Chars(s), Chars(pattern.text()))
                                        : find_chars(Chars(s), Chars(pattern.text()));
    std::string_view parts[3] = {};
    if (hit < 0) {
        parts[from_right ? 2 : 0] = s;
    } else {
        const auto at = static_cast<std::size_t>(hit);
        parts[0] = s.substr(0, at);
        parts[1] = pattern.text();
        parts[2] = s.substr(at + pattern.size());
    }
    Ref made[3] = {Ref::nothing(), Ref::nothing(), Ref::nothing()};
    for (int i = 0; i < 3; ++i) {
        // What was not cut is the object itself where nobody could see the difference.
        const bool whole = hit < 0 && i == (from_right ? 2 : 0);
        const bool separator = hit >= 0 && i == 1 && is_bytes(self);
        made[i] = whole ? share_or_copy(t, self) : separator ? Ref::share(sep) : make_like(t, self, parts[i]);
        if (!made[i]) return t.raised();
    }
    return make_tuple(t, {made[0].get(), made[1].get(), made[2].get()});
}

Ref bytes_partition(Thread& t, Value self, Value sep) {
    return partition_py(t, self, sep, false);
}
Ref bytes_rpartition(Thread& t, Value self, Value sep) {
    return partition_py(t, self, sep, true);
}

// --- Joining

// The parts of a join, each borrowed from its owner until the end.
class JoinParts {
public:
    explicit JoinParts(Thread& t) : t_(t) {}
    ~JoinParts() {
        for (std::size_t i = 0; i < count_; ++i) views_[i].~BufferView();
        t_.heap().free_raw(views_);
    }
    JoinParts(const JoinParts&) = delete;
    JoinParts& operator=(const JoinParts&) = delete;

    Status read_py(const Tuple& items) {
        if (items.size == 0) return Status::ok();
        views_ = static_cast<BufferView*>(t_.heap().alloc_raw(items.size * sizeof(BufferView)));
        if (!views_) return t_.raise_memory_error();
        for (; count_ < items.size;) {
            const Value item = items[count_];
            auto* const view = new (&views_[count_]) BufferView;
            ++count_;
            if (!view->get_py(t_, item)) {
                if (!t_.pending_is(Exc::TypeError) && !t_.pending_is(Exc::BufferError)) return t_.raised();
                t_.clear_pending();
                return t_.raise(Exc::TypeError, "sequence item {}: expected a bytes-like object, {} found",
                                count_ - 1, *type_of(t_, item));
            }
            if (count_ % kCheckEvery == 0 && !t_.checkpoint_py()) return t_.raised();
        }
        return Status::ok();
    }
    // How long the whole is; more than memory holds: too long.
    std::uint64_t total(std::size_t separator) const {
        std::uint64_t sum = count_ > 1 ? (count_ - 1) * separator : 0;
        for (std::size_t i = 0; i < count_ && sum < INT64_MAX; ++i) sum += views_[i].size();
        return sum;
    }
    void write(std::string_view separator, std::uint8_t* out) const {
        for (std::size_t i = 0; i < count_; ++i) {
            if (i != 0) out = put(separator, out);
            out = put(views_[i].text(), out);
        }
    }

private:
    static std::uint8_t* put(std::string_view s, std::uint8_t* out) {
        if (!s.empty()) std::memcpy(out, s.data(), s.size());
        return out + s.size();
    }
    Thread& t_;
    BufferView* views_ = nullptr;
    std::size_t count_ = 0;
};

Ref items_to_join_py(Thread& t, Value iterable) {
    if (is_kind(iterable, Kind::Tuple)) return Ref::share(iterable);
    Ref iterator = iter_py(t, iterable);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "can only join an iterable");
    }
    return tuple_from_py(t, iterator.get());
}

Ref bytes_join(Thread& t, Value self, Value iterable) {
    Ref items = items_to_join_py(t, iterable);
    if (!items) return items;
    const Tuple& tuple = items.as<Tuple>();
    if (tuple.size == 1 && is_exact(tuple[0], Kind::Bytes) && is_bytes(self)) return Ref::share(tuple[0]);
    JoinParts parts(t);
    if (!parts.read_py(tuple)) return t.raised();
    const HeldBytes held(self);
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, parts.total(held.text().size()), out);
    if (result) parts.write(held.text(), out);
    return result;
}

// --- Replacing, translating

// Something between all bytes and at both ends, `count` times.
Ref interleave(Thread& t, Value self, std::string_view s, std::string_view fresh, std::uint64_t count) {
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, s.size() + count * fresh.size(), out);
    if (!result) return result;
    for (std::size_t i = 0; i <= s.size(); ++i) {
        if (i < count && !fresh.empty()) {
            std::memcpy(out, fresh.data(), fresh.size());
            out += fresh.size();
        }
        if (i < s.size()) *out++ = byte_at(s, i);
    }
    return result;
}

Ref replace_places(Thread& t, Value self, std::string_view s, std::string_view old, std::string_view fresh,
                   std::uint64_t count) {
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, s.size() - count * old.size() + count * fresh.size(), out);
    if (!result) return result;
    const auto put = [&](std::string_view piece) {
        if (!piece.empty()) std::memcpy(out, piece.data(), piece.size());
        out += piece.size();
    };
    for (; count > 0; --count) {
        const auto hit = static_cast<std::size_t>(find_chars(Chars(s), Chars(old)));
        put(s.substr(0, hit));
        put(fresh);
        s.remove_prefix(hit + old.size());
    }
    put(s);
    return result;
}

Ref bytes_replace(Thread& t, Value self, Value old, Value fresh, Opt<Index> count) {
    BufferView from, to;
    if (!from.get_py(t, old) || !to.get_py(t, fresh)) return t.raised();
    const std::int64_t limit = count.given && count.value.value >= 0 ? count.value.value : INT64_MAX;
    const HeldBytes held(self);
    const std::int64_t hits = limit == 0 ? 0 : count_chars(Chars(held.text()), Chars(from.text()), limit);
    if (hits == 0) return share_or_copy(t, self);
    const auto places = static_cast<std::uint64_t>(hits);
    if (to.size() != 0 && places > (static_cast<std::uint64_t>(INT64_MAX) - held.text().size()) / to.size()) {
        return t.raise(Exc::OverflowError, "replace bytes is too long");
    }
    if (from.size() == 0) return interleave(t, self, held.text(), to.text(), places);
    return replace_places(t, self, held.text(), from.text(), to.text(), places);
}

Ref bytes_translate(Thread& t, Value self, Value table, Value deleted) {
    BufferView map, drop;
    if (!table.is_none()) {
        if (!map.get_py(t, table)) return t.raised();
        if (map.size() != 256)
            return t.raise(Exc::ValueError, "translation table must be 256 characters long");
    }
    if (!deleted.is_empty() && !drop.get_py(t, deleted)) return t.raised();
    bool dropped[256] = {};
    for (const char c : drop.text()) dropped[static_cast<std::uint8_t>(c)] = true;
    const HeldBytes held(self);
    TextBuffer out;
    for (const char ch : held.text()) {
        const auto c = static_cast<std::uint8_t>(ch);
        if (!dropped[c]) out.append(map.size() != 0 ? static_cast<char>(map.data()[c]) : ch);
    }
    if (out.failed()) return t.raise_memory_error();
    if (out.view() == held.text()) return share_or_copy(t, self);
    return make_like(t, self, out.view());
}

Ref bytes_maketrans(Thread& t, Value from, Value to) {
    BufferView source, target;
    if (!source.get_py(t, from) || !target.get_py(t, to)) return t.raised();
    if (source.size() != target.size()) {
        return t.raise(Exc::ValueError, "maketrans arguments must have same length");
    }
    std::uint8_t table[256];
    for (unsigned i = 0; i < 256; ++i) table[i] = static_cast<std::uint8_t>(i);
    for (std::size_t i = 0; i < source.size(); ++i) table[source.data()[i]] = target.data()[i];
    return make_bytes(t, table, 256);
}

Ref bytes_removeprefix(Thread& t, Value self, Value prefix) {
    BufferView view;
    if (!view.get_py(t, prefix)) return t.raised();
    const HeldBytes held(self);
    const std::string_view s = held.text();
    if (view.size() == 0 || !s.starts_with(view.text())) return share_or_copy(t, self);
    return make_like(t, self, s.substr(view.size()));
}

Ref bytes_removesuffix(Thread& t, Value self, Value suffix) {
    BufferView view;
    if (!view.get_py(t, suffix)) return t.raised();
    const HeldBytes held(self);
    const std::string_view s = held.text();
    if (view.size() == 0 || !s.ends_with(view.text())) return share_or_copy(t, self);
    return make_like(t, self, s.substr(0, s.size() - view.size()));
}

// --- Stripping, padding

enum Side : unsigned { kLeft = 1, kRight = 2 };

Ref strip_py(Thread& t, Value self, Value bytes, unsigned sides) {
    bool strips[256] = {};
    if (bytes.is_empty() || bytes.is_none()) {
        for (unsigned c = 0; c < 256; ++c) strips[c] = is_space(static_cast<std::uint8_t>(c));
    } else {
        BufferView view;
        if (!view.get_py(t, bytes)) return t.raised();
        for (const char c : view.text()) strips[static_cast<std::uint8_t>(c)] = true;
    }
    const HeldBytes held(self);
    const std::string_view s = held.text();
    std::size_t from = 0, to = s.size();
    if ((sides & kLeft) != 0) {
        while (from < to && strips[byte_at(s, from)]) ++from;
    }
    if ((sides & kRight) != 0) {
        while (to > from && strips[byte_at(s, to - 1)]) --to;
    }
    if (to - from == s.size()) return share_or_copy(t, self);
    return make_like(t, self, s.substr(from, to - from));
}

Ref bytes_strip(Thread& t, Value self, Value bytes) {
    return strip_py(t, self, bytes, kLeft | kRight);
}
Ref bytes_lstrip(Thread& t, Value self, Value bytes) {
    return strip_py(t, self, bytes, kLeft);
}
Ref bytes_rstrip(Thread& t, Value self, Value bytes) {
    return strip_py(t, self, bytes, kRight);
}

Result<std::uint8_t> read_fill(Thread& t, Value fill, std::string_view name) {
    if (fill.is_empty()) return static_cast<std::uint8_t>(' ');
    if (!is_bytes(fill) && !is_bytearray(fill)) {
        return t.raise(Exc::TypeError, "{}() argument 2 must be a byte string of length 1, not {}", name,
                       *type_of(t, fill));
    }
    const HeldBytes held(fill);
    if (held.text().size() != 1) {
        return t.raise(Exc::TypeError,
                       "{}(): argument 2 must be a byte string of length 1, not a {} object of length {}",
                       name, *type_of(t, fill), held.text().size());
    }
    return byte_at(held.text(), 0);
}

Ref pad(Thread& t, Value self, std::string_view s, std::int64_t left, std::int64_t right, std::uint8_t fill) {
    if (left + right == 0) return share_or_copy(t, self);
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, s.size() + static_cast<std::uint64_t>(left + right), out);
    if (!result) return result;
    std::memset(out, fill, static_cast<std::size_t>(left));
    if (!s.empty()) std::memcpy(out + left, s.data(), s.size());
    std::memset(out + left + s.size(), fill, static_cast<std::size_t>(right));
    return result;
}

std::int64_t missing(std::string_view s, Index width) {
    const std::int64_t gap = width.value < 0 ? 0 : width.value - static_cast<std::int64_t>(s.size());
    return gap < 0 ? 0 : gap;
}

Ref bytes_center(Thread& t, Value self, Index width, Value fill) {
    Result<std::uint8_t> c = read_fill(t, fill, "center");
    if (!c) return t.raised();
    const HeldBytes held(self);
    const std::int64_t gap = missing(held.text(), width);
    const std::int64_t left = gap / 2 + (gap & width.value & 1);
    return pad(t, self, held.text(), left, gap - left, *c);
}

Ref bytes_ljust(Thread& t, Value self, Index width, Value fill) {
    Result<std::uint8_t> c = read_fill(t, fill, "ljust");
    if (!c) return t.raised();
    const HeldBytes held(self);
    return pad(t, self, held.text(), 0, missing(held.text(), width), *c);
}

Ref bytes_rjust(Thread& t, Value self, Index width, Value fill) {
    Result<std::uint8_t> c = read_fill(t, fill, "rjust");
    if (!c) return t.raised();
    const HeldBytes held(self);
    return pad(t, self, held.text(), missing(held.text(), width), 0, *c);
}

Ref bytes_zfill(Thread& t, Value self, Index width) {
    const HeldBytes held(self);
    const std::string_view s = held.text();
    const std::int64_t gap = missing(s, width);
    Ref result = pad(t, self, s, gap, 0, '0');
    if (!result || gap == 0 || s.empty() || (s[0] != '+' && s[0] != '-')) return result;
    std::uint8_t* const out = is_bytes(self) ? result.as<Bytes>().data() : result.as<ByteArray>().data();
    std::swap(out[0], out[gap]);
    return result;
}

// Calls put_spaces(count) for each tab and put_byte(byte) for all others.
template <class PutSpaces, class PutByte>
void walk_tabs(std::string_view s, std::int64_t width, PutSpaces&& put_spaces, PutByte&& put_byte) {
    std::int64_t column = 0;
    for (const char c : s) {
        if (c != '\t') {
            put_byte(c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        } else if (width > 0) {
            const std::int64_t spaces = width - column % width;
            put_spaces(static_cast<std::size_t>(spaces));
            column += spaces;
        }
    }
}

Ref bytes_expandtabs(Thread& t, Value self, Opt<Int32> tabsize) {
    const std::int64_t width = tabsize.given ? tabsize.value.value : 8;
    const HeldBytes held(self);
    std::size_t size = 0;
    walk_tabs(
        held.text(), width, [&](std::size_t spaces) { size += spaces; }, [&](char) { ++size; });
    std::uint8_t* out = nullptr;
    Ref result = make_like_uninit(t, self, size, out);
    if (!result || size == 0) return result;
    walk_tabs(
        held.text(), width,
        [&](std::size_t spaces) {
            std::memset(out, ' ', spaces);
            out += spaces;
        },
        [&](char c) { *out++ = static_cast<std::uint8_t>(c); });
    return result;
}

// --- The rest

Ref bytes_hex(Thread& t, Value self, Value sep, Opt<Int32> bytes_per_sep) {
    const HeldBytes held(self);
    return hex_text_py(t, held.text(), sep, bytes_per_sep.given ? bytes_per_sep.value.value : 1);
}

Ref bytes_decode(Thread& t, Value self, Opt<Str*> encoding, Opt<Str*> errors) {
    CodecNames names;
    if (!names.fill(t, encoding.value_or(nullptr), errors.value_or(nullptr))) return t.raised();
    const HeldBytes held(self);
    return decode_bytes_py(t, held.text(), names.encoding(), names.errors());
}

template <std::size_t N, std::size_t M>
consteval std::array<MethodDef, N + M> concat(const MethodDef (&a)[N], const MethodDef (&b)[M]) {
    std::array<MethodDef, N + M> all{};
    for (std::size_t i = 0; i < N; ++i) all[i] = a[i];
    for (std::size_t i = 0; i < M; ++i) all[N + i] = b[i];
    return all;
}

constexpr MethodDef kShared[] = {
    method<&bytes_capitalize>("capitalize($self, /)",
                              "A copy with the first byte in upper case, the rest in lower case, as ASCII."),
    method<&bytes_center>("center($self, width, fillchar=b' ', /)",
                          "A copy in the middle of a field of the given width."),
    method<&bytes_count>("count($self, sub, start=None, end=None, /)",
                         "How often sub, bytes or the number of one, occurs in self[start:end]."),
    method<&bytes_decode>("decode($self, /, encoding='utf-8', errors='strict')",
                          "The text that the bytes stand for in the given encoding."),
    method<&bytes_endswith>("endswith($self, suffix, start=None, end=None, /)",
                            "Whether self[start:end] ends with the suffix, or one of a tuple of them."),
    method<&bytes_expandtabs>("expandtabs($self, /, tabsize=8)",
                              "A copy with tabs replaced by spaces up to the next column."),
    method<&bytes_find<&find_chars>>("find($self, sub, start=None, end=None, /)",
                                     "The lowest index of sub in self[start:end], or -1."),
    method<&bytes_hex>("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
                       "The bytes as hexadecimal digits, with an optional separator between groups."),
    method<&bytes_index<&find_chars>>(
        "index($self, sub, start=None, end=None, /)",
        "The lowest index of sub in self[start:end]; ValueError if there is none."),
    method<&bytes_isalnum>("isalnum($self, /)",
                           "Whether all bytes are ASCII letters or digits, and there is one."),
    method<&bytes_isalpha>("isalpha($self, /)", "Whether all bytes are ASCII letters, and there is one."),
    method<&bytes_isascii>("isascii($self, /)", "Whether all bytes are below 128."),
    method<&bytes_isdigit>("isdigit($self, /)", "Whether all bytes are ASCII digits, and there is one."),
    method<&bytes_islower>("islower($self, /)",
                           "Whether all ASCII letters are lower case, and there is one."),
    method<&bytes_isspace>("isspace($self, /)", "Whether all bytes are ASCII white space, and there is one."),
    method<&bytes_istitle>("istitle($self, /)", "Whether each word starts with one upper case ASCII letter."),
    method<&bytes_isupper>("isupper($self, /)",
                           "Whether all ASCII letters are upper case, and there is one."),
    method<&bytes_join>("join($self, iterable_of_bytes, /)",
                        "The bytes of the iterable, with these between them."),
    method<&bytes_ljust>("ljust($self, width, fillchar=b' ', /)",
                         "A copy at the left of a field of the given width."),
    method<&bytes_lower>("lower($self, /)", "A copy with ASCII letters in lower case."),
    method<&bytes_lstrip>("lstrip($self, bytes=None, /)",
                          "A copy without white space, or the given bytes, at the left."),
    static_method<&bytes_maketrans>("maketrans(frm, to, /)",
                                    "A table for translate() that maps each byte of frm to the one of to."),
    method<&bytes_partition>("partition($self, sep, /)",
                             "What lies before the first separator, the separator, what lies behind it."),
    method<&bytes_removeprefix>("removeprefix($self, prefix, /)",
                                "A copy without this prefix, if it is there."),
    method<&bytes_removesuffix>("removesuffix($self, suffix, /)",
                                "A copy without this suffix, if it is there."),
    method<&bytes_replace>("replace($self, old, new, count=-1, /)",
                           "A copy with old replaced by new, everywhere or the first count times."),
    method<&bytes_find<&rfind_chars>>("rfind($self, sub, start=None, end=None, /)",
                                      "The highest index of sub in self[start:end], or -1."),
    method<&bytes_index<&rfind_chars>>(
        "rindex($self, sub, start=None, end=None, /)",
        "The highest index of sub in self[start:end]; ValueError if there is none."),
    method<&bytes_rjust>("rjust($self, width, fillchar=b' ', /)",
                         "A copy at the right of a field of the given width."),
    method<&bytes_rpartition>("rpartition($self, sep, /)",
                              "What lies before the last separator, the separator, what lies behind it."),
    method<&bytes_rsplit>("rsplit($self, /, sep=None, maxsplit=-1)",
                          "The sections between separators or white space, splitting from the right."),
    method<&bytes_rstrip>("rstrip($self, bytes=None, /)",
                          "A copy without white space, or the given bytes, at the right."),
    method<&bytes_split>("split($self, /, sep=None, maxsplit=-1)",
                         "The sections between separators or white space."),
    method<&bytes_splitlines>("splitlines($self, /, keepends=False)", "The lines."),
    method<&bytes_startswith>("startswith($self, prefix, start=None, end=None, /)",
                              "Whether self[start:end] starts with the prefix, or one of a tuple of them."),
    method<&bytes_strip>("strip($self, bytes=None, /)",
                         "A copy without white space, or the given bytes, at both ends."),
    method<&bytes_swapcase>("swapcase($self, /)",
                            "A copy with upper and lower case ASCII letters exchanged."),
    method<&bytes_title>("title($self, /)", "A copy with each ASCII word in title case."),
    method<&bytes_translate>("translate($self, table, /, delete=b'')",
                             "A copy without the bytes of delete, the others mapped by the table."),
    method<&bytes_upper>("upper($self, /)", "A copy with ASCII letters in upper case."),
    method<&bytes_zfill>("zfill($self, width, /)",
                         "A copy with zeros at the left, behind a sign, up to the width."),
};

constexpr MethodDef kBytesOnly[] = {
    class_method<&bytes_fromhex>(
        "fromhex($type, string, /)",
        "The bytes that hexadecimal digits, with white space between pairs, stand for."),
    method<&bytes_getnewargs>("__getnewargs__($self, /)", "Arguments for __new__ when unpickling."),
    method<&bytes_bytes>("__bytes__($self, /)", "The object as exact bytes."),
};

constexpr MethodDef kByteArrayOnly[] = {
    class_method<&bytearray_fromhex>(
        "fromhex($type, string, /)",
        "The bytes that hexadecimal digits, with white space between pairs, stand for."),
    method<&bytearray_append>("append($self, item, /)", "Adds one byte at the end."),
    method<&bytearray_clear>("clear($self, /)", "Removes all bytes."),
    method<&bytearray_copy>("copy($self, /)", "A copy."),
    method<&bytearray_extend>("extend($self, iterable_of_ints, /)",
                              "Adds all bytes of an iterable at the end."),
    method<&bytearray_insert>("insert($self, index, item, /)", "Puts one byte before the index."),
    method<&bytearray_pop>("pop($self, index=-1, /)", "Removes one byte and returns it."),
    method<&bytearray_remove>("remove($self, value, /)", "Removes the first byte of this value."),
    method<&bytearray_resize_method>("resize($self, size, /)", "Changes the length; new bytes are zero."),
    method<&bytearray_reverse>("reverse($self, /)", "Turns the order of the bytes round, in place."),
    method<&bytearray_alloc>("__alloc__($self, /)", "How many bytes there is room for."),
    method<&bytearray_reduce>("__reduce__($self, /)", "State for pickling."),
    method<&bytearray_reduce_ex>("__reduce_ex__($self, proto=0, /)", "State for pickling in a protocol."),
    method<&bytearray_sizeof>("__sizeof__($self, /)", "Size of the object in memory, in bytes."),
};

} // namespace

extern constexpr std::array<MethodDef, kBytesMethodCount> kBytesMethods = concat(kShared, kBytesOnly);
extern constexpr std::array<MethodDef, kByteArrayMethodCount> kByteArrayMethods =
    concat(kShared, kByteArrayOnly);

} // namespace islet
