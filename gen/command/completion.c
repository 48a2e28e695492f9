#include "command/completion.h"
#include "command/help.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

const char *const completion_linked[] = {"ninja", "diff", NULL};

void
completion_programs(struct strbuf *out, const char *before)
{
	str_addf(out, "%sspecql", before);
	for (size_t i = 0; completion_linked[i]; i++)
		str_addf(out, "%sspecql-%s", before, completion_linked[i]);
}

void
completion_names(struct strbuf *out, enum command_id above)
{
	bool any = false;

	for (size_t i = 0; i < NCOMMANDS; i++) {
		const char *name = command_rows[i].name, *last = strrchr(name, ' ');

		if (above == NCOMMANDS ? last != NULL : !command_below((enum command_id)i, above))
			continue;
		str_addf(out, "%s%s", any ? " " : "", last ? last + 1 : name);
		any = true;
	}
}

void
completion_words(struct strbuf *out, const char *const *all)
{
	for (size_t i = 0; all[i]; i++)
		str_addf(out, "%s%s", i ? " " : "", all[i]);
}

const char *
completion_offered(struct arena *a, const char *before, const char *const *closed)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "%s'", before);
	if (closed)
		completion_words(&out, closed);
	else
		completion_names(&out, NCOMMANDS);
	str_addc(&out, '\'');
	return str_done(&out, a);
}

void
completion_two_words(struct strbuf *out, const char *rest)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strchr(command_rows[i].name, ' '))
			str_addf(out, "\t'%s') command='%s'%s ;;\n", command_rows[i].name,
			         command_rows[i].name, rest);
}

bool
completion_write(struct strbuf *out, const char *shell)
{
	static const struct {
		const char *name;
		void (*write)(struct arena *, struct strbuf *);
	} shells[] = {
	        {"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
	struct arena a = {0};
	size_t i = 0, n = sizeof(shells) / sizeof(*shells);

	while (i < n && strcmp(shells[i].name, shell) != 0)
		i++;
	if (i < n)
		shells[i].write(&a, out);
	arena_clear(&a);
	return i < n;
}
