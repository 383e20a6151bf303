# Run at each build as `cmake -DSOURCE=... -DOUT=... -DVERSION=... -P Revision.cmake`: writes the header only if something changed.
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE
                ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT revision)
  set(revision unknown)
endif()
set(text "#pragma once\n#define GW_VERSION \"${VERSION}\"\n#define GW_REVISION \"${revision}\"\n")
if(EXISTS ${OUT})
  file(READ ${OUT} before)
endif()
if(NOT "${before}" STREQUAL "${text}")
  file(WRITE ${OUT} "${text}")
endif()
