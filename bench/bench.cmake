# SPDX-License-Identifier: MIT
# Micro-benchmarks (-DISLET_BENCH=ON): one program per file of bench/micro, by Google Benchmark.
if(ISLET_BENCH)
  find_package(benchmark REQUIRED)
  file(GLOB ISLET_MICRO CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/micro/*.cpp")
  foreach(source IN LISTS ISLET_MICRO)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(bench_${name} "${source}")
    target_link_libraries(bench_${name} PRIVATE islet_stdlib benchmark::benchmark)
    if(ISLET_LEAN_LINK)
      target_link_options(bench_${name} PRIVATE -no-pie)
    endif()
  endforeach()
endif()
