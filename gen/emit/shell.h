/*
 * Shell: what stands around the text of every page of the site.
 */
#ifndef EMIT_SHELL_H
#define EMIT_SHELL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct entity;
struct options;
struct strbuf;

enum shell_place { SHELL_ENTITY, SHELL_INDEX, SHELL_ACTIONS, SHELL_ER, SHELL_IMPACTS };

/* An entry of what a page holds. */
struct shell_link {
	const char *href, *text;
	bool below; /* it belongs to the one above */
};

struct shell {
	const char *title; /* of the page */
	const char *site;  /* of the documentation */
	const char *root;  /* "" or "../" */
	enum shell_place place;
	const struct entity *entity; /* whose page it is, or NULL */
	const struct shell_link *contents;
	size_t ncontents;
	bool wide; /* a picture: as wide as the window */
};

/* The title of the documentation, Reference unless it was given. */
const char *shell_title(const struct options *);

void shell_open(struct strbuf *, struct arena *, const struct shell *);
void shell_close(struct strbuf *, const struct shell *);

#endif
