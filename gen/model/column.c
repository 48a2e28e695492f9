#include "model/column.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>

static const struct column heads[] = {
        {.name = "id",
         .sql = "UUID",
         .required = true,
         .value = "gen_random_uuid()",
         .prose = "Public key."},
        {.name = "tenant_id",
         .sql = "UUID",
         .required = true,
         .prose = "Tenant that owns the row."},
        {.name = "identifier", .sql = "TEXT", .prose = "Human-readable key."},
};

static const struct column audit[] = {
        {.name = "created_at",
         .sql = "TIMESTAMPTZ",
         .required = true,
         .value = "now()",
         .prose = "When the row was created."},
        {.name = "created_by", .sql = "UUID", .prose = "Who created the row."},
        {.name = "updated_at",
         .sql = "TIMESTAMPTZ",
         .required = true,
         .value = "now()",
         .prose = "When the row was last changed; the version for expected_version."},
        {.name = "updated_by", .sql = "UUID", .prose = "Who last changed the row."},
        {.name = "deleted_at",
         .sql = "TIMESTAMPTZ",
         .prose = "When the row was deleted; NULL while it is live."},
        {.name = "deleted_by", .sql = "UUID", .prose = "Who deleted the row."},
};

enum { NHEADS = sizeof heads / sizeof *heads, NAUDIT = sizeof audit / sizeof *audit };

bool
entity_tenant(const struct entity *e)
{
	return e->tenancy != TENANCY_SHARED;
}

static bool
plain_number(const char *text)
{
	size_t n;

	text += *text == '-';
	n = strspn(text, "0123456789");
	if (n == 0)
		return false;
	text += n;
	if (*text == '.') {
		n = strspn(text + 1, "0123456789");
		text += n ? n + 1 : 0;
	}
	return *text == '\0';
}

void
column_value(struct strbuf *out, const struct type *type, const char *text)
{
	bool bare = type->value == VALUE_NUMBER ? plain_number(text)
	            : type->value == VALUE_BOOLEAN
	                    ? strcmp(text, "true") == 0 || strcmp(text, "false") == 0
	                    : false;

	if (bare)
		str_add(out, text);
	else
		quote_literal(out, text);
}

static const struct type list_type = {.name = "list", .value = VALUE_JSON};

static const char *
value(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->default_kind == DEFAULT_NONE)
		return NULL;
	if (f->default_kind == DEFAULT_FUNCTION)
		return f->default_text;
	column_value(&out, f->list ? &list_type : f->type, f->default_text);
	return str_done(&out, a);
}

static const char *
key_type(const char *type)
{
	return type ? type : "INTEGER";
}

static void
add(struct columns *to, struct column c)
{
	to->v[to->n++] = c;
}

static void
add_refs(struct columns *to, const struct field *f)
{
	for (size_t i = 0; i < f->nrefs; i++)
		add(to, (struct column){.name = f->refs[i].column,
		                        .sql = key_type(f->refs[i].key_type),
		                        .required = f->required && f->nrefs == 1,
		                        .field = f,
		                        .ref = &f->refs[i]});
}

static size_t
count(const struct entity *e)
{
	size_t n = 1 + NHEADS + e->nfields + e->nforeign_keys + NAUDIT;

	for (size_t i = 0; i < e->nfields; i++)
		n += e->fields[i].nrefs;
	return n;
}

struct columns
entity_columns(struct arena *a, const struct entity *e)
{
	struct columns to = {new (a, struct column, count(e)), 0};

	add(&to, (struct column){.name = e->key,
	                         .sql = key_type(e->key_type),
	                         .identity = true,
	                         .prose = "Internal key, for joins; never leaves the database."});
	add(&to, heads[0]);
	if (entity_tenant(e))
		add(&to, heads[1]);
	if (e->identifier)
		add(&to, heads[2]);
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		if (!f->nrefs && !f->faulty)
			add(&to, (struct column){.name = f->column,
			                         .sql = f->sql ? f->sql : f->type->sql,
			                         .required = f->required,
			                         .value = value(a, f),
			                         .field = f});
	}
	for (size_t i = 0; i < e->nfields; i++)
		if (!e->fields[i].join_table && !e->fields[i].faulty)
			add_refs(&to, &e->fields[i]);
	for (size_t i = 0; i < e->nforeign_keys; i++)
		add(&to, (struct column){.name = e->foreign_keys[i].column,
		                         .sql = key_type(e->foreign_keys[i].key_type),
		                         .required = e->foreign_keys[i].required,
		                         .foreign_key = &e->foreign_keys[i]});
	for (size_t i = 0; i < NAUDIT; i++)
		add(&to, audit[i]);
	return to;
}

/* The target's column in a table of pairs: fk_<target>, or fk_<field> beside a column of the same
 * name. */
static const char *
target_column(struct arena *a, const struct field *f, const char *own)
{
	const char *name = name_object(a, "fk_%s", name_snake(a, f->refs[0].entity));

	if (strcmp(name, own) == 0)
		name = name_object(a, "fk_%s", name_snake(a, f->name));
	if (strcmp(name, own) == 0)
		name = name_object(a, "fk_other_%s", name_snake(a, f->name));
	return name;
}

struct joins
entity_joins(struct arena *a, const struct entity *e)
{
	struct joins to = {new (a, struct join, e->nfields), 0};
	const char *own = name_object(a, "fk_%s", e->stem);

	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		if (f->join_table && f->nrefs && !f->faulty)
			to.v[to.n++] = (struct join){
			        .field = f,
			        .ref = &f->refs[0],
			        .table = f->join_table,
			        .stem = f->join_table +
			                (strncmp(f->join_table, "tb_", 3) == 0 ? 3 : 0),
			        .own = own,
			        .target = target_column(a, f, own),
			        .tenant = entity_tenant(e),
			};
	}
	return to;
}

const char *
field_key(struct arena *a, const struct field *f)
{
	if (f->column)
		return column_stem(f->column);
	for (const char *c = f->name; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			return name_snake(a, f->name);
	return f->name;
}

const char *
column_stem(const char *column)
{
	return strncmp(column, "fk_", 3) == 0 && column[3] ? column + 3 : column;
}

const char *
index_name(struct arena *a, const char *prefix, const char *stem, const char *column,
           const char *suffix)
{
	bool apart = strchr(column, '_') || strcmp(column, "tenant") == 0;

	return name_object(a, "%s%s%s%s%s", prefix, stem, apart ? "__" : "_", column, suffix);
}
