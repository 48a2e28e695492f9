#include "graph/installed.h"
#include "base/arena.h"
#include "graph/confiture.h"
#include "graph/scan.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <glob.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *
installed_given(struct scan *s)
{
	const char *given = s->project->confiture;

	if (!given || *given == '/' || !strchr(given, '/'))
		return given;
	return walk_path(s->arena, s->dir, given);
}

/* …/bin/confiture ->
 * 0.2.0, from …/lib/python3.11/site-packages/fraiseql_confiture-0.2.0.dist-info */
static const char *
version(struct scan *s, const char *script)
{
	const char *word = "/fraiseql_confiture-", *pattern, *name, *result = NULL;
	const char *end = strrchr(script, '/');
	glob_t found;

	pattern = arena_printf(s->arena,
	                       "%.*s/../lib/python3*/*-packages/fraiseql_confiture-*.dist-info",
	                       end ? (int)(end - script) : 0, script);
	if (glob(pattern, 0, NULL, &found) == 0 && found.gl_pathc) {
		list_add(s->arena, &s->watched, arena_strdup(s->arena, found.gl_pathv[0]));
		name = strstr(found.gl_pathv[0], word) + strlen(word);
		result = arena_strndup(s->arena, name, strlen(name) - strlen(".dist-info"));
	}
	globfree(&found);
	return result;
}

const char *
installed_confiture(struct scan *s)
{
	const char *path = confiture_find(s->arena, installed_given(s), SCAN_BIN),
	           *result = "missing", *is;
	char *script = path ? realpath(path, NULL) : NULL;
	uint64_t hash;

	if (script) {
		hash = scan_hash(s, arena_strdup(s->arena, script));
		is = version(s, script);
		result = is ? is : arena_printf(s->arena, "%016" PRIx64, hash);
	}
	free(script);
	return result;
}
