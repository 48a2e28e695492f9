#include "graph/rules.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "graph/batch.h"
#include "graph/place.h"
#include "graph/spell.h"
#include "parse/project.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BEGIN "# Written by specql-ninja"

static const char head[] = BEGIN "; it is written anew, so change the project instead.\n"
                                 "ninja_required_version = 1.9\n"
                                 "builddir = .specql\n"
                                 "b = .specql/bin\n"
                                 "k = .specql/kind\n"
                                 "bar = |\n"
                                 "I = .specql/iface\n"
                                 "M = .specql/model\n"
                                 "c = .specql/catalog\n"
                                 "kI = $k/interface\n"
                                 "kM = $k/model\n"
                                 "kC = .specql/sqlcheck\n";

/* With exec the shell that Ninja starts becomes the tool instead of waiting for it: a fourteenth of
 * what an edge costs (docs/performance.md). */
static const char scan[] =
        "rule scan\n"
        "  command = test -x $b/specql-scan || { echo 'the state in .specql or the executables are "
        "gone; run specql-ninja again' >&2; exit 1; }; exec $b/specql-scan";

static const char regeneration[] = "  description = scan\n"
                                   "  depfile = .specql/scan.d\n"
                                   "  generator = 1\n"
                                   "  restat = 1\n"
                                   "rule graph\n"
                                   "  command = exec $b/specql-ninja --graph=$version\n"
                                   "  description = graph\n"
                                   "  generator = 1\n"
                                   "  restat = 1\n"
                                   "build .specql/shape.txt: scan\n";

/* Faults of the project as a whole have a failing edge of their own, which stands before the
 * schemas. Those of the graph may be of settings that are no longer there, if others are at fault.
 */
static const char project_edge[] =
        "rule project\n"
        "  command = exec $b/specql-project -o $out $in\n"
        "  description = project\n"
        "  restat = 1\n"
        "build .specql/project.ok: project .specql/project .specql/graph\n";

/* specql-sqlcheck need not be there. All checks depend on an edge that says so once, instead of
 * each on its kind. */
static const char check_edge[] =
        "rule check\n"
        "  command = exec $b/specql-sqlcheck -o $out $in\n"
        "  description = check $out\n"
        "  restat = 1\n"
        "rule parser\n"
        "  command = test -x $b/specql-sqlcheck || { echo 'error: the SQL is not checked: "
        "specql-sqlcheck is missing; install libpg_query (Debian: libpg-query-dev) and build "
        "specql-ninja again' >&2; exit 1; }; : >$out\n"
        "  description = parser\n"
        "build $kC: parser | $k/sqlcheck\n"
        "rule verify\n"
        "  command = exec $b/specql-verify -q --stamp $out\n"
        "  description = verify $out\n"
        "  restat = 1\n";

/* Ninja has no escape for |, so that comes out of a variable. */
void
rules_path(struct arena *a, struct strbuf *out, const char *path)
{
	const char *bar;

	for (; (bar = strchr(path, '|')); path = bar + 1) {
		quote_ninja(out, arena_strndup(a, path, (size_t)(bar - path)));
		str_add(out, "${bar}");
	}
	quote_ninja(out, path);
}

static void
rule(struct strbuf *out, const char *name, const char *arguments)
{
	str_addf(out,
	         "rule %s\n"
	         "  command = exec $b/specql-%s -k $k/%s -o $out%s\n"
	         "  description = %s $out\n"
	         "  restat = 1\n",
	         name, name, name, arguments, name);
}

static void
rule_of_batch(struct strbuf *out, const struct batch *b)
{
	const char *of = b->scope == ENTITY ? " $in" : "";

	str_addf(out,
	         "rule %s\n"
	         "  command = exec $b/specql-%s -k $k/%s%s $out\n"
	         "  description = %s%s\n"
	         "  restat = 1\n",
	         b->name, b->tool, b->name, *of ? of : " $c", b->name, of);
}

static void
rules_of_kinds(struct strbuf *out, const struct shapes *s)
{
	for (const struct kind *k = kinds; k->name; k++) {
		const struct batch *b = batch_of(k, s->per_entity);

		if (!place_used(s, k, NULL) || !place_first(s, k))
			continue;
		if (b)
			rule_of_batch(out, b);
		else
			rule(out, k->name, k->scope == ENTITY ? " $in" : *k->from ? " $c" : "");
	}
}

/* bundle: schema */
static const char bundle_rule[] = "rule bundle\n"
                                  "  command = $b/specql-bundle -o $out $l\n"
                                  "  description = bundle $out\n"
                                  "  restat = 1\n";

static void
emitter(struct arena *a, struct strbuf *out, const struct emitter *e)
{
	struct strbuf word = STRBUF_INIT;

	quote_shell(&word, e->command);
	str_addf(out, "rule emit_%s\n  command = exec $b/specql-emitter -o $out $in ", e->name);
	rules_path(a, out, word.buf);
	str_addf(out, "\n  description = %s $out\n  restat = 1\n", e->name);
	str_free(&word);
}

enum rules_owner
rules_owner(const char *path)
{
	char begin[sizeof(BEGIN) - 1];
	FILE *file = fopen(path, "re");
	size_t n = file ? fread(begin, 1, sizeof(begin), file) : 0;

	if (file)
		fclose(file);
	if (n == 0)
		return RULES_NOBODY;
	return n == sizeof(begin) && memcmp(begin, BEGIN, n) == 0 ? RULES_OURS : RULES_OTHER;
}

void
rules_variables(struct arena *a, struct strbuf *out, const struct shapes *s,
                const struct list *schemas)
{
	str_add(out, head);
	spell_variables(a, out, s, schemas);
}

/* What else the second step writes, in .specql, is named by no edge, like what the scan writes: it
 * is there before Ninja reads build.ninja again, and an edge that is made of it must not lead to
 * the scan, whose inputs have other names by then (graph/alias.h). */
void
rules_graph(struct strbuf *out, uint64_t version)
{
	str_addf(out,
	         "build build.ninja: graph .specql/shape.txt\n"
	         "  version = %016" PRIx64 "\n",
	         version);
}

void
rules_write(struct arena *a, struct strbuf *out, const struct shapes *s)
{
	struct strbuf word = STRBUF_INIT;

	str_add(out, scan);
	if (strcmp(s->dir, ".") != 0) {
		str_add(out, " -C ");
		quote_shell(&word, s->dir);
		rules_path(a, out, word.buf);
		str_free(&word);
	}
	str_addc(out, '\n');
	str_add(out, regeneration);
	str_add(out, project_edge);
	str_add(out, check_edge);
	rule(out, "interface", " $in");
	rule(out, "model",
	     place_reads(s, SOURCE_HOOKS)      ? " -s -r $code $in"
	     : place_reads(s, SOURCE_SKELETON) ? " -s $code $in"
	                                       : " $code $in");
	rules_of_kinds(out, s);
	if (s->bundled)
		str_add(out, bundle_rule);
	for (size_t i = 0; i < s->nemitters; i++)
		emitter(a, out, &s->emitters[i]);
}
