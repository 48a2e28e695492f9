/*
 * Sample: how an action is called, as examples for readers.
 */
#ifndef EMIT_SAMPLE_H
#define EMIT_SAMPLE_H

#include <stdbool.h>

struct action;
struct arena;
struct entity;

/* SELECT … FROM app.qualify_lead(…); */
const char *sample_sql(struct arena *, const struct entity *, const struct action *);

/* A mutation by its name; row as part_row() says. */
const char *sample_graphql(struct arena *, const char *mutation, bool input, const char *row);

/* The variables that it is sent with, by the JSON of the input; NULL for NULL. */
const char *sample_variables(struct arena *, const char *input);

/* The hook of a client, apollo, tanstack or urql, as a module beside the frontend's index.ts. */
const char *sample_hook(struct arena *, const struct entity *, const struct action *, const char *client);

/* The name of a client for people: Apollo Client. */
const char *sample_client(const char *client);

#endif
