// SPDX-License-Identifier: MIT
//
// See edit_distance.h. Owns: nothing. Threads: any.
#include "vm/model/edit_distance.h"

#include <algorithm>

namespace islet {

namespace {

constexpr std::size_t kMove = 2, kCase = 1;
constexpr std::size_t kMaxLength = 40; // after equal ends were cut off

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::size_t replace_cost(char a, char b) {
    if (a == b) return 0;
    return lower(a) == lower(b) ? kCase : kMove;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t max_cost) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.empty() || b.empty()) return (a.size() + b.size()) * kMove;
    if (a.size() > kMaxLength || b.size() > kMaxLength) return max_cost + 1;
    if (b.size() < a.size()) std::swap(a, b);
    if ((b.size() - a.size()) * kMove > max_cost) return max_cost + 1;

    // One row of the table of prefixes' distances: row[i] is the cost for a[0..i] and the bytes of b so far.
    std::size_t row[kMaxLength + 1];
    for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i * kMove;
    for (std::size_t j = 0; j < b.size(); ++j) {
        std::size_t diagonal = row[0];
        row[0] = (j + 1) * kMove;
        std::size_t least = ~std::size_t{0};
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t replaced = diagonal + replace_cost(a[i - 1], b[j]);
            diagonal = row[i];
            row[i] = std::min({row[i - 1] + kMove, diagonal + kMove, replaced});
            least = std::min(least, row[i]);
        }
        if (least > max_cost) return max_cost + 1;
    }
    return row[a.size()];
}

void NearestName::offer(std::string_view name) {
    ++offered_;
    if (name == wrong_) return; // it is there, yet was not found: no help
    const std::size_t allowed = (name.size() + wrong_.size() + 3) * kMove / 6;
    if (best_distance_ == 0) return;
    const std::size_t limit = std::min(allowed, best_distance_ - 1);
    const std::size_t distance = edit_distance(wrong_, name, limit);
    if (distance > limit) return;
    best_distance_ = distance;
    best_ = name;
}

} // namespace islet
