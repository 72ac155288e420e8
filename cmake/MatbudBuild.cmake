# One target per folder; warnings are errors for our own code; the presets choose the flavour.

option(MATBUD_PLANTS "Compile the planted bugs that the simulation must catch" OFF)
option(MATBUD_HARDENED "Fortify, stack protector, PIE, full RELRO" OFF)
option(MATBUD_FUZZ "Build the libFuzzer targets (clang)" OFF)
set(MATBUD_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE ccache)
if(CCACHE)
  # Object files are shared between checkouts; a precompiled header's time stamp must not spoil that.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" "${CCACHE}")
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT MATBUD_SANITIZE)
  # What both call on every message would go through the linker's tables, and their thread-local variables through a
  # function call: linked in, an order costs a tenth less.
  set(Protobuf_USE_STATIC_LIBS ON)
  if(Protobuf_LIBRARY_RELEASE MATCHES "\\.so$")  # remembered by a build folder from before
    unset(Protobuf_LIBRARY_RELEASE CACHE)
    unset(Protobuf_LIBRARY_DEBUG CACHE)
  endif()
  set(MATBUD_ROCKSDB RocksDB::rocksdb)
else()
  set(MATBUD_ROCKSDB RocksDB::rocksdb-shared)
endif()
find_package(Protobuf REQUIRED)
find_package(RocksDB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(rdkafka REQUIRED IMPORTED_TARGET rdkafka)

# A python3 that knows protobuf (Debian: python3-protobuf); another one may stand before it in the path.
function(matbud_knows_protobuf result candidate)
  execute_process(COMMAND "${candidate}" -c "import google.protobuf" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  if(failed)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()
find_program(MATBUD_PYTHON python3 VALIDATOR matbud_knows_protobuf REQUIRED)

if(MATBUD_SANITIZE)
  add_compile_options(-fsanitize=${MATBUD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # GCC's manual: a sanitizer's own code leads this warning astray (it finds one in std::regex).
  add_compile_options("$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>")
  add_link_options(-fsanitize=${MATBUD_SANITIZE})
endif()
if(MATBUD_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(MATBUD_HARDENED)
  add_compile_options(-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()

# Link to get our warnings; generated and foreign code does not.
add_library(matbud_warnings INTERFACE)
target_compile_options(matbud_warnings INTERFACE
  "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wnon-virtual-dtor;-Woverloaded-virtual;-Werror>"
  # GCC 12 finds overlapping copies in the sum of three strings where there are none (its bug 105651).
  "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>")
if(MATBUD_PLANTS)
  target_compile_definitions(matbud_warnings INTERFACE MATBUD_PLANTS=1)
endif()

# What our programs allocate with. jemalloc spends a third of what the C library's allocator does on many small messages,
# and gives memory back; sanitizers bring their own.
add_library(matbud_allocator INTERFACE)
find_library(JEMALLOC NAMES libjemalloc_pic.a jemalloc)
if(JEMALLOC AND CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT MATBUD_SANITIZE)
  target_sources(matbud_allocator INTERFACE "${CMAKE_SOURCE_DIR}/cmake/allocator.cpp")
  target_link_libraries(matbud_allocator INTERFACE -Wl,--no-as-needed "${JEMALLOC}" -Wl,--as-needed)
endif()

# matbud_library(common_log SOURCES a.cpp b.cpp LINKS common::base PRIVATE_LINKS OpenSSL::Crypto)
# makes target common_log with alias common::log (each _ becomes ::), its public headers under include/.
function(matbud_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  string(REPLACE "_" "::" alias "${name}")
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/include" PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS} matbud_warnings)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_CURRENT_SOURCE_DIR}/include")
    target_link_libraries(${name} INTERFACE ${arg_LINKS})
  endif()
  if(NOT alias STREQUAL name)
    add_library(${alias} ALIAS ${name})
  endif()
endfunction()

# Defines MATBUD_SOURCE_DIR for the sources that speak of it, and no others: a path in the command line keeps checkouts
# from sharing object files.
function(matbud_tell_source_dir)
  foreach(source IN LISTS ARGN)
    file(STRINGS "${source}" mentions REGEX MATBUD_SOURCE_DIR LIMIT_COUNT 1)
    if(mentions)
      set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_DEFINITIONS "MATBUD_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\"")
    endif()
  endforeach()
endfunction()

add_custom_target(all_tests)  # what ctest runs, without programs and benchmarks

# matbud_test(common_log_test SOURCES a_test.cpp LINKS common::log [LABELS slow])
function(matbud_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINKS;LABELS;ARGS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(MATBUD_SANITIZE)  # everything takes several times as long, and sooner or later it shares its machine
    math(EXPR arg_TIMEOUT "5 * ${arg_TIMEOUT}")
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gmock GTest::gtest_main matbud_warnings)
  matbud_tell_source_dir(${arg_SOURCES})
  add_test(NAME ${name} COMMAND ${name} ${arg_ARGS})
  add_dependencies(all_tests ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
  if(MATBUD_SANITIZE MATCHES "thread")
    set_tests_properties(${name} PROPERTIES ENVIRONMENT
                         "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/cmake/tsan.supp")
  endif()
endfunction()

# Stops when a file of tests stands in no list of sources: nobody would ever run it.
function(matbud_expect_every_test_is_built)
  set(folders common services tests)
  list(TRANSFORM folders PREPEND "${CMAKE_SOURCE_DIR}/")
  set(lists ${folders})
  list(TRANSFORM lists APPEND "/CMakeLists.txt")
  file(GLOB_RECURSE lists ${lists})
  set(tests ${folders})
  list(TRANSFORM tests APPEND "/*_test.cpp")
  file(GLOB_RECURSE tests ${tests})
  list(FILTER lists EXCLUDE REGEX "/node_modules/")
  list(FILTER tests EXCLUDE REGEX "/node_modules/")
  set(named "")
  foreach(one IN LISTS lists)
    file(READ "${one}" text)
    string(APPEND named "${text}")
  endforeach()
  foreach(one IN LISTS tests)
    get_filename_component(name "${one}" NAME)
    string(FIND "${named}" "${name}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "${one} is in no target's SOURCES, so that its tests are never run")
    endif()
  endforeach()
endfunction()

# matbud_program(matbud-ordering SOURCES main.cpp LINKS ordering::shell)
function(matbud_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} matbud_allocator matbud_warnings)
endfunction()

# matbud_state_protos(ordering_state state.proto) makes a library of messages that are a service's own state: they
# live in its projection, never on a topic. Import path is the calling folder, then proto/.
function(matbud_state_protos name)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/generated")
  file(MAKE_DIRECTORY "${out}")
  set(sources)
  foreach(file IN LISTS ARGN)
    string(REGEX REPLACE "\\.proto$" "" stem "${file}")
    add_custom_command(
      OUTPUT "${out}/${stem}.pb.cc" "${out}/${stem}.pb.h"
      COMMAND protobuf::protoc -I "${CMAKE_CURRENT_SOURCE_DIR}" -I "${CMAKE_SOURCE_DIR}/proto" --cpp_out=${out} ${file}
      DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" proto_events
      WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
      VERBATIM)
    list(APPEND sources "${out}/${stem}.pb.cc")
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC "${out}")
  target_link_libraries(${name} PUBLIC proto::events)
endfunction()

# matbud_embed(ordering_web openapi.json matbud::ordering::web openapi) makes the text of a file a constant of a library:
# `extern const std::string_view openapi;` in that namespace.
function(matbud_embed target file namespace symbol)
  set(made "${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.cpp")
  add_custom_command(
    OUTPUT "${made}"
    COMMAND "${CMAKE_COMMAND}" "-DFROM=${CMAKE_CURRENT_SOURCE_DIR}/${file}" "-DTO=${made}" "-DNAMESPACE=${namespace}"
            "-DSYMBOL=${symbol}" -P "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${made}")
endfunction()
