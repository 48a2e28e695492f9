/* patterns: nothing is generated from them yet; their form is checked. */
#include "base/arena.h"
#include "parse/keys.h"

#include <string.h>

#define NEEDS(word)                                              \
	{                                                        \
		.name = word, .form = FORM_ANY, .required = true \
	}
#define MAY(word)                              \
	{                                      \
		.name = word, .form = FORM_ANY \
	}
#define END                  \
	{                    \
		.name = NULL \
	}

static const struct key computed_column[] = {
        NEEDS("column_name"), NEEDS("expression"), NEEDS("type"),
        MAY("stored"),        MAY("index"),        MAY("index_type"),
        MAY("comment"),       MAY("nullable"),     END};
static const struct key aggregate_view[] = {MAY("source_entity"), MAY("group_by_fields"),
                                            MAY("group_by"),      NEEDS("aggregates"),
                                            MAY("join_entities"), MAY("where_clause"),
                                            MAY("refresh_mode"),  MAY("refresh_dependencies"),
                                            MAY("indexes"),       END};
static const struct key scd_type2[] = {NEEDS("natural_key"),     MAY("version_field"),
                                       MAY("is_current_field"),  MAY("effective_date_field"),
                                       MAY("expiry_date_field"), MAY("auto_version"),
                                       MAY("tracked_fields"),    END};
static const struct key daterange[] = {NEEDS("scope_fields"),
                                       NEEDS("start_date_field"),
                                       NEEDS("end_date_field"),
                                       MAY("check_mode"),
                                       MAY("inclusive_bounds"),
                                       MAY("allow_adjacent"),
                                       END};
static const struct key dependency[] = {
        MAY("dependency_table"), MAY("dependency_entity"),     NEEDS("parent_field"),
        NEEDS("child_field"),    MAY("dependency_type_field"), MAY("max_depth"),
        MAY("validation_rules"), MAY("allow_cycles"),          END};
static const struct key inheritance[] = {NEEDS("template_entity"), MAY("template_field"),
                                         MAY("config_field"),      MAY("merge_strategy"),
                                         MAY("max_depth"),         END};

/* keys NULL: a name of the documents whose parameters nothing defines. */
static const struct {
	const char *name;
	const struct key *keys;
} known[] = {
        {"schema_computed_column", computed_column},
        {"computed_column", computed_column},
        {"aggregate_view", aggregate_view},
        {"schema_aggregate_view", aggregate_view},
        {"temporal_scd_type2_helper", scd_type2},
        {"schema_scd_type2_helper", scd_type2},
        {"scd_type2_helper", scd_type2},
        {"temporal_non_overlapping_daterange", daterange},
        {"non_overlapping_daterange", daterange},
        {"validation_recursive_dependency_validator", dependency},
        {"recursive_dependency_validator", dependency},
        {"validation_template_inheritance", inheritance},
        {"template_inheritance", inheritance},
        {"audit_trail", NULL},
        {"soft_delete", NULL},
        {"state_machine", NULL},
        {"multi_tenant", NULL},
        {"versioning", NULL},
        {"hierarchical", NULL},
        {"rate_limiting", NULL},
        {"approval_workflow", NULL},
};

enum { NKNOWN = sizeof known / sizeof known[0] };

struct pattern_pairs {
	const struct pair *type, *params;
};

static const struct key keys[] = {
        {.name = "type", .form = FORM_TEXT, .required = true, KEY_STORE(pattern_pairs, type)},
        {.name = "params", .form = FORM_MAPPING, KEY_STORE(pattern_pairs, params)},
        {.name = NULL},
};

static void
unknown(struct parse *p, const struct node *type)
{
	const char *names[NKNOWN + 1] = {0};

	for (size_t i = 0; i < NKNOWN; i++)
		names[i] = known[i].name;
	unknown_name(p, type, "pattern", names);
}

static void
pattern(struct parse *p, const struct node *type, const struct node *params)
{
	static const struct node nothing = {.kind = NODE_MAPPING};

	for (size_t i = 0; i < NKNOWN; i++)
		if (strcmp(known[i].name, type->text) == 0) {
			if (known[i].keys)
				keys_read(p, params ? params : &nothing, type->at, type->text,
				          known[i].keys, NULL);
			return;
		}
	unknown(p, type);
}

/* `audit_trail: {…}`: the pattern's name as a key. */
static bool
name_is_key(struct parse *p, const struct node *item)
{
	static const char *const ours[] = {"type", "params", NULL};
	const struct node *key = item->n == 1 ? item->pairs[0].key : NULL;

	if (!key)
		return false;
	for (size_t i = 0; i < NKNOWN; i++)
		if (strcmp(known[i].name, key->text) == 0) {
			error_at(p->diag, p->source, key->at,
			         "a pattern is a name or a mapping with 'type'; write '{type: %s, "
			         "params: …}'",
			         key->text);
			return true;
		}
	if (nearest(key->text, ours))
		return false;
	unknown(p, key);
	return true;
}

void
patterns_read(struct parse *p, const struct pair *pair)
{
	const struct node *n = pair->value;

	for (size_t i = 0; i < n->n; i++) {
		const struct node *item = n->items[i];
		struct pattern_pairs pairs = {0};

		if (item->kind == NODE_MAPPING && name_is_key(p, item))
			continue;
		if (item->kind == NODE_MAPPING &&
		    keys_read(p, item, item->at, "pattern", keys, &pairs))
			pattern(p, pairs.type->value, pairs.params ? pairs.params->value : NULL);
		else if (item->kind == NODE_SCALAR && !node_null(item))
			pattern(p, item, NULL);
		else if (item->kind != NODE_MAPPING)
			error_at(p->diag, p->source, item->at,
			         "a pattern is a name or {type: …, params: …}; this is %s",
			         node_kind_name(item));
	}
}
