#include "model/recovery.h"

#include <string.h>

/* The classes come last: their names end with the colon. */
static const struct {
	const char *status, *recovery;
} recoveries[] = {
        {"validation:required_field", "Give the input a value."},
        {"validation:invalid_enum", "Give one of the values that the input lists."},
        {"validation:invalid_format", "Give a value of the form that the field has."},
        {"validation:invalid_length", "Give a text as long as the field allows."},
        {"validation:out_of_range", "Give a number within the field's bounds."},
        {"validation:invalid_shape", "Give an object with the members of the type."},
        {"validation:null_element", "Leave out the elements without a value."},
        {"validation:invalid_target", "Refer to exactly one of the entities."},
        {"validation:invalid_input", "Give a value of the input's type."},
        {"validation:invalid_payload", "Send the payload as a JSON object."},
        {"validation:unknown_field", "Leave out the keys that the action does not list."},
        {"validation:too_many", "Send fewer items in one call."},
        {"validation:reference_not_found",
         "Use the id of a row that is there and of the same tenant."},
        {"constraint:unique_violation", "Give a value that no other row has."},
        {"constraint:foreign_key_violation",
         "Refer to rows that are there; before a deletion, detach what refers to it."},
        {"conflict:stale_version", "Read the row again, then repeat with its new version."},
        {"noop:already_deleted", "Nothing: the row is gone."},
        {"noop:already_exists", "Nothing: the row is there."},
        {"noop:no_changes", "Nothing: the row is as you want it."},
        {"noop:no_match", "Read the row again: it is not in the state that is asked for."},
        {"security:tenant_required", "Call with the id of a tenant."},
        {"security:tenant_isolation", "Use one session for one tenant."},
        {"failed:ambiguous", "Ask so that only one row fits."},
        {"failed:loop_limit", "Let one call do less."},
        {"failed:function_missing", "Install the function in the database."},
        {"failed:unexpected_error", "Try once more; then look into the audit log."},
        {"validation:", "Give a value that keeps the rule."},
        {"constraint:", "Give values that keep the rule."},
        {"conflict:", "Read the row again, then repeat."},
        {"noop:", "Nothing: there is nothing to do."},
        {"security:", "Call as somebody who may."},
        {"", NULL},
};

static const char *
authored(bool stated)
{
	return stated ? "Call again when the condition holds."
	              : "Call again when that is no longer so.";
}

const char *
failure_recovery(const char *status, bool stated)
{
	size_t i = 0, n;

	for (;; i++) {
		n = strlen(recoveries[i].status);
		if (strcmp(status, recoveries[i].status) == 0)
			return recoveries[i].recovery;
		if (n == 0)
			return authored(stated);
		if (recoveries[i].status[n - 1] == ':' &&
		    strncmp(status, recoveries[i].status, n) == 0)
			return recoveries[i].recovery;
	}
}
