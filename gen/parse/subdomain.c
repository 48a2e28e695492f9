#include "parse/subdomain.h"
#include "base/arena.h"
#include "model/name.h"
#include "parse/project.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- codes ---- */

static const char *const amounts[] = {"no", "one hexadecimal digit", "two hexadecimal digits"};

const char *
hex_read(struct parse *p, const struct node *n, int digits, const char *what)
{
	char *code = arena_strdup(p->arena, n->text);

	if (strlen(code) != (size_t)digits ||
	    strspn(code, "0123456789abcdefABCDEF") != (size_t)digits) {
		error_at(p->diag, p->source, n->at, "the code of a %s must be %s, not '%s'", what,
		         amounts[digits], n->text);
		return NULL;
	}
	for (char *c = code; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return code;
}

/* Digits alone that are too few: somebody's YAML took the code for a number. */
static void
no_code(struct parse *p, const struct node *n)
{
	size_t len = strlen(n->text);

	if (n->plain && len > 0 && len < CODE_DIGITS && strspn(n->text, "0123456789") == len)
		error_at(p->diag, p->source, n->at,
		         "a table code must be six hexadecimal digits, not '%s'; if its zeros were "
		         "lost, write \"%.*s%s\"",
		         n->text, (int)(CODE_DIGITS - len), "000000", n->text);
	else
		error_at(p->diag, p->source, n->at,
		         "a table code must be six hexadecimal digits, not '%s'", n->text);
}

const char *
table_code_read(struct parse *p, const struct node *n)
{
	const char *code = code_read(p->arena, n->text);

	if (!code)
		no_code(p, n);
	else if (n->plain)
		warning_at(p->diag, p->source, n->at,
		           "other readers of YAML take this for a number; write \"%s\"", code);
	else if (strcmp(code, n->text) != 0)
		warning_at(p->diag, p->source, n->at, "table codes are in upper case; write \"%s\"",
		           code);
	return code;
}

/* ---- entities ---- */

struct entity_pairs {
	const struct pair *table_code, *entity_code;
};

static const struct key entity_keys[] = {
        {.name = "table_code",
         .form = FORM_TEXT,
         .required = true,
         KEY_STORE(entity_pairs, table_code)},
        {.name = "entity_code", .form = FORM_TEXT, KEY_STORE(entity_pairs, entity_code)},
        {.name = "assigned_at", .form = FORM_TEXT},
        {.name = "description", .form = FORM_ANY},
        {0},
};

/* Contact or crm.Contact. */
static bool
read_name(struct parse *p, const struct node *key, struct registered *e)
{
	const char *dot = strchr(key->text, '.');

	e->entity = dot ? dot + 1 : key->text;
	e->schema = dot ? arena_strndup(p->arena, key->text, (size_t)(dot - key->text)) : NULL;
	if (!name_valid(e->entity) || (e->schema && !name_valid(e->schema)))
		error_at(p->diag, p->source, key->at,
		         "'%s' is no name of an entity; write Entity or schema.Entity", key->text);
	else if (e->schema && !domain_has(e->domain, e->schema))
		error_at(p->diag, p->source, key->at,
		         "schema '%s' is no name or alias of domain '%s'", e->schema,
		         e->domain->name);
	else
		return true;
	return false;
}

static bool
given_before(struct parse *p, const struct node *at, const struct registered *e)
{
	const struct subdomain *s = e->subdomain;

	for (size_t i = 0; i < s->nentities; i++)
		if (strcmp(s->entities[i].code, e->code) == 0) {
			error_at(p->diag, p->source, at->at, "table code '%s' is given twice",
			         e->code);
			note_at(p->diag, p->source, s->entities[i].code_at,
			        "the other one is that of '%s'", s->entities[i].entity);
			return true;
		}
	return false;
}

/* Whether the digits of a code are those of the place where it stands, and nobody else has it. */
static bool
fits(struct parse *p, const struct node *at, const struct registered *e)
{
	const struct registry *r = p->project->registry;
	const struct domain *d = e->domain;
	const struct subdomain *s = e->subdomain;

	if (registry_reserved(r, e->code))
		error_at(p->diag, p->source, at->at, "table code '%s' is reserved", e->code);
	else if (!registry_layer(r, e->code))
		error_at(p->diag, p->source, at->at,
		         "table code '%s' is of layer '%.2s', which schema_layers does not list",
		         e->code, e->code);
	else if (e->code[2] != *d->code || strncmp(e->code + 3, s->code, 2) != 0)
		error_at(p->diag, p->source, at->at,
		         "table code '%s' has the domain '%c' and the subdomain '%.2s'; here they "
		         "are '%s' and '%s'",
		         e->code, e->code[2], e->code + 3, d->code, s->code);
	else
		return !given_before(p, at, e);
	return false;
}

static bool
registered_before(struct parse *p, const struct node *key, const struct registered *e)
{
	for (size_t i = 0; i < e->domain->nsubdomains; i++) {
		const struct subdomain *s = &e->domain->subdomains[i];

		for (size_t k = 0; k < s->nentities; k++) {
			const struct registered *other = &s->entities[k];

			if (strcasecmp(other->entity, e->entity) != 0 ||
			    strcasecmp(other->schema ? other->schema : "",
			               e->schema ? e->schema : "") != 0)
				continue;
			error_at(p->diag, p->source, key->at, "'%s' is registered twice",
			         key->text);
			note_at(p->diag, p->source, other->at, "the other one is here");
			return true;
		}
	}
	return false;
}

static void
read_entity(struct parse *p, const struct pair *pair, const struct domain *d, struct subdomain *s)
{
	struct registered *e = &s->entities[s->nentities];
	struct entity_pairs pairs = {0};
	const struct node *code;

	*e = (struct registered){.at = pair->key->at, .domain = d, .subdomain = s};
	if (pair->value->kind != NODE_MAPPING) {
		wrong_kind(p, pair->value, pair->key->text, "a mapping");
		return;
	}
	if (!read_name(p, pair->key, e) || registered_before(p, pair->key, e) ||
	    !keys_read(p, pair->value, pair->value->at, "entities", entity_keys, &pairs))
		return;
	code = pairs.table_code->value;
	e->code_at = code->at;
	e->code = table_code_read(p, code);
	if (pairs.entity_code)
		e->entity_code = pairs.entity_code->value->text;
	if (e->code && fits(p, code, e))
		s->nentities++;
}

/* ---- subdomains ---- */

struct subdomain_pairs {
	const struct pair *name, *next, *entities;
};

static const struct key subdomain_keys[] = {
        {.name = "name", .form = FORM_TEXT, .required = true, KEY_STORE(subdomain_pairs, name)},
        {.name = "description", .form = FORM_ANY},
        {.name = "next_entity_sequence", .form = FORM_COUNT, KEY_STORE(subdomain_pairs, next)},
        {.name = "entities", .form = FORM_FREE, KEY_STORE(subdomain_pairs, entities)},
        {0},
};

static void
read_entities(struct parse *p, const struct pair *pair, const struct domain *d, struct subdomain *s)
{
	const struct node *entities = pair->value;

	if (node_null(entities))
		return;
	if (entities->kind != NODE_MAPPING) {
		wrong_kind(p, entities, "entities", "a mapping");
		return;
	}
	s->entities = arena_new(p->arena, struct registered, entities->n + 1);
	for (size_t i = 0; i < entities->n; i++)
		read_entity(p, &entities->pairs[i], d, s);
}

static void
read_subdomain(struct parse *p, const struct pair *pair, struct domain *d)
{
	struct subdomain *s = &d->subdomains[d->nsubdomains];
	struct subdomain_pairs pairs = {0};
	const char *code = hex_read(p, pair->key, 2, "subdomain");

	if (!keys_read(p, pair->value, pair->value->at, "subdomain", subdomain_keys, &pairs) ||
	    !code)
		return;
	for (size_t i = 0; i < d->nsubdomains; i++)
		if (strcmp(d->subdomains[i].code, code) == 0 ||
		    strcasecmp(d->subdomains[i].name, pairs.name->value->text) == 0) {
			error_at(p->diag, p->source, pair->key->at,
			         "subdomain '%s' (%s) stands here twice", code,
			         pairs.name->value->text);
			note_at(p->diag, p->source, d->subdomains[i].at, "the first is here");
			return;
		}
	*s = (struct subdomain){.at = pair->key->at,
	                        .code = code,
	                        .name = pairs.name->value->text,
	                        .next = pairs.next ? pairs.next->value->text : NULL,
	                        .node = pair->value};
	d->nsubdomains++;
	if (pairs.entities)
		read_entities(p, pairs.entities, d, s);
}

void
subdomains_read(struct parse *p, const struct node *subdomains, struct domain *d)
{
	if (subdomains->kind != NODE_MAPPING) {
		wrong_kind(p, subdomains, "subdomains", "a mapping");
		return;
	}
	d->subdomains = arena_new(p->arena, struct subdomain, subdomains->n + 1);
	for (size_t i = 0; i < subdomains->n; i++)
		read_subdomain(p, &subdomains->pairs[i], d);
}

/* ---- patterns ---- */

struct inference_pairs {
	const struct pair *patterns;
};

static const struct key inference_keys[] = {
        {.name = "patterns",
         .form = FORM_TEXTS,
         .required = true,
         KEY_STORE(inference_pairs, patterns)},
        {0},
};

static void
read_patterns(struct parse *p, const struct node *patterns, const struct subdomain *s,
              struct domain *d)
{
	for (size_t i = 0; i < patterns->n; i++) {
		if (!*patterns->items[i]->text) {
			error_at(p->diag, p->source, patterns->items[i]->at,
			         "an empty pattern would fit every entity; remove it");
			continue;
		}
		d->inferences =
		        arena_grown(p->arena, d->inferences, d->ninferences, sizeof *d->inferences);
		d->inferences[d->ninferences++] = (struct inference){patterns->items[i]->text, s};
	}
}

void
inference_read(struct parse *p, const struct node *n, struct domain *d)
{
	if (n->kind != NODE_MAPPING) {
		wrong_kind(p, n, "subdomain_inference", "a mapping of subdomains");
		return;
	}
	for (size_t i = 0; i < n->n; i++) {
		const struct subdomain *s = domain_subdomain(d, n->pairs[i].key->text);
		struct inference_pairs pairs = {0};

		if (!s)
			unknown_name(p, n->pairs[i].key, "subdomain",
			             domain_subdomains(p->arena, d));
		else if (keys_read(p, n->pairs[i].value, n->pairs[i].value->at,
		                   "subdomain_inference", inference_keys, &pairs))
			read_patterns(p, pairs.patterns->value, s, d);
	}
}
