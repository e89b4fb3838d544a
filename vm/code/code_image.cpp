// SPDX-License-Identifier: MIT
//
// Counting of code templates, and finding where an instruction came from.
#include "vm/code/code_image.h"

#include "vm/base/check.h"

#include <algorithm>

namespace islet {

namespace {

// Takes the inner templates out of `constants` (and the tuples in it) and appends them to `found`.
void take_codes(std::vector<ConstSpec>& constants, std::vector<CodeImage*>& found) {
    for (ConstSpec& constant : constants) {
        if (constant.code) found.push_back(constant.code);
        constant.code = nullptr;
    }
}

} // namespace

// Inner templates are put on a list instead of being released from inside: functions may be nested as
// deeply as the tree was, and the thread that drops the last count may have a small stack.
void CodeImage::release() {
    if (count_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    std::vector<CodeImage*> dead;
    take_codes(constants, dead);
    delete this;
    while (!dead.empty()) {
        CodeImage* image = dead.back();
        dead.pop_back();
        if (image->count_.fetch_sub(1, std::memory_order_acq_rel) != 1) continue;
        take_codes(image->constants, dead);
        delete image;
    }
}

SourceSpan CodeImage::span_at(std::uint32_t word) const {
    auto after = std::upper_bound(spans.begin(), spans.end(), word,
                                  [](std::uint32_t at, const SpanEntry& entry) { return at < entry.start; });
    return after == spans.begin() ? SourceSpan{} : std::prev(after)->span;
}

} // namespace islet
