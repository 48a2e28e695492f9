# tmplc, and specql_templates(TARGET [FILE…]): compiles templates (paths relative to the project's root,
# default: all of templates/) and adds their functions to the target: templates/table.sql becomes
# "table_sql.h" and table_sql.c in the build folder.

file(GLOB sources ${specql_follow} "${PROJECT_SOURCE_DIR}/gen/tmpl/*.c")
add_library(specql_tmpl STATIC ${sources})
target_include_directories(specql_tmpl PUBLIC "${PROJECT_SOURCE_DIR}/gen")
specql_flags(specql_tmpl)

add_executable(specql_tmplc "${PROJECT_SOURCE_DIR}/tool/tmplc.c" ${specql_base_sources})
specql_flags(specql_tmplc)
set_target_properties(specql_tmplc PROPERTIES OUTPUT_NAME tmplc)
target_link_libraries(specql_tmplc PRIVATE specql_tmpl)

function(specql_templates target)
  set(files ${ARGN})
  if(NOT files)
    file(GLOB files ${specql_follow} RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/templates/*.*")
  endif()
  set(out "${PROJECT_BINARY_DIR}/templates/${target}")
  foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME)
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
    # The touch: tmplc leaves equal files alone, and make would then run it again and again.
    add_custom_command(OUTPUT "${out}/${name}.h" "${out}/${name}.c"
      COMMAND specql_tmplc "${file}" "${out}/${name}.h" "${out}/${name}.c"
      COMMAND "${CMAKE_COMMAND}" -E touch "${out}/${name}.h" "${out}/${name}.c"
      DEPENDS specql_tmplc "${PROJECT_SOURCE_DIR}/${file}"
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
      COMMENT "Compiling ${file}" VERBATIM)
    target_sources(${target} PRIVATE "${out}/${name}.h" "${out}/${name}.c")
  endforeach()
  target_include_directories(${target} PRIVATE "${out}" "${PROJECT_SOURCE_DIR}/gen")
endfunction()

# What the unit test of the compiler needs beside the library: the compiler, and compiled samples.
function(specql_template_tests)
  target_link_libraries(unit-tmpl PRIVATE specql_tmpl)
  specql_templates(unit-tmpl tests/unit/sample.sql tests/unit/sample.ts)
endfunction()
