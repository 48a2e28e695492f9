/* The key emitters of specql.yaml. */
#include "base/arena.h"
#include "parse/project.h"
#include "parse/settings.h"

#include <ctype.h>
#include <string.h>

struct emitter_pairs {
	const struct pair *name, *command, *output;
};

static const struct key emitter_keys[] = {
        {"name", FORM_NAME, .required = true, KEY_STORE(emitter_pairs, name)},
        {"command", FORM_TEXT, .required = true, KEY_STORE(emitter_pairs, command)},
        {"output", FORM_TEXT, .required = true, KEY_STORE(emitter_pairs, output)},
        {0},
};

/* The first {word} that stands for nothing, or NULL. */
static const char *
unknown_placeholder(struct parse *p, const char *output)
{
	for (; (output = strchr(output, '{')); output++)
		if (strncmp(output, "{entity}", 8) != 0 && strncmp(output, "{schema}", 8) != 0) {
			size_t n = strcspn(output, "}");

			return arena_strndup(p->arena, output, n + (output[n] == '}'));
		}
	return NULL;
}

/* $out, or ${out}; $output is another variable. */
static bool
names_out(const char *command)
{
	while ((command = strchr(command, '$'))) {
		command++;
		if (strncmp(command, "{out}", 5) == 0 ||
		    (strncmp(command, "out", 3) == 0 && !isalnum((unsigned char)command[3]) &&
		     command[3] != '_'))
			return true;
	}
	return false;
}

static bool
emitter_check(struct parse *p, const struct emitter_pairs *pairs)
{
	const struct node *command = pairs->command->value, *output = pairs->output->value;
	const char *unknown = unknown_placeholder(p, output->text);

	if (strpbrk(command->text, "\n\r"))
		setting_fault(p, command, "a command is one line");
	else if (!names_out(command->text))
		setting_fault(p, command, "the command must name the file that it writes, as $out");
	else if (!strstr(output->text, "{entity}"))
		setting_fault(p, output,
		              "the output must differ for each entity; put {entity} into it");
	else if (unknown)
		setting_fault(
		        p, output,
		        arena_printf(p->arena,
		                     "unknown placeholder '%s'; there are {entity} and {schema}",
		                     unknown));
	else
		return setting_path(p, pairs->output);
	return false;
}

/* Whether an emitter of this name came before. */
static bool
emitter_known(struct parse *p, const struct node *name)
{
	const struct emitter *e = p->project->emitters, *end = e + p->project->nemitters;

	while (e < end && strcmp(e->name, name->text) != 0)
		e++;
	if (e < end)
		setting_fault(p, name, "another emitter has this name already");
	return e < end;
}

void
emitters_read(struct parse *p, const struct pair *pair)
{
	struct project *project = p->project;
	const struct node *list = pair->value, *item;

	if (too_many(p, list, "emitters", SETTINGS_MAX))
		return;
	project->emitters = arena_new(p->arena, struct emitter, list->n);
	for (size_t i = 0; i < list->n; i++) {
		struct emitter_pairs pairs = {0};

		item = list->items[i];
		if (keys_read(p, item, item->at, "emitter", emitter_keys, &pairs) &&
		    emitter_check(p, &pairs) && !emitter_known(p, pairs.name->value))
			project->emitters[project->nemitters++] = (struct emitter){
			        item->at, pairs.name->value->text, pairs.command->value->text,
			        pairs.output->value->text};
	}
}
