/* Impacts as JSON. */
#include "model/impacts.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/failure.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

#define VERSION "1.0.0"

#define impacts_violation violation /* has a header of its own */

/* clang-format off */
#define MEMBER(s, k, m, f)   .key = k, .form = MEMBER_##f, .offset = offsetof(struct impacts_##s, m), .always = true
#define LIST(s, k, m, f)     MEMBER(s, k, m, f), .count = offsetof(struct impacts_##s, n##m)
#define TEXT(s, k, m)        {MEMBER(s, k, m, TEXT)}
#define JSON(s, k, m)        {MEMBER(s, k, m, JSON)}
#define MAYBE(s, k, m, f)    {.key = k, .form = MEMBER_##f, .offset = offsetof(struct impacts_##s, m)}
#define BOOL(s, k, m)        {MEMBER(s, k, m, BOOL)}
#define TEXTS(s, k, m)       {LIST(s, k, m, TEXTS)}
#define OBJECTS(s, k, m, of) {LIST(s, k, m, OBJECTS), .table = of}
#define MAP(s, k, m, of)     {LIST(s, k, m, MAP), .table = of}
#define ONE(s, k, m, of)     {MEMBER(s, k, m, OBJECT), .table = of}
#define END                  {.key = NULL}
/* clang-format on */

#define LAYOUT(name, ...)                                                          \
	static const struct layout name##_layout = {sizeof(struct impacts_##name), \
	                                            (const struct member[]){__VA_ARGS__, END}}

LAYOUT(reference, TEXT(reference, "field", field), TEXT(reference, "entity", entity),
       TEXT(reference, "onDelete", on_delete));

LAYOUT(shown, TEXT(shown, "entity", entity), TEXT(shown, "path", path),
       TEXTS(shown, "fields", fields));

LAYOUT(violation, TEXT(violation, "status", status), TEXT(violation, "message", message),
       TEXTS(violation, "fields", fields), TEXTS(violation, "unset", unset),
       TEXTS(violation, "cleared", cleared), BOOL(violation, "marked", marked));

#define ENTITY                                                                                  \
	TEXT(entity, "type", type), TEXT(entity, "name", name), TEXT(entity, "schema", schema), \
	        TEXT(entity, "table", table), BOOL(entity, "hasTableView", has_table_view),     \
	        BOOL(entity, "hierarchical", hierarchical), TEXT(entity, "query", query),       \
	        TEXT(entity, "listQuery", list),                                                \
	        OBJECTS(entity, "references", references, &reference_layout),                   \
	        OBJECTS(entity, "shows", shows, &shown_layout)

LAYOUT(entity, ENTITY, OBJECTS(entity, "foreignKeys", foreign_keys, &reference_layout),
       OBJECTS(entity, "violations", violations, &violation_layout));

LAYOUT(effect, TEXT(effect, "entity", entity), TEXT(effect, "operation", operation),
       TEXTS(effect, "fields", fields), TEXT(effect, "collection", collection),
       TEXT(effect, "through", through));

LAYOUT(error, TEXT(error, "", status), TEXT(error, "", message));

LAYOUT(messages, TEXT(messages, "", status), TEXTS(messages, "", messages));

LAYOUT(input, TEXT(input, "", name), TEXT(input, "graphqlName", graphql_name),
       TEXT(input, "type", type), BOOL(input, "list", list), BOOL(input, "required", required),
       MAYBE(input, "references", references, TEXT), MAYBE(input, "default", value, JSON),
       MAYBE(input, "pattern", pattern, TEXT), MAYBE(input, "min", min, TEXT),
       MAYBE(input, "max", max, TEXT),
       {.key = "values",
        .form = MEMBER_TEXTS,
        .offset = offsetof(struct impacts_input, values),
        .count = offsetof(struct impacts_input, nvalues)},
       MAYBE(input, "description", description, TEXT));

LAYOUT(summary, BOOL(summary, "hasPrimaryImpact", has_primary),
       BOOL(summary, "hasSideEffects", has_side_effects),
       TEXTS(summary, "affectedEntities", affected), TEXT(summary, "primaryEntity", entity),
       TEXT(summary, "primaryOperation", operation),
       TEXTS(summary, "primaryOperations", operations), TEXTS(summary, "primaryFields", fields));

LAYOUT(value, TEXT(value, "", field), JSON(value, "", value));

LAYOUT(optimistic, BOOL(optimistic, "enabled", enabled), TEXT(optimistic, "entity", entity),
       TEXT(optimistic, "operation", operation), TEXTS(optimistic, "fields", fields),
       MAP(optimistic, "set", set, &value_layout), TEXTS(optimistic, "fromInput", from_input),
       BOOL(optimistic, "requiresRefetch", requires_refetch));

LAYOUT(invalidation, TEXT(invalidation, "query", query), JSON(invalidation, "filter", filter),
       TEXT(invalidation, "strategy", strategy), TEXT(invalidation, "reason", reason));

