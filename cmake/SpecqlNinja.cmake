# specql_add_schema(TARGET ROOT DIR …): a target that builds a SpecQL project. docs/cmake.md tells all of it.
#
#     ROOT DIR             the project's folder; it is only read
#     OUTPUT DIR           where everything is written; default: the folder TARGET in the current binary folder
#     CONFIG FILE          the settings, instead of ROOT/specql.yaml
#     JOBS N               at most so many processes; default: what Ninja or the job server of make says
#     SCHEMA FILE…         the schemas that are made, below OUTPUT; default: db/generated/schema_local.sql
#     TARGETS NAME…        what is built instead of everything: sql, frontend, docs, check, schema_<env>
#     BYPRODUCTS FILE…     other outputs that some target of yours needs, below OUTPUT
#     DEPENDS …            targets and files that must be there first
#     ENVIRONMENT N=V…     for the tools, such as CONFITURE=/opt/confiture/bin/confiture
#     EXCLUDE_FROM_ALL     not a part of `all`
#
# Relative folders and files are those of the current source folder (ROOT, CONFIG) and binary folder (OUTPUT). Of the
# target the properties SPECQL_ROOT, SPECQL_OUTPUT and SPECQL_SCHEMA can be asked for.
#
# The work is Ninja's, in a build of its own: its null build is the check whether something is to be done, so CMake
# need not know the entities, and a new one needs no configuration.

include_guard(GLOBAL)

function(_specql_fault text)
  message(FATAL_ERROR "specql_add_schema: ${text}")
endfunction()

# The Ninja of the nested build.
function(_specql_ninja result)
  if(CMAKE_GENERATOR MATCHES "Ninja" AND NOT SPECQL_NINJA_PROGRAM)
    set(${result} "${CMAKE_MAKE_PROGRAM}" PARENT_SCOPE)
    return()
  endif()
  find_program(SPECQL_NINJA_PROGRAM NAMES ninja ninja-build samu NO_CMAKE_FIND_ROOT_PATH DOC "The Ninja that builds SpecQL projects")
  mark_as_advanced(SPECQL_NINJA_PROGRAM)
  if(NOT SPECQL_NINJA_PROGRAM)
    _specql_fault("there is no Ninja; install it (Debian: ninja-build), or set SPECQL_NINJA_PROGRAM")
  endif()
  set(${result} "${SPECQL_NINJA_PROGRAM}" PARENT_SCOPE)
endfunction()

# Absolute, without a slash at the end.
function(_specql_path result path base)
  get_filename_component(path "${path}" ABSOLUTE BASE_DIR "${base}")
  set(${result} "${path}" PARENT_SCOPE)
endfunction()

# The files that an argument names, absolute; all are below OUTPUT.
function(_specql_below result argument output)
  set(found "")
  foreach(file IN LISTS arg_${argument})
    _specql_path(path "${file}" "${output}")
    string(FIND "${path}" "${output}/" at)
    if(NOT at EQUAL 0)
      _specql_fault("${argument} ${file} is not below OUTPUT ${output}")
    endif()
    list(APPEND found "${path}")
  endforeach()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# As a word of a command, which expands lists: a semicolon would be taken for the end of a word. Twice for one of a list.
