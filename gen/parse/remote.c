/* The key remote of specql.yaml. */
#include "base/arena.h"
#include "parse/project.h"
#include "parse/settings.h"

#include <string.h>

static bool
property_check(struct parse *p, const struct pair *pair)
{
	const struct node *value = pair->value;

	if (value->kind != NODE_SCALAR || node_null(value) || strpbrk(value->text, "\t\n\r") ||
	    strpbrk(pair->key->text, "\t\n\r"))
		setting_fault(p, value,
		              "a property of the machines is one line of text, such as "
		              "'OSFamily: linux'");
	else
		return true;
	return false;
}

void
remote_read(struct parse *p, const struct pair *pair)
{
	struct project *project = p->project;
	const struct node *value = pair->value;

	if (value->kind != NODE_MAPPING) {
		boolean_read(p, value, pair->key->text, &project->remote);
		return;
	}
	project->remote = true;
	project->platform = arena_new(p->arena, struct property, value->n + 1);
	for (size_t i = 0; i < value->n; i++)
		if (property_check(p, &value->pairs[i]))
			project->platform[project->nplatform++] = (struct property){
			        value->pairs[i].key->text, value->pairs[i].value->text};
}
