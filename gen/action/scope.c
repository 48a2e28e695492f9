/* What a path means where it stands. */
#include "action/known.h"
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"

#include <string.h>

/* ---- what was used ---- */

static void
used_add(struct compiler *c, struct used u)
{
	for (size_t i = 0; i < c->nused; i++)
		if (strcmp(c->used[i].name, u.name) == 0 && c->used[i].places == u.places)
			return;
	c->used = arena_grown(c->arena, c->used, c->nused, sizeof *c->used);
	c->used[c->nused++] = u;
}

/* items[3].qty: counted from 0, as JSON does. */
static void
used_item(struct compiler *c, struct strbuf *out, const struct used *u)
{
	str_add(out, "format(");
	quote_literal(out,
	              arena_printf(c->arena, "%s[%%s]%s%s", u->list, *u->name ? "." : "", u->name));
	str_addf(out, ", %s)", u->places);
}

const char *
used_sql(struct compiler *c)
{
	struct strbuf names = STRBUF_INIT, out = STRBUF_INIT;
	bool items = false;

	for (size_t i = 0; i < c->nused; i++)
		items |= c->used[i].places != NULL;
	if (c->nused == 0)
		return NULL;
	for (size_t i = 0; i < c->nused; i++) {
		str_add(&names, i ? (items ? ", " : ",") : "");
		if (c->used[i].places)
			used_item(c, &names, &c->used[i]);
		else if (items)
			quote_literal(&names, c->used[i].name);
		else
			quote_element(&names, c->used[i].name);
	}
	if (items)
		str_addf(&out, "ARRAY[%s]", names.buf);
	else
		str_addf(&out, "'{%s}'", names.buf);
	str_free(&names);
	return str_done(&out, c->arena);
}

/* ---- paths ---- */

static struct meaning *
input_used(struct compiler *c, const struct input *in)
{
	used_add(c, (struct used){.name = in->name});
	return input_meaning(c, in);
}

static struct meaning *
input_path(struct compiler *c, struct diag *d, const struct locator *locator, const struct expr *e)
{
	const struct word *w = &e->words[1];
	const struct input *in = input_find(c, w->text);

	if (in)
		return behind(c, locator, e, 2, input_used(c, in));
	if (!d->nerrors) /* else its declaration was reported */
		error_in(d, locator, w->offset, w->n, "this action has no input '%s'", w->text);
	return NULL;
}

/* An action that names its own row shows that it works on one; this one does not. */
static struct meaning *
no_row(struct compiler *c, struct diag *d, const struct locator *locator, const struct expr *e)
{
	error_in(d, locator, e->offset, e->n,
	         "no step works on a row of '%s' before this; write '%s.%s' for the row that 'id' "
	         "names",
	         c->entity->name, c->entity->name, e->words[0].text);
	return NULL;
}

/* The field of a row that is yet to be made: the input of it. */
static struct meaning *
field_input(struct compiler *c, struct diag *d, const struct locator *locator, const struct expr *e,
            size_t i)
{
	const struct word *w = &e->words[i];
	const struct ref *ref;
	const struct field *f = field_of_word(c->entity, w->text, &ref);
	const struct input *in = input_find(c, f && f->nrefs > 1 && ref ? column_stem(ref->column)
	                                       : f                      ? f->name
	                                                                : w->text);
	const char *another =
	        strcmp(w->text, "id") == 0
	                ? arena_printf(c->arena,
	                               "; for another row, declare a parameter of type ref(%s)",
	                               c->entity->name)
	                : "";

	input_or_row(c, d, locator, w, in);
	if (in)
		return behind(c, locator, e, i + 1, input_used(c, in));
	if (f && f->faulty)
		return NULL;
	error_in(d, locator, w->offset, w->n,
	         "the row is not there before 'insert: %s', and no input gives it '%s'%s",
	         c->entity->name, w->text, another);
	return NULL;
}

