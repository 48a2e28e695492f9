# CPack runs this on the files of a package before it packs them.

# Debian's rules: where things lie, and what must be compressed.
function(debian_files)
  set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
  set(doc "${share}/doc/specql-ninja")
  file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
  file(REMOVE "${doc}/LICENSE")
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/debian.copyright" "${doc}/copyright" COPYONLY)
  file(MAKE_DIRECTORY "${share}/lintian/overrides")
  file(WRITE "${share}/lintian/overrides/specql-ninja"
    "# A process that runs once per edge starts three times as fast when it is static.\n"
    "specql-ninja: statically-linked-binary\n"
    "specql-ninja: embedded-library *\n")
  # CMake has no date in English of a time that is given.
  set(at "$ENV{SOURCE_DATE_EPOCH}")
  if(NOT at)
    string(TIMESTAMP at "%s" UTC)
  endif()
  execute_process(COMMAND date -uRd "@${at}" OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE "${doc}/changelog"
    "specql-ninja (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n"
    "  * CHANGELOG.md tells what is new.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
  file(GLOB pages "${share}/man/man1/*.1")
  execute_process(COMMAND gzip -9n ${pages} "${doc}/changelog" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(CPACK_GENERATOR STREQUAL "DEB")
  debian_files()
endif()
# Whoever packs may have another umask.
execute_process(COMMAND chmod -R u=rwX,go=rX "${CPACK_TEMPORARY_DIRECTORY}" COMMAND_ERROR_IS_FATAL ANY)
# The same bytes at every run.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(COMMAND find "${CPACK_TEMPORARY_DIRECTORY}" -exec touch -hd "@$ENV{SOURCE_DATE_EPOCH}" {} +
    COMMAND_ERROR_IS_FATAL ANY)
endif()
