# SPDX-License-Identifier: MIT
# Runs re2c and Bison while building, into gen/grammar of the build folder, and sets ISLET_GRAMMAR_SOURCES.
find_program(RE2C re2c REQUIRED)
find_program(BISON bison REQUIRED)

set(gen "${CMAKE_BINARY_DIR}/gen/grammar")
file(MAKE_DIRECTORY "${gen}")

add_custom_command(
  OUTPUT "${gen}/lexer_gen.cpp"
  COMMAND "${RE2C}" -W --no-debug-info --no-generation-date -o "${gen}/lexer_gen.cpp"
          "${CMAKE_SOURCE_DIR}/grammar/lexer.re"
  DEPENDS "${CMAKE_SOURCE_DIR}/grammar/lexer.re"
  COMMENT "Making the lexer" VERBATIM)
add_custom_command(
  OUTPUT "${gen}/parser_gen.cpp" "${gen}/parser_gen.h"
  COMMAND "${BISON}" -Wall -Werror --no-lines --defines=${gen}/parser_gen.h -o "${gen}/parser_gen.cpp"
          "${CMAKE_SOURCE_DIR}/grammar/parser.y"
  DEPENDS "${CMAKE_SOURCE_DIR}/grammar/parser.y"
  COMMENT "Making the parser" VERBATIM)

# Both tools write code that our warnings were not made for.
set_source_files_properties("${gen}/parser_gen.cpp" PROPERTIES COMPILE_OPTIONS
  "-Wno-conversion;-Wno-shadow;-Wno-sign-conversion;-Wno-unused-function;-Wno-unused-but-set-variable")
set_source_files_properties("${gen}/lexer_gen.cpp" PROPERTIES COMPILE_OPTIONS
  "-Wno-conversion;-Wno-unused-label;-Wno-unused-but-set-variable")

set(ISLET_GRAMMAR_SOURCES "${gen}/lexer_gen.cpp" "${gen}/parser_gen.cpp" "${gen}/parser_gen.h")
