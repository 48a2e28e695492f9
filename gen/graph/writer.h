/*
 * Writer: what the parts of build.ninja that are made of C share: ninja.c and groups.c.
 */
#ifndef GRAPH_WRITER_H
#define GRAPH_WRITER_H

#include "base/arena.h"
#include "graph/kind.h"
#include "graph/shape.h"

struct emissions;
struct graph;
struct inputs;
struct kind;
struct names;
struct sink;
struct strbuf;

struct writer {
	struct arena *arena;
	const struct shapes *shapes;
	struct names *names;
	struct inputs *inputs;
	struct arena scratch; /* of the entity at hand */
	struct arena *paths;  /* of outputs */
	struct graph *graph;
	struct strbuf *out;
	struct sink *to;     /* that takes what is in out, or NULL */
	const char *folder;  /* of the entity files that $s, $i and $m are set for */
	size_t nfolders;     /* so far; $m7 is the models of the eighth */
	struct list schemas; /* all, sorted */
	struct emissions *emissions;
	struct list emitted;  /* outputs of emitters so far */
	bool reads[NSOURCES]; /* by enum kind_source: whether some edge of each entity does */
};

/* Append a path, or each of a list behind a blank, as Ninja wants them. */
void writer_path(struct writer *, const char *);
void writer_paths(struct writer *, const struct list *);

/* Appends the files that a kind makes of all entities, each behind a blank. */
void writer_all_of(struct writer *, const struct kind *);

/* Goes through the entity files in order, of which none has been met: whether the i-th lies in
 * another folder than the one before. */
void writer_rewind(struct writer *);
bool writer_folder(struct writer *, size_t i);

/* Appends the path of what is made of its model, by the folder at hand, behind a blank. */
void writer_of_model(struct writer *, size_t i, const char *suffix);

/* Declares an output. */
void writer_output(struct writer *, const char *file);

/* What has been written may go on to the file; what lies in scratch is done with. */
void writer_flow(struct writer *);

/* Appends the edges of the bundles, if the project has some. */
void writer_bundles(struct writer *);

/* Append what is built together: the groups that users type, and the schemas. */
void writer_groups(struct writer *);
void writer_schemas(struct writer *);

#endif
