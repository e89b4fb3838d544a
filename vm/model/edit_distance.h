// SPDX-License-Identifier: MIT
//
// "Did you mean": the name nearest to a mistyped one, by CPython's measure. Inserting, deleting or replacing
// a byte costs 2, changing its case 1; a name qualifies while at most a third of the letters differ.
//
// Owns: nothing; offered names must outlive best(). Threads: one at a time per object.
#pragma once

#include <cstddef>
#include <string_view>

namespace islet {

// The cost of turning `a` into `b`, or anything above `max_cost` once that is certain.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t max_cost);

class NearestName {
public:
    // More candidates than this and nothing is suggested: looking would take too long.
    static constexpr std::size_t kMaxCandidates = 750;

    explicit NearestName(std::string_view wrong) : wrong_(wrong) {}
    void offer(std::string_view name);
    // Empty if nothing is near enough.
    std::string_view best() const { return offered_ < kMaxCandidates ? best_ : std::string_view(); }

private:
    std::string_view wrong_, best_;
    std::size_t best_distance_ = ~std::size_t{0};
    std::size_t offered_ = 0;
};

} // namespace islet
