#include "parse/property.h"

#include <string.h>

static const char core[] = "tag:yaml.org,2002:";

/* The part of a tag of YAML's core that is its own; else the whole of it. */
static const char *
name_of(const char *tag)
{
	return strncmp(tag, core, sizeof core - 1) == 0 ? tag + sizeof core - 1 : tag;
}

void
tag_check(struct diag *d, const struct source *source, struct span at, const char *tag)
{
	static const char *const names[] = {"str",   "map",  "seq",  "int",
	                                    "float", "bool", "null", NULL};
	const char *name = tag ? name_of(tag) : NULL;

	if (!tag || strcmp(tag, "!") == 0)
		return;
	for (const char *const *t = names; name != tag && *t; t++)
		if (strcmp(name, *t) == 0)
			return;
	error_at(d, source, at, "unknown tag '%s'; remove it", name);
}

bool
tag_is_text(const char *tag)
{
	return tag &&
	       (strcmp(tag, "!") == 0 || (name_of(tag) != tag && strcmp(name_of(tag), "str") == 0));
}

size_t
properties_end(const char *text, size_t at, size_t end)
{
	while (at < end && (text[at] == '&' || text[at] == '!')) {
		at += strcspn(text + at, " \t\r\n");
		while (at < end && strchr(" \t\r\n#", text[at]))
			at += text[at] == '#' ? strcspn(text + at, "\n") : 1;
	}
	return at < end ? at : end;
}
