// SPDX-License-Identifier: MIT
//
// Items in memory, one native format code of the module struct each: what memoryview and array read and
// write. Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// The one code of a format like "B" or "@B"; 0: it is not a native format of one code.
char native_code(const char* format);
std::size_t native_item_size(char code); // 0: no such code
inline bool is_byte_code(char code) {
    return code == 'B' || code == 'b' || code == 'c';
}

inline constexpr std::size_t kMaxItemSize = 8;

// `code` is native.
Ref unpack_item(Thread& t, char code, const void* from);
// Writes the item to `to`. TypeError and ValueError as memoryview words them, with `format`.
Status pack_item_py(Thread& t, char code, const char* format, Value v, void* to);

// IEEE binary16. A double too large for it gives infinity.
double half_to_double(std::uint16_t half);
std::uint16_t double_to_half(double value);

} // namespace islet
