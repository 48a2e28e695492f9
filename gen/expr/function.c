#include "expr/function.h"

#include <stddef.h>
#include <strings.h>

#define CLOCK "a rule of a table may not depend on the time of day; validate it in an action"

/* COALESCE and the like are no functions of pg_catalog but part of SQL's grammar. */
static const struct function functions[] = {
        {"upper", "pg_catalog.upper", "t", 't', FORM_CALL, NULL},
        {"lower", "pg_catalog.lower", "t", 't', FORM_CALL, NULL},
        {"trim", "pg_catalog.btrim", "t?t", 't', FORM_CALL, NULL},
        {"btrim", "pg_catalog.btrim", "t?t", 't', FORM_CALL, NULL},
        {"ltrim", "pg_catalog.ltrim", "t?t", 't', FORM_CALL, NULL},
        {"rtrim", "pg_catalog.rtrim", "t?t", 't', FORM_CALL, NULL},
        {"length", "pg_catalog.length", "t", 'n', FORM_CALL, NULL},
        {"char_length", "pg_catalog.char_length", "t", 'n', FORM_CALL, NULL},
        {"substring", "pg_catalog.substring", "ti?i", 't', FORM_CALL, NULL},
        {"position", "pg_catalog.strpos", "tt", 'n', FORM_SWAPPED, NULL},
        {"strpos", "pg_catalog.strpos", "tt", 'n', FORM_CALL, NULL},
        {"starts_with", "pg_catalog.starts_with", "tt", 'b', FORM_CALL, NULL},
        {"replace", "pg_catalog.replace", "ttt", 't', FORM_CALL, NULL},
        {"left", "pg_catalog.left", "ti", 't', FORM_CALL, NULL},
        {"right", "pg_catalog.right", "ti", 't', FORM_CALL, NULL},
        {"concat", "pg_catalog.concat", "t+", 't', FORM_CALL, "join texts with ||"},
        {"abs", "pg_catalog.abs", "n", 'n', FORM_CALL, NULL},
        {"round", "pg_catalog.round", "m?i", 'n', FORM_CALL, NULL},
        {"ceil", "pg_catalog.ceil", "n", 'n', FORM_CALL, NULL},
        {"ceiling", "pg_catalog.ceil", "n", 'n', FORM_CALL, NULL},
        {"floor", "pg_catalog.floor", "n", 'n', FORM_CALL, NULL},
        {"coalesce", "COALESCE", "a+", 'a', FORM_CALL, NULL},
        {"nullif", "NULLIF", "aa", 'a', FORM_CALL, NULL},
        {"greatest", "GREATEST", "a+", 'a', FORM_CALL, NULL},
        {"least", "LEAST", "a+", 'a', FORM_CALL, NULL},
        {"now", "pg_catalog.now", "", 's', FORM_CALL, CLOCK},
        {"current_timestamp", "CURRENT_TIMESTAMP", "", 's', FORM_BARE, CLOCK},
        {"current_date", "CURRENT_DATE", "", 'd', FORM_BARE, CLOCK},
        {"extract", "pg_catalog.extract", "fd", 'n', FORM_CALL, NULL},
        {"date_trunc", "pg_catalog.date_trunc", "fd", 's', FORM_CALL, NULL},
        {"array_length", "pg_catalog.array_length", "l?i", 'n', FORM_DIMENSION, NULL},
        {"cardinality", "pg_catalog.cardinality", "l", 'n', FORM_CALL, NULL},
        {"jsonb_array_length", "pg_catalog.jsonb_array_length", "j", 'n', FORM_ARRAY, NULL},
        {"daterange", "pg_catalog.daterange", "DD?r", 'D', FORM_CALL, NULL},
        {"tstzrange", "pg_catalog.tstzrange", "ZZ?r", 'Z', FORM_CALL, NULL},
        {"count", "pg_catalog.count", "v", 'n', FORM_AGGREGATE, NULL},
        {"sum", "pg_catalog.sum", "n", 'n', FORM_AGGREGATE, NULL},
        {"avg", "pg_catalog.avg", "n", 'n', FORM_AGGREGATE, NULL},
        {"min", "pg_catalog.min", "o", 'a', FORM_AGGREGATE, NULL},
        {"max", "pg_catalog.max", "o", 'a', FORM_AGGREGATE, NULL},
};