function(_specql_word result text)
  string(REPLACE ";" "\\;" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# Whether a text has a bracket without its counterpart: then CMake takes what follows it in a list for a part of it.
function(_specql_open result text)
  string(REGEX REPLACE "[^[]" "" opened "${text}")
  string(REGEX REPLACE "[^]]" "" closed "${text}")
  string(LENGTH "${opened}" opened)
  string(LENGTH "${closed}" closed)
  set(${result} OFF PARENT_SCOPE)
  if(NOT opened EQUAL closed)
    set(${result} ON PARENT_SCOPE)
  endif()
endfunction()

# Where OUTPUT may not be: Ninja's build.ninja of CMake, and another schema, would be overwritten.
function(_specql_claim output)
  if(output MATCHES ";")
    _specql_fault("OUTPUT ${output}: CMake cannot have a semicolon in the path of what is made")
  endif()
  _specql_open(open "${output}")
  if(open)
    _specql_fault("OUTPUT ${output}: CMake cannot have one half of [] in the path of what is made")
  endif()
  if(EXISTS "${output}" AND NOT IS_DIRECTORY "${output}")
    _specql_fault("OUTPUT ${output} is a file; name a folder")
  endif()
  get_filename_component(real "${output}" REALPATH)
  get_filename_component(build "${CMAKE_BINARY_DIR}" REALPATH)
  if(real STREQUAL build)
    _specql_fault("OUTPUT is CMake's own build folder; choose a folder in it")
  endif()
  get_property(taken GLOBAL PROPERTY SPECQL_OUTPUTS)
  if(real IN_LIST taken)
    _specql_fault("OUTPUT ${output} is that of another schema, too")
  endif()
  set_property(GLOBAL APPEND PROPERTY SPECQL_OUTPUTS "${real}")
endfunction()

# What is not ours and `clean` would remove: the project itself, and in a build among the sources one of their folders.
function(_specql_spare root output)
  get_filename_component(real "${output}" REALPATH)
  get_filename_component(root "${root}" REALPATH)
  string(FIND "${root}/" "${real}/" at)
  if(at EQUAL 0)
    _specql_fault("${output}, which clean removes, holds ROOT, too; name another OUTPUT")
  endif()
  get_filename_component(source "${CMAKE_CURRENT_SOURCE_DIR}" REALPATH)
  get_filename_component(build "${CMAKE_CURRENT_BINARY_DIR}" REALPATH)
  if(source STREQUAL build AND IS_DIRECTORY "${output}" AND NOT IS_DIRECTORY "${output}/.specql")
    _specql_fault("${output}, which clean removes, is a folder of your sources; name another OUTPUT")
  endif()
endfunction()

# Whether a subdirectory's build folder lies in what `clean` removes; all are known when the top folder is done.
function(_specql_apart_below source)
  get_property(outputs GLOBAL PROPERTY SPECQL_CLEANED)
  get_property(folders DIRECTORY "${source}" PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS folders)
    get_property(build DIRECTORY "${folder}" PROPERTY BINARY_DIR)
    foreach(output IN LISTS outputs)
      string(FIND "${build}/" "${output}/" at)
      if(at EQUAL 0)
        _specql_fault("${output}, which clean removes, is the build folder of ${folder}, too; name another OUTPUT")
      endif()
    endforeach()
    _specql_apart_below("${folder}")
  endforeach()
endfunction()

function(_specql_apart)
  _specql_apart_below("${CMAKE_SOURCE_DIR}")
endfunction()

function(_specql_check)
  if(NOT DEFINED arg_ROOT)
    _specql_fault("ROOT is missing: the project's folder")
  elseif(arg_UNPARSED_ARGUMENTS)
    _specql_fault("unknown argument '${arg_UNPARSED_ARGUMENTS}'")
  elseif(arg_KEYWORDS_MISSING_VALUES)
    _specql_fault("no value after ${arg_KEYWORDS_MISSING_VALUES}")
  elseif(DEFINED arg_JOBS AND NOT arg_JOBS MATCHES "^[1-9][0-9]*$")
    _specql_fault("JOBS takes a number, not '${arg_JOBS}'")
  endif()
  foreach(variable IN LISTS arg_ENVIRONMENT)
    _specql_open(open "${variable}")
    if(NOT variable MATCHES "^[A-Za-z_][A-Za-z_0-9]*=")
      _specql_fault("ENVIRONMENT takes NAME=VALUE, not '${variable}'")
    elseif(open)
      _specql_fault("ENVIRONMENT ${variable}: CMake cannot have one half of [] in a list")
    endif()
  endforeach()
  if(NOT TARGET specql::ninja)
    _specql_fault("the target specql::ninja is missing; call find_package(SpecqlNinja) in this folder or one above")
  endif()
endfunction()

function(specql_add_schema target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "EXCLUDE_FROM_ALL" "ROOT;OUTPUT;CONFIG;JOBS"
    "SCHEMA;TARGETS;BYPRODUCTS;DEPENDS;ENVIRONMENT")
  # CMake leaves an empty value out, or takes it for an empty list.
  foreach(name ROOT OUTPUT CONFIG JOBS SCHEMA TARGETS)
    if(name IN_LIST ARGV AND "${arg_${name}}" STREQUAL "")
      list(APPEND arg_KEYWORDS_MISSING_VALUES ${name})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES arg_KEYWORDS_MISSING_VALUES)
  _specql_check()
  _specql_ninja(ninja)
  _specql_path(root "${arg_ROOT}" "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT IS_DIRECTORY "${root}")
    _specql_fault("ROOT ${root} is no folder")
  endif()
  set(config "${root}/specql.yaml")
  if(DEFINED arg_CONFIG)
    _specql_path(config "${arg_CONFIG}" "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  if(DEFINED arg_OUTPUT)
    _specql_path(output "${arg_OUTPUT}" "${CMAKE_CURRENT_BINARY_DIR}")
  else()
    _specql_spare("${root}" "${output}")
    set_property(DIRECTORY APPEND PROPERTY ADDITIONAL_CLEAN_FILES "${output}")
    get_property(deferred GLOBAL PROPERTY SPECQL_CLEANED SET)
    if(NOT deferred)
      cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _specql_apart)
    endif()
    set_property(GLOBAL APPEND PROPERTY SPECQL_CLEANED "${output}")
  endif()
  _specql_claim("${output}")

  if(NOT DEFINED arg_SCHEMA AND NOT DEFINED arg_TARGETS)
    set(arg_SCHEMA db/generated/schema_local.sql)
  endif()
  _specql_below(schema SCHEMA "${output}")
  _specql_below(byproducts BYPRODUCTS "${output}")

  # Faults of the settings are of no output but of an edge of their own.
  set(wanted "")
  if(DEFINED arg_TARGETS)
    set(wanted .specql/project.ok ${arg_TARGETS})
  endif()
  _specql_word(root_word "${root}")
  _specql_word(config_word "${config}")
  set(environment "")
  foreach(variable IN LISTS arg_ENVIRONMENT)
    _specql_word(variable "${variable}")
    _specql_word(variable "${variable}")
    list(APPEND environment "${variable}")
  endforeach()
  set(unset "")
  set(jobs "")
  set(serves "")
  if(DEFINED arg_JOBS)
    set(jobs -j ${arg_JOBS})
    set(unset --unset=MAKEFLAGS)
  elseif(CMAKE_GENERATOR MATCHES "Makefiles" AND CMAKE_VERSION VERSION_GREATER_EQUAL 3.28)
    set(serves JOB_SERVER_AWARE ON)
  elseif(CMAKE_GENERATOR MATCHES "Makefiles")
    set(unset --unset=MAKEFLAGS)
  endif()
  set(all ALL)
  if(arg_EXCLUDE_FROM_ALL)
    set(all "")
  endif()
  set(tools "")
  if(TARGET specql_tools)
    set(tools specql_tools)
  endif()

  # A file that the settings do not make would be missed only by who needs it. A semicolon would end the argument.
  set(there "")
  foreach(file IN LISTS schema byproducts)
    list(APPEND there COMMAND sh -c [[test -e "$0" || ( printf "specql_add_schema: nothing makes %s\073 SCHEMA and BYPRODUCTS name what it makes\n" "$0" >&2 && false)]]
      "${file}")
  endforeach()

  # All faults at once: one bad file does not stop the others. A path with a = would be taken for a variable, but not behind sh.
  set(run [[exec "$0" "$@"]])
  add_custom_target("${target}" ${all}
    COMMAND "${CMAKE_COMMAND}" -E env ${unset} "SPECQL_ROOT=${root_word}" ${environment} sh -c "${run}"
      "$<TARGET_FILE:specql::ninja>" --quiet --defer -C "${root_word}" -B "${output}" --config "${config_word}"
    COMMAND "${CMAKE_COMMAND}" -E env ${unset} "SPECQL_ROOT=${root_word}" ${environment} sh -c "${run}"
      "${ninja}" -C "${output}" -k 0 ${jobs} ${wanted}
    ${there}
    BYPRODUCTS ${schema} ${byproducts}
    DEPENDS ${tools} ${arg_DEPENDS}
    COMMENT "Building the SpecQL project ${target}"
    USES_TERMINAL VERBATIM COMMAND_EXPAND_LISTS ${serves})
  set_target_properties(${target} PROPERTIES
    SPECQL_ROOT "${root}" SPECQL_OUTPUT "${output}" SPECQL_SCHEMA "${schema}")
endfunction()
