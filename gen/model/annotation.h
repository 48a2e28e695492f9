/*
 * Annotation: the comments that the database keeps on what an entity is made into: prose, and the
 * @fraiseql annotations behind it. All in the arena.
 */
#ifndef MODEL_ANNOTATION_H
#define MODEL_ANNOTATION_H

#include "model/column.h"
#include "model/rule.h"

struct arena;
struct options;

/* On the entity's table and a column of it. */
const char *annotation_table(struct arena *, const struct entity *);
const char *annotation_column(struct arena *, const struct options *, const struct column *);

/* On a table of pairs and a column of it. */
const char *annotation_join(struct arena *, const struct entity *, const struct join *);
const char *annotation_join_column(struct arena *, const struct entity *, const struct join *,
                                   const struct column *);

/* On an author's rule, where app.rule_error() looks for its error; NULL on a check of ours. */
const char *annotation_check(struct arena *, const struct table_check *);

/* On the table view and a column of it. */
const char *annotation_view(struct arena *, const struct entity *);
const char *annotation_view_column(struct arena *, const struct options *,
                                   const struct view_column *);

/* On the input type of an action, an attribute of it (Email (required). What the author says of
 * it.), the function of the API and the core. */
const char *annotation_input_type(struct arena *, const struct action *);
const char *annotation_input(struct arena *, const struct options *, const struct entity *,
                             const struct action *, const struct input *);
const char *annotation_function(struct arena *, const struct entity *, const struct action *);
const char *annotation_core(struct arena *, const struct action *);

#endif
