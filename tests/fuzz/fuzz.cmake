# SPDX-License-Identifier: MIT
# The fuzzers (preset "fuzz", clang): one executable for each fuzz_*.cpp in this folder.
if(ISLET_FUZZ)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/fuzz_*.cpp")
  foreach(source IN LISTS fuzz_sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} "${source}")
    target_link_libraries(${name} PRIVATE islet_stdlib)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
