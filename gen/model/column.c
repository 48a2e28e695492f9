#include "model/column.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>
#include <strings.h>

bool
entity_tenant(const struct entity *e)
{
	return e->tenancy != TENANCY_SHARED;
}

static bool
identified(const struct entity *e)
{
	return e->identifier;
}

/* The columns that tables have without being asked. The first HEADS stand behind the key, the
 * others at the end. */
static const struct always {
	const char *name, *type; /* a word of the language */
	bool required;
	const char *value, *prose;
	bool (*when)(const struct entity *); /* NULL: in every table */
} always[] = {
        {"id", "uuid", true, "gen_random_uuid()", "Public key.", NULL},
        {"tenant_id", "uuid", true, NULL, "Tenant that owns the row.", entity_tenant},
        {"identifier", "text", false, NULL, "Human-readable key.", identified},
        {"created_at", "datetime", true, "now()", "When the row was created.", NULL},
        {"created_by", "uuid", false, NULL, "Who created the row.", NULL},
        {"updated_at", "datetime", true, "now()",
         "When the row was last changed; the version for expected_version.", NULL},
        {"updated_by", "uuid", false, NULL, "Who last changed the row.", NULL},
        {"deleted_at", "datetime", false, NULL, "When the row was deleted; NULL while it is live.",
         NULL},
        {"deleted_by", "uuid", false, NULL, "Who deleted the row.", NULL},
};

enum { TENANT_ID = 1, HEADS = 3 };

_Static_assert(sizeof always / sizeof *always == COLUMNS_ALWAYS, "the header says how many");

/* More names that SpecQL gives columns of its own. */
static const char *const kept_free[] = {
        "sequence_number",
        "display_identifier",
        "path",
        "identifier_recalculated_at",
        "identifier_recalculated_by",
        "path_updated_at",
        "path_updated_by",
};

bool
column_reserved(const char *name)
{
	if (strncasecmp(name, "pk_", 3) == 0 || strncasecmp(name, "fk_", 3) == 0)
		return true;
	for (size_t i = 0; i < COLUMNS_ALWAYS; i++)
		if (strcasecmp(name, always[i].name) == 0)
			return true;
	for (size_t i = 0; i < sizeof kept_free / sizeof *kept_free; i++)
		if (strcasecmp(name, kept_free[i]) == 0)
			return true;
	return name_of_system(name);
}

bool
column_always(const struct entity *e, size_t i, const char **name, const struct type **type)
{
	if (i >= COLUMNS_ALWAYS)
		return false;
	*name = !always[i].when || always[i].when(e) ? always[i].name : NULL;
	*type = type_find(always[i].type);
	return true;
}

const struct field *
column_field(struct arena *a, const struct entity *e, const char *column)
{
	const struct field *own = field_of_column(e, column);
	struct field *f;
	const char *name;
	const struct type *type;

	if (own)
		return own;
	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name && strcmp(name, column) == 0) {
			f = arena_new(a, struct field, 1);
			*f = (struct field){.name = name, .column = name, .type = type};
			return f;
		}
	return NULL;
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

bool
column_incomparable(const char *sql)
{
	return strncmp(sql, "POINT", 5) == 0 || strncmp(sql, "INTERVAL", 8) == 0 ||
	       strcmp(sql, "JSON") == 0 || strcmp(sql, "JSON[]") == 0;
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

static struct column
column_of(const struct always *c)
{
	return (struct column){.name = c->name,
	                       .sql = type_find(c->type)->sql,
	                       .required = c->required,
	                       .value = c->value,
	                       .prose = c->prose};
}

static void
add_always(struct columns *to, const struct entity *e, size_t from, size_t end)
{
	for (const struct always *c = always + from; c < always + end; c++)
		if (!c->when || c->when(e))
			add(to, column_of(c));
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
	size_t n = 1 + COLUMNS_ALWAYS + e->nfields + e->nforeign_keys;

	for (size_t i = 0; i < e->nfields; i++)
		n += e->fields[i].nrefs;
	return n;
}

const struct column *
column_called(const struct columns *in, const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->v[i].name, name) == 0)
			return &in->v[i];
	return NULL;
}

struct columns
entity_columns(struct arena *a, const struct entity *e)
{
	struct columns to = {arena_new(a, struct column, count(e)), 0};

	add(&to, (struct column){.name = e->key,
	                         .sql = key_type(e->key_type),
	                         .identity = true,
	                         .prose = "Internal key, for joins; never leaves the database."});
	add_always(&to, e, 0, HEADS);
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
	add_always(&to, e, HEADS, COLUMNS_ALWAYS);
	return to;
}

/* The target's column in a table of pairs: fk_<target>,
 * or fk_<field> beside a column of the same name. */
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
	struct joins to = {arena_new(a, struct join, e->nfields), 0};
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
			        .tenant = entity_tenant(e) || f->refs[0].tenant,
			};
	}
	return to;
}

struct columns
join_columns(struct arena *a, const struct entity *e, const struct join *j)
{
	struct columns to = {arena_new(a, struct column, 3), 0};

	if (j->tenant)
		add(&to, column_of(&always[TENANT_ID]));
	add(&to, (struct column){.name = j->own, .sql = key_type(e->key_type)});
	add(&to, (struct column){.name = j->target, .sql = key_type(j->ref->key_type)});
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

const char **
column_gaps(struct arena *a, const char *const *names, size_t n)
{
	const char **to = arena_new(a, const char *, n);
	size_t *widths = arena_new(a, size_t, n), most = 0;
	struct strbuf name = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		str_reset(&name);
		quote_ident(&name, names[i]);
		widths[i] = name.len;
		most = name.len > most ? name.len : most;
	}
	for (size_t i = 0; i < n; i++)
		to[i] = arena_printf(a, "%*s", (int)(most + 2 - widths[i]), "");
	str_free(&name);
	return to;
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
