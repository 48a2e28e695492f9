/*
 * Chosen: the FILE… of a command line: entity files and folders of them, of the project or added to
 * it. Only included by the mains that take some.
 */
#ifndef TOOL_CHOSEN_H
#define TOOL_CHOSEN_H

#include "builder.h"

#include "base/file.h"
#include "build/target.h"
#include "graph/filter.h"
#include "graph/given.h"
#include "parse/yaml.h"

#include <sys/stat.h>

struct chosen {
	struct given given; /* what the command line adds to the project */
	struct list files;  /* relative to the project, sorted; folders, too */
};

/* What earlier command lines have added to the project stays;
 * the folder of the layers is that of one line. */
static inline void
chosen_keep(struct builder *b, struct chosen *c)
{
	struct given kept =
	        given_read(b->arena, arena_printf(b->arena, "%s/" GIVEN, b->workspace->out));

	c->given.entities = kept.entities;
	c->given.config = kept.config;
}

/* FILE…: in the project, and there. */
static inline void
chosen_read(struct builder *b, struct chosen *c, const struct line *line)
{
	struct arena *a = b->arena;
	const struct workspace *p = b->workspace;
	struct stat st;

	for (size_t i = 0; i < line->noperands; i++) {
		const char *path = line->operands[i], *whole = workspace_absolute(a, p, path);
		const char *below = workspace_below(whole, p->dir);

		if (i == 0 && strcmp(path, "entities") == 0 && line->noperands > 1 &&
		    stat(path, &st) != 0)
			continue; /* `generate entities FILE…` is an older spelling */
		if (stat(whole, &st) != 0)
			error_in_file(&b->diag, path, "cannot read: %s", strerror(errno));
		else if (!below)
			error_in_file(&b->diag, path,
			              "is not in the project %s; name its project with -C",
			              workspace_relative(a, p->dir, p->here));
		else
			list_add(a, &c->files, below);
	}
	list_sort(&c->files);
}

/* Whether a file is sound YAML of something else:
 * it would be a faulty part of the project for good. */
static inline bool
chosen_other(struct builder *b, const char *whole)
{
	static const char *const wanted[] = {"entity", NULL};
	struct source source = {.path = whole};
	struct node *doc;
	struct diag silent;
	bool broken = true;

	source.text = file_read(b->arena, whole, (size_t)1024 * 1024, &source.len);
	if (!source.text)
		return false;
	diag_init(&silent, b->arena);
	doc = yaml_read(b->arena, &silent, &source, &broken);
	if (broken || silent.nerrors || !doc || doc->kind != NODE_MAPPING)
		return !broken && !silent.nerrors;
	for (size_t i = 0; i < doc->n; i++)
		if (nearest(doc->pairs[i].key->text, wanted))
			return false;
	return true;
}

/* Why a file that the project does not hold cannot be added to it; NULL if it can. */
static inline const char *
chosen_fault(struct builder *b, const char *path)
{
	const char *whole = arena_printf(b->arena, "%s/%s", b->workspace->dir, path);
	const char *dot = strrchr(path, '.');
	struct stat st;

	if (stat(whole, &st) == 0 && S_ISDIR(st.st_mode))
		return "holds no entity file of the project";
	if (workspace_below(path, ".specql"))
		return "is a part of the build's state; name the entity file itself";
	if (!dot || (strcmp(dot, ".yaml") != 0 && strcmp(dot, ".yml") != 0))
		return "is no entity file; its name must end in .yaml or .yml";
	if (strpbrk(path, "\t\n\r"))
		return "the path of an entity file may hold no tab and no line break; rename it";
	if (filter_long(strrchr(whole, '/') + 1))
		return "the name of this file is too long; shorten it to 250 bytes";
	if (chosen_other(b, whole))
		return "is no entity file; one begins with 'entity: Name'";
	return NULL;
}

/* Files that the project does not hold are added to it. True if there are some that can be. */
static inline bool
chosen_add(struct builder *b, struct chosen *c)
{
	struct list unknown = {0};
	size_t *places = arena_new(b->arena, size_t, b->shapes->n + 1);
	const char *fault;
	bool any = false;

	target_named(b->arena, b->shapes, &c->files, places, &unknown);
	for (size_t i = 0; i < unknown.n; i++) {
		fault = chosen_fault(b, unknown.items[i]);
		if (fault)
			error_in_file(&b->diag,
			              workspace_shown(b->arena, b->workspace, unknown.items[i]),
			              "%s", fault);
		else
			list_add(b->arena, &c->given.entities, unknown.items[i]);
		any = any || !fault;
	}
	list_sort(&c->given.entities);
	return any;
}

/* Scan, and again if a file must be added. False if nothing can be built. */
static inline bool
chosen_scan(struct builder *b, struct chosen *c)
{
	const char *path = arena_printf(b->arena, "%s/" GIVEN, b->root);

	if (!given_write(&b->diag, path, &c->given) || !builder_scan(b))
		return false;
	if (!chosen_add(b, c))
		return b->diag.nerrors == 0;
	return given_write(&b->diag, path, &c->given) && builder_scan(b);
}

/* The entities of the files, by their places in the shapes. */
static inline size_t
chosen_places(struct builder *b, const struct chosen *c, size_t **places)
{
	struct list unknown = {0};

	*places = arena_new(b->arena, size_t, b->shapes->n + 1);
	return target_named(b->arena, b->shapes, &c->files, *places, &unknown);
}

#endif
