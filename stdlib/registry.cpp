// SPDX-License-Identifier: MIT
//
// See stdlib.h. The embedded sources are generated from stdlib/py at build time (stdlib/stdlib.cmake).
#include "stdlib/stdlib.h"

namespace islet {

#define ISLET_MODULE(definition) extern const ModuleDef definition;
#include "stdlib/modules.def"

std::span<const EmbeddedModule> embedded_modules(); // generated

namespace {

constexpr const ModuleDef* kNativeModules[] = {
#define ISLET_MODULE(definition) &definition,
#include "stdlib/modules.def"
};

} // namespace

ModuleTable stdlib_modules() { return {kNativeModules, embedded_modules()}; }

} // namespace islet
