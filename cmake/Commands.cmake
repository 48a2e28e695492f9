# The manual pages and completions of gen/command/commands.def, in build/man/man1 and build/completion.

set(specql_commands_def "${PROJECT_SOURCE_DIR}/gen/command/commands.def")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${specql_commands_def}")
# Not as lines: CMake takes brackets in a list for its own.
file(READ "${specql_commands_def}" text)
string(REGEX MATCHALL "\nCOMMAND[(][a-z_]+, \"[a-z ]+\"" rows "${text}")
set(made "")

# specql_page(FILE ARGUMENT…): what specql prints, as a file below the build folder.
macro(specql_page file)
  add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/${file}"
    COMMAND specql_command ${ARGN} > "${PROJECT_BINARY_DIR}/${file}"
    DEPENDS specql_command COMMENT "Writing ${file}" VERBATIM)
  list(APPEND made "${PROJECT_BINARY_DIR}/${file}")
endmacro()

file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/man/man1" "${PROJECT_BINARY_DIR}/completion")
specql_page(man/man1/specql.1 help --man)
foreach(row IN LISTS rows)
  string(REGEX REPLACE ".*\"([a-z ]+)\"" "\\1" name "${row}")
  string(REPLACE " " "-" page "${name}")
  string(REPLACE " " ";" words "${name}")
  specql_page(man/man1/specql-${page}.1 help ${words} --man)
endforeach()
foreach(shell bash zsh fish)
  specql_page(completion/specql.${shell} completion ${shell})
endforeach()
add_custom_target(specql_pages ALL DEPENDS ${made})
add_dependencies(specql_tools specql_pages)
set(specql_man_pages ${made})
list(FILTER specql_man_pages INCLUDE REGEX "[.]1$")