/* A word that the rows of a frame know. */
static struct meaning *
in_frame(const struct frame *f, struct diag *d, const struct locator *locator, const struct expr *e,
         size_t i)
{
	struct compiler *c = f->c;
	const char *word = e->words[i].text;
	const struct ref *ref;
	const struct field *field = field_of_word(f->entity, word, &ref);

	if (f->row && (*f->row == 'q' || strcmp(f->row, "t") == 0))
		c->found = f;
	if (f->own && c->action->subject == SUBJECT_NONE)
		return no_row(c, d, locator, e);
	if (f->own && !f->row)
		return field_input(c, d, locator, e, i);
	c->row_named |= f->own;
	if (f->own)
		used_add(c, (struct used){.name = field ? field_key(c->arena, field) : word});
	return behind(c, locator, e, i + 1,
	              field ? field_meaning(c, f->entity, field, ref, f->row)
	                    : always_meaning(c, f->entity, word, f->row));
}

static struct meaning *
no_member(struct compiler *c, struct diag *d, const struct locator *locator, const struct word *w,
          const struct entity *e)
{
	if (foreign_key_find(e, w->text)) {
		error_in(d, locator, w->offset, w->n, NO_FOREIGN_KEY, w->text);
		return NULL;
	}
	error_in(d, locator, w->offset, w->n, "'%s' has no field '%s'%s", e->name, w->text,
	         known_member(c->arena, e, w->text));
	if (!entity_same_file(e, c->entity))
		note_at(d, e->source, e->at, "'%s' is declared here", e->name);
	return NULL;
}

static struct meaning *
old_path(struct compiler *c, struct diag *d, const struct locator *locator, const struct expr *e)
{
	struct frame f = {.c = c, .entity = c->entity, .row = c->old, .own = true};

	if (!c->old) {
		error_in(d, locator, e->words[0].offset, e->words[0].n,
		         "'old' is the row as it was before it is changed, and this action changes "
		         "none");
		return NULL;
	}
	if (!frame_knows(&f, e->words[1].text))
		return no_member(c, d, locator, &e->words[1], c->entity);
	c->old_read = true;
	return in_frame(&f, d, locator, e, 1);
}

/* Order.total, where rows of Order are spoken of. */
static struct meaning *
entity_path(const struct frame *f, struct diag *d, const struct locator *locator,
            const struct expr *e)
{
	if (frame_knows(f, e->words[1].text))
		return in_frame(f, d, locator, e, 1);
	return no_member(f->c, d, locator, &e->words[1], f->entity);
}

/* ---- variables ---- */

static struct meaning *
result_member(struct compiler *c, const struct local *l, const struct locator *locator,
              const struct expr *e)
{
	static const char *names[] = {"id", "status", "message", NULL};
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	const struct word *w = &e->words[1];

	if (e->nwords == 2 && word_index(names, w->text) >= 0) {
		m->symbol = (struct symbol){.name = w->text,
		                            .kind = *w->text == 'i' ? VALUE_UUID : VALUE_TEXT,
		                            .sql = column_sql(c, l->sql, w->text)};
		return m;
	}
	error_in(c->diag, locator, w->offset, w->n,
	         "the answer of an action has 'id', 'status' and 'message'%s",
	         nearest_cure(c->arena, w->text, names));
	return NULL;
}

static struct meaning *
local_path(const struct frame *f, struct local *l, struct diag *d, const struct locator *locator,
           const struct expr *e)
{
	struct compiler *c = f->c;
	struct frame row = {.c = c, .entity = l->meaning.row, .row = l->sql};
	struct meaning *m;

	l->read = true;
	if (l->list)
		used_add(c,
		         (struct used){e->nwords > 1 ? e->words[1].text : "", l->list, l->places});
	if (!l->sql) {
		m = arena_new(c->arena, struct meaning, 1);
		*m = l->meaning;
		return m;
	}
	if (e->nwords > 1 && l->result)
		return result_member(c, l, locator, e);
	if (e->nwords > 1 && l->is_row) {
		if (!frame_knows(&row, e->words[1].text))
			return no_member(c, d, locator, &e->words[1], row.entity);
		return in_frame(&row, d, locator, e, 1);
	}
	m = arena_new(c->arena, struct meaning, 1);
	*m = l->meaning;
	if (e->nwords == 1 && l->meaning.json) {
		m->symbol.open = true;
		m->symbol.kind = VALUE_TEXT;
		m->symbol.sql = arena_printf(c->arena, "(%s #>> '{}')", l->sql);
		m->symbol.jsonb = l->sql;
	}
	return behind(c, locator, e, 1, m);
}

