// SPDX-License-Identifier: MIT
//
// Fuzzer of the compiler: what parses becomes code that verify() accepts, or one diagnostic.
//
// The first byte chooses the options, the rest is the source. Owns: nothing. Threads: one.
#include "vm/base/check.h"
#include "vm/code/disasm.h"
#include "vm/code/verify.h"
#include "vm/compile/compile.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {
namespace {

void compile_once(std::string_view source, std::uint8_t choice) {
    CompileOptions options;
    constexpr ParseMode kModes[] = {ParseMode::File, ParseMode::Single, ParseMode::Eval, ParseMode::File};
    options.optimize = choice >> 2 & 3;
    options.future_annotations = choice & 16;
    options.top_level_await = choice & 32;
    options.memory_limit = choice & 64 ? 20'000 : std::size_t{256} << 20;
    options.max_depth = choice & 128 ? 50 : 1000;
    const CompileResult result = compile_source(source, "fuzz.py", kModes[choice & 3], options);
    if (!result.image) {
        const bool told =
            result.diagnostic.kind == DiagnosticKind::MemoryError || !result.diagnostic.message.empty();
        ISLET_CHECK(told, "a message is due");
        return;
    }
    TextBuffer why;
    if (!verify(*result.image, &why)) check_failed("fuzz.py", 0, "verify", why.c_str());
    TextBuffer text;
    append_disassembly(text, *result.image);
    result.image->release();
}

} // namespace
} // namespace islet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    islet::compile_once({reinterpret_cast<const char*>(data + 1), size - 1}, data[0]);
    return 0;
}
