/* A typed tree as SQL. */
#include "base/quote.h"
#include "base/str.h"
#include "expr/expr.h"
#include "expr/regex.h"
#include "expr/function.h"
#include "expr/literal.h"
#include "expr/reference.h"
#include "expr/tree.h"

#include <string.h>

/* How tightly an operator binds. */
enum { LOOSE, OR, AND, NOT, PREDICATE, CONCAT, SUM, PRODUCT, UNARY, PRIMARY };

/* Of the rule that IS VALID stands for. */
static int
parts(const struct symbol *s)
{
	return (s->pattern != NULL) + (s->min != NULL) + (s->max != NULL);
}

static int
precedence(const struct expr *e)
{
	static const int of[EXPR_QUERY + 1] = {
	        [EXPR_OR] = OR,
	        [EXPR_AND] = AND,
	        [EXPR_NOT] = NOT,
	        [EXPR_COMPARE] = PREDICATE,
	        [EXPR_DISTINCT] = PREDICATE,
	        [EXPR_IS] = PREDICATE,
	        [EXPR_IN] = PREDICATE,
	        [EXPR_BETWEEN] = PREDICATE,
	        [EXPR_LIKE] = PREDICATE,
	        [EXPR_MATCHES] = PREDICATE,
	        [EXPR_EXISTS] = PREDICATE,
	        [EXPR_CONCAT] = CONCAT,
	        [EXPR_SUM] = SUM,
	        [EXPR_PRODUCT] = PRODUCT,
	        [EXPR_MINUS] = UNARY,
	};

	if (e->kind == EXPR_VALID)
		return e->negated ? NOT : parts(e->args[0]->symbol) > 1 ? AND : PREDICATE;
	return of[e->kind] ? of[e->kind] : PRIMARY;
}

static void print(struct strbuf *, const struct expr *);

/* In parentheses if it binds less than what stands around it. */
static void
operand(struct strbuf *b, const struct expr *e, int least)
{
	const char *reader = e->read ? literal_reader(e->cast) : "";
	bool parentheses = *reader || precedence(e) < (e->cast     ? PRIMARY
	                                               : e->before ? LOOSE
	                                                           : least);

	str_add(b, e->before ? e->before : "");
	str_add(b, reader);
	if (parentheses)
		str_addc(b, '(');
	print(b, e);
	if (parentheses)
		str_addc(b, ')');
	if (e->cast && !(*reader && strcmp(e->cast, "NUMERIC") == 0)) /* which the reader gives */
		str_addf(b, "::%s", e->cast);
	str_add(b, e->before ? e->after : "");
}

static void
list(struct strbuf *b, struct expr *const *args, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(b, ", ");
		operand(b, args[i], LOOSE);
	}
}

static void
constant(struct strbuf *b, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_NULL:
		str_add(b, "NULL");
		break;
	case EXPR_BOOLEAN:
		str_add(b, *e->text == 't' || *e->text == 'T' ? "TRUE" : "FALSE");
		break;
	case EXPR_NUMBER:
		str_add(b, e->text);
		break;
	default:
		str_add(b, e->kind == EXPR_INTERVAL ? "INTERVAL " : "");
		quote_literal(b, e->text);
	}
}

/* What a node with a symbol is printed as. */
static const char *
sql_of(const struct expr *e)
{
	const char *sql = reference_sql(e->symbol, e->form);

	return sql ? sql : e->symbol->sql;
}

/* The null of JSON is nothing, as it is in a payload. */
static void
path(struct strbuf *b, const struct expr *e)
{
	if (e->jsonb)
		str_addf(b, "NULLIF(%s, 'null')", e->symbol->jsonb);
	else
		str_add(b, sql_of(e));
}

static void
call(struct strbuf *b, const struct expr *e)
{
	const struct function *f = e->function;

	if (!f) {
		path(b, e);
		return;
	}
	if (f->form == FORM_ARRAY) {
		str_add(b, "CASE WHEN pg_catalog.jsonb_typeof(");
		operand(b, e->args[0], LOOSE);
		str_add(b, ") = 'array' THEN ");
	}
	str_add(b, f->sql);
	if (f->form == FORM_BARE)
		return;
	str_addf(b, "(%s%s", e->distinct ? "DISTINCT " : "", e->star ? "*" : "");
	if (f->form == FORM_SWAPPED) {
		operand(b, e->args[1], LOOSE);
		str_add(b, ", ");
		operand(b, e->args[0], LOOSE);
	} else
		list(b, e->args, e->nargs);
	if (f->form == FORM_DIMENSION && e->nargs == 1)
		str_add(b, ", 1");
	str_add(b, f->form == FORM_ARRAY ? ") END" : ")");
}

