/*
 * The world of the tests: an action of a contact, its inputs, its caller, a variable, and two other
 * entities. SQL is spelled as far as it goes like what an author writes, so that it can be read
 * again.
 */
#ifndef TEST_CRM_H
#define TEST_CRM_H

#include "resolver.h"

static const char *states[] = {"open", "paid"};
static const char *fewer[] = {"lead", "customer"};
static const char *others[] = {"lead", "lost"};

static const struct symbol own[] = {
        {.name = "status", .sql = "status", .kind = VALUE_TEXT, .values = statuses, .nvalues = 3},
        {.name = "name", .sql = "name", .kind = VALUE_TEXT},
        {.name = "score", .sql = "score", .kind = VALUE_NUMBER, .min = "0", .max = "100"},
        {.name = "price", .sql = "price", .kind = VALUE_NUMBER},
        {.name = "ratio", .sql = "ratio", .kind = VALUE_NUMBER},
        {.name = "active", .sql = "active", .kind = VALUE_BOOLEAN},
        {.name = "done", .sql = "done", .kind = VALUE_BOOLEAN},
        {.name = "starts", .sql = "starts", .kind = VALUE_DATE},
        {.name = "ends", .sql = "ends", .kind = VALUE_DATE},
        {.name = "opened_at", .sql = "opened_at", .kind = VALUE_TIMESTAMP},
        {.name = "from_time", .sql = "from_time", .kind = VALUE_TIME},
        {.name = "span", .sql = "span", .kind = VALUE_INTERVAL},
        {.name = "ext", .sql = "ext", .kind = VALUE_UUID},
        {.name = "meta", .sql = "meta", .kind = VALUE_JSON},
        {.name = "place", .sql = "place", .kind = VALUE_POINT},
        {.name = "tags", .sql = "tags", .kind = VALUE_TEXT, .list = true},
        {.name = "company",
         .sql = "fk_company",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "fk_company",
         .id = "company_id",
         .exists = "company_exists"},
        {.name = "rival",
         .sql = "fk_rival",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "fk_rival",
         .id = "rival_id"},
        {.name = "assignee",
         .sql = "fk_assignee",
         .kind = VALUE_REF,
         .target = "projects.User",
         .key = "fk_assignee",
         .id = "assignee_id"},
        {.name = "pair",
         .sql = "pk_pair",
         .kind = VALUE_REF,
         .target = "crm.Pair",
         .key = "pk_pair"},
        {.name = "bad", .sql = NULL, .kind = VALUE_TEXT},
};

