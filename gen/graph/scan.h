/*
 * Scan: the only reader of the outside world. Brings everything that the build depends on below
 * .specql/ and writes a file there only when its content differs, so that Ninja,
 * which compares times, sees contents.
 *
 *     .specql/src/<path>           copies of the entity files
 *     .specql/kind/<kind>          options of a kind and the content hash of its executable
 *     .specql/tools/               copies of the executables, if actions may run elsewhere
 *     .specql/environment/<env>    hashes of what Confiture reads and nobody generates
 *     .specql/project              faults of the project as a whole, as text
 *     .specql/last/                specql.yaml and the registry as they last were without faults
 *     .specql/scan, scan.d         the cache; the depfile for Ninja, and what it calls .specql:
 *     .specql/0, .specql/1         one of the two (graph/alias.h)
 *     .specql/shape.txt            what shapes the graph, written last (graph/shape.h)
 *
 * Works in the current folder, which is OUT.
 */
#ifndef GRAPH_SCAN_H
#define GRAPH_SCAN_H

#include "graph/cache.h"
#include "graph/usage.h"

struct arena;
struct diag;
struct found;
struct project;
struct settling;
struct title;
struct walk;

struct scan {
	struct arena *arena;
	struct diag *diag;    /* of what cannot be written */
	struct diag *faults;  /* of the project as a whole */
	const char *dir;      /* of the project, as seen from OUT: "." or a folder */
	const char *settings; /* read instead of specql.yaml, or NULL */
	struct project *project;
	const char **project_files; /* those that were read */
	struct walk *walk;
	struct usage usage;        /* what scan_know finds: what the entries use together, */
	struct settling *settling; /* what they say to each other, */
	struct title *titles;      /* and their titles, after scan_codes */
	struct diag *frozen;       /* takes entities that the registry does not hold, or NULL */
	struct cache before;       /* as of the round before: at first the cache */
	struct cache now;
	/* With emitters: what environments include beside the SQL's folder,
	 * each behind its environment. */
	struct list included;
	struct list watched; /* files and folders for the depfile, beside walk's */
	uint64_t tool;       /* hash of specql-scan itself */
	int64_t began;
	int64_t looked; /* what has a later time may not have been read */
	int rounds;     /* in which it looked at everything */
	bool copied;    /* every entity file that was there before has its copy */
	bool foreign;   /* it looked into folders that are not the walk's */
	bool reshaped;  /* more than the text of entities changed since the last scan */
	bool moved;     /* something was not as the round before knew it */
	bool known;     /* there was a scan before */
	bool edge;      /* of Ninja */
	bool sound;     /* the settings are without faults */
	bool mended;    /* the clock was set back: what Ninja has read of the past is wrong */
	bool unread;    /* something that is there cannot be read: no time tells when it can */
	bool hidden;    /* they hide entities that there were: nothing is brought up to date */
};

/* Scans the project in dir. NULL after reporting what could not be written. Faults of entity files
 * and of the project are no failure: entries tell which files have some, scan->faults has those of
 * the project. Entities that the registry does not hold are reported to frozen, if that is not
 * NULL. edge: Ninja runs it, and will ask for times. */
struct scan *scan_run(struct arena *, struct diag *, const char *dir, bool edge,
                      struct diag *frozen);

/* The paths of the entity files that have faults, sorted, in an arena of their own. */
struct list scan_faulty(struct arena *, const struct scan *);

/* The entry's text as hash, and its copy: see entry.c. False for a file that cannot be read. */
bool scan_entity(struct scan *, const struct found *, const struct entry *before, struct entry *);

/* Makes the folders that are written to and gives each environment a configuration; the walk of the
 * next round finds them. */
void scan_prepare(struct scan *);

/* Makes a folder of OUT where there is none. */
void scan_folder(struct scan *, const char *folder);

/* Brings a file of DIR to the same place in OUT, unless that is the same folder;
 * false if it cannot be read. */
bool scan_bring(struct scan *, const char *path);

/* Copies hand-written SQL to OUT and writes .specql/environment/…. */
void scan_hand_written(struct scan *);

/* SQL by hand in the folder of an emitter, where nobody looks for it, is a fault of the project. */
void scan_strays(struct scan *);

/* Removes the copies of files that are gone. */
void scan_forget(struct scan *);

/* Hashes the executables of the build. */
void scan_tools(struct scan *);

/* Writes .specql/kind/…: call when the entries are final and all is hashed. */
void scan_kinds(struct scan *);

/* Learns from the shapes of all entities what is asked of them together:
 * call when the entries are final. */
void scan_know(struct scan *);

/* Gives the titles their table codes; what stands against those is a fault of the whole project. */
void scan_codes(struct scan *);

/* Writes .specql/shape.txt: call when the titles have their codes. */
void scan_shapes(struct scan *);

/* Whether all of these files are there. */
bool scan_kinds_there(struct scan *);

/* Writes .specql/scan.d: everything that was looked at, under an alias (graph/alias.h), with the
 * newest of their times. What has a time after now is left out and a warning, and the scan runs at
 * every build, as it does with `again`. True if it does not; false also after reporting that the
 * file cannot be written. */
bool scan_depfile(struct scan *, int64_t now, bool again);

/* The same where nothing changed: only the alias is another. */
void scan_depfile_again(struct scan *);

/* The content hash of a file that is no entity, from its stamp if that is known; 0 if it cannot be
 * read. The file is watched. */
uint64_t scan_hash(struct scan *, const char *path);

/* Reads the settings: as they are; if they have faults, as they last were without,
 * or what is sound of them. */
void scan_project(struct scan *);

/* Watches the files of the settings. */
void scan_settings(struct scan *);

/* Walks the project. */
void scan_walk(struct scan *);

/* Looks at everything and reads what changed, until nothing moves meanwhile. */
void scan_rounds(struct scan *);

/* Whether all is still as it was looked at, later than anything that was written or,
 * if nothing was, read. */
bool scan_quiet(struct scan *);

/* Whether a file may have changed since it was read without its stamp telling (stamp_racy). */
bool scan_racy(const struct scan *);

#define SCAN_SHAPE ".specql/shape.txt"

/* The folder of the executables, as seen from OUT. */
#define SCAN_BIN ".specql/bin"

#endif
