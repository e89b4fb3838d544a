// SPDX-License-Identifier: MIT
//
// list.sort: a stable, adaptive merge sort. Natural runs are found and merged in the order that powersort
// gives (Munro and Wild, "Nearly-Optimal Mergesorts", 2018), galloping where one run keeps winning (McIlroy,
// "Optimistic Sorting and Information Theoretic Complexity", 1993). Numbers in no order at all are sorted by
// their digits.
//
// While it works, the items lie in an array that only the sort knows, and the list is empty: what Python does
// to the list meanwhile cannot hurt, and is found out at the end. Owns: nothing of its own. Threads: the
// interpreter's lock.
#include "vm/types/list.h"

#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace islet {

namespace {

// What is sorted: items that are their own keys, or items with the keys that a function gave.
struct Keyed {
    Value key, item;
};
Value key_of(Value v) {
    return v;
}
Value key_of(const Keyed& k) {
    return k.key;
}

// Whether a < b: 0, 1, or kRaised.
constexpr int kRaised = -1;

bool str_less(const Str& a, const Str& b) {
    if (a.width() != 1 || b.width() != 1) return str_compare(a, b) < 0;
    const int order = std::memcmp(a.latin1(), b.latin1(), std::min(a.length, b.length));
    return order != 0 ? order < 0 : a.length < b.length;
}

int any_less_py(Thread& t, Value a, Value b) {
    if (both_ints(a, b)) return a.as_int() < b.as_int();
    if (a.is_double() && b.is_double()) return a.as_double() < b.as_double();
    if (is_exact(a, Kind::Str) && is_exact(b, Kind::Str)) return str_less(as<Str>(a), as<Str>(b));
    const Result<bool> less = compare_bool_py(t, a, b, CompareOp::Lt);
    return less ? *less : kRaised;
}

struct IntLess {
    static int less(Thread&, Value a, Value b) { return a.as_int() < b.as_int(); }
};
struct FloatLess {
    static int less(Thread&, Value a, Value b) { return a.as_double() < b.as_double(); }
};
struct StrLess {
    static int less(Thread&, Value a, Value b) { return str_less(as<Str>(a), as<Str>(b)); }
};
// Exact tuples. They cannot change, so the items need no counts while Python runs.
struct TupleLess {
    static int less(Thread& t, Value a, Value b) {
        const std::span<const Value> x = as<Tuple>(a).span(), y = as<Tuple>(b).span();
        const std::size_t common = std::min(x.size(), y.size());
        for (std::size_t i = 0; i < common; ++i) {
            if (x[i] == y[i]) continue;
            if (!both_ints(x[i], y[i])) {
                const Result<bool> equal = equal_py(t, x[i], y[i]);
                if (!equal) return kRaised;
                if (*equal) continue;
            }
            return any_less_py(t, x[i], y[i]);
        }
        return x.size() < y.size();
    }
};
struct AnyLess {
    static int less(Thread& t, Value a, Value b) { return any_less_py(t, a, b); }
};

// Sorts an array of E by the order Less. After a failure the array still holds every element once.
template <class E, class Less>
class MergeSort {
public:
    MergeSort(Thread& t, E* items, std::size_t size) : t_(t), items_(items), size_(size) {}
    ~MergeSort() { t_.heap().free_raw(spare_); }
    MergeSort(const MergeSort&) = delete;
    MergeSort& operator=(const MergeSort&) = delete;

    bool sort_py() {
        for (std::size_t start = 0; start < size_;) {
            const std::size_t length = next_run(start);
            if (length == 0 || !push_run(start, length)) return false;
            start += length;
        }
        while (depth_ > 1) {
            if (!merge_top()) return false;
        }
        return true;
    }

private:
    static constexpr std::size_t kFailed = ~std::size_t{0};
    struct Run {
        std::size_t start, length;
        int power; // of the border to the next run
    };

    int less(const E& a, const E& b) {
        if ((++compared_ & 0x3FFF) == 0 && !t_.checkpoint_py()) return kRaised;
        return Less::less(t_, key_of(a), key_of(b));
    }

    // Finds the run that begins at `start`, turns it if it falls, and fills it up to the least length. 0:
    // raised.
    std::size_t next_run(std::size_t start) {
        E* const run = items_ + start;
        const std::size_t rest = size_ - start;
        const std::size_t length = natural_run(run, rest);
        if (length == kFailed) return 0;
        const std::size_t least = std::min(rest, least_run());
        if (length >= least) return length;
        return insert_sorted(run, length, least) ? least : 0;
    }

