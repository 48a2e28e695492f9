/* The type that an author declares of a variable. */
#include "action/local.h"
#include "base/diag.h"
#include "base/str.h"

#include <string.h>

/* A range or a length that the author gave the type, and that its SQL does not say. */
static bool
bounded(const struct field *f)
{
	return !word_same(f->min, f->type->min) || !word_same(f->max, f->type->max) ||
	       ((f->min_length || f->max_length) && !strchr(f->sql, '('));
}

/* What a type string can say of a column, and of no variable. */
static bool
of_variable(struct compiler *c, const struct assignment *a, const struct field *f)
{
	const char *fault =
	        f->required       ? "a variable is NULL until a step sets it; leave out the '!'"
	        : f->default_kind ? "the default of a variable is an expression; write 'default' "
	                            "beside 'type'"
	        : bounded(f)      ? "a variable has no range and no length; 'validate' checks them"
	                          : NULL;

	if (fault)
		error_at(c->diag, c->source, a->type->at, "%s", fault);
	return !fault;
}

const char *
declared_type(struct compiler *c, const struct assignment *a, struct meaning *what)
{
	struct parse p = {.arena = c->arena,
	                  .diag = c->diag,
	                  .source = c->source,
	                  .entity = c->entity,
	                  .options = c->options};
	struct field f = {.name = a->name, .at = a->at};

	if (!type_read(&p, a->type, NULL, &f) || !of_variable(c, a, &f))
		return NULL;
	if (f.nrefs > 1 || (f.nrefs && f.list)) {
		error_at(c->diag, c->source, a->type->at,
		         "a variable leads to one row: 'ref(%s)'; %s", f.refs->entity,
		         f.list ? "'foreach' goes through a list of references"
		                : "use one for each entity");
		return NULL;
	}
	if (f.nrefs) {
		const struct entity *e = entity_find(
		        c, &(struct target){f.refs->at, f.refs->schema, f.refs->entity}, false);

		*what = e ? *key_meaning(c, a->name, e, "NULL") : (struct meaning){0};
		return e ? symbol_type(c, &what->symbol) : NULL;
	}
	what->type = f.type;
	what->items = f.list && f.type->value == VALUE_JSON;
	what->composite = f.type->class == TYPE_COMPOSITE && !f.list ? f.type : NULL;
	what->symbol = (struct symbol){.name = a->name,
	                               .sql = a->name,
	                               .kind = f.type->value,
	                               .list = f.list && f.type->value != VALUE_JSON,
	                               .values = f.values,
	                               .nvalues = f.nvalues};
	return f.sql;
}
