# As a part of somebody else's build: nothing of ours is made unless it is used, and nothing of theirs holds for us that
# would break or warn. All of this ends with our folder; what is set here is never seen by the parent.

if(NOT SPECQL_INSTALL)
  set_property(DIRECTORY PROPERTY EXCLUDE_FROM_ALL ON)
endif()
foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS INCLUDE_DIRECTORIES LINK_OPTIONS LINK_DIRECTORIES LINK_LIBRARIES)
  set_property(DIRECTORY PROPERTY ${property} "")
endforeach()
foreach(variable UNITY_BUILD INTERPROCEDURAL_OPTIMIZATION COMPILE_WARNING_AS_ERROR POSITION_INDEPENDENT_CODE AUTOMOC AUTOUIC
    AUTORCC ENABLE_EXPORTS LINK_WHAT_YOU_USE)
  set(CMAKE_${variable} OFF)
endforeach()
foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES CMAKE_BUILD_TYPE)
  string(TOUPPER "${config}" config)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION_${config} OFF)
  set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY_${config} "${PROJECT_BINARY_DIR}/${config}")
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY_${config} "${PROJECT_BINARY_DIR}/${config}")
endforeach()
foreach(variable C_STANDARD_LIBRARIES C_VISIBILITY_PRESET)
  unset(CMAKE_${variable})
endforeach()
# A cached value would show again behind one that is unset.
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
set(CMAKE_C_CLANG_TIDY "")
set(CMAKE_C_CPPCHECK "")
set(CMAKE_C_INCLUDE_WHAT_YOU_USE "")
# Their builds need not look for new sources of ours.
set(specql_follow "")
# Of the libraries of others; an older standard would hide half of what they call.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS ON)