    // A run that rises (equal elements included), or one that falls, turned. kFailed: raised.
    std::size_t natural_run(E* run, std::size_t rest) {
        std::size_t length = rising(run, 1, rest);
        if (length == kFailed || length == rest) return length;
        if (length > 1) {
            const int rises = less(run[0], run[length - 1]);
            if (rises < 0) return kFailed;
            if (rises) return length;
            std::reverse(run, run + length); // all equal so far: they must survive the turning in order
        }
        length = falling(run, length + 1, rest);
        if (length == kFailed) return kFailed;
        std::reverse(run, run + length);
        return rising(run, length, rest);
    }

    // How far run[0, length), which rises, goes on rising.
    std::size_t rising(const E* run, std::size_t length, std::size_t rest) {
        for (; length < rest; ++length) {
            const int smaller = less(run[length], run[length - 1]);
            if (smaller < 0) return kFailed;
            if (smaller) break;
        }
        return length;
    }

    // How far run[0, length), which falls, goes on falling. Stretches of equal elements are turned, so that
    // turning the whole puts them back in order.
    std::size_t falling(E* run, std::size_t length, std::size_t rest) {
        std::size_t equal = 0; // elements before the last that equal it
        const auto turn_equal = [&] {
            std::reverse(run + (length - 1 - std::exchange(equal, 0)), run + length);
        };
        for (; length < rest; ++length) {
            const int smaller = less(run[length], run[length - 1]);
            if (smaller < 0) return kFailed;
            if (smaller) {
                turn_equal();
                continue;
            }
            const int larger = less(run[length - 1], run[length]);
            if (larger < 0) return kFailed;
            if (larger) break;
            ++equal;
        }
        turn_equal();
        return length;
    }

    // Short arrays are one run. Others get runs of 32 to 64, so that their number is a power of two or just
    // below.
    std::size_t least_run() const {
        std::size_t size = size_, rest = 0;
        for (; size >= 64; size >>= 1) rest |= size & 1;
        return size + rest;
    }

    // run[0, sorted) is in order; puts the others, up to `length`, into their places.
    bool insert_sorted(E* run, std::size_t sorted, std::size_t length) {
        for (; sorted < length; ++sorted) {
            const E item = run[sorted];
            std::size_t low = 0, high = sorted;
            while (low < high) {
                const std::size_t middle = (low + high) / 2;
                const int smaller = less(item, run[middle]);
                if (smaller < 0) return false;
                if (smaller)
                    high = middle;
                else
                    low = middle + 1;
            }
            std::memmove(static_cast<void*>(run + low + 1), run + low, (sorted - low) * sizeof(E));
            run[low] = item;
        }
        return true;
    }

    // How deep in the tree of perfect halves the border between two neighbouring runs lies: the position of
    // the first bit in which their midpoints, as fractions of the whole, differ.
    int border_power(const Run& left, std::size_t start, std::size_t length) const {
        const auto fraction = [this](std::size_t twice_middle) {
            return static_cast<std::uint64_t>((static_cast<unsigned __int128>(twice_middle) << 62) / size_);
        };
        return std::countl_zero(fraction(left.start * 2 + left.length) ^ fraction(start * 2 + length));
    }

    bool push_run(std::size_t start, std::size_t length) {
        if (depth_ != 0) {
            const int power = border_power(runs_[depth_ - 1], start, length);
            while (depth_ > 1 && runs_[depth_ - 2].power > power) {
                if (!merge_top()) return false;
            }
            runs_[depth_ - 1].power = power;
        }
        ISLET_CHECK(depth_ < std::size(runs_), "powers on the stack rise");
        runs_[depth_++] = Run{start, length, 0};
        return true;
    }

    bool merge_top() {
        Run& left = runs_[depth_ - 2];
        const Run& right = runs_[depth_ - 1];
        --depth_;
        E* const a = items_ + left.start;
        E* const b = items_ + right.start;
        const std::size_t a_size = left.length, b_size = right.length;
        left.length += right.length;
        return merge(a, a_size, b, b_size);
    }

