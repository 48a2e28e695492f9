#include "parse/synonym.h"

#include <string.h>
#include <strings.h>

/* One word may stand for different keys in different places: whichever is known there. */
static const struct {
	const char *word, *key;
} synonyms[] = {
        {"args", "parameters"},
        {"arguments", "parameters"},
        {"attributes", "fields"},
        {"body", "steps"},
        {"check", "condition"},
        {"checks", "validation"},
        {"choices", "values"},
        {"cmd", "command"},
        {"columns", "fields"},
        {"comment", "description"},
        {"constraints", "validation"},
        {"do", "steps"},
        {"doc", "description"},
        {"documentation", "description"},
        {"enum", "values"},
        {"enums", "values"},
        {"env", "environments"},
        {"envs", "environments"},
        {"error_message", "error"},
        {"expression", "condition"},
        {"indices", "indexes"},
        {"label", "description"},
        {"length", "max_length"},
        {"maximum", "max"},
        {"message", "error"},
        {"methods", "actions"},
        {"minimum", "min"},
        {"mutations", "actions"},
        {"namespace", "schema"},
        {"not_null", "required"},
        {"notnull", "required"},
        {"null", "nullable"},
        {"optional", "nullable"},
        {"options", "values"},
        {"out", "output"},
        {"package", "schema"},
        {"params", "parameters"},
        {"permission", "requires"},
        {"permissions", "requires"},
        {"properties", "fields"},
        {"references", "entity"},
        {"regex", "pattern"},
        {"regexp", "pattern"},
        {"rule", "condition"},
        {"rules", "validation"},
        {"run", "command"},
        {"size", "max_length"},
        {"summary", "description"},
        {"target", "entity"},
        {"tenant", "tenancy"},
        {"to", "entity"},
        {"unique", "unique_constraints"},
        {"uniques", "unique_constraints"},
        {"validators", "validation"},
        {"values", "set"},
};

