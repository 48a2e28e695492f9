/*
 * Keys: which keys a level of an entity file may have, and what form their values take. One
 * mechanism for every level, so nothing is ignored in silence: a key that is in no table is an
 * error with a suggestion, a value of another form is an error, and a key that says more than we
 * generate is a warning.
 *
 * For the parsers of entity files, of specql.yaml and of the registry,
 * and for what reads the forms of actions later.
 */
#ifndef PARSE_KEYS_H
#define PARSE_KEYS_H

#include "model/entity.h"
#include "parse/yaml.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct options;
struct project;

/* PostgreSQL's own: 1600 columns a table, of which up to a dozen are ours, and 32 of an index, of
 * which the tenant may be one (manual, appendix K). The others keep hostile files cheap. */
enum {
	FIELDS_MAX = 1500,
	COLUMNS_MAX = 31,
	VALUES_MAX = 1000,
	TARGETS_MAX = 32,
	RULES_AND_INDEXES_MAX = 1000,
	ACTIONS_MAX = 1000
};

/* What every function of the parser works on. */
struct parse {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	const struct options *options;
	struct entity *entity;
	bool tenancy;            /* the entity itself says to whom its rows belong */
	struct project *project; /* while specql.yaml and the registry are read */
};

enum form {
	FORM_FREE, /* anything, also nothing */
	FORM_ANY,  /* whatever is not empty */
	FORM_TEXT,
	FORM_NAME, /* an identifier */
	FORM_WORD, /* one of `words` */
	FORM_BOOLEAN,
	FORM_COUNT, /* a whole number, 0 or more */
	FORM_FIELD, /* the name of a field or column of this entity */
	FORM_LIST,
	FORM_TEXTS,    /* a list of texts */
	FORM_FIELDS,   /* a list of names of fields, not empty */
	FORM_MAPPING,  /* with `keys`, or any keys if there are none */
	FORM_MAPPINGS, /* a list of mappings with `keys` */
};

struct key {
	const char *name;
	enum form form;
	bool required;
	bool later;               /* checked, but nothing is generated from it yet: a warning */
	const char *const *words; /* FORM_WORD; ends with NULL */
	const struct key *keys;   /* of the mappings below; ends with a NULL name */
	/* Called when the form is right, in the order of the table. */
	void (*read)(struct parse *, const struct pair *);
	/* Where keys_read stores the pair (a const struct pair *): 1 + its offset from `to`;
	 * 0: nowhere. */
	size_t store;
};

#define KEY_STORE(type, member) .store = 1 + offsetof(struct type, member)

/* Checks a mapping against a table and reads it in the order of the table. what names the level in
 * messages ("index"); a missing required key is reported at `at`. to is the struct of pairs, or
 * NULL. False if anything was reported as an error, but for a mistyped key,
 * which is read as the one that was meant. */
bool keys_read(struct parse *, const struct node *, struct span at, const char *what,
               const struct key *keys, void *to);

/* Warns that what a key says is checked, but that nothing is generated from it yet. */
void key_later(struct parse *, const struct pair *);

/* Reports a node that is not of the kind wanted ("a list"), named as the value of a key.
 * Returns false. */
bool wrong_kind(struct parse *, const struct node *, const char *key, const char *wanted);

/* The cure of a text in the place of a mapping with these keys, or of any if that is NULL: ";
 * write 'name: shop'". */
const char *text_cure(struct parse *, const struct node *, const char *const *keys);

/* The truth value that a node says (boolean_word); false after reporting. */
bool boolean_read(struct parse *, const struct node *, const char *key, bool *value);

/* Whether a text is one of true, yes, on / false, no, off, in any case of letters. */
bool boolean_word(const char *text, bool *value);

/* A name of the language: an identifier of at most 63 bytes. what is "field name" and the like.
 * False after reporting. */
bool name_check(struct parse *, const struct node *, const char *what);

/* A column that an index, a rule or a block may name: the column of a field by the field's name or
 * its own, or one that every table has. Reports and returns NULL if there is none,
 * or not exactly one. */
const char *column_find(struct parse *, const struct node *);

/* Whether an item of a list of texts is there before; reports it. */
bool named_before(struct parse *, const struct node *list, size_t item);

/* Whether a node is a list of names of fields, each once and not empty;
 * reports as the value of a key if not. */
bool names_check(struct parse *, const struct node *, const char *key);

/* nearest(), but NULL after a hundred errors: nobody reads the rest,
 * and a hostile file has many. */
const char *suggest(const struct parse *, const char *word, const char *const *names);

/* Reports a text that is none of the names: "unknown field 'x'",
 * and the nearest of them if there is one. */
void unknown_name(struct parse *, const struct node *, const char *what, const char *const *names);

/* Whether a list or mapping has more than max elements, which is reported at the one too many. */
bool too_many(struct parse *, const struct node *, const char *what, size_t max);

/* The text of a node without leading and trailing blanks. */
const char *node_trimmed(struct arena *, const struct node *);

/* The same, as the value of a key that must say something;
 * NULL after reporting that it is empty. */
const char *text_said(struct parse *, const struct node *, const char *key);

/* Reports the code of an error that says that all went well. */
void failure_code(struct parse *, const struct node *, const char *code);

/* The type string of something that is no column, as a parameter or a variable, and the key
 * `default` beside it or NULL: gives the field all that follows from them. Its name must be set.
 * False after reporting. */
bool type_read(struct parse *, const struct node *type, const struct node *value, struct field *);

/* The parts of the parser: each reads one block and adds to the entity what is sound. */
void fields_read(struct parse *, const struct pair *);
void indexes_read(struct parse *, const struct pair *);
void uniques_read(struct parse *, const struct pair *);
void foreign_keys_read(struct parse *, const struct pair *);
void checks_read(struct parse *, const struct pair *);
void identifier_read(struct parse *, const struct pair *);
void table_views_read(struct parse *, const struct pair *);
void helpers_read(struct parse *, const struct pair *);
void deduplication_read(struct parse *, const struct pair *);
void computed_read(struct parse *, const struct pair *);
void patterns_read(struct parse *, const struct pair *);
void translations_read(struct parse *, const struct pair *);

#endif