static void
junction(struct strbuf *b, const struct expr *e)
{
	for (size_t i = 0; i < e->nargs; i++) {
		if (i)
			str_add(b, e->kind == EXPR_OR ? " OR " : " AND ");
		operand(b, e->args[i], precedence(e));
	}
}

static void
prefix(struct strbuf *b, const struct expr *e)
{
	str_add(b, e->kind == EXPR_NOT ? "NOT " : "-");
	operand(b, e->args[0], e->kind == EXPR_NOT ? NOT : PRIMARY);
}

/* Operators of one level group to the left. */
static void
chain(struct strbuf *b, const struct expr *e)
{
	operand(b, e->args[0], precedence(e));
	str_addf(b, " %s ", e->text);
	operand(b, e->args[1], precedence(e) + 1);
}

static void
pattern(struct strbuf *b, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	regex_print(&out, text);
	quote_literal(b, out.buf);
	str_free(&out);
}

/* A field that obeys the rule of its type. */
static void
valid(struct strbuf *b, const struct expr *e)
{
	const struct symbol *s = e->args[0]->symbol;
	const char *const values[] = {s->pattern, s->min, s->max}, *const operators[] = {
	                                                                   "~", ">=", "<="};
	bool parentheses = e->negated && parts(s) > 1;
	const char *separator = "";

	str_add(b, e->negated ? "NOT " : "");
	str_add(b, parentheses ? "(" : "");
	for (int i = 0; i < 3; i++) {
		if (!values[i])
			continue;
		str_add(b, separator);
		str_add(b, s->sql);
		str_addf(b, " %s ", operators[i]);
		if (i)
			str_add(b, values[i]);
		else
			pattern(b, values[i]);
		separator = " AND ";
	}
	str_add(b, parentheses ? ")" : "");
}

static void
conjunct(struct strbuf *b, bool first)
{
	str_add(b, first ? " WHERE " : " AND ");
}

/* Whether two print the same; of queries nobody asks. */
static bool
same(const struct expr *a, const struct expr *b)
{
	if (a->kind != b->kind || a->query || b->query || a->nargs != b->nargs ||
	    a->function != b->function || !a->symbol != !b->symbol || a->negated != b->negated ||
	    a->operand != b->operand || a->otherwise != b->otherwise)
		return false;
	if (a->symbol && !word_same(sql_of(a), sql_of(b)))
		return false;
	if (!word_same(a->text, b->text) || !word_same(a->pattern, b->pattern) ||
	    !word_same(a->cast, b->cast))
		return false;
	for (size_t i = 0; i < a->nargs; i++)
		if (!same(a->args[i], b->args[i]))
			return false;
	return true;
}

/* The author said already that the item is not NULL. */
static bool
never_null(const struct expr *item, const struct expr *where)
{
	if (!where)
		return false;
	for (size_t i = 0; where->kind == EXPR_AND && i < where->nargs; i++)
		if (never_null(item, where->args[i]))
			return true;
	return where->kind == EXPR_IS && where->negated && !strcmp(where->text, "NULL") &&
	       same(item, where->args[0]);
}

/* (SELECT item FROM … WHERE …). Of an aggregate only HAVING can leave out a NULL. */
static void
query(struct strbuf *b, const struct expr *e)
{
	const struct query *q = e->query;
	bool filtered = q->filtered && !never_null(q->item, q->where),
	     several = q->rows->where || (filtered && !q->aggregate);

	str_add(b, "(SELECT ");
	if (q->item && e->kind != EXPR_EXISTS) {
		operand(b, q->item, LOOSE);
		str_addc(b, ' ');
	}
	str_addf(b, "FROM %s", q->rows->from);
	if (q->rows->where)
		str_addf(b, " WHERE %s", q->rows->where);
	if (q->where) {
		conjunct(b, !q->rows->where);
		operand(b, q->where, several ? AND : LOOSE);
	}
	if (filtered) {
		if (q->aggregate)
			str_add(b, " HAVING ");
		else
			conjunct(b, !q->rows->where && !q->where);
		operand(b, q->item, CONCAT);
		str_add(b, " IS NOT NULL");
	}
	str_addc(b, ')');
}