#define MUTATION                                                                    \
	TEXT(mutation, "", key), TEXT(mutation, "entity", entity),                  \
	        TEXT(mutation, "schema", schema), TEXT(mutation, "action", action), \
	        TEXT(mutation, "description", description),                         \
	        TEXT(mutation, "graphqlName", graphql_name),                        \
	        TEXT(mutation, "appFunction", app_function),                        \
	        TEXT(mutation, "coreFunction", core_function),                      \
	        TEXT(mutation, "operationType", operation_type),                    \
	        BOOL(mutation, "requiresPermission", requires_permission),          \
	        TEXT(mutation, "permissionExpression", permission_expression),      \
	        TEXTS(mutation, "permissions", permissions),                        \
	        MAP(mutation, "input", input, &input_layout),                       \
	        MAP(mutation, "errors", errors, &error_layout),                     \
	        MAP(mutation, "errorMessages", messages, &messages_layout),         \
	        ONE(mutation, "impacts", impacts, &summary_layout),                 \
	        OBJECTS(mutation, "sideEffects", side_effects, &effect_layout),     \
	        TEXTS(mutation, "events", events), TEXTS(mutation, "calls", calls), \
	        TEXTS(mutation, "refreshes", refreshes),                            \
	        ONE(mutation, "optimisticUpdates", optimistic, &optimistic_layout)

LAYOUT(mutation, MUTATION);

const struct layout layout_impacts = {
        sizeof(struct impacts_file),
        (const struct member[]){ONE(file, "entity", entity, &entity_layout),
                                MAP(file, "mutations", mutations, &mutation_layout), END}};

/* ---- merged ---- */

static const struct layout merged_mutation_layout = {
        sizeof(struct impacts_mutation),
        (const struct member[]){
                MUTATION, OBJECTS(mutation, "cascades", cascades, &effect_layout),
                TEXTS(mutation, "queries", queries),
                OBJECTS(mutation, "cacheInvalidations", invalidations, &invalidation_layout), END}};

/* Its type is the key. */
static const struct layout merged_entity_layout = {
        sizeof(struct impacts_entity),
        (const struct member[]){ENTITY, TEXTS(entity, "shownBy", shown_by), END}};

static const struct layout rule_layout = {
        sizeof(struct impacts_invalidation),
        (const struct member[]){
                TEXT(invalidation, "mutation", mutation), TEXT(invalidation, "query", query),
                JSON(invalidation, "filter", filter), TEXT(invalidation, "strategy", strategy),
                TEXT(invalidation, "reason", reason), END}};

/* ---- files ---- */

/* What both files begin with. */
struct impacts_head {
	const char *version, *description;
	const struct failure *common;
	size_t ncommon;
};

static const struct layout failure_layout = {
        sizeof(struct failure),
        (const struct member[]){
                {.key = "", .form = MEMBER_TEXT, .offset = offsetof(struct failure, status)},
                {.key = "", .form = MEMBER_TEXT, .offset = offsetof(struct failure, message)},
                END}};

LAYOUT(head, TEXT(head, "version", version), TEXT(head, "description", description),
       MAP(head, "commonErrors", common, &failure_layout));

static struct impacts_head
head_new(void)
{
	struct impacts_head to = {
	        .version = VERSION,
	        .description = "What each mutation takes, answers and changes, for caches of "
	                       "clients and for tools",
	        .common = failures_common,
	};

	while (to.common[to.ncommon].status)
		to.ncommon++;
	return to;
}

static int
by_key(const void *left, const void *right)
{
	const struct impacts_mutation *a = left, *b = right;

	return strcmp(a->key, b->key);
}

void
impacts_sort(struct impacts_mutation *v, size_t n)
{
	if (n)
		qsort(v, n, sizeof *v, by_key);
}

void
impacts_write(struct strbuf *out, const struct impacts_file *file)
{
	const struct impacts_head head = head_new();

	layout_write(out, &head_layout, &head, &layout_impacts, file, NULL);
}

/* ---- the project's file ---- */

/* Appends a member of an object of the outermost, or what a list there holds.
 * Keys are names of ours. */
static void
write_member(struct strbuf *out, const struct layout *layout, const char *key, const void *object)
{
	str_add(out, "\t\t");
	if (key)
		str_addf(out, "\"%s\":\t", key);
	layout_write_within(out, layout, object, 3);
}

void
impacts_write_head(struct strbuf *out)
{
	const struct impacts_head head = head_new();
	struct strbuf text = STRBUF_INIT;

	layout_write(&text, NULL, NULL, &head_layout, &head, NULL);
	str_addn(out, text.buf, text.len - strlen("\n}\n"));
	str_free(&text);
}

void
impacts_write_mutation(struct strbuf *out, const struct impacts_mutation *m)
{
	const struct layout rest = {merged_mutation_layout.size,
	                            merged_mutation_layout.members + 1};

	write_member(out, &rest, m->key, m);
}

void
impacts_write_entity(struct strbuf *out, const struct impacts_entity *e)
{
	const struct layout rest = {merged_entity_layout.size, merged_entity_layout.members + 1};

	write_member(out, &rest, e->type, e);
}

void
impacts_write_rule(struct strbuf *out, const struct impacts_invalidation *rule)
{
	write_member(out, &rule_layout, NULL, rule);
}

bool
impacts_read(struct arena *a, const char *text, size_t len, struct impacts_file *to)
{
	const struct source source = {"", text, len};
	struct diag silent;

	*to = (struct impacts_file){0};
	diag_init(&silent, a);
	return layout_read_source(a, &silent, &source, &layout_impacts, to);
}
