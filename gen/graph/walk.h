/*
 * Walk: which files of a project there are. Reads folders and stats files, opens none.
 *
 * Hidden files and folders, node_modules, CMake's build folders and the folders that are written to
 * are passed over. A link to a file is followed, one to a folder is not, so there are no loops;
 * where it may matter it is a warning.
 */
#ifndef GRAPH_WALK_H
#define GRAPH_WALK_H

#include "base/list.h"
#include "graph/found.h"

struct arena;
struct diag;
struct emitter;
struct project;
struct stat;

struct walk {
	struct found *entities; /* sorted by path */
	size_t nentities;
	struct found *sql; /* hand-written, below the project's SQL folder, sorted by path */
	size_t nsql;
	bool lost;          /* a folder that must be there is not */
	bool occupied;      /* a folder that is written to holds entities; they were found */
	struct list unread; /* folders that are there but could not be read */
	uint64_t digest; /* of the paths and stamps of all files, and of the paths of all folders */
	struct list folders; /* all that were read, relative to DIR, "" for DIR itself; sorted */
};

/* Walks the project in dir. Reports at their paths: folders that cannot be read, folders that
 * specql.yaml names and that are not there, those it wants to write to though they hold entities,
 * names with a tab or a line break. */
struct walk *walk(struct arena *, struct diag *, const char *dir, const struct project *);

/* The same in whatever order the folders give their files, and its sorting. */
struct walk *walk_unsorted(struct arena *, struct diag *, const char *dir, const struct project *);
void walk_sort(struct walk *);

/* The SQL files below another folder, sorted by path, as far as nothing is written there; *folders
 * becomes those that were read, or for one that is not there the one in which it would appear.
 * Reports as walk. */
struct found *walk_sql(struct arena *, struct diag *, const char *dir, const struct project *,
                       const char *path, struct list *folders, size_t *n);

/* Adds entity files, of which only the path is known if there is an error;
 * takes them over. The result is sorted. */
void walk_add(struct arena *, struct walk *, struct founds *);

/* A path without ./ before, / behind and // between. */
const char *walk_tidy(struct arena *, const char *path);

/* Makes the project's patterns of entities what a walk wants: without ./ before and / behind. Those
 * that lead out of the project are reported and taken away; "entities" is left if all were. */
void walk_inside(struct arena *, struct diag *, struct project *);

/* Reports a file that the settings name and that is not there, which makes the walk a lost one, and
 * folders and patterns with no file. */
void walk_unmatched(struct arena *, struct diag *, const struct project *, struct walk *);

/* Whether a path is a folder or lies below it; everything lies below "". */
bool walk_below(const char *path, const char *folder);

/* Whether a path matches a pattern: ? and * within a name, ** for any number of folders. */
bool walk_match(const char *pattern, const char *path);

/* dir/path, or the path itself if dir is ".", and dir if the path is "". */
const char *walk_path(struct arena *, const char *dir, const char *path);

/* The folder that an emitter writes below, as far as no entity is in its name;
 * "" for the whole project. */
const char *walk_emitted(struct arena *, const struct emitter *);

/* The folders of the project that are written to, relative to OUT: the layers, the folder of
 * Confiture's output and those of emitters, as far as no file's name is in them. Sorted. */
struct list walk_outputs(struct arena *, const struct project *);

#endif
