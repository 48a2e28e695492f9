/*
 * The parts of the parser of actions: action.c reads actions, step.c chooses a step's kind, row.c
 * reads steps on rows, flow.c those that hold other steps, refresh.c the one of table views,
 * effect.c the rest.
 */
#ifndef PARSE_STEP_PARSE_H
#define PARSE_STEP_PARSE_H

#include "expr/reader.h"
#include "parse/keys.h"
#include "parse/step.h"

/* fail, ignore, update by enum on_conflict; ends with NULL. */
extern const char *const conflict_names[];

/* The steps of a list; NULL for none and after reporting. */
struct step *steps_read(struct parse *, const struct node *);

/* An expression that is a whole scalar. */
void authored_read(struct parse *, const struct node *, struct authored *);

/* A reader over a scalar; false after reporting. */
bool text_open(struct parse *, const struct node *, struct locator *, struct reader *);

/* name = expression, separated by commas, from a text. */
void assignments_text(struct parse *, const struct node *, struct reader *, struct assignment **);

/* The same from a mapping of names to texts. */
void assignments_mapping(struct parse *, const struct node *, struct assignment **);

/* The same where a mapping without any, which a key holds, would say nothing. */
void values_mapping(struct parse *, const struct node *, const char *key, struct assignment **);

/* The keys message or error_message of a step, a text for people;
 * NULL for none and after reporting. */
const char *step_message(struct parse *, const struct node *);

/* Appends to a list of assignments; reports a name that is there already.
 * False, after reporting, if there is no room. */
bool assignment_add(struct parse *, struct assignment **, struct assignment *);

/* The place of a word of a scalar. */
struct span word_span(const struct parse *, const struct node *, const struct word *);

/* The value of the first of several keys that a step has, or NULL; reports a second one. */
const struct node *one_key(struct parse *, const struct node *step, const char *const *keys);

/* The scalar text of a key, or NULL. */
const char *key_text(const struct node *step, const char *key);

/* order_by: a field, with ASC or DESC behind it. */
void order_read(struct parse *, struct step *, const struct node *step);

/* Whether a key's value is true. */
bool key_true(const struct node *step, const char *key);

/* Reports what stands beside a step's kind, whose mapping says all. */
void alone(struct parse *, const struct node *step, const char *kind);

/* An error, which a node says, that is no code is meant for people: it becomes the message. */
void code_or_message(struct parse *, struct step *, const struct node *);

/* Each reads one kind of step, whose keys are known to be of the right form;
 * value is that of its kind. */
void validate_read(struct parse *, struct step *, const struct node *step,
                   const struct node *value);
void if_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void insert_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void update_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void delete_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void find_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void call_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void notify_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void emit_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void foreach_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void switch_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void while_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void set_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void return_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void reject_read(struct parse *, struct step *, const struct node *step, const struct node *value);
void refresh_read(struct parse *, struct step *, const struct node *step, const struct node *value);

#endif