    // Merges a[0, a_size) with b[0, b_size), which follows it.
    bool merge(E* a, std::size_t a_size, E* b, std::size_t b_size) {
        // What is not above b's first, and what is not below a's last, is in place.
        const E first = b[0], last = a[a_size - 1];
        const std::size_t skip = count_not_above(first, a, a_size, false);
        if (skip == kFailed) return false;
        a += skip;
        a_size -= skip;
        if (a_size == 0) return true;
        b_size = count_below(last, b, b_size, true);
        if (b_size == kFailed) return false;
        if (b_size == 0) return true;
        if (!reserve_spare(std::min(a_size, b_size))) return false;
        return a_size <= b_size ? merge_forward(a, a_size, b, b_size) : merge_backward(a, a_size, b, b_size);
    }

    bool merge_forward(E* to, std::size_t a_size, E* b, std::size_t b_size) {
        E* a = spare_;
        std::memcpy(static_cast<void*>(a), to, a_size * sizeof(E));
        E* const a_end = a + a_size;
        E* const b_end = b + b_size;
        std::size_t a_wins = 0, b_wins = 0;
        bool good = true;
        while (a != a_end && b != b_end) {
            const int smaller = less(*b, *a);
            if (smaller < 0) {
                good = false;
                break;
            }
            if (smaller) {
                *to++ = *b++;
                a_wins = 0;
                if (++b_wins < gallop_at_ || b == b_end) continue;
                const std::size_t more = count_below(*a, b, static_cast<std::size_t>(b_end - b), false);
                good = more != kFailed;
                if (!good) break;
                std::memmove(static_cast<void*>(to), b, more * sizeof(E));
                to += more;
                b += more;
                judge_gallop(more);
                b_wins = 0;
            } else {
                *to++ = *a++;
                b_wins = 0;
                if (++a_wins < gallop_at_ || a == a_end) continue;
                const std::size_t more = count_not_above(*b, a, static_cast<std::size_t>(a_end - a), false);
                good = more != kFailed;
                if (!good) break;
                std::memcpy(static_cast<void*>(to), a, more * sizeof(E));
                to += more;
                a += more;
                judge_gallop(more);
                a_wins = 0;
            }
        }
        std::memcpy(static_cast<void*>(to), a, static_cast<std::size_t>(a_end - a) * sizeof(E));
        return good;
    }

    bool merge_backward(E* const a, std::size_t a_size, E* b_place, std::size_t b_size) {
        E* const b = spare_;
        std::memcpy(static_cast<void*>(b), b_place, b_size * sizeof(E));
        E* to = b_place + b_size; // one behind the next place
        std::size_t a_wins = 0, b_wins = 0;
        bool good = true;
        while (a_size != 0 && b_size != 0) {
            const int smaller = less(b[b_size - 1], a[a_size - 1]);
            if (smaller < 0) {
                good = false;
                break;
            }
            if (smaller) {
                *--to = a[--a_size];
                b_wins = 0;
                if (++a_wins < gallop_at_ || a_size == 0) continue;
                const std::size_t stay = count_not_above(b[b_size - 1], a, a_size, true);
                good = stay != kFailed;
                if (!good) break;
                const std::size_t more = a_size - stay;
                to -= more;
                a_size = stay;
                std::memmove(static_cast<void*>(to), a + stay, more * sizeof(E));
                judge_gallop(more);
                a_wins = 0;
            } else {
                *--to = b[--b_size];
                a_wins = 0;
                if (++b_wins < gallop_at_ || b_size == 0) continue;
                const std::size_t stay = count_below(a[a_size - 1], b, b_size, true);
                good = stay != kFailed;
                if (!good) break;
                const std::size_t more = b_size - stay;
                to -= more;
                b_size = stay;
                std::memcpy(static_cast<void*>(to), b + stay, more * sizeof(E));
                judge_gallop(more);
                b_wins = 0;
            }
        }
        std::memcpy(static_cast<void*>(to - b_size), b, b_size * sizeof(E));
        return good;
    }

    // Galloping costs when it finds little: then it takes a longer series of wins to try again.
    void judge_gallop(std::size_t found) {
        if (found < kGallop)
            gallop_at_ = std::min<std::size_t>(gallop_at_ + 2, 128);
        else
            gallop_at_ = std::max<std::size_t>(gallop_at_ - 1, kGallop);
    }

    // The number of elements of the run that are below `key` (for which equal ones of the other run come
    // first).
    std::size_t count_below(const E& key, const E* run, std::size_t size, bool from_end) {
        return prefix(run, size, from_end, [this, &key](const E& e) { return less(e, key); });
    }
    // The number of elements of the run that are not above `key`.
    std::size_t count_not_above(const E& key, const E* run, std::size_t size, bool from_end) {
        return prefix(run, size, from_end, [this, &key](const E& e) {
            const int above = less(key, e);
            return above < 0 ? above : 1 - above;
        });
    }

