# cpack: a .tar.gz that may be unpacked anywhere, and a .deb. PackageFiles.cmake finishes what is in them.

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_SOURCE_GENERATOR "")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_NAME specql-ninja)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_VENDOR "the specql-ninja authors")
set(SPECQL_CONTACT "the specql-ninja authors <specql-ninja@localhost.localdomain>" CACHE STRING
  "Who answers for the packages: name <address>")
set(CPACK_PACKAGE_CONTACT "${SPECQL_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compiles SpecQL, business entities in YAML, into a PostgreSQL backend")
set(CPACK_PACKAGE_DESCRIPTION "specql-ninja turns entity files into tables, functions, a typed frontend and
documentation. It works as a build: every generated file is a target of Ninja
of its own, so a changed field costs one field's worth of work.
.
The last target needs Confiture, which is installed by
pip install fraiseql-confiture.")
string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" machine)
set(CPACK_PACKAGE_FILE_NAME "specql-ninja-${PROJECT_VERSION}-${machine}")
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 1)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/PackageFiles.cmake")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ninja-build (>= 1.10)")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "graphviz, postgresql (>= 15)")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Of executables that are not static.
find_program(SPECQL_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(SPECQL_SHLIBDEPS)
if(SPECQL_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