static void
exists(struct strbuf *b, const struct expr *e)
{
	if (!e->query) {
		str_add(b, e->args[0]->symbol->exists);
		return;
	}
	str_add(b, "EXISTS ");
	query(b, e);
}

static void
predicate(struct strbuf *b, const struct expr *e)
{
	const char *not = e->negated ? "NOT " : "";

	operand(b, e->args[0], CONCAT);
	switch (e->kind) {
	case EXPR_COMPARE:
		str_addf(b, " %s ", strcmp(e->text, "!=") ? e->text : "<>");
		break;
	case EXPR_DISTINCT:
		str_addf(b, " IS %sDISTINCT FROM ", not );
		break;
	case EXPR_IS:
		str_addf(b, " IS %s%s", not, e->text);
		return;
	case EXPR_IN:
		if (e->among) {
			str_add(b, e->negated ? " <> ALL (" : " = ANY (");
			list(b, e->args + 1, 1);
			str_addc(b, ')');
			return;
		}
		str_addf(b, " %sIN ", not );
		if (e->query) {
			query(b, e);
			return;
		}
		str_addc(b, '(');
		list(b, e->args + 1, e->nargs - 1);
		str_addc(b, ')');
		return;
	case EXPR_BETWEEN:
		str_addf(b, " %sBETWEEN ", not );
		operand(b, e->args[1], CONCAT);
		str_add(b, " AND ");
		operand(b, e->args[2], CONCAT);
		return;
	case EXPR_MATCHES:
		str_add(b, e->negated ? " !~ " : " ~ ");
		pattern(b, e->pattern);
		return;
	default:
		str_addf(b, " %s%s ", not, e->text);
	}
	operand(b, e->args[1], CONCAT);
}

static void
case_expr(struct strbuf *b, const struct expr *e)
{
	size_t end = e->nargs - e->otherwise;

	str_add(b, "CASE");
	if (e->operand) {
		str_addc(b, ' ');
		operand(b, e->args[0], LOOSE);
	}
	for (size_t i = e->operand; i < end; i += 2) {
		str_add(b, " WHEN ");
		operand(b, e->args[i], LOOSE);
		str_add(b, " THEN ");
		operand(b, e->args[i + 1], LOOSE);
	}
	if (e->otherwise) {
		str_add(b, " ELSE ");
		operand(b, e->args[end], LOOSE);
	}
	str_add(b, " END");
}

static void (*const printers[])(struct strbuf *, const struct expr *) = {
        [EXPR_NULL] = constant,   [EXPR_BOOLEAN] = constant,  [EXPR_NUMBER] = constant,
        [EXPR_STRING] = constant, [EXPR_INTERVAL] = constant, [EXPR_PATH] = path,
        [EXPR_CALL] = call,       [EXPR_OR] = junction,       [EXPR_AND] = junction,
        [EXPR_NOT] = prefix,      [EXPR_COMPARE] = predicate, [EXPR_DISTINCT] = predicate,
        [EXPR_IS] = predicate,    [EXPR_IN] = predicate,      [EXPR_BETWEEN] = predicate,
        [EXPR_LIKE] = predicate,  [EXPR_MATCHES] = predicate, [EXPR_CONCAT] = chain,
        [EXPR_SUM] = chain,       [EXPR_PRODUCT] = chain,     [EXPR_MINUS] = prefix,
        [EXPR_CASE] = case_expr,  [EXPR_VALID] = valid,       [EXPR_GIVEN] = path,
        [EXPR_QUERY] = query,     [EXPR_EXISTS] = exists,
};

static void
print(struct strbuf *b, const struct expr *e)
{
	printers[e->kind](b, e);
}

void
expr_print(struct strbuf *b, const struct expr *e)
{
	operand(b, e, LOOSE);
}
