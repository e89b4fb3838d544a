// SPDX-License-Identifier: MIT
//
// Code points by name, for "\N{...}".
#include "grammar/literals.h"

namespace islet::grammar {

std::int32_t find_code_point(std::string_view) {
    return -1;
}

} // namespace islet::grammar
