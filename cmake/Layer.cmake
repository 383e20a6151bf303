# gw_layer(<folder> [COLD] SOURCES a.cpp ... [LINK gw_codec ...] [PRIVATE_LINK OpenSSL::Crypto ...])
#
# One folder under src/ = one static library gw_<folder> = one namespace = one include prefix. The include directory of a
# layer holds nothing but a link to its own folder, so that `#include "codec/json.hpp"` is found only by targets
# that link gw_codec: the link list is the include rule. scripts/check_layers.py says the same with a reason.
function(gw_layer folder)
  cmake_parse_arguments(ARG "COLD" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  string(REPLACE "/" "_" name ${folder})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  get_filename_component(parent ${root}/${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${folder} ${root}/${folder} SYMBOLIC)
  add_library(gw_${name} STATIC ${ARG_SOURCES})
  target_include_directories(gw_${name} PUBLIC ${root})
  target_link_libraries(gw_${name} PUBLIC gw_options gw_fmt ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  if(ARG_COLD)
    # Off the hot path: the release binary is to be small there, not fast.
    target_compile_options(gw_${name} PRIVATE $<$<CONFIG:Release>:-Os>)
  endif()
endfunction()

# gw_test(<name> SOURCES a_test.cpp ... LINK gw_codec ... [LABELS unit])
# A GoogleTest binary; every TEST becomes one ctest entry only when asked one by one, else the binary is one entry.
function(gw_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE GW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if("component" IN_LIST ARG_LABELS)
    if(NOT TARGET component_tests)
      add_custom_target(component_tests)  # what ThreadSanitizer runs
    endif()
    add_dependencies(component_tests ${name})
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()
