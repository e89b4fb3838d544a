// SPDX-License-Identifier: MIT
//
// Fuzzer of the front end: any bytes, as source of every kind, end in a tree or in one diagnostic.
//
// The first byte chooses the options, the rest is the source. Owns: nothing. Threads: one.
#include "grammar/ast_dump.h"
#include "grammar/parse.h"
#include "vm/base/arena.h"
#include "vm/base/check.h"
#include "vm/base/format.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {
namespace {

constexpr std::size_t kArenaLimit = std::size_t{256} << 20;

void check_diagnostic(const Diagnostic& error) {
    ISLET_CHECK(error.kind == DiagnosticKind::MemoryError || !error.message.empty(), "a message is due");
    ISLET_CHECK(!error.has_location || error.line >= 0, "lines are not negative");
}

void parse_once(std::string_view source, std::uint8_t choice) {
    Arena arena(kArenaLimit);
    ParseOptions options;
    options.mode = static_cast<ParseMode>(choice & 3);
    options.ignore_cookie = choice & 4;
    options.dont_imply_dedent = choice & 8;
    options.allow_incomplete_input = choice & 16;
    options.from_file = choice & 32;
    options.max_depth = choice & 64 ? 50 : 3000;
    options.max_int_digits = choice & 128 ? 0 : 4300;
    const ParseResult result = parse(source, "fuzz.py", options, arena);
    ISLET_CHECK(!(result.tree && result.error), "a tree and an error");
    ISLET_CHECK(result.tree || result.error || arena.failed(), "neither tree nor error");
    if (result.error) check_diagnostic(*result.error);
    if (result.tree) {
        TextBuffer dump;
        dump.limit_size(std::size_t{64} << 20);
        dump_ast(result.tree, true, dump);
    }
    for (const ParseWarning& warning : result.warnings) check_diagnostic(warning_as_error(result, warning));
}

} // namespace
} // namespace islet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view source(reinterpret_cast<const char*>(data) + 1, size - 1);
    islet::parse_once(source, data[0]);
    return 0;
}
