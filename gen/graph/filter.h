/*
 * Filter: what of a project's folders is looked at, told by names alone.
 */
#ifndef GRAPH_FILTER_H
#define GRAPH_FILTER_H

#include <stdbool.h>

struct arena;
struct project;

/* Whether the name is that of a YAML file, of an SQL file. */
bool filter_yaml(const char *name);
bool filter_sql(const char *name);

/* Whether it is so but for capital letters in what it ends with. */
bool filter_like(const char *name, bool sql);

/* Whether a file or folder is passed over: hidden ones and node_modules. */
bool filter_hidden(const char *name);

/* Whether everything below the folder is an entity, as far as it is a YAML file. */
bool filter_folder(const struct project *, const char *path);

/* Whether the file is an entity; inside: it lies below such a folder.
 * The name is the last part of the path. */
bool filter_entity(const struct project *, const char *path, const char *name, bool inside);

/* Whether a file is one of settings, wherever it lies: specql.yaml, the registry, an environment of
 * Confiture; also of a project within the project. */
bool filter_settings(const char *path);

/* The folder that everything matching a pattern of specql.yaml's `entities` lies below. */
const char *filter_root(struct arena *, const char *pattern);

/* Whether what is made of an entity file of this name would have a
 * longer name than the system takes. */
bool filter_long(const char *name);

#endif
