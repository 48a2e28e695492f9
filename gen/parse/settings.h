/*
 * Settings: what the readers of specql.yaml share.
 *
 * Private to project.c, output.c, external.c, emitters.c and remote.c.
 */
#ifndef PARSE_SETTINGS_H
#define PARSE_SETTINGS_H

#include "parse/keys.h"

/* How many entries a list of the settings has at most, as a mapping has (yaml.c); entries are
 * compared pair by pair. */
enum { SETTINGS_MAX = 10000 };

/* Reports an error at a node. */
void setting_fault(struct parse *, const struct node *at, const char *message);

/* Whether a path of an output lies inside the project and is spelled plainly; reports if not. */
bool setting_path(struct parse *, const struct pair *);

/* The readers of what says where outputs are written, and which there are; in this order. */
extern const struct key output_keys[];
void name_read(struct parse *, const struct pair *);
void output_read(struct parse *, const struct pair *);
void clients_read(struct parse *, const struct pair *);
void frontend_read(struct parse *, const struct pair *);
void docs_read(struct parse *, const struct pair *);

/* The readers of the two lists of mappings; they add to the project of the parse. */
void external_tables_read(struct parse *, const struct pair *);
void emitters_read(struct parse *, const struct pair *);

/* The reader of what other machines are asked for. */
void remote_read(struct parse *, const struct pair *);

#endif
