#include "model/index.h"

#include <string.h>

enum {
	B = 1 << INDEX_BTREE,
	H = 1 << INDEX_HASH,
	GIN = 1 << INDEX_GIN,
	TRGM = 1 << INDEX_GIN_TRGM,
	GIST = 1 << INDEX_GIST,
};

/* Operator classes of PostgreSQL (manual 11.10) and of btree_gist and pg_trgm. */
static const unsigned char fits[] = {
        [VALUE_TEXT] = B | H | TRGM | GIST,
        [VALUE_NUMBER] = B | H | GIST,
        [VALUE_BOOLEAN] = B | H,
        [VALUE_DATE] = B | H | GIST,
        [VALUE_TIME] = B | H | GIST,
        [VALUE_TIMESTAMP] = B | H | GIST,
        [VALUE_INTERVAL] = B | H | GIST,
        [VALUE_UUID] = B | H | GIST,
        [VALUE_JSON] = B | H | GIN,
        [VALUE_BYTES] = B | H | GIST,
        [VALUE_INET] = B | H | GIST,
        [VALUE_MACADDR] = B | H | GIST,
        [VALUE_POINT] = GIST,
        [VALUE_REF] = B | H | GIST,
};

static const char *const methods[] = {
        [INDEX_NONE] = NULL, [INDEX_BTREE] = NULL,     [INDEX_HASH] = "hash",
        [INDEX_GIN] = "gin", [INDEX_GIN_TRGM] = "gin", [INDEX_GIST] = "gist",
};

static unsigned
kinds(const struct field *f)
{
	if (f->list && f->type->value == VALUE_POINT)
		return 0;
	if (f->list && f->type->value != VALUE_JSON)
		return B | H | GIN;
	/* CHAR(n), which the operators of pg_trgm do not take for a text as they do VARCHAR. */
	if (f->sql && strncmp(f->sql, "CHAR", 4) == 0)
		return B | H | GIST;
	return fits[f->type->value];
}

bool
index_holds(enum index_kind kind, const struct field *f)
{
	return kinds(f) & 1u << kind;
}

enum index_kind
index_natural(const struct field *f)
{
	if (f->type->index && !f->list)
		return f->type->index;
	if (f->list || f->type->value == VALUE_JSON)
		return INDEX_GIN;
	return f->type->value == VALUE_POINT ? INDEX_GIST : INDEX_BTREE;
}

const char *
index_method(enum index_kind kind)
{
	return methods[kind];
}

/* inet has no default for gist. */
const char *
index_operators(enum index_kind kind, const char *sql)
{
	if (kind == INDEX_GIN_TRGM)
		return " gin_trgm_ops";
	if (kind == INDEX_GIST && strcmp(sql, "INET") == 0)
		return " inet_ops";
	return "";
}
