#include "model/annotation.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/api.h"
#include "model/comment.h"
#include "model/name.h"
#include "model/several.h"

#include <string.h>

const char *
annotation_table(struct arena *a, const struct entity *e)
{
	struct strbuf text = STRBUF_INIT;

	comment_sentence(&text, e->description, arena_printf(a, "%s entity", e->name));
	str_add(&text, "\n\n@fraiseql:type\ntrinity: true");
	comment_code(&text, e, CODE_TABLE);
	return str_done(&text, a);
}

const char *
annotation_column(struct arena *a, const struct options *o, const struct column *c)
{
	struct strbuf out = STRBUF_INIT;
	const struct foreign_key *k = c->foreign_key;
	const struct field *f = c->field;

	if (c->prose) {
		str_add(&out, c->prose);
		if (strcmp(c->name, "id") == 0)
			comment_field(&out, c->name, "UUID", false, true);
		else if (strcmp(c->name, "identifier") == 0)
			comment_field(&out, c->name, "String", false, false);
		return str_done(&out, a);
	}
	comment_sentence(&out, f ? f->description : k->description,
	                 name_title(a, f ? f->name : column_stem(k->column)));
	if (f && !c->ref) {
		comment_field(&out, c->name, f->type->graphql, f->list, c->required);
		comment_values(&out, f->values, f->nvalues);
	} else if (f) {
		comment_field(&out, c->name, "UUID", false, c->required);
		str_addf(&out, "\nreferences: %s", api_type(a, o, c->ref->schema, c->ref->entity));
	}
	return str_done(&out, a);
}

const char *
annotation_join(struct arena *a, const struct entity *e, const struct join *j)
{
	struct strbuf text = STRBUF_INIT;

	comment_sentence(
	        &text, j->field->description,
	        arena_printf(a, "%s of %s", name_title(a, j->field->name), name_title(a, e->name)));
	return str_done(&text, a);
}

const char *
annotation_join_column(struct arena *a, const struct entity *e, const struct join *j,
                       const struct column *c)
{
	const char *of = c->name == j->own ? e->name : j->ref->entity;

	return c->prose ? c->prose : arena_printf(a, "%s.", name_title(a, of));
}

const char *
annotation_check(struct arena *a, const struct table_check *c)
{
	const char *error = c->authored ? c->authored->error : NULL;

	if (!c->authored)
		return NULL;
	return arena_printf(a, "%s.\n\n@specql:rule%s%s", name_title(a, c->authored->name),
	                    error ? "\nerror: " : "", error ? error : "");
}

/* ---- the table view ---- */

const char *
annotation_view(struct arena *a, const struct entity *e)
{
	struct strbuf text = STRBUF_INIT;

	comment_sentence(&text, e->description, arena_printf(a, "%s entity", e->name));
	str_add(&text,
	        "\n\n@fraiseql:table\nsource: materialized\nrefresh: explicit\nprimary: true");
	comment_code(&text, e, CODE_VIEW);
	return str_done(&text, a);
}

/* What the column of a filter is good for. */
static void
filter(struct strbuf *out, const struct view_column *c, const char *type, const char *relation)
{
	bool ordered = c->index == INDEX_BTREE;

	str_addf(out, "\n\n@fraiseql:filter\nname: %s\ntype: %s", c->name, type);
	if (relation)
		str_addf(out, "\nrelation: %s", relation);
	str_addf(out, "\nindex: %s\nperformance: %s", index_names[c->index],
	         ordered ? "optimized" : "acceptable");
}

/* The targets of a field: Person, or Person | Company. */
static const char *
targets(struct arena *a, const struct options *o, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < f->nrefs; i++)
		str_addf(&out, "%s%s", i ? " | " : "",
		         api_type(a, o, f->refs[i].schema, f->refs[i].entity));
	return str_done(&out, a);
}

static const struct {
	const char *prose, *annotation; /* of columns that every view has */
} always[] = {
        [VIEW_KEY] = {"Internal key, for joins; never leaves the database.",
                      "field\ninternal: true"},
        [VIEW_ID] = {"Public key.", "field\nname: id\ntype: UUID!\nrequired: true"},
        [VIEW_TENANT] = {"Tenant that owns the row.",
                         "filter\nname: tenant_id\ntype: UUID\nindex: btree\nperformance: "
                         "optimized"},
        [VIEW_JSON] = {"The row and what it refers to, as the API sees it.", "jsonb\nexpand: true"},
        [VIEW_TIME] = {"When the row was last refreshed.", "field\ninternal: true"},
};

const char *
annotation_view_column(struct arena *a, const struct options *o, const struct view_column *c)
{
	struct strbuf out = STRBUF_INIT;
	const struct type *type;

	switch (c->kind) {
	case VIEW_REF:
		str_addf(&out, "Key of %s.\n\n@fraiseql:field\ninternal: true", c->ref->entity);
		break;
	case VIEW_REF_ID:
		comment_sentence(&out, c->field->description, name_title(a, c->field->name));
		filter(&out, c, "UUID", targets(a, o, c->field));
		break;
	case VIEW_FILTER:
		type = c->filter->type;
		str_addf(&out, "%s.", name_title(a, c->name));
		filter(&out, c,
		       c->filter->list ? arena_printf(a, "[%s%s", type->graphql,
		                                      comment_list_end(type->graphql))
		                       : type->graphql,
		       NULL);
		break;
	default:
		str_addf(&out, "%s\n\n@fraiseql:%s", always[c->kind].prose,
		         always[c->kind].annotation);
	}
	return str_done(&out, a);
}

/* ---- actions ---- */

const char *
annotation_input_type(struct arena *a, const struct action *from)
{
	return arena_printf(a,
	                    "Input parameters for %s.\n\n@fraiseql:composite\n"
	                    "name: %sInput\ntier: 2",
	                    name_title(a, from->name), name_pascal(a, action_api(a, from)));
}

const char *
annotation_input(struct arena *a, const struct options *o, const struct entity *e,
                 const struct action *from, const struct input *in)
{
	const struct several several = several_of(a, e, from, in->field);
	const char *text = several_text(a, &several, api_description(e, in));
	struct strbuf out = STRBUF_INIT;
	bool ref = in->nrefs > 0;

	str_addf(&out, "%s (%s).", name_title(a, in->name), in->required ? "required" : "optional");
	if (text) {
		str_addc(&out, ' ');
		comment_sentence(&out, text, "");
	}
	comment_field(&out, in->name, ref ? "UUID" : in->type->graphql, in->list, in->required);
	if (ref)
		str_addf(&out, "\nreferences: %s",
		         api_type(a, o, in->refs[0].schema, in->refs[0].entity));
	comment_values(&out, in->values, in->nvalues);
	return str_done(&out, a);
}

const char *
annotation_function(struct arena *a, const struct entity *e, const struct action *from)
{
	struct strbuf out = STRBUF_INIT;
	const char *api = action_api(a, from), *pascal = name_pascal(a, api);

	comment_sentence(&out, from->description, name_title(a, from->name));
	str_addf(&out, "\n\n@fraiseql:mutation\nname: %s\ninput_type: app.%s\n", name_camel(a, api),
	         name_input_type(a, api));
	str_addf(&out, "success_type: %sSuccess\nfailure_type: %sError", pascal, pascal);
	comment_code(&out, e, CODE_FUNCTION);
	return str_done(&out, a);
}

const char *
annotation_core(struct arena *a, const struct action *from)
{
	return arena_printf(a, "Core of app.%s; not for the API.", action_api(a, from));
}