    // The number of elements at the front for which `holds`, looked for with growing steps from one end.
    template <class Holds>
    std::size_t prefix(const E* run, std::size_t size, bool from_end, Holds holds) {
        std::size_t low = 0, high = size; // the answer is in [low, high]
        for (std::size_t step = 1; low < high; step *= 2) {
            const std::size_t left = high - low;
            if (step >= left) break;
            const std::size_t probe = from_end ? high - step : low + step - 1;
            const int held = holds(run[probe]);
            if (held < 0) return kFailed;
            if (from_end) {
                if (held) {
                    low = probe + 1;
                    break;
                }
                high = probe;
            } else {
                if (!held) {
                    high = probe;
                    break;
                }
                low = probe + 1;
            }
        }
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            const int held = holds(run[middle]);
            if (held < 0) return kFailed;
            if (held)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    bool reserve_spare(std::size_t size) {
        if (size <= spare_size_) return true;
        t_.heap().free_raw(spare_);
        spare_ = static_cast<E*>(t_.heap().alloc_raw(size * sizeof(E)));
        spare_size_ = spare_ ? size : 0;
        if (!spare_) static_cast<void>(t_.raise_memory_error());
        return spare_ != nullptr;
    }

    static constexpr std::size_t kGallop = 7;
    Thread& t_;
    E* const items_;
    const std::size_t size_;
    E* spare_ = nullptr;
    std::size_t spare_size_ = 0;
    std::size_t compared_ = 0;
    std::size_t gallop_at_ = kGallop;
    std::size_t depth_ = 0;
    Run runs_[66];
};

// --- Numbers, by their digits

// Unsigned numbers in the order of the keys; equal keys, 0.0 and -0.0 too, get equal ones.
std::uint64_t digits_of(IntLess, Value key) {
    return static_cast<std::uint64_t>(key.as_int() - Value::kIntMin);
}
std::uint64_t digits_of(FloatLess, Value key) {
    const double d = key.as_double();
    const auto bits = std::bit_cast<std::uint64_t>(d == 0 ? 0.0 : d);
    return bits >> 63 ? ~bits : bits | std::uint64_t{1} << 63;
}

constexpr std::size_t kDigits = 8; // of 8 bits
struct Histogram {
    std::size_t count[kDigits][256];
};

// Worth it for many numbers without long runs.
template <class E, class Less>
bool is_shuffled(const E* items, std::size_t size) {
    if (size < 512) return false;
    std::size_t falls = 0;
    for (std::size_t i = 1; i < size; ++i) {
        falls += digits_of(Less(), key_of(items[i])) < digits_of(Less(), key_of(items[i - 1]));
    }
    return falls > size / 16 && falls < size - size / 16;
}

// A stable distribution pass for each digit that differs, from the lowest on. False: raised; nothing is lost.
template <class E, class Less>
bool radix_sort_py(Thread& t, E* items, std::size_t size) {
    auto* const spare = static_cast<E*>(t.heap().alloc_raw(size * sizeof(E)));
    auto* const counts = static_cast<Histogram*>(t.heap().alloc_raw(sizeof(Histogram)));
    bool good = spare && counts;
    if (!good) static_cast<void>(t.raise_memory_error());
    if (good) std::memset(counts, 0, sizeof(Histogram));
    for (std::size_t i = 0; good && i < size; ++i) {
        std::uint64_t digits = digits_of(Less(), key_of(items[i]));
        for (std::size_t d = 0; d < kDigits; ++d, digits >>= 8) ++counts->count[d][digits & 255];
        if ((i & 0x3FFF) == 0x3FFF) good = static_cast<bool>(t.checkpoint_py());
    }
    E* from = items;
    E* to = spare;
    for (std::size_t d = 0; good && d < kDigits; ++d) {
        std::size_t* const places = counts->count[d];
        if (places[digits_of(Less(), key_of(from[0])) >> (8 * d) & 255] == size) continue;
        std::size_t sum = 0;
        for (std::size_t v = 0; v < 256; ++v) sum += std::exchange(places[v], sum);
        for (std::size_t i = 0; good && i < size; ++i) {
            to[places[digits_of(Less(), key_of(from[i])) >> (8 * d) & 255]++] = from[i];
            if ((i & 0x3FFF) == 0x3FFF) good = static_cast<bool>(t.checkpoint_py());
        }
        if (good) std::swap(from, to);
    }
    if (from != items) std::memcpy(static_cast<void*>(items), from, size * sizeof(E));
    t.heap().free_raw(spare);
    t.heap().free_raw(counts);
    return good;
}

// --- Choosing

enum class KeyKind : std::uint8_t { Int, Float, Str, Tuple, Any };

KeyKind kind_of_key(Value key) {
    if (key.is_int()) return KeyKind::Int;
    if (key.is_double()) return key.as_double() == key.as_double() ? KeyKind::Float : KeyKind::Any;
    if (is_exact(key, Kind::Str)) return KeyKind::Str;
    if (is_exact(key, Kind::Tuple)) return KeyKind::Tuple;
    return KeyKind::Any;
}

template <class E>
KeyKind common_kind(const E* items, std::size_t size) {
    const KeyKind kind = kind_of_key(key_of(items[0]));
    for (std::size_t i = 1; i < size && kind != KeyKind::Any; ++i) {
        if (kind_of_key(key_of(items[i])) != kind) return KeyKind::Any;
    }
    return kind;
}

template <class Less, class E>
bool merge_sort_py(Thread& t, E* items, std::size_t size) {
    return MergeSort<E, Less>(t, items, size).sort_py();
}

template <class Less, class E>
bool sort_numbers_py(Thread& t, E* items, std::size_t size) {
    if (is_shuffled<E, Less>(items, size)) return radix_sort_py<E, Less>(t, items, size);
    return merge_sort_py<Less>(t, items, size);
}

// False: raised; the elements are all there, in some order.
template <class E>
bool sort_array_py(Thread& t, E* items, std::size_t size, bool reverse) {
    if (size < 2) return true;
    // Turning before and after keeps equal elements in their order.
    if (reverse) std::reverse(items, items + size);
    bool good = false;
    switch (common_kind(items, size)) {
    case KeyKind::Int: good = sort_numbers_py<IntLess>(t, items, size); break;
    case KeyKind::Float: good = sort_numbers_py<FloatLess>(t, items, size); break;
    case KeyKind::Str: good = merge_sort_py<StrLess>(t, items, size); break;
    case KeyKind::Tuple: good = merge_sort_py<TupleLess>(t, items, size); break;
    case KeyKind::Any: good = merge_sort_py<AnyLess>(t, items, size); break;
    }
    if (reverse) std::reverse(items, items + size);
    return good;
}

// Calls the key function for each item, then sorts both together.
bool sort_by_key_py(Thread& t, Value* items, std::size_t size, Value function, bool reverse) {
    auto* const keyed =
        static_cast<Keyed*>(t.heap().alloc_raw(std::max<std::size_t>(size, 1) * sizeof(Keyed)));
    if (!keyed) {
        static_cast<void>(t.raise_memory_error());
        return false;
    }
    std::size_t made = 0;
    bool good = true;
    for (; made < size; ++made) {
        Ref key = call_py(t, function, items[made]);
        good = static_cast<bool>(key) && ((made & 1023) != 1023 || t.checkpoint_py());
        if (!good) break;
        keyed[made] = {key.release(), items[made]};
    }
    if (good) {
        good = sort_array_py(t, keyed, size, reverse);
        for (std::size_t i = 0; i < size; ++i) items[i] = keyed[i].item;
    }
    for (std::size_t i = 0; i < made; ++i) release(keyed[i].key);
    t.heap().free_raw(keyed);
    return good;
}

} // namespace

Status list_sort_py(Thread& t, List& list, Value key, bool reverse) {
    if (key.is_empty()) key = Value::none();
    const Ref held = Ref::share(&list);
    Value* const items = std::exchange(list.items, nullptr);
    const std::uint64_t size = std::exchange(list.size, 0);
    const std::uint64_t capacity = std::exchange(list.capacity, 0);
    const bool nested = list.has(List::kSorting); // a key function may sort the empty list
    list.set(List::kSorting);

    const bool good =
        key.is_none() ? sort_array_py(t, items, size, reverse) : sort_by_key_py(t, items, size, key, reverse);
    const bool modified = !list.has(List::kSorting) || list.items;
    if (!nested) list.unset(List::kSorting);
    list_clear(list);
    list.items = items;
    list.size = size;
    list.capacity = capacity;
    if (!good) return t.raised();
    if (modified) return t.raise(Exc::ValueError, "list modified during sort");
    return Status::ok();
}

} // namespace islet
