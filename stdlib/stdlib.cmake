# SPDX-License-Identifier: MIT
# The Python sources of the library become constants of the binary.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB_RECURSE ISLET_PY_SOURCES CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/stdlib/py/*.py")
set(ISLET_EMBEDDED "${CMAKE_BINARY_DIR}/gen/stdlib/embedded.cpp")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/gen/stdlib")
add_custom_command(
  OUTPUT "${ISLET_EMBEDDED}"
  COMMAND "${Python3_EXECUTABLE}" "${CMAKE_SOURCE_DIR}/stdlib/embed.py" "${CMAKE_SOURCE_DIR}/stdlib/py"
          "${ISLET_EMBEDDED}"
  DEPENDS "${CMAKE_SOURCE_DIR}/stdlib/embed.py" ${ISLET_PY_SOURCES}
  COMMENT "Embedding stdlib/py")
set(ISLET_STDLIB_SOURCES "${ISLET_EMBEDDED}")
