// SPDX-License-Identifier: MIT
// The four normal forms of Unicode 16.0. Own tables rather than a library's: those that distributions ship
// lag behind the version that Python 3.14 promises, and a program would see it. Owns: constant tables.
// Invariants: surrogates and unassigned characters stay as they are. Threads: any.
#pragma once

#include "vm/base/utf8.h"

#include <cstddef>
#include <cstdint>

namespace islet {

enum class NormalForm : std::uint8_t { NFC, NFD, NFKC, NFKD };

// How much room normalize() needs for this text, in characters.
std::size_t normalized_bound(NormalForm form, const Chars& text);
// Writes the normal form; returns its length. Linear, but for the sorting of long runs of marks (n log n).
std::size_t normalize(NormalForm form, const Chars& text, std::uint32_t* out);
// Cheap test: true means that the text is in this form already; false means that it must be tried.
bool is_surely_normalized(NormalForm form, const Chars& text);

// Canonical combining class; 0 for a starter.
int combining_class(char32_t c);

} // namespace islet
