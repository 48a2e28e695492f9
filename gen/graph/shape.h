/*
 * Shape: what of a project decides how its graph looks, and nothing else. The scan writes it to
 * .specql/shape.txt; the second step makes build.ninja of that file alone.
 *
 * The file holds one thing a line, its parts separated by tabs, lists by commas:
 *
 *     tool         content hash of specql-ninja
 *     layout       flat, by_schema or coded
 *     granularity  entity                                        unless it is file
 *     bundle       schema                                        unless it is none
 *     sql_folder   db/schema
 *     generated    db/generated
 *     frontend     frontend/generated                            unless it is switched off
 *     docs         docs/generated                                unless it is switched off
 *     client       apollo                                        a line each
 *     dir          . or .specql/dir: the folder of the entity files, as seen from OUT
 *     remote       true                                         if actions may run elsewhere
 *     platform     OSFamily  linux                               a line each: of those machines
 *     environment  local                                        a line each
 *     emitter      name  command  output                        a line each
 *     sql          db/schema/50_custom/a.sql                    a line each: hand-written SQL
 *     entity       path  schema  name  stem  traits  refs  actions  relations  mentions  code
 *
 * An entity's line in full (see struct shape), here in two lines and with blanks for tabs; the last
 * two parts stand only if they hold something:
 *
 *     entity  crm/entities/contact.yaml  crm  Contact  contact  refs,actions
 *         company=Company,team=hr.Team  qualify_lead  idx_lead  .country,Order,book()  +012031
 *
 * Schema, name and stem are empty for a file that has never been sound.
 */
#ifndef GRAPH_SHAPE_H
#define GRAPH_SHAPE_H

#include "base/list.h"

struct arena;
struct diag;
struct emitter;
struct entity;
struct strbuf;

struct shape {
	const char *path;                   /* of the entity file, relative to DIR */
	const char *schema, *entity, *stem; /* never NULL; "" if not known */
	unsigned traits;                    /* set of TRAIT_BIT */
	bool assigned; /* the code is that of the registry: written with a + before it */
	/* With their fields, as written: company=Company, payer=crm.Person;
	 * or crm:tb_company for a table. */
	struct list refs;
	struct list actions;   /* in the scan's cache as written, in shape.txt as named in app. */
	struct list relations; /* names of tables and indexes that others may have too */
	struct list mentions;  /* what its actions and its view speak of, see below */
	/* Table code, never NULL. In the scan's cache as written in the file; in shape.txt only one
	 * that shapes the graph: of the registry, or of files that are named by it. */
	const char *code;
	struct list extensions, needs; /* only in the scan's cache: they shape no edge */
};

/*
 * A mention is one of these:
 *
 *     Order, sales.Order    an entity
 *     ~items, ~Item         an entity where a plural may stand too (name_stems)
 *     book()                an action, by its name in app, or any other function
 *     .country              a word of a path behind the first row: company.country.name has
 *                           .country and .name. In shape.txt only those that some ref is called.
 *                           So for the table view: what it may show of a row that it shows
 *     *company              whatever the target of a ref of that name, or to that entity, refers
 *                           to: a table view shows it
 *     %                     what its refs lead to: a step may look at more than the ids of rows
 *     ^                     those whose table views show the entity: an action refreshes them
 */
#define MENTION_LOOSE '~'
#define MENTION_HOP '.'
#define MENTION_ALL '*'
#define MENTION_REFS '%'
#define MENTION_VIEWS '^'

struct shapes {
	const char *tool;
	bool by_schema, coded, remote;
	bool per_entity; /* one edge makes all files of an entity */
	bool bundled;    /* the schema has one file for each schema and layer */
	const char *sql_folder, *generated_folder, *dir;
	const char *frontend_folder, *docs_folder; /* or NULL */
	struct list environments, clients, sql;
	struct list included; /* as of a scan */
	struct list platform; /* names and values in turn */
	struct emitter *emitters;
	size_t nemitters;
	struct shape *v; /* sorted by path */
	size_t n;
};

/* That of a file that was never sound: only its path is known. */
struct shape shape_unknown(const char *path);

/* The shape of a parsed entity. */
struct shape shape_new(struct arena *, const char *path, const struct entity *);

/* Appends path … mentions, and with `all` extensions and needs, separated by tabs; no line end. */
void shape_write(struct strbuf *, const struct shape *, bool all);

/* Appends what the catalog says of it (model/catalog.h), without a line end. */
void shape_write_listing(struct strbuf *, const struct shape *);

/* What shape_write wrote, from its parts; false if they are too few. */
bool shape_read(struct arena *, const struct list *parts, size_t first, struct shape *);

/* What shape_write writes with `all`, but for the path: in this form shapes take the least memory.
 * And the shape of such a text; what is none is unknown. */
const char *shape_text(struct arena *, const struct shape *);
struct shape shape_of_text(struct arena *, const char *path, const char *text);

/* Gives the i-th shape, which is used before the next one is asked for. */
typedef const struct shape *shape_giver(void *context, size_t i);

/* Writes the whole file, with n shapes that are given; false after reporting. */
bool shapes_write(struct diag *, const char *path, const struct shapes *, shape_giver *,
                  void *context);

/* The path of an environment's schema. */
const char *shapes_schema(struct arena *, const struct shapes *, const char *environment);

/* Reads the whole file; NULL after reporting at its path. */
struct shapes *shapes_read(struct arena *, struct diag *, const char *path);

/* Whether a ref is that of a field. */
bool ref_of_field(const char *ref, const char *field);

/* What a ref leads to: its text behind the field. */
const char *ref_target(const char *ref);

/* What stands before the stem in the names of its outputs: schema, code or nothing. */
const char *shape_prefix(const struct shapes *, const struct shape *);

/* The path without its suffix, as outputs of the entity are named: crm/entities/contact. A .yml
 * keeps it, so that contact.yml may lie beside contact.yaml. */
const char *shape_name(struct arena *, const struct shape *);

#endif