static const struct symbol paths[] = {
        {.name = "?", .sql = "given", .kind = VALUE_TEXT},
        {.name = "input.name", .sql = "input.name", .kind = VALUE_TEXT},
        {.name = "input.qty", .sql = "input.qty", .kind = VALUE_NUMBER, .min = "1"},
        {.name = "input.email", .sql = "input.email", .kind = VALUE_TEXT, .pattern = "^.+@.+$"},
        {.name = "input.status",
         .sql = "input.status",
         .kind = VALUE_TEXT,
         .values = fewer,
         .nvalues = 2},
        {.name = "input.outcome",
         .sql = "input.outcome",
         .kind = VALUE_TEXT,
         .values = others,
         .nvalues = 2},
        {.name = "input.tags", .sql = "input.tags", .kind = VALUE_TEXT, .list = true},
        {.name = "input.scores", .sql = "input.scores", .kind = VALUE_NUMBER, .list = true},
        {.name = "input.meta", .sql = "input.meta", .kind = VALUE_JSON},
        {.name = "input.ext", .sql = "input.ext", .kind = VALUE_UUID},
        {.name = "input.company",
         .sql = "input.company",
         .kind = VALUE_UUID,
         .target = "crm.Company",
         .key = "input_company_key"},
        {.name = "input.members",
         .sql = "input.members",
         .kind = VALUE_UUID,
         .list = true,
         .target = "projects.User"},
        {.name = "input.old",
         .sql = "input.old",
         .kind = VALUE_TEXT,
         .refused = "'old' is no input; use old.status"},
        {.name = "input.none", .sql = NULL, .kind = VALUE_TEXT},
        {.name = "caller.id", .sql = "caller.id", .kind = VALUE_UUID},
        {.name = "caller.roles", .sql = "caller.roles", .kind = VALUE_TEXT, .list = true},
        {.name = "company.id",
         .sql = "company_id",
         .kind = VALUE_UUID,
         .target = "crm.Company",
         .key = "fk_company",
         .exists = "company_exists"},
        {.name = "company.name", .sql = "company.name", .kind = VALUE_TEXT},
        {.name = "old.status",
         .sql = "old.status",
         .kind = VALUE_TEXT,
         .values = statuses,
         .nvalues = 3},
        {.name = "$payer",
         .sql = "payer_pk",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "payer_pk",
         .id = "payer_id",
         .exists = "(payer_pk IS NOT NULL)"},
        {.name = "$payer.id",
         .sql = "payer_id",
         .kind = VALUE_UUID,
         .target = "crm.Company",
         .key = "payer_pk"},
        {.name = "$anyone",
         .sql = "anyone_pk",
         .kind = VALUE_REF,
         .key = "anyone_pk",
         .id = "anyone_id"},
        {.name = "$payer.name", .sql = "$payer.name", .kind = VALUE_TEXT},
        {.name = "$item.qty", .sql = "(item ->> 'qty')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.note", .sql = "(item ->> 'note')", .kind = VALUE_TEXT, .open = true},
        {.name = "$local", .sql = "v_local", .kind = VALUE_TIMESTAMP, .local = true},
};

static const struct symbol calls[] = {
        {.name = "caller.has_role", .sql = "app.has_role()", .kind = VALUE_BOOLEAN},
        {.name = "caller.none", .sql = NULL, .kind = VALUE_BOOLEAN},
};

static const struct symbol of_order[] = {
        {.name = "total", .sql = "total", .kind = VALUE_NUMBER},
        {.name = "state", .sql = "state", .kind = VALUE_TEXT, .values = states, .nvalues = 2},
        {.name = "note", .sql = "note", .kind = VALUE_TEXT},
        {.name = "paid", .sql = "paid", .kind = VALUE_BOOLEAN},
        {.name = "placed", .sql = "placed", .kind = VALUE_DATE},
        {.name = "shipped_at", .sql = "shipped_at", .kind = VALUE_TIMESTAMP},
        {.name = "raw", .sql = "raw", .kind = VALUE_JSON},
        {.name = "at", .sql = "at", .kind = VALUE_POINT},
        {.name = "labels", .sql = "labels", .kind = VALUE_TEXT, .list = true},
        {.name = "customer",
         .sql = "o.fk_customer",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "o.fk_customer",
         .id = "o_customer_id"},
};

static const struct scope order_scope, plain_scope;

static const struct table tables[] = {
        {"Order", {&order_scope, "crm.tb_order o", "o.tenant_id = auth_tenant_id"}},
        {"Plain", {&plain_scope, "Plain", NULL}},
};

static struct world crm = {paths,  LENGTH(paths),  calls, LENGTH(calls),
                           tables, LENGTH(tables), NULL};

static const struct scope order_scope = {of_order, LENGTH(of_order), NULL, 0, &resolver, &crm};
static const struct scope plain_scope = {
        of_order, LENGTH(of_order) - 1, patterns, LENGTH(patterns), &resolver, &crm};
static const struct scope contact = {own, LENGTH(own), patterns, LENGTH(patterns), &resolver, &crm};

static inline const char *
in_action(struct arena *a, const char *text)
{
	crm.arena = a;
	return printed(a, &contact, text, AS_CONDITION, NULL);
}

struct pair_of_texts {
	const char *text, *want;
};

static inline void
check_conditions(const struct pair_of_texts *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = {0};

		CHECK_STR(in_action(&a, all[i].text), all[i].want);
		arena_clear(&a);
	}
}

#endif
