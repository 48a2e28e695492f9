/*
 * Sample: how an action is called, as examples for readers.
 */
#ifndef EMIT_SAMPLE_H
#define EMIT_SAMPLE_H

#include <stdbool.h>

struct action;
struct arena;
struct entity;
struct part_action;

/* SELECT … FROM app.qualify_lead(…); */
const char *sample_sql(struct arena *, const struct entity *, const struct action *);

/* A mutation by its name; of the action the row and what is returned. */
const char *sample_graphql(struct arena *, const char *mutation, bool input,
                           const struct part_action *);

/* The variables that it is sent with, by the JSON of the input; NULL for NULL. */
const char *sample_variables(struct arena *, const char *input);

/* The hook of a client, apollo, tanstack or urql, as a module beside the frontend's index.ts. */
const char *sample_hook(struct arena *, const struct entity *, const struct action *,
                        const char *client);

/* The name of a client for people: Apollo Client. */
const char *sample_client(const char *client);

#endif
