// SPDX-License-Identifier: MIT
//
// The programs of tests/bytecode and the code they become. With ISLET_UPDATE set the expectations are
// written anew; they are read in review.
#include "vm/code/disasm.h"
#include "vm/code/verify.h"
#include "vm/compile/compile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace islet {
namespace {

std::filesystem::path folder() {
    return std::filesystem::path(ISLET_SOURCE_DIR) / "tests" / "bytecode";
}

std::string read_file(const std::filesystem::path& path) {
    std::string text;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return text;
    char buffer[4096];
    for (std::size_t got; (got = std::fread(buffer, 1, sizeof(buffer), file)) > 0;) text.append(buffer, got);
    std::fclose(file);
    return text;
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    ASSERT_NE(file, nullptr);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
}

std::vector<std::filesystem::path> all_programs() {
    std::vector<std::filesystem::path> programs;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder(), error)) {
        if (entry.path().extension() == ".py") programs.push_back(entry.path());
    }
    std::sort(programs.begin(), programs.end());
    return programs;
}

TEST(Golden, ProgramsOfTestsBytecode) {
    ASSERT_FALSE(all_programs().empty());
    for (const auto& program : all_programs()) {
        SCOPED_TRACE(program.filename().string());
        const CompileResult result = compile_source(read_file(program), program.filename().string(),
                                                    ParseMode::File, CompileOptions{});
        ASSERT_NE(result.image, nullptr) << result.diagnostic.message;
        TextBuffer why;
        EXPECT_TRUE(verify(*result.image, &why)) << why.view();
        TextBuffer text;
        append_disassembly(text, *result.image);
        result.image->release();
        auto expected = program;
        expected.replace_extension(".dis");
        if (std::getenv("ISLET_UPDATE")) write_file(expected, text.view());
        EXPECT_EQ(std::string(text.view()), read_file(expected));
    }
}

// Wherever memory runs out, the answer is MemoryError and nothing leaks.
TEST(Golden, ProgramsWithLittleMemory) {
    for (const auto& program : all_programs()) {
        SCOPED_TRACE(program.filename().string());
        const std::string source = read_file(program);
        CompileOptions options;
        bool compiled = false;
        for (options.memory_limit = 0; !compiled && options.memory_limit < (1u << 20);
             options.memory_limit += 1024) {
            const CompileResult result = compile_source(source, "x", ParseMode::File, options);
            compiled = result.image != nullptr;
            if (compiled) {
                result.image->release();
            } else {
                EXPECT_EQ(result.diagnostic.kind, DiagnosticKind::MemoryError);
            }
        }
        EXPECT_TRUE(compiled);
    }
}

} // namespace
} // namespace islet
