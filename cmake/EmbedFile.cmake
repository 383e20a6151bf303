# gw_embed_file(<target> FILE data/x.json SYMBOL gw::models::kX)
#
# Compiles a file's bytes into <target>, as `extern const std::string_view <SYMBOL>`. The unit is written at build time by
# CMake itself (this file in script mode), so that a build needs no other tool and follows changes of the file.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${INPUT} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "::[^:]+$" "" namespace "${SYMBOL}")
  string(REGEX REPLACE "^.*::" "" name "${SYMBOL}")
  file(WRITE ${OUTPUT} "// Written by cmake/EmbedFile.cmake.
#include <string_view>

namespace ${namespace} {
namespace {
constexpr unsigned char kBytes[] = {
${bytes}0};
}  // namespace
extern const std::string_view ${name};
const std::string_view ${name}(reinterpret_cast<const char*>(kBytes), sizeof(kBytes) - 1);
}  // namespace ${namespace}
")
  return()
endif()

set(GW_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(gw_embed_file target)
  cmake_parse_arguments(ARG "" "FILE;SYMBOL" "" ${ARGN})
  get_filename_component(stem ${ARG_FILE} NAME_WE)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${stem}.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_SOURCE_DIR}/${ARG_FILE} -DOUTPUT=${output} -DSYMBOL=${ARG_SYMBOL} -P ${GW_EMBED_SCRIPT}
    DEPENDS ${CMAKE_SOURCE_DIR}/${ARG_FILE} ${GW_EMBED_SCRIPT}
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
