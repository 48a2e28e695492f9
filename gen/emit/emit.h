/*
 * Emitters: one function per kind of kinds.def, from a checked and linked entity to the text of a
 * file. They cannot fail. The first line (base/generated.h) is added by whoever writes the file.
 */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

struct arena;
struct catalog;
struct entity;
struct options;
struct strbuf;

/* Of scope PROJECT: from the catalog, which is NULL for those that merge nothing, and to which what
 * has been made flows (catalog_flow). */
#define EMIT_ENTITY const struct entity
#define EMIT_PROJECT struct catalog
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) \
	void emit_##name(struct strbuf *, struct arena *, EMIT_##scope *, const struct options *);
#include "kinds.def"
#undef KIND

#endif
