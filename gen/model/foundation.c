#include "model/foundation.h"
#include "base/str.h"

static const char *const relations[] = {
        "idx_event_outbox_unsent",
        "idx_mutation_audit_created",
        "idx_mutation_audit_entity",
        "idx_mutation_audit_tenant",
        "mutation_result",
        "tb_event_outbox",
        "tb_event_outbox_pkey",
        "tb_mutation_audit_log",
        "tb_mutation_audit_log_pkey",
        "tb_mutation_impact",
        "tb_mutation_impact_pkey",
        NULL,
};

static const char *const functions[] = {
        "all_length",
        "all_match",
        "called",
        "caller_roles",
        "constraint_fields",
        "current_tenant",
        "effect",
        "elements",
        "emit_event",
        "enter_tenant",
        "fail",
        "fail_element",
        "failure",
        "finite",
        "has_permission",
        "invalid_fields",
        "leave_tenant",
        "member_fits",
        "read_input",
        "release_references",
        "reject",
        "rule_error",
        "succeed",
        "to_number",
        "to_uuid",
        "validate",
        "log_and_return_mutation",
        NULL,
};

bool
foundation_relation(const char *name)
{
	return word_index(relations, name) >= 0;
}

bool
foundation_function(const char *name)
{
	return word_index(functions, name) >= 0;
}
