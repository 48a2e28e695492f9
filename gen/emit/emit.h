/*
 * Emitters: one function per kind of kinds.def, from a checked and linked entity to the text of a file.
 * They cannot fail. The first line (base/generated.h) is added by whoever writes the file.
 */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

struct arena;
struct entity;
struct options;
struct strbuf;

/* entity is NULL for kinds of scope PROJECT. */
#define KIND(name, folder, suffix, scope, when, reads, help) \
	void emit_##name(struct strbuf *, struct arena *, const struct entity *, const struct options *);
#include "kinds.def"
#undef KIND

#endif
