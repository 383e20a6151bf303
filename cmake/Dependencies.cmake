# The product's dependencies, as decided in docs/adr. All are static or header-only in Debian 12 and Ubuntu 24.04.
find_package(Threads REQUIRED)
if(GW_STATIC)
  set(ZLIB_USE_STATIC_LIBS ON)
  set(OPENSSL_USE_STATIC_LIBS ON)
  set(Boost_USE_STATIC_LIBS ON)
endif()
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED)  # headers only: Boost.JSON and Boost.URL are compiled from their header-only form, in one unit each
find_package(fmt REQUIRED)

# c-ares has no CMake package in Debian 12.
find_path(CARES_INCLUDE_DIR ares.h REQUIRED)
if(GW_STATIC)
  find_library(CARES_LIBRARY NAMES libcares_static.a libcares.a cares_static REQUIRED)
else()
  find_library(CARES_LIBRARY NAMES cares REQUIRED)
endif()
add_library(gw_cares INTERFACE)
target_include_directories(gw_cares SYSTEM INTERFACE ${CARES_INCLUDE_DIR})
target_link_libraries(gw_cares INTERFACE ${CARES_LIBRARY})

find_path(YAMLCPP_INCLUDE_DIR yaml-cpp/yaml.h REQUIRED)
if(GW_STATIC)
  find_library(YAMLCPP_LIBRARY NAMES libyaml-cpp.a REQUIRED)
else()
  find_library(YAMLCPP_LIBRARY NAMES yaml-cpp REQUIRED)
endif()
add_library(gw_yaml_cpp INTERFACE)
target_include_directories(gw_yaml_cpp SYSTEM INTERFACE ${YAMLCPP_INCLUDE_DIR})
target_link_libraries(gw_yaml_cpp INTERFACE ${YAMLCPP_LIBRARY})

add_library(gw_fmt INTERFACE)
target_link_libraries(gw_fmt INTERFACE fmt::fmt-header-only)

add_library(gw_boost INTERFACE)
target_link_libraries(gw_boost INTERFACE Boost::headers Threads::Threads)
# g++ 12 sees only one half of an inlined pair: Asio's coroutine frames have an operator new and delete of their own.
target_compile_options(gw_boost INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
target_compile_definitions(gw_boost INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)

# Boost.JSON for cold documents only (control plane, capability records, credential files), compiled in one unit. Link it PRIVATE:
# its types stay inside .cpp files.
add_library(gw_boost_json STATIC ${CMAKE_SOURCE_DIR}/cmake/boost_json.cpp)
target_link_libraries(gw_boost_json PUBLIC gw_boost)
