// SPDX-License-Identifier: MIT
//
// What a pickler has written already: objects, by identity, and the number that the stream knows them by.
//
// Owns: one count on each object, so that no address is used again while the memo knows it; the table, which
//   is malloc's once the few places inside are used up.
// Invariants: a power of two of places, open addressing, at most three quarters used; nothing is taken out.
// Threads: the interpreter's lock.
#pragma once

#include "vm/ref.h"
#include "vm/type.h"

#include <cstdint>

namespace islet {

class PickleMemo {
public:
    static constexpr std::uint64_t kMissing = UINT64_MAX;

    PickleMemo() = default;
    ~PickleMemo() { clear(); }
    PickleMemo(const PickleMemo&) = delete;
    PickleMemo& operator=(const PickleMemo&) = delete;

    // Two words of the same object: itself, and a copy of it that the stream counts as another.
    static std::uint64_t key_of(Value v) { return v.bits(); }
    static std::uint64_t copy_key_of(Value v) { return v.bits() | 1; }

    // The next number.
    std::size_t size() const { return used_ + unnamed_; }
    // Gives a number to what has no object of its own.
    void add_unnamed() { ++unnamed_; }
    std::uint64_t find(std::uint64_t key) const {
        if (used_ == 0) return kMissing;
        for (std::size_t at = home(key);; at = (at + 1) & mask_) {
            if (places_[at].key == key) return places_[at].number;
            if (places_[at].key == 0) return kMissing;
        }
    }
    // Of a key that is not there or gets a new number. False: out of memory.
    bool add(std::uint64_t key, std::uint64_t number);
    void clear();
    // each(Value object, number), in no order; copies are left out.
    template <class Each>
    void each(Each&& each) const {
        for (std::size_t i = 0; used_ && i <= mask_; ++i) {
            const Place& place = places_[i];
            if (place.key != 0 && (place.key & 1) == 0) each(Value::from_bits(place.key), place.number);
        }
    }
    // Visits every counted object (a pickler that Python can see).
    void traverse(Visitor& visit);

private:
    struct Place {
        std::uint64_t key;
        std::uint64_t number;
    };
    static constexpr std::size_t kInside = 16;
    std::size_t home(std::uint64_t key) const {
        return static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15U) >> 32) & mask_;
    }
    bool make_room();

    Place* places_ = inside_;
    std::size_t mask_ = kInside - 1;
    std::size_t used_ = 0, unnamed_ = 0;
    Place inside_[kInside]; // zeroed by the first add
};

} // namespace islet
