/*
 * Compare: two versions of an entity → what changed.
 */
#ifndef DIFF_COMPARE_H
#define DIFF_COMPARE_H

#include "diff/alter.h"

/* Adds the changes from one linked version to the other, with their alters, in the order of
 * changes.def and of the new version. One of both may be NULL. */
void entity_compare(struct changes *, struct versions *);

/* ---- rows that become others ---- */

/* A value of the rows of an entity that becomes another, by what somebody fills in or by a
 * conversion; field NULL: any. Or `view`: its table view is made anew. */
struct written {
	const struct entity *of;
	const struct field *field;
	bool view;
};

struct writings {
	struct arena *arena;
	struct written *v;
	size_t n;
};

/* Adds those of an entity's new version, whose changes begin with the first one. */
void writings_note(struct writings *, const struct entity *, const struct changes *, size_t first);

/* After the last one is noted. */
void writings_sort(struct writings *);

/* Adds that the table view of an entity is refreshed, if it stays and shows what was noted. */
void writings_refresh(const struct writings *, struct changes *, const struct entity *old,
                      const struct entity *new);

/* ---- parts of it, in files of their own ---- */

struct node;

struct comparison {
	struct changes *to;
	struct arena *arena;
	struct versions *versions;
	const struct entity *old, *new;
	const struct node *old_actions, *new_actions; /* of compare_actions */
};

/* An action in both versions; one of the two NULL: there is only the other. */
struct two_actions {
	const struct action *old, *new;
};

/* Adds a change with the places of its two sides;
 * a span of line 0 stands for a side that is not there. */
void compare_add(struct comparison *, enum change_kind, const char *owner, struct telling,
                 struct span old, struct span new);

/* The same of a field that was and is so, one of the two NULL where there is only the other; and of
 * an action, whose name is what changed unless the telling says another. */
void compare_add_field(struct comparison *, enum change_kind, const struct field *old,
                       const struct field *new, const char *was, const char *is);
void compare_add_action(struct comparison *, struct two_actions, enum change_kind, struct telling);

/* The whole of a text in '…', or NULL. */
const char *compare_quote(struct arena *, const char *);

/* Texts separated by commas. */
const char *compare_list(struct arena *, const char *const *, size_t n);

/* Those of n texts, each in '…', that are not among m others, separated by commas;
 * NULL if all are. */
const char *compare_missing(struct comparison *, const char *const *texts, size_t n,
                            const char *const *among, size_t m);

/* The type of the columns of a field's values, as convert() takes it. */
const char *compare_sql(const struct field *);

/* The actions as an entity's file has them, or NULL;
 * and whether the steps of one are written alike in both versions. */
const struct node *authored_actions(struct arena *, const struct entity *);
bool steps_equal(const struct node *old, const struct node *new, const char *action);

/* 1 to 5, at least 1, any number; and whether new bounds keep out what the old ones let in. */
const char *compare_between(struct comparison *, const char *least, const char *most);
bool compare_tighter(const char *old_min, const char *new_min, const char *old_max,
                     const char *new_max);

/* The same of lengths, 0: none. 1 to 5 characters, at least 1 characters, any length. */
const char *compare_characters(struct comparison *, int least, int most);
bool compare_shorter(int old_min, int new_min, int old_max, int new_max);

void compare_inputs(struct comparison *, struct two_actions);
void compare_results(struct comparison *, struct two_actions);
void compare_fields(struct comparison *);
void compare_rules(struct comparison *, const struct field *old, const struct field *new);
void compare_blocks(struct comparison *);
void compare_view(struct comparison *);
void compare_actions(struct comparison *);
void compare_orders(struct comparison *);

#endif
