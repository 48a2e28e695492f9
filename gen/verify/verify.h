/*
 * Verify: whether a built schema, and a running database, are what the models say.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "base/list.h"
#include "verify/expect.h"
#include "verify/session.h"

struct arena;
struct diag;
struct options;
struct owner;
struct shapes;
struct source;

struct verification {
	struct arena *arena;
	struct diag *diag;
	const struct shapes *shapes;
	const struct options *options;
	struct owner *owners; /* an entity each */
	size_t nowners;
	struct expectation expected;
	bool known;                      /* how PostgreSQL spells it */
	struct list files;               /* of the schema, sorted */
	struct list hand;                /* words of hand-written SQL */
	struct external_table *external; /* tables that somebody else makes */
	size_t nexternal;
	bool last;     /* the database is thrown away next: nothing needs to be undone */
	size_t called; /* functions */
	bool checked;  /* by plpgsql_check */
	size_t objects[FACT_KINDS]; /* that were compared */
};

/* Reads what was built in the current folder, an output root. False after reporting. */
bool verification_read(struct verification *);

/* Loads a built schema into a database that must be empty, compares what the catalogue has then
 * with the models, calls what can be called, and undoes it all. The facts are what there was. False
 * after reporting that it could not be done; differences are reported and no failure. */
bool verification_schema(struct verification *, const struct session *, const struct source *schema,
                         struct facts *found);

/* Compares another database with what was found; nothing is written there. */
bool verification_live(struct verification *, const struct session *, const struct source *schema,
                       struct facts *found);

void verification_end(struct verification *);

#endif
