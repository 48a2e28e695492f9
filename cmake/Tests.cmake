# Registers every test. A tree that ./dev builds beside this one (asan, fuzz) lists its tests here too,
# so that one run of CTest ends with one summary.
#
#     unit/NAME           tests/unit/NAME.c, run in tests/unit
#     AREA[/VARIANT]      tests/AREA/run BIN_DIR, run in tests/AREA
#     pg/NAME             tests/pg/NAME BIN_DIR, random projects and values, always the same ones
#     fuzz/NAME           tests/fuzz/NAME.c, 20 seconds of libFuzzer

set(SPECQL_TEST_TREES "" CACHE STRING "Build trees below this one whose tests run with ours")
foreach(tree IN LISTS SPECQL_TEST_TREES)
  file(WRITE "${PROJECT_BINARY_DIR}/also-${tree}.cmake" "subdirs(\"${PROJECT_BINARY_DIR}/${tree}\")\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${PROJECT_BINARY_DIR}/also-${tree}.cmake")
endforeach()

set(tests "${PROJECT_SOURCE_DIR}/tests")
set(bin "${PROJECT_BINARY_DIR}/bin")
set(prefix "")
set(label "dev")
if(SPECQL_SANITIZE)
  set(prefix "asan/")
  set(label "asan")
endif()
# ./dev puts the Python tools beside the sources of the libraries.
get_filename_component(tools "${SPECQL_DEPS}" DIRECTORY)
set(environment "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1" "UBSAN_OPTIONS=print_stacktrace=1"
  "SPECQL_SANITIZE=${SPECQL_SANITIZE}" "CONFITURE=${tools}/confiture/bin/confiture")

# specql_test(NAME TIMEOUT [SERIAL] FOLDER DIR COMMAND … [ENVIRONMENT NAME=VALUE…])
function(specql_test name timeout)
  cmake_parse_arguments(arg "SERIAL" "FOLDER" "COMMAND;ENVIRONMENT" ${ARGN})
  add_test(NAME "${prefix}${name}" COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${arg_FOLDER}")
  set_tests_properties("${prefix}${name}" PROPERTIES TIMEOUT ${timeout} LABELS "${label}"
    ENVIRONMENT "${environment};${arg_ENVIRONMENT}")
  if(arg_SERIAL)
    set_tests_properties("${prefix}${name}" PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

# specql_area(NAME TIMEOUT [ENVIRONMENT NAME=VALUE…] [AS TESTNAME]): tests/NAME/run.
function(specql_area name timeout)
  cmake_parse_arguments(arg "" "AS" "ENVIRONMENT" ${ARGN})
  if(NOT arg_AS)
    set(arg_AS ${name})
  endif()
  specql_test("${arg_AS}" ${timeout} COMMAND "${tests}/${name}/run" "${bin}" FOLDER "${tests}/${name}"
    ENVIRONMENT ${arg_ENVIRONMENT})
endfunction()

if(SPECQL_FUZZ)
  file(GLOB sources CONFIGURE_DEPENDS "${tests}/fuzz/*.c")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(fuzz-${name} "${source}")
    specql_flags(fuzz-${name})
    target_link_libraries(fuzz-${name} PRIVATE specql)
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
    set(prefix "")
    set(label "fuzz")
    specql_test(fuzz/${name} 120 FOLDER "${PROJECT_BINARY_DIR}"
      COMMAND "${tests}/fuzz/run" "$<TARGET_FILE:fuzz-${name}>" "${tests}/fuzz/${name}.seeds")
  endforeach()
  return()
endif()

file(GLOB sources CONFIGURE_DEPENDS "${tests}/unit/*.c")
foreach(source IN LISTS sources)
  get_filename_component(name "${source}" NAME_WE)
  add_executable(unit-${name} "${source}")
  specql_flags(unit-${name})
  target_link_libraries(unit-${name} PRIVATE specql)
  target_compile_options(unit-${name} PRIVATE -UNDEBUG)
  target_include_directories(unit-${name} PRIVATE "${tests}" "${tests}/unit")
  set_target_properties(unit-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/unit")
  specql_test(unit/${name} 120 COMMAND unit-${name} FOLDER "${tests}/unit")
endforeach()
if(TARGET unit-tmpl)
  specql_template_tests()
endif()

specql_area(errors 300)
specql_area(golden 300)
specql_area(input 600)
specql_area(pg 600)
set(projects 12)
if(SPECQL_SANITIZE)
  set(projects 4)
endif()
specql_test(pg/random 300 COMMAND "${tests}/pg/random" "${bin}" --projects ${projects} FOLDER "${tests}/pg")
specql_test(pg/refused 300 COMMAND "${tests}/pg/refused" "${bin}" --values 100 FOLDER "${tests}/pg")
specql_area(schema 300 ENVIRONMENT "PYTHON=${tools}/jsonschema/bin/python")
specql_area(graph 600 AS graph/ninja ENVIRONMENT NINJA=ninja)
if(NOT SPECQL_SANITIZE)
  specql_area(graph 600 AS graph/ninja-newest ENVIRONMENT "NINJA=${tools}/ninja-newest/bin/ninja")
endif()
specql_area(confiture 600 AS confiture/pinned)
specql_area(confiture 600 AS confiture/newest ENVIRONMENT "CONFITURE=${tools}/confiture-newest/bin/confiture")
if(NOT SPECQL_SANITIZE)
  specql_area(docs 300)
  foreach(name layers size)
    specql_test(${name} 60 COMMAND "${tests}/${name}" FOLDER "${tests}")
  endforeach()
endif()
