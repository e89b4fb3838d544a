// SPDX-License-Identifier: MIT
//
// The names of the modules that CPython's standard library has, whether they exist here or not: what
// sys.stdlib_module_names says and "Did you forget to import" goes by.
//
// Owns: constants. Threads: any.
#pragma once

#include <span>
#include <string_view>

namespace islet {

std::span<const std::string_view> stdlib_module_names(); // sorted
bool is_stdlib_module(std::string_view name);

} // namespace islet