static void
unknown(const struct frame *f, struct diag *d, const struct locator *locator, const struct expr *e)
{
	struct compiler *c = f->c;
	const char *word = e->words[0].text;

	for (const struct frame *of = f; of; of = of->outer)
		if (of->entity && foreign_key_find(of->entity, word)) {
			error_in(d, locator, e->words[0].offset, e->words[0].n, NO_FOREIGN_KEY,
			         word);
			return;
		}
	error_in(d, locator, e->words[0].offset, e->words[0].n, "unknown %s '%s'%s",
	         e->variable ? "variable" : "field or variable", word,
	         e->variable ? known_variable(c, word) : known_word(f, e));
	if (f->entity && !f->own && !entity_same_file(f->entity, c->entity))
		note_at(d, f->entity->source, f->entity->at, "'%s' is declared here",
		        f->entity->name);
}

/* The rows that an entity's name means. Of the own entity it is the own row, or the inputs of one
 * that is yet to be made, whatever rows of it lie nearer: those have bare names. */
static const struct frame *
named_rows(const struct frame *f, const char *name)
{
	const struct frame *nearest = NULL;

	for (; f; f = f->outer) {
		if (!f->entity || strcmp(f->entity->name, name) != 0)
			continue;
		if (!nearest || f->own)
			nearest = f;
	}
	return nearest;
}

static struct meaning *
rooted(const struct frame *f, struct diag *d, const struct locator *locator, const struct expr *e,
       bool *is)
{
	const char *root = e->words[0].text;

	*is = true;
	if (*root == '^') {
		for (; *root; root++)
			f = f->outer;
		return entity_path(f, d, locator, e);
	}
	if (strcmp(root, "input") == 0)
		return input_path(f->c, d, locator, e);
	if (strcmp(root, "caller") == 0)
		return caller_meaning(f->c, d, locator, e);
	if (strcmp(root, "old") == 0)
		return old_path(f->c, d, locator, e);
	f = named_rows(f, root);
	*is = f != NULL;
	return f ? entity_path(f, d, locator, e) : NULL;
}

/* Whether a path begins with a word that only others can follow. */
static bool
root(const struct frame *f, const struct expr *e)
{
	const char *word = e->words[0].text;

	return e->nwords > 1 && (strcmp(word, "input") == 0 || named_rows(f, word));
}

static struct meaning *
meaning_of(const struct frame *f, struct diag *d, const struct locator *locator,
           const struct expr *e)
{
	struct local *l = local_find(f->c, e->words[0].text), *marked = NULL;
	struct meaning *m;
	bool is;

	if (l && l->marked && !e->variable) {
		marked = l;
		l = NULL;
	}
	if (e->variable) {
		if (!l)
			unknown(f, d, locator, e);
		return l ? local_path(f, l, d, locator, e) : NULL;
	}
	if (e->nwords > 1) {
		m = rooted(f, d, locator, e, &is);
		if (is)
			return m;
	}
	for (const struct frame *g = f; g; g = g->outer)
		if (frame_knows(g, e->words[0].text) && (!g->own || !l)) {
			if (marked && g->own)
				marked->hidden = true;
			return in_frame(g, d, locator, e, 0);
		}
	if (l)
		return local_path(f, l, d, locator, e);
	return NULL;
}

const struct symbol *
path_symbol(void *context, struct diag *d, const struct locator *locator, const struct expr *e)
{
	const struct frame *f = context;
	size_t before = d->nerrors, n = 0;
	struct meaning *m;

	if (e->kind == EXPR_GIVEN) {
		error_in(d, locator, e->offset, e->n,
		         "'?' stands for the input called as the field beside it, as in 'status = "
		         "?'; write input.… here");
		return NULL;
	}
	f->c->found = NULL;
	m = meaning_of(f, d, locator, e);
	for (const struct frame *g = f; m && f->c->found; g = g->outer) {
		n++;
		if (g == f->c->found)
			break;
	}
	if (m)
		m->symbol.rows = n;
	if (!m && d->nerrors == before && !frame_knows(f, e->words[0].text) &&
	    !local_find(f->c, e->words[0].text) && !root(f, e))
		unknown(f, d, locator, e);
	return m ? &m->symbol : NULL;
}
