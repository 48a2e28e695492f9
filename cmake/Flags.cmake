# specql_flags(TARGET): language, warnings, sanitizers and C library of everything of ours.
# specql_tool(NAME SOURCE…): an executable of build/bin; the target specql_tools makes them all.
#
# A process that runs once per edge must start fast. CPU of one run of specql-foundation: 0.28 ms with static
# musl, 0.47 ms with static glibc, 0.66 ms with dynamic glibc and static libraries, more with shared ones; of
# specql-table 0.70 ms with musl's malloc, 0.18 ms with that of gen/base/bump.c.

# What others see of the targets is specql::NAME, of specql-NAME; an installed prefix has the same names.

find_program(SPECQL_MUSL_GCC musl-gcc)
mark_as_advanced(SPECQL_MUSL_GCC)
set(specql_musl_specs "")
if(SPECQL_MUSL_GCC AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  file(STRINGS "${SPECQL_MUSL_GCC}" line REGEX "musl-gcc[.]specs")
  string(REGEX MATCH "/[^\" ]*musl-gcc[.]specs" specql_musl_specs "${line}")
endif()
if(SPECQL_LIBC STREQUAL "musl" AND NOT specql_musl_specs)
  message(FATAL_ERROR "SPECQL_LIBC=musl needs gcc and musl-gcc (Debian: musl-tools)")
endif()

# Static executables, and musl, need libyaml and cJSON compiled from their sources.
set(specql_static OFF)
if(NOT SPECQL_SANITIZE AND EXISTS "${SPECQL_DEPS}/cjson/cJSON.c" AND EXISTS "${SPECQL_DEPS}/libyaml/src/api.c")
  set(specql_static ON)
endif()
set(specql_libc "${SPECQL_LIBC}")
if(NOT specql_libc)
  if(specql_musl_specs AND specql_static)
    set(specql_libc musl)
  else()
    set(specql_libc glibc)
  endif()
endif()

# Those of the C library are apart: an archive of the system's is glibc's, whatever we link.
set(specql_libc_compile_options "")
set(specql_libc_link_options "")
set(specql_glibc_compile_options "")
set(specql_glibc_link_options "")
if(specql_static)
  set(specql_glibc_compile_options -fno-pie)
  set(specql_glibc_link_options -static)
endif()
if(specql_libc STREQUAL "musl")
  set(specql_libc_compile_options "-specs=${specql_musl_specs}" -fno-pie)
  set(specql_libc_link_options "-specs=${specql_musl_specs}" -static)
else()
  set(specql_libc_compile_options ${specql_glibc_compile_options})
  set(specql_libc_link_options ${specql_glibc_link_options})
endif()
set(specql_common_compile_options "")
set(specql_common_link_options "")
if(SPECQL_SANITIZE)
  # Where an executable lies does not matter to sanitizers, and it starts faster if that is known.
  list(APPEND specql_common_compile_options -fsanitize=${SPECQL_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer -fno-pie)
  list(APPEND specql_common_link_options -fsanitize=${SPECQL_SANITIZE} -no-pie)
endif()
if(SPECQL_FUZZ)
  # To tell libFuzzer what numbers are compared takes a third of the time, of the tests that do not fuzz as well; of texts it
  # hears from the C library's functions.
  list(APPEND specql_common_compile_options -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp)
endif()
# The same bytes wherever the sources lie.
list(APPEND specql_common_compile_options -ffunction-sections -fdata-sections
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=${PROJECT_BINARY_DIR}/=")
list(APPEND specql_common_link_options -Wl,--gc-sections)
# The warnings are for those who can cure them.
set(specql_warnings -w)
if(PROJECT_IS_TOP_LEVEL)
  set(specql_warnings -Wall -Wextra -Wshadow -Wmissing-prototypes)
endif()
# For libraries of others.
set(specql_compile_options ${specql_libc_compile_options} ${specql_common_compile_options})

# specql_flags(TARGET [glibc|shared]): of our C library, of glibc, or of glibc and shared libraries.
function(specql_flags target)
  set(libc libc)
  if(ARGN)
    set(libc ${ARGN})
  endif()
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
  target_compile_options(${target} PRIVATE ${specql_warnings}
    $<$<BOOL:${SPECQL_WERROR}>:-Werror> ${specql_${libc}_compile_options} ${specql_common_compile_options})
  target_link_options(${target} PRIVATE ${specql_${libc}_link_options} ${specql_common_link_options})
endfunction()

add_custom_target(specql_tools)

# specql_stand_in(NAME SOURCE): functions that stand for some of musl's. They are no library, which could come too late.
function(specql_stand_in name source)
  add_library(${name} OBJECT "${PROJECT_SOURCE_DIR}/gen/base/${source}")
  specql_flags(${name})
  # With link time optimization they would be seen too late, and musl's functions missed.
  target_compile_options(${name} PRIVATE -fno-builtin -fno-tree-loop-distribute-patterns -fno-lto)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/gen")
endfunction()

# In all executables, and only in those that run once per edge.
set(specql_tool_objects "")
set(specql_edge_objects "")
if(specql_libc STREQUAL "musl")
  specql_stand_in(specql_bump bump.c)
  set(specql_edge_objects $<TARGET_OBJECTS:specql_bump>)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
    specql_stand_in(specql_bytes bytes.c)
    set(specql_tool_objects $<TARGET_OBJECTS:specql_bytes>)
  endif()
endif()
set(specql_no_library "/gen/base/(bump|bytes)[.]c$") # see specql_stand_in
file(GLOB specql_base_sources ${specql_follow} "${PROJECT_SOURCE_DIR}/gen/base/*.c")
list(FILTER specql_base_sources EXCLUDE REGEX "${specql_no_library}")

# specql_executable(NAME): what all of ours have in common. All lie in one folder, also where there are several configurations.
function(specql_executable name)
  string(REGEX REPLACE "^specql[-_]" "" short ${name})
  string(REGEX REPLACE "^command$" "specql" short ${short})
  add_executable(specql::${short} ALIAS ${name})
  add_dependencies(specql_tools ${name})
  target_compile_definitions(${name} PRIVATE SPECQL_VERSION="${PROJECT_VERSION}")
  set(bin "${PROJECT_BINARY_DIR}/bin$<0:>")
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${short} SUFFIX "" RUNTIME_OUTPUT_DIRECTORY "${bin}")
  foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES CMAKE_BUILD_TYPE)
    string(TOUPPER "${config}" config)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY_${config} "${bin}")
  endforeach()
  set_property(GLOBAL APPEND PROPERTY SPECQL_EXECUTABLES ${name})
endfunction()

function(specql_tool name)
  add_executable(${name} ${ARGN})
  specql_executable(${name})
  specql_flags(${name})
  target_link_libraries(${name} PRIVATE specql)
  target_sources(${name} PRIVATE ${specql_tool_objects})
endfunction()

# specql_edge_tool(NAME SOURCE…): one that runs once per edge.
function(specql_edge_tool name)
  specql_tool(${name} ${ARGN})
  target_sources(${name} PRIVATE ${specql_edge_objects})
  if(specql_libc STREQUAL "musl")
    target_link_options(${name} PRIVATE -Wl,-z,noseparate-code)
  endif()
endfunction()

# specql_alone(NAME LIBC LIBRARY SOURCE…): one with a library of others, and of ours no more than base and what is named; LIBC as
# of specql_flags.
function(specql_alone name libc library)
  add_executable(${name} ${ARGN} ${specql_base_sources})
  specql_flags(${name} ${libc})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/gen")
  target_link_libraries(${name} PRIVATE ${library})
  specql_executable(${name})
endfunction()
