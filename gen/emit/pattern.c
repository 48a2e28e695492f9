#include "emit/pattern.h"
#include "base/arena.h"
#include "base/str.h"
#include "emit/doc.h"
#include "emit/sample.h"
#include "model/name.h"
#include "model/options.h"
#include "model/part.h"
#include "pattern_ts.h"

#include <string.h>

static const struct {
	const char *client, *import, *maker, *open, *close, *loading, *argument;
	bool wrapped; /* the answer is a member of the data */
} clients[] = {
        {"apollo", "", "", "[run, { loading }]", "{ data }", "loading", "{ variables: { input } }",
         true},
        {"tanstack", "import { execute } from './execute';\n", "execute",
         "{ mutateAsync: run, isPending }", "answer", "isPending", "input", false},
        {"urql", "", "", "[{ fetching }, run]", "{ data }", "fetching", "{ input }", true},
};

static const char *
pattern_of(struct arena *a, const struct part *of, const struct impacts_mutation *m,
           const char *client)
{
	struct strbuf out = STRBUF_INIT;
	const char *name = name_pascal(a, m->graphql_name),
	           *operation = part_action(of, m)->operation;
	size_t i = 0;

	while (strcmp(clients[i].client, client) != 0)
		i++;
	pattern_ts(&out, &(struct pattern_ts){
	                         .name = name,
	                         .operation = operation ? operation : name,
	                         .module = arena_printf(a, "%s/%s", m->schema, of->stem),
	                         .client = client,
	                         .import = clients[i].import,
	                         .maker = clients[i].maker,
	                         .open = clients[i].open,
	                         .close = clients[i].close,
	                         .loading = clients[i].loading,
	                         .argument = clients[i].argument,
	                         .mutation = clients[i].wrapped ? m->graphql_name : NULL,
	                         .code = strchr(m->errors[0].status, ':') + 1,
	                         .message = m->errors[0].message,
	                 });
	while (out.len && out.buf[out.len - 1] == '\n')
		out.buf[--out.len] = '\0';
	return str_done(&out, a);
}

void
pattern_section(struct doc *d, struct arena *a, const struct part *of,
                const struct impacts_mutation *m, const struct options *o)
{
	doc_heading(d, 2, "usage-patterns", "General Usage Patterns");
	doc_prose(d, "The errors of an answer, and what to show while it is on its way, of the "
	             "first mutation above that takes an input. The hooks settle the cache "
	             "themselves; a call that no answer comes to throws, or says so, as its client "
	             "has it.");
	for (size_t i = 0; i < o->nclients; i++)
		doc_example(d, sample_client(o->clients[i]), "ts",
		            pattern_of(a, of, m, o->clients[i]));
}
