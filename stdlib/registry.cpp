// SPDX-License-Identifier: MIT
//
// See stdlib.h. The embedded sources are generated from stdlib/py at build time (stdlib/stdlib.cmake).
#include "stdlib/stdlib.h"

#include "stdlib/native/modules.h"

namespace islet {

std::span<const EmbeddedModule> embedded_modules(); // generated

namespace {

constexpr const ModuleDef* kNativeModules[] = {
#define ISLET_MODULE(definition) &definition,
#include "stdlib/modules.def"
};

} // namespace

ModuleTable stdlib_modules() {
    return {kNativeModules, embedded_modules()};
}

} // namespace islet
