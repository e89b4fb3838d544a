// SPDX-License-Identifier: MIT
// What the parts of the big integer code share: products and quotients of bare limbs that can be interrupted.
// GMP's own functions run to their end; so operands beyond a few milliseconds are cut into pieces here, and
// the scratch is polled between the pieces. Owns: nothing. Threads: any.
#pragma once

#include "vm/base/bigint.h"

#include <gmp.h>

namespace islet {

inline mp_size_t limb_count(std::size_t size) {
    return static_cast<mp_size_t>(size);
}

// Limbs of work space that multiply_limbs needs for operands of at most `size` limbs; often 0.
std::size_t multiply_space(std::size_t size);

// out[0 .. an+bn) = a * b; no overlap; an, bn >= 1.
BigStatus multiply_limbs(Limb* out, const Limb* a, std::size_t an, const Limb* b, std::size_t bn, Limb* space,
                         Scratch& scratch);

// Limbs of work space that divide_limbs needs for such operands; often 0.
std::size_t divide_space(std::size_t an, std::size_t bn);

// quotient[0 .. an-bn], remainder[0 .. bn) of a / b; an >= bn >= 1, b's top limb not zero. The remainder may
// be written over the low limbs of a; no other overlap.
BigStatus divide_limbs(Limb* quotient, Limb* remainder, const Limb* a, std::size_t an, const Limb* b,
                       std::size_t bn, Limb* space, Scratch& scratch);

} // namespace islet
