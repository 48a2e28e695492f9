/*
 * Sample: how an action is called, as examples for readers.
 */
#ifndef EMIT_SAMPLE_H
#define EMIT_SAMPLE_H

struct action;
struct arena;
struct entity;
struct options;

/* SELECT * FROM app.qualify_lead(…); */
const char *sample_sql(struct arena *, const struct action *);

/* The mutation, and the variables that it is sent with; these are NULL if it takes none. */
const char *sample_graphql(struct arena *, const struct action *, const char *type);
const char *sample_variables(struct arena *, const struct action *);

/* The hook of a client: apollo, tanstack, urql. */
const char *sample_hook(struct arena *, const struct entity *, const struct action *, const char *client);

#endif
