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
        {"columns", "fields"},
        {"comment", "description"},
        {"constraints", "validation"},
        {"do", "steps"},
        {"doc", "description"},
        {"documentation", "description"},
        {"enum", "values"},
        {"error_message", "error"},
        {"expression", "condition"},
        {"label", "description"},
        {"message", "error"},
        {"methods", "actions"},
        {"mutations", "actions"},
        {"namespace", "schema"},
        {"not_null", "required"},
        {"null", "nullable"},
        {"optional", "nullable"},
        {"options", "values"},
        {"package", "schema"},
        {"params", "parameters"},
        {"permission", "requires"},
        {"permissions", "requires"},
        {"properties", "fields"},
        {"references", "entity"},
        {"regex", "pattern"},
        {"rule", "condition"},
        {"rules", "validation"},
        {"summary", "description"},
        {"target", "entity"},
        {"tenant", "tenancy"},
};

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
