/*
 * Patch: what a client can show of a row before the answer is there. Of the emitters of hooks.
 */
#ifndef EMIT_PATCH_H
#define EMIT_PATCH_H

struct arena;
struct reaction;

/* The row as it will be, as members of an object in TypeScript, from `input`; NULL if that is not
 * certain. */
const char *patch_members(struct arena *, const struct reaction *);

#endif
