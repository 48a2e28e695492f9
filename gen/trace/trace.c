#include "trace/trace.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"
#include "trace/token.h"

#include <string.h>

/* After these a statement or a part of one begins. */
static const char *const openers[] = {"AS",    "BEGIN",  "DECLARE", "DO",     "ELSE", "FROM",
                                      "LOOP",  "OR",     "AND",     "SELECT", "SET",  "THEN",
                                      "WHERE", "VALUES", "INTO",    "ON",     NULL};

static bool
opens(struct arena *a, const char *text, const struct sql_token *t)
{
	return (t->kind == SQL_SIGN && strchr(",;(=", text[t->at])) ||
	       word_index(openers, arena_strndup(a, text + t->at, t->n)) >= 0;
}

/* A parser stumbles over what follows a fault: at the beginning of a line, that is the end of the
 * line before, unless something may begin there. begin: of the statement or the body. */
static size_t
blamed(struct arena *a, const char *text, size_t begin, size_t offset)
{
	struct sql_token t = {SQL_SIGN, begin, 0}, before = t;

	while (sql_token(text, offset, t.at + t.n, &t))
		before = t;
	if (!before.n || before.at + before.n > offset ||
	    !memchr(text + before.at + before.n, '\n', offset - before.at - before.n) ||
	    opens(a, text, &before))
		return offset;
	return before.at;
}

/* Whether a word is the name of the action, or one made of it. */
static bool
made_of(const char *word, size_t n, const char *name)
{
	static const char *const forms[][2] = {{"", ""}, {"type_", "_input"}};
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t before = strlen(forms[i][0]), behind = strlen(forms[i][1]);

		if (n == before + len + behind && memcmp(word, forms[i][0], before) == 0 &&
		    memcmp(word + before, name, len) == 0 &&
		    memcmp(word + before + len, forms[i][1], behind) == 0)
			return true;
	}
	return false;
}

static const struct action *
action_of(struct arena *a, const struct entity *e, const char *word, size_t n)
{
	for (size_t i = 0; i < e->nactions; i++)
		if ((e->actions[i].api && made_of(word, n, e->actions[i].api)) ||
		    made_of(word, n, name_snake(a, e->actions[i].name)))
			return &e->actions[i];
	return NULL;
}

/* The action that a statement is about: the first that its words name, before the body;
 * *app: as one of app. */
static const struct action *
subject(struct arena *a, const struct entity *e, const char *text, size_t len, bool *app)
{
	struct sql_token t = {SQL_SIGN, 0, 0};
	const struct action *found = NULL;
	bool callable = false;

	*app = false;
	while (!found && sql_token(text, len, t.at + t.n, &t)) {
		if (t.kind == SQL_BODY || (t.kind == SQL_SIGN && text[t.at] == ';'))
			break;
		*app = *app || (sql_is(text, &t, "app") && strcmp(e->schema, "app") != 0);
		callable = callable || sql_is(text, &t, "FUNCTION") || sql_is(text, &t, "TYPE") ||
		           sql_is(text, &t, "COLUMN");
		if (callable && t.kind == SQL_NAME && t.n > 2)
			found = action_of(a, e, text + t.at + 1, t.n - 2);
		else if (callable && t.kind == SQL_WORD)
			found = action_of(a, e, text + t.at, t.n);
	}
	return found;
}

/* A field or parameter that is named at the place of an action outside its body,
 * else the action. */
static struct span
of_action(struct arena *a, const struct entity *model, const struct entity *authored,
          const struct action *action, const char *text, size_t len, size_t offset)
{
	struct entity inputs = *authored;
	struct span at;

	inputs.nactions = 1;
	inputs.actions = (struct action *)action;
	at = trace_name(a, model, &inputs, text, len, offset);
	return at.line ? at : action->at;
}

/* Where the statement of a place begins, if the text before it holds others. */
static size_t
beginning(const char *text, size_t len, size_t offset)
{
	struct sql_token t = {SQL_SIGN, 0, 0};
	size_t begin = 0;

	while (sql_token(text, len, t.at + t.n, &t) && t.at + t.n <= offset)
		if (t.kind == SQL_SIGN && text[t.at] == ';')
			begin = t.at + 1;
	return begin;
}

struct span
trace_place(struct arena *a, const struct entity *model, const struct entity *authored,
            const char *text, size_t len, size_t offset)
{
	const struct action *action, *written = NULL;
	size_t begin, end;
	struct span at;
	bool inside, app;

	if (offset > len)
		offset = len;
	begin = beginning(text, len, offset);
	text += begin;
	len -= begin;
	offset -= begin;
	action = subject(a, model, text, len, &app);
	if (action)
		written = action_find(authored, action->name);
	inside = sql_body(text, len, &begin, &end) && offset >= begin && offset <= end;
	offset = blamed(a, text, inside ? begin : 0, offset);
	if (inside && written)
		return (app ? trace_wrapper : trace_body)(a, action, written, text + begin,
		                                          end - begin, offset - begin);
	if (written)
		return of_action(a, model, authored, written, text, len, offset);
	at = trace_name(a, model, authored, text, len, offset);
	return at.line ? at : authored->at;
}