enum { NFUNCTIONS = sizeof(functions) / sizeof(*functions) };

enum {
	ON_DATE = 1 << VALUE_DATE,
	ON_TIME = 1 << VALUE_TIME,
	ON_TIMESTAMP = 1 << VALUE_TIMESTAMP,
	ON_INTERVAL = 1 << VALUE_INTERVAL,
	ON_DAYS = ON_DATE | ON_TIMESTAMP,
	ON_SPANS = ON_DAYS | ON_INTERVAL,
	ON_CLOCK = ON_TIME | ON_TIMESTAMP | ON_INTERVAL,
	TRUNCATES = 1 << 20,
};

static const struct {
	const char *name;
	int kinds;
} parts[] = {
        {"century", ON_SPANS | TRUNCATES},
        {"decade", ON_SPANS | TRUNCATES},
        {"year", ON_SPANS | TRUNCATES},
        {"quarter", ON_SPANS | TRUNCATES},
        {"month", ON_SPANS | TRUNCATES},
        {"week", ON_DAYS | TRUNCATES},
        {"day", ON_SPANS | TRUNCATES},
        {"hour", ON_CLOCK | TRUNCATES},
        {"minute", ON_CLOCK | TRUNCATES},
        {"second", ON_CLOCK | TRUNCATES},
        {"dow", ON_DAYS},
        {"isodow", ON_DAYS},
        {"doy", ON_DAYS},
        {"isoyear", ON_DAYS},
        {"epoch", ON_SPANS | ON_TIME},
};

enum { NPARTS = sizeof(parts) / sizeof(*parts) };

const struct function *
function_find(const char *name)
{
	for (size_t i = 0; i < NFUNCTIONS; i++)
		if (!strcasecmp(functions[i].name, name))
			return functions + i;
	return NULL;
}

const char *const *
function_names(void)
{
	static const char *names[NFUNCTIONS + 1];

	for (size_t i = 0; i < NFUNCTIONS; i++)
		names[i] = functions[i].name;
	return names;
}

bool
part_fits(const char *part, enum value_kind kind, bool truncate)
{
	for (size_t i = 0; i < NPARTS; i++)
		if (!strcasecmp(parts[i].name, part))
			return parts[i].kinds >> kind & 1 &&
			       (!truncate || parts[i].kinds & TRUNCATES);
	return false;
}

const char *const *
part_names(void)
{
	static const char *names[NPARTS + 1];

	for (size_t i = 0; i < NPARTS; i++)
		names[i] = parts[i].name;
	return names;
}

/* What other languages call what is there. */
static const struct {
	const char *word, *cure;
} cures[] = {
        {"len", "write length()"},
        {"size", "write length() of a text, cardinality() of a list"},
        {"substr", "write substring()"},
        {"instr", "write strpos()"},
        {"any", "write 'value IN list'"},
        {"date_part", "write extract(year FROM …)"},
        {"has_permission", "an action may ask caller.has_permission()"},
        {"has_role", "an action may ask caller.has_role()"},
        {"ifnull", "write coalesce()"},
        {"unique", "'unique_constraints' of the entity say it"},
        {"isnull", "write IS NULL, or coalesce()"},
        {"nvl", "write coalesce()"},
        {"iif", "write CASE WHEN … THEN … ELSE … END"},
        {"if", "write CASE WHEN … THEN … ELSE … END"},
        {"today", "write current_date"},
        {"curdate", "write current_date"},
        {"getdate", "write now()"},
        {"sysdate", "write now()"},
        {"year", "write extract(year FROM …)"},
        {"month", "write extract(month FROM …)"},
        {"day", "write extract(day FROM …)"},
        {"regex", "write MATCHES"},
        {"regexp", "write MATCHES"},
        {"contains", "write LIKE '%…%'"},
        {"startswith", "write starts_with()"},
        {"endswith", "write LIKE '%…'"},
        {"tolower", "write lower()"},
        {"toupper", "write upper()"},
};

const char *
function_cure(const char *word)
{
	for (size_t i = 0; i < sizeof cures / sizeof *cures; i++)
		if (strcasecmp(cures[i].word, word) == 0)
			return cures[i].cure;
	return NULL;
}
