// SPDX-License-Identifier: MIT
//
// See pickle_memo.h. Owns: the places of one memo. Threads: the interpreter's lock.
#include "runtime/pickle_memo.h"

#include <cstdlib>
#include <cstring>

namespace islet {

namespace {

// The object that a key counts on: immediates count on none.
Value counted(std::uint64_t key) {
    const Value v = Value::from_bits(key & ~std::uint64_t{1});
    return v.is_object() ? v : Value();
}

} // namespace

bool PickleMemo::make_room() {
    if (used_ == 0 && places_ == inside_) std::memset(inside_, 0, sizeof inside_);
    if ((used_ + 1) * 4 <= (mask_ + 1) * 3) return true;
    const std::size_t size = (mask_ + 1) * 4;
    auto* const fresh = static_cast<Place*>(std::calloc(size, sizeof(Place)));
    if (!fresh) return false;
    Place* const old = places_;
    const std::size_t old_mask = mask_;
    places_ = fresh;
    mask_ = size - 1;
    for (std::size_t i = 0; i <= old_mask; ++i) {
        if (old[i].key == 0) continue;
        std::size_t at = home(old[i].key);
        while (fresh[at].key != 0) at = (at + 1) & mask_;
        fresh[at] = old[i];
    }
    if (old != inside_) std::free(old);
    return true;
}

bool PickleMemo::add(std::uint64_t key, std::uint64_t number) {
    if (!make_room()) return false;
    std::size_t at = home(key);
    while (places_[at].key != 0 && places_[at].key != key) at = (at + 1) & mask_;
    if (places_[at].key == 0) {
        retain(counted(key));
        ++used_;
    }
    places_[at] = {key, number};
    return true;
}

void PickleMemo::clear() {
    unnamed_ = 0;
    if (used_ == 0) return;
    Place* const places = places_;
    const std::size_t mask = mask_;
    Place few[kInside];
    Place* const old = places == inside_ ? few : places;
    if (places == inside_) std::memcpy(few, inside_, sizeof few);
    places_ = inside_;
    mask_ = kInside - 1;
    used_ = 0;
    for (std::size_t i = 0; i <= mask; ++i) release(counted(old[i].key));
    if (places != inside_) std::free(places);
}

void PickleMemo::traverse(Visitor& visit) {
    for (std::size_t i = 0; used_ && i <= mask_; ++i) {
        Value slot = counted(places_[i].key);
        visit(slot);
    }
}

} // namespace islet