/* What is said elsewhere, or of itself. `in`: a key that is known where this holds. */
static const struct {
	const char *word, *in, *cure;
} cures[] = {
        {"precision", "pattern", "write 'decimal(10, 2)'"},
        {"primary_key", "pattern", "every table has its own key already"},
        {"primary_key", "tenancy", "every table has its own key already"},
        {"ref", "pattern", "write 'ref(Entity)' as the type"},
        {"relations", "tenancy", "write 'ref(Entity)' as the type of a field"},
        {"relationships", "tenancy", "write 'ref(Entity)' as the type of a field"},
        {"scale", "pattern", "write 'decimal(10, 2)'"},
        {"soft_delete", "tenancy",
         "rows are only marked as deleted, unless a step says 'hard: true'"},
        {"table", "tenancy", "it is called after the entity"},
        {"table_name", "tenancy", "it is called after the entity"},
        {"tablename", "tenancy", "it is called after the entity"},
        {"timestamps", "tenancy", "every table has created_at and updated_at already"},
        {"aggregate", "update_all", "write 'set: n = (SELECT count(*) FROM Entity WHERE …)'"},
        {"call_function", "update_all", "write 'call: name(a = 1)'"},
        {"call_service", "update_all", "write 'emit: event' with 'payload' beside it"},
        {"create", "update_all", "write 'insert'"},
        {"cte", "update_all", "a function of your own is called by 'call'"},
        {"decrement", "update_all", "write 'update: Entity SET n = n - 1'"},
        {"default", "update_all", "write 'update: Entity SET a = coalesce(a, 1)'"},
        {"exception_handling", "update_all",
         "an action that fails undoes all it did; 'call' may go on with 'on_error: continue'"},
        {"for_query", "update_all", "write 'foreach: row in Entity WHERE …'"},
        {"increment", "update_all", "write 'update: Entity SET n = n + 1'"},
        {"publish", "update_all", "write 'emit: event' with 'payload' beside it"},
        {"query", "update_all", "write 'set: n = (SELECT count(*) FROM Entity WHERE …)'"},
        {"raise", "update_all", "write 'reject: code'"},
        {"raw", "update_all", "a function of your own is called by 'call'"},
        {"refresh", "update_all", "write 'refresh_table_view'"},
        {"sql", "update_all", "a function of your own is called by 'call'"},
        {"subquery", "update_all", "write 'set: n = (SELECT count(*) FROM Entity WHERE …)'"},
        {"throw", "update_all", "write 'reject: code'"},
        {"transition", "update_all",
         "write 'validate: state = …' and 'update: Entity SET state = …'"},
        {"trigger", "update_all", "write 'emit: event' with 'payload' beside it"},
        {"try", "update_all",
         "an action that fails undoes all it did; 'call' may go on with 'on_error: continue'"},
        {"upsert", "update_all", "write 'insert' with 'on_conflict: update' beside it"},
        {"check", "min_length", "write a rule under 'validation' of the entity"},
        {"required_if", "min_length", "write a rule under 'validation' of the entity"},
        {"default_value", "min_length", "write 'default'"},
        {"immutable", "min_length", "'fields' of an action says what it takes"},
        {"readonly", "min_length", "'fields' of an action says what it takes"},
        {"on_update", "min_length", "a row's key never changes"},
        {"table_code", "tenancy", "it belongs under 'organization'"},
        {"domain_name", "tenancy", "it belongs under 'organization'"},
        {"multi_tenant", "tenancy", "write 'tenancy: tenant' or 'tenancy: shared'"},
        {"projections", "tenancy", "write 'table_views' for the JSON of each row"},
        {"read_models", "tenancy", "write 'table_views' for the JSON of each row"},
        {"events", "tenancy", "a step 'emit: event' of an action tells of one"},
        {"security", "tenancy", "'requires' of an action says who may call it"},
        {"delete_policy", "tenancy",
         "write 'ref(Entity, on_delete=cascade)' where the reference is"},
        {"reverse_relationships", "tenancy", "the other entity's reference says it already"},
        {"metadata_split", "trinity_helpers", "comments have files of their own already"},
        {"dependencies", "trinity_helpers", "the references of its fields say it already"},
        {"bypass_rls", "trinity_helpers", "write 'tenancy: shared' for rows of all tenants"},
        {"composite_foreign_keys", "trinity_helpers", "a reference carries the tenant already"},
        {"table_settings", "trinity_helpers", "a file of your own SQL may set them"},
        {"inputs", "trinity_helpers", "it belongs to one of 'actions'"},
        {"parameters", "trinity_helpers", "it belongs to one of 'actions'"},
        {"requires", "trinity_helpers", "it belongs to one of 'actions'"},
        {"returns", "trinity_helpers", "it belongs to one of 'actions'"},
        {"steps", "trinity_helpers", "it belongs to one of 'actions'"},
        {"refresh", "trinity_helpers", "it belongs under 'table_views'"},
        {"business_logic", "trinity_helpers", "write 'actions'"},
        {"fraiseql", "trinity_helpers", "what the API shows follows from fields and actions"},
        {"numbering", "trinity_helpers", "write 'organization: {table_code: …}'"},
        {"field_groups", "trinity_helpers", "fields are in the order of the file"},
        {"hierarchy", "trinity_helpers", "a field that is a ref to the entity itself makes one"},
        {"testfoundry", "trinity_helpers", "nothing is made of it"},
        {"author", "trinity_helpers", "write it under '_metadata', which is for people"},
        {"tags", "trinity_helpers", "write it under '_metadata', which is for people"},
        {"version", "trinity_helpers", "write it under '_metadata', which is for people"},
        {"fraiseql", "min_length", "what the API shows follows from the type"},
        {"computed", "min_length", "write 'name: expression' under 'computed_fields'"},
        {"expression", "min_length", "write 'name: expression' under 'computed_fields'"},
        {"generated", "min_length", "write 'name: expression' under 'computed_fields'"},
        {"stored", "min_length", "write 'name: expression' under 'computed_fields'"},
        {"group_leader", "min_length", "nothing is made of groups of fields"},
        {"generator_group", "min_length", "nothing is made of groups of fields"},
        {"fields", "min_length", "a field has no fields; an entity of its own may have them"},
        {"states", "min_length", "write 'type: enum' and 'values'"},
        {"flags", "min_length", "write fields of the type boolean, or a list"},
        {"foreign_key", "min_length", "write 'ref(Entity)' as the type"},
        {"auto_increment", "min_length", "every table has its own key already"},
        {"example", "min_length", "write it into 'description'"},
        {"items", "min_length", "write list(text) as the type"},
        {"translatable", "min_length", "name the field in the block 'translations'"},
        {"on_error", "hierarchy_impact",
         "an action that fails undoes all it did; a step 'call' has 'on_error'"},
        {"roles", "hierarchy_impact", "write 'requires: caller.has_role(…)'"},
        {"transaction", "hierarchy_impact", "an action is done completely or not at all already"},
        {"validate", "hierarchy_impact", "write a step 'validate: …'"},
        {"requires_role", "hierarchy_impact", "write 'requires: caller.has_role(…)'"},
        {"preconditions", "hierarchy_impact", "write steps 'validate: …'"},
        {"emits", "hierarchy_impact", "write a step 'emit: event'"},
        {"error", "update_all", "write 'reject: code'"},
        {"duplicate_check", "update_all", "'unique_constraints' of the entity refuse a second one"},
        {"partial_update", "update_all",
         "write 'update: Entity', which changes what the payload names"},
        {"send_email", "update_all", "write 'notify: owner(email, …)'"},
        {"update_scd", "update_all", "write 'update' of what is there and 'insert' of what is new"},
        {"webhook", "update_all", "write 'notify: owner(webhook, …)'"},
        {"log", "update_all", "write 'emit: event'"},
        {"else", "update_all", "write it into the step 'if', without '-', beside 'then'"},
        {"elseif", "update_all", "write it into the step 'if', without '-', beside 'then'"},
        {"elif", "update_all", "write it into the step 'if', without '-', beside 'then'"},
        {"then", "update_all", "write it into the step 'if', without '-'"},
        {"return_id", "on_conflict", "write 'as: name', and 'name.id' for its id"},
        {"cascade", "hard", "write 'ref(Entity, on_delete=cascade)' where the reference is"},
        {"limit", "order_by", "one row is found; 'foreach' goes through several"},
        {"returning", "on_conflict", "write 'as: name'"},
        {"as", "hard", "what is deleted has no name; 'find' it before"},
        {"schedule", "update_all", "write 'emit: event'; who reads it knows the time"},
};

const char *
key_cure(const char *word, const char *const *names)
{
	for (size_t i = 0; i < sizeof cures / sizeof *cures; i++) {
		if (strcasecmp(cures[i].word, word) != 0)
			continue;
		for (const char *const *name = names; *name; name++)
			if (strcmp(*name, cures[i].in) == 0)
				return cures[i].cure;
	}
	return NULL;
}

const char *
synonym(const char *word, const char *const *names)
{
	for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
		if (strcasecmp(synonyms[i].word, word) != 0)
			continue;
		for (const char *const *name = names; *name; name++)
			if (strcmp(*name, synonyms[i].key) == 0)
				return *name;
	}
	return NULL;
}
