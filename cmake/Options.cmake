# Compiler settings that every target of the project shares, as one interface target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(gw_options INTERFACE)
target_compile_options(gw_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch)
if(GW_WERROR)
  target_compile_options(gw_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # clang 16 sees libstdc++ 12's std::expected only when told that concepts are complete.
  target_compile_options(gw_options INTERFACE -D__cpp_concepts=202002L -Wno-macro-redefined -Wno-builtin-macro-redefined)
else()
  # g++ 12 reports false positives inside libstdc++ and Asio at -O2 with sanitizers: restrict, and for coroutine frames, whose
  # operator new it inlined and whose operator delete it did not, mismatched-new-delete.
  target_compile_options(gw_options INTERFACE -fcoroutines -Wno-restrict -Wno-mismatched-new-delete)
endif()
if(GW_SANITIZE)
  target_compile_options(gw_options INTERFACE -fsanitize=${GW_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  target_link_options(gw_options INTERFACE -fsanitize=${GW_SANITIZE})
  if(GW_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ warns at every fence inside Asio, hundreds of lines a unit, since it does not instrument fences.
    target_compile_options(gw_options INTERFACE -Wno-tsan)
  endif()
endif()
if(GW_LIBFUZZER)
  # Every unit reports its coverage to libFuzzer; the fuzz targets alone link its main (fuzz/CMakeLists.txt).
  target_compile_options(gw_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(gw_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(GW_COVERAGE)
  target_compile_options(gw_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(gw_options INTERFACE --coverage)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
