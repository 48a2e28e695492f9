# specql::yaml and specql::cjson: compiled from their sources where ./dev has fetched them, with our C
# library and sanitizers; else those that are installed.
# specql::pg_query: PostgreSQL's parser, if it is installed. specql-sqlcheck needs it and nothing else does.
# specql::pq: PostgreSQL's client library, if it is installed. specql-pgclient needs it and nothing else does.

if(EXISTS "${SPECQL_DEPS}/libyaml/src/api.c")
  file(GLOB sources "${SPECQL_DEPS}/libyaml/src/*.c")
  add_library(specql_yaml STATIC ${sources})
  target_include_directories(specql_yaml SYSTEM PUBLIC "${SPECQL_DEPS}/libyaml/include")
  target_compile_definitions(specql_yaml PRIVATE YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=2 YAML_VERSION_PATCH=5
    YAML_VERSION_STRING="0.2.5" PUBLIC YAML_DECLARE_STATIC)
  target_compile_options(specql_yaml PRIVATE -w ${specql_compile_options})
  add_library(specql::yaml ALIAS specql_yaml)
else()
  find_path(SPECQL_YAML_INCLUDE yaml.h REQUIRED)
  find_library(SPECQL_YAML_LIBRARY NAMES libyaml.a yaml REQUIRED)
  add_library(specql::yaml UNKNOWN IMPORTED)
  set_target_properties(specql::yaml PROPERTIES IMPORTED_LOCATION "${SPECQL_YAML_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${SPECQL_YAML_INCLUDE}")
endif()

if(EXISTS "${SPECQL_DEPS}/cjson/cJSON.c")
  add_library(specql_cjson STATIC "${SPECQL_DEPS}/cjson/cJSON.c")
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/include/cjson")
  configure_file("${SPECQL_DEPS}/cjson/cJSON.h" "${PROJECT_BINARY_DIR}/include/cjson/cJSON.h" COPYONLY)
  target_include_directories(specql_cjson SYSTEM PUBLIC "${PROJECT_BINARY_DIR}/include")
  target_compile_options(specql_cjson PRIVATE -w ${specql_compile_options})
  add_library(specql::cjson ALIAS specql_cjson)
else()
  find_path(SPECQL_CJSON_INCLUDE cjson/cJSON.h REQUIRED)
  find_library(SPECQL_CJSON_LIBRARY NAMES libcjson.a cjson REQUIRED)
  add_library(specql::cjson UNKNOWN IMPORTED)
  set_target_properties(specql::cjson PROPERTIES IMPORTED_LOCATION "${SPECQL_CJSON_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${SPECQL_CJSON_INCLUDE}")
endif()

find_path(SPECQL_PG_QUERY_INCLUDE pg_query.h)
find_library(SPECQL_PG_QUERY_LIBRARY NAMES libpg_query.a)
mark_as_advanced(SPECQL_PG_QUERY_INCLUDE SPECQL_PG_QUERY_LIBRARY)
if(SPECQL_PG_QUERY_INCLUDE AND SPECQL_PG_QUERY_LIBRARY)
  add_library(specql::pg_query STATIC IMPORTED)
  set_target_properties(specql::pg_query PROPERTIES IMPORTED_LOCATION "${SPECQL_PG_QUERY_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${SPECQL_PG_QUERY_INCLUDE}")
else()
  message(STATUS "libpg_query (Debian: libpg-query-dev) is not installed: no specql-sqlcheck, so no ninja check")
endif()

# With glibc and shared, as it is installed: what it uses itself is seldom there as archives.
find_path(SPECQL_PQ_INCLUDE libpq-fe.h PATH_SUFFIXES postgresql pgsql)
find_library(SPECQL_PQ_LIBRARY NAMES pq)
mark_as_advanced(SPECQL_PQ_INCLUDE SPECQL_PQ_LIBRARY)
if(SPECQL_PQ_INCLUDE AND SPECQL_PQ_LIBRARY)
  add_library(specql::pq UNKNOWN IMPORTED)
  set_target_properties(specql::pq PROPERTIES IMPORTED_LOCATION "${SPECQL_PQ_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${SPECQL_PQ_INCLUDE}")
else()
  message(STATUS "libpq (Debian: libpq-dev) is not installed: no specql-pgclient, so specql verify reaches no database")
endif()
