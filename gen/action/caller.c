/* What caller.… means: permissions, roles, the caller himself. */
#include "action/meaning.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

/* sql: %s is the user. */
#define ROLES "(app.caller_roles(auth_tenant_id, %s))"

static const struct {
	const char *name, *sql;
	enum value_kind kind;
	bool list;
} members[] = {
        {"id", "%s", VALUE_UUID, false},
        {"tenant_id", "auth_tenant_id", VALUE_UUID, false},
        {"role", ROLES "[1]", VALUE_TEXT, false},
        {"roles", ROLES, VALUE_TEXT, true},
};

static const char *names[] = {"id",       "tenant_id", "role",
                              "roles",    "has_role",  "has_permission",
                              "is_owner", "can_…",     NULL};

static const char *
user(const struct compiler *c)
{
	return c->user ? c->user : "auth_user_id";
}

/* The format with the user in it. */
static const char *
of_user(struct compiler *c, const char *format)
{
	const char *at = strstr(format, "%s");

	return at ? arena_printf(c->arena, "%.*s%s%s", (int)(at - format), format, user(c), at + 2)
	          : format;
}

static const char *
permission_sql(struct compiler *c, const char *literal)
{
	return arena_printf(c->arena, "app.has_permission(auth_tenant_id, %s, %s)", user(c),
	                    literal);
}

/* Who created the row, or whom its reference `owner` leads to, be it to one of several. Where there
 * is none it is nobody, which is no. */
static const char *
owner_sql(struct compiler *c, struct diag *d, const struct locator *locator, const struct word *w)
{
	struct frame f = own_frame(c);
	const struct ref *ref = NULL;
	const struct field *owner = field_of_word(c->entity, "owner", &ref);
	const char *id;
	struct strbuf who = STRBUF_INIT;

	if (!f.row) {
		error_in(d, locator, w->offset, w->n,
		         "a row that is yet to be made has no owner; name a permission, as "
		         "caller.can_create");
		return NULL;
	}
	str_addf(&who, "%s", column_sql(c, f.row, "created_by"));
	for (size_t i = 0; owner && !owner->join_table && i < owner->nrefs; i++) {
		id = field_meaning(c, c->entity, owner, &owner->refs[i], f.row)->symbol.id;
		if (id)
			str_addf(&who, ", %s", id);
	}
	return arena_printf(c->arena, "(%s IN (%s) IS TRUE)", user(c), str_done(&who, c->arena));
}

struct meaning *
caller_meaning(struct compiler *c, struct diag *d, const struct locator *locator,
               const struct expr *e)
{
	const struct word *w = &e->words[1];
	struct meaning *m = arena_new(c->arena, struct meaning, 1);

	m->symbol = (struct symbol){.name = w->text, .kind = VALUE_BOOLEAN};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (strcmp(members[i].name, w->text) == 0) {
			m->symbol.sql = of_user(c, members[i].sql);
			m->symbol.kind = members[i].kind;
			m->symbol.list = members[i].list;
		}
	if (strcmp(w->text, "is_owner") == 0) {
		m->symbol.sql = owner_sql(c, d, locator, w);
		if (!m->symbol.sql)
			return NULL;
	} else if (strncmp(w->text, "can_", 4) == 0 && w->text[4])
		m->symbol.sql = permission_sql(c, literal_of(c->arena, w->text + 4));
	if (m->symbol.sql)
		return behind(c, locator, e, 2, m);
	error_in(d, locator, w->offset, w->n,
	         "unknown '%s' of the caller; known are id, tenant_id, role, roles, is_owner, "
	         "can_…, has_role('…') and has_permission('…')%s",
	         w->text, nearest_cure(c->arena, w->text, names));
	return NULL;
}

const struct symbol *
caller_call(void *frame, struct diag *d, const struct locator *locator, const struct expr *e)
{
	struct compiler *c = ((const struct frame *)frame)->c;
	bool role = strcmp(e->text, "has_role") == 0;
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	struct strbuf argument = STRBUF_INIT;

	if (e->nwords != 1 || strcmp(e->words[0].text, "caller") != 0 ||
	    (!role && strcmp(e->text, "has_permission") != 0)) {
		error_in(d, locator, e->at, e->at_n,
		         "unknown function '%s'; behind a dot there are caller.has_role and "
		         "caller.has_permission",
		         e->text);
		return NULL;
	}
	if (e->nargs != 1 || e->args[0]->type != VALUE_TEXT || e->args[0]->list) {
		error_in(d, locator, e->offset, e->n, "caller.%s takes one text", e->text);
		return NULL;
	}
	expr_print(&argument, e->args[0]);
	m->symbol = (struct symbol){.name = e->text, .kind = VALUE_BOOLEAN};
	m->symbol.sql =
	        role ? arena_printf(c->arena, "(%s = ANY " ROLES " IS TRUE)", argument.buf, user(c))
	             : permission_sql(c, argument.buf);
	str_free(&argument);
	return &m->symbol;
}
