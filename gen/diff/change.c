#include "diff/change.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

const struct change_row change_rows[CHANGE_KINDS] = {
#define CHANGE(name, aspect, database, function, graphql, typescript, words, why, clients) \
	{#name,                                                                            \
	 ASPECT_##aspect,                                                                  \
	 {RISK_##database, RISK_##function, RISK_##graphql, RISK_##typescript},            \
	 words,                                                                            \
	 why,                                                                              \
	 clients},
#include "diff/changes.def"
#undef CHANGE
};

const char *const risk_words[] = {"safe", "needs backfill", "breaking"};
const char *const risk_keys[] = {"safe", "backfill", "breaking"};
const char *const medium_words[] = {"database", "SQL function", "GraphQL", "TypeScript"};
const char *const medium_keys[] = {"database", "function", "graphql", "typescript"};

static const char *
hole(const struct telling *t, const char *name)
{
	const struct {
		const char *name, *text;
	} all[] = {{"{it}", t->it}, {"{of}", t->of}, {"{old}", t->old}, {"{new}", t->new}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strncmp(name, all[i].name, strlen(all[i].name)) == 0)
			return all[i].text ? all[i].text : "none";
	return NULL;
}

static const char *
tell(struct arena *a, const char *words, const struct telling *t)
{
	struct strbuf out = STRBUF_INIT;

	for (const char *end, *text; *words; words = end) {
		end = words + 1;
		text = *words == '{' ? hole(t, words) : NULL;
		if (text) {
			str_add(&out, text);
			end = strchr(words, '}') + 1;
		} else {
			str_addc(&out, *words);
		}
	}
	return str_done(&out, a);
}

struct change *
change_add(struct changes *to, enum change_kind kind, const char *owner, struct telling t,
           struct location old, struct location new)
{
	struct change *c = arena_new(to->arena, struct change, 1);

	*c = (struct change){.kind = kind,
	                     .entity = "",
	                     .schema = "",
	                     .owner = owner,
	                     .words = tell(to->arena, change_rows[kind].words, &t),
	                     .old = old,
	                     .new = new};
	to->v = arena_grown(to->arena, to->v, to->n, sizeof *to->v);
	return to->v[to->n++] = c;
}
