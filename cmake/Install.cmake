# cmake --install, and what CPack makes packages of.
#
#     component runtime   the executables, all in one folder where they find each other; links to those that people call
#     component doc       manual pages, completion, documents, JSON Schemas
#     component cmake     find_package(SpecqlNinja)
#
# Nothing holds a path of the prefix, so it may be moved.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(folder "${CMAKE_INSTALL_LIBEXECDIR}/specql-ninja")
get_property(executables GLOBAL PROPERTY SPECQL_EXECUTABLES)
install(TARGETS ${executables} EXPORT SpecqlNinjaTargets RUNTIME DESTINATION "${folder}" COMPONENT runtime)
file(RELATIVE_PATH way "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBEXECDIR}/specql-ninja")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/links/bash")
set(linked specql-ninja specql-diff)
foreach(name specql ${linked})
  file(CREATE_LINK "${way}/${name}" "${PROJECT_BINARY_DIR}/links/${name}" SYMBOLIC)
  install(FILES "${PROJECT_BINARY_DIR}/links/${name}" DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime)
endforeach()

set(doc "${CMAKE_INSTALL_DATADIR}/doc/specql-ninja")
install(FILES ${specql_man_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT doc)
set(completion "${PROJECT_BINARY_DIR}/completion/specql")
set(share "${CMAKE_INSTALL_DATADIR}")
install(FILES ${completion}.bash DESTINATION "${share}/bash-completion/completions" RENAME specql COMPONENT doc)
install(FILES ${completion}.zsh DESTINATION "${share}/zsh/site-functions" RENAME _specql COMPONENT doc)
install(FILES ${completion}.fish DESTINATION "${share}/fish/vendor_completions.d" COMPONENT doc)
# bash and fish look for a file with the name of the program.
foreach(name ${linked})
  file(CREATE_LINK specql "${PROJECT_BINARY_DIR}/links/bash/${name}" SYMBOLIC)
  file(CREATE_LINK specql.fish "${PROJECT_BINARY_DIR}/links/${name}.fish" SYMBOLIC)
  install(FILES "${PROJECT_BINARY_DIR}/links/bash/${name}" DESTINATION "${share}/bash-completion/completions" COMPONENT doc)
  install(FILES "${PROJECT_BINARY_DIR}/links/${name}.fish" DESTINATION "${share}/fish/vendor_completions.d" COMPONENT doc)
endforeach()
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${doc}" COMPONENT doc)
install(DIRECTORY docs/ DESTINATION "${doc}/docs" COMPONENT doc FILES_MATCHING PATTERN "*.md" PATTERN "*.svg")
install(DIRECTORY schema/ DESTINATION "${share}/specql-ninja/schema" COMPONENT doc FILES_MATCHING PATTERN "*.json")
# The documents refer to it.
file(CREATE_LINK ../../specql-ninja/schema "${PROJECT_BINARY_DIR}/links/schema" SYMBOLIC)
install(FILES "${PROJECT_BINARY_DIR}/links/schema" DESTINATION "${doc}" COMPONENT doc)

# What the executables hold parts of.
function(specql_licence name)
  foreach(file IN LISTS ARGN)
    if(EXISTS "${file}")
      install(FILES "${file}" DESTINATION "${doc}/licences" RENAME "${name}" COMPONENT doc)
      return()
    endif()
  endforeach()
endfunction()
set(docs /usr/share/doc)
specql_licence(libyaml "${SPECQL_DEPS}/libyaml/License" ${docs}/libyaml-dev/copyright)
specql_licence(cjson "${SPECQL_DEPS}/cjson/LICENSE" ${docs}/libcjson-dev/copyright)
specql_licence(libpg_query ${docs}/libpg-query-dev/copyright)
specql_licence(${specql_libc} ${docs}/musl-dev/copyright ${docs}/libc6-dev/copyright)

# The executables run where the build runs, whatever is built: no word about the size of pointers.
set(package "${share}/cmake/SpecqlNinja")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/SpecqlNinjaConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/SpecqlNinjaConfig.cmake" INSTALL_DESTINATION "${package}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/SpecqlNinjaConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(EXPORT SpecqlNinjaTargets NAMESPACE specql:: DESTINATION "${package}" COMPONENT cmake)
install(FILES cmake/SpecqlNinja.cmake "${PROJECT_BINARY_DIR}/SpecqlNinjaConfig.cmake"
  "${PROJECT_BINARY_DIR}/SpecqlNinjaConfigVersion.cmake" DESTINATION "${package}" COMPONENT cmake)

if(PROJECT_IS_TOP_LEVEL)
  include(Package)
endif()
