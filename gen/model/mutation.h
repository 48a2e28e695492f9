/*
 * Mutation: what an action is to those who call it, as <entity>.impacts.json and
 * mutation-impacts.json say it.
 */
#ifndef MODEL_MUTATION_H
#define MODEL_MUTATION_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

struct impacts_entity {
	const char *name, *schema, *table;
	bool has_table_view;
};

/* What the file of an entity says. */
struct impacts_file {
	struct impacts_entity entity;
};

/* What mutation-impacts.json says. */
struct impacts_project {
	struct impacts_entity *entities;
	size_t nentities;
};

/* Appends them as JSON. */
void impacts_write(struct strbuf *, const struct impacts_file *);
void impacts_write_project(struct strbuf *, const struct impacts_project *);

/* Reads what impacts_write wrote; false if it is something else. */
bool impacts_read(struct arena *, const char *text, size_t len, struct impacts_file *);

#endif
