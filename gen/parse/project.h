/*
 * Project: specql.yaml and registry/domain_registry.yaml, read and checked.
 */
#ifndef PARSE_PROJECT_H
#define PARSE_PROJECT_H

#include "model/options.h"

/* Where a project has its registry. */
#define REGISTRY_PATH "registry/domain_registry.yaml"

/* An entry of `emitters:`: somebody else's program that makes one file of an entity's model. */
struct emitter {
	struct span at;
	const char *name;
	const char *command; /* with $in (the model) and $out */
	const char *output;  /* path below OUT with {entity} and {schema} */
};

/* What a machine that runs actions must be like: OSFamily, linux. */
struct property {
	const char *name, *value;
};

struct node;
struct registry;

struct project {
	struct options options;
	const char **entities; /* folders or globs; n 0: every entities/ folder */
	size_t nentities;
	const struct source *source; /* specql.yaml */
	const struct node *doc;      /* its document, or NULL */
	struct span *entities_at;    /* the places of entities in it */
	/* Those of `entities` without * and ?, sorted, and the others; by walk_inside. */
	const char **named, **globs;
	size_t nnamed, nglobs;
	const char **added; /* entity files that a command line names beyond them (graph/given.h) */
	size_t nadded;
	const char **environments; /* local unless given */
	size_t nenvironments;
	const char *sql_folder;       /* db/schema */
	bool sql_given;               /* a command line names it (graph/given.h) */
	const char *generated_folder; /* db/generated */
	const char *frontend_folder;  /* frontend/generated; NULL: switched off */
	const char *docs_folder;      /* docs/generated; NULL: switched off */
	struct span clients_at;
	const char *confiture; /* path given by the author, or NULL */
	struct emitter *emitters;
	size_t nemitters;
	bool looked_at;            /* nothing is built of it, so where we are is no output root */
	bool remote;               /* actions may run, or be cached, elsewhere */
	struct property *platform; /* of those machines */
	size_t nplatform;
	struct registry *registry; /* NULL if there is none */
	bool registry_faulty;      /* something of it was reported, so an entry may be missing */
	bool per_entity;           /* granularity: entity */
	bool bundled;              /* bundle: schema */
	bool registry_required;    /* registry: required */
};

/* The folders of outputs unless the author gives others; everything else zero. */
extern const struct project project_default;

/* The project in a folder. Missing files give the defaults; faults are reported with the path
 * relative to the folder, and what is sound is used. Never NULL. settings is read instead of
 * specql.yaml, and must be there, unless it is NULL: relative to the folder, or absolute. *read
 * lists the files that were read, ends with NULL; it lives in the arena. */
struct project *project_read(struct arena *, struct diag *, const char *dir, const char *settings,
                             const char ***read);

/* The path of the settings, from where dir is seen. */
const char *project_settings(struct arena *, const char *dir, const char *settings);

#endif
