#include "validate/validate.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "graph/filter.h"
#include "graph/inputs.h"
#include "graph/names.h"
#include "graph/walk.h"
#include "model/name.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/project.h"
#include "validate/fresh.h"
#include "validate/memory.h"
#include "validate/validator.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The clock of a file system is at most so many nanoseconds behind ours. */
enum { TICK = 20000000 };

/* So many interfaces are kept for the files that come next: what refers to each other lies near. */
enum { KEPT = 100 };

/* ---- what is the same ---- */

static uint64_t
add_number(uint64_t hash, uint64_t n)
{
	return (hash ^ n) * UINT64_C(0x9e3779b97f4a7c15) ^ (hash >> 29);
}

static void
settle(struct validator *w)
{
	const char *const files[] = {project_settings(w->arena, ".", w->given.config),
	                             REGISTRY_PATH};
	uint64_t hash = add_number(add_number(HASH_START, w->v->tool), w->v->strict);
	size_t len;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		const char *text = file_read(w->arena, files[i], 0, &len);

		hash = add_number(hash_add(hash, text ? text : "", text ? len : 0), i);
	}
	w->settings = hash;
}

bool
wanted(const void *self, const char *path)
{
	const struct list *files = self;

	return !files->n || list_cover(files, path, NULL);
}

/* ---- checking ---- */

static struct entity *
interface(struct validator *w, size_t i)
{
	struct diag silent;
	struct source *source;
	struct entity *e = NULL;
	bool broken;

	if (w->made[i])
		return w->others[i];
	w->made[i] = true;
	w->nmade++;
	diag_init(&silent, &w->interfaces);
	source = look_source(&w->interfaces, &silent, w->v, w->shapes.v[i].path);
	if (source)
		e = entity_read(&w->interfaces, &silent, source, &w->project->options, &broken);
	if (e) {
		w->v->edges->interface(&w->interfaces, &silent, e, &w->project->options);
		e->partial = e->partial || silent.nerrors > 0;
	}
	return w->others[i] = e;
}

static void
forget_interfaces(struct validator *w)
{
	arena_clear(&w->interfaces);
	memset(w->made, 0, w->walk->nentities * sizeof *w->made);
	w->nmade = 0;
}

/* As specql-model does it. What is found goes to the diag and is remembered. */
static void
check(struct validator *w, size_t i, const size_t *inputs, size_t n, struct diag *found)
{
	struct entity **others = arena_new(found->arena, struct entity *, n + 1), *e = NULL;
	struct source *source;
	size_t nothers = 0, nerrors;
	bool broken;

	source = look_source(found->arena, found, w->v, w->shapes.v[i].path);
	if (source)
		e = entity_read(found->arena, found, source, &w->project->options, &broken);
	nerrors = found->nerrors;
	for (size_t k = 0; k < n; k++) {
		others[nothers] = interface(w, inputs[k]);
		nothers += others[nothers] && others[nothers]->name;
	}
	if (e && nerrors == found->nerrors)
		w->v->edges->model(found->arena, found, e, others, nothers, &w->project->options);
}

/* What the check of a file finds, each message a line. */
static struct list
check_anew(struct validator *w, struct arena *a, size_t i, const size_t *inputs, size_t n)
{
	struct strbuf text = STRBUF_INIT;
	struct diag found;
	struct list said;

	diag_init(&found, a);
	found.strict = w->project->options.strict;
	check(w, i, inputs, n, &found);
	memory_add_messages(&text, &found);
	while (text.len && text.buf[text.len - 1] == '\n')
		text.buf[--text.len] = '\0';
	said = list_split(a, arena_strdup(a, text.buf), '\n');
	str_free(&text);
	w->result->nchecked++;
	return said;
}

/* Of everything that the check of a file reads. */
static uint64_t
key_of(const struct validator *w, size_t i, const size_t *inputs, size_t n)
{
	uint64_t key = add_number(w->settings, w->hashes[i]);

	for (size_t k = 0; k < n; k++) {
		const char *path = w->shapes.v[inputs[k]].path;

		key = add_number(hash_add(key, path, strlen(path)), w->hashes[inputs[k]]);
	}
	return key;
}

static void
check_entity(struct validator *w, struct arena *a, size_t i, const size_t *inputs, size_t n)
{
	const char *path = w->shapes.v[i].path;
	bool asked = wanted(&w->v->files, path);
	uint64_t key = key_of(w, i, inputs, n);
	struct list said;
	bool same = memory_checked(a, &w->checks, path, &said) == key;

	if (!same)
		said = asked ? check_anew(w, a, i, inputs, n) : (struct list){0};
	if (asked)
		memory_say(w->arena, w->diag, &said, w->unsaved);
	memory_add_check(&w->checks.out, path, same || asked ? key : 0);
	for (size_t k = 0; k < said.n; k++)
		str_addf(&w->checks.out, "%s\n", said.items[k]);
	memory_flow(&w->checks);
	w->nmessages += said.n;
	if (w->nmade > KEPT)
		forget_interfaces(w);
}

static void
check_all(struct validator *w)
{
	size_t count = w->walk->nentities, n;
	struct arena scratch = {0};
	struct inputs *all;
	struct names *names;
	bool suspect;

	look(w);
	w->others = arena_new(w->arena, struct entity *, count + 1);
	w->made = arena_new(w->arena, bool, count + 1);
	names = names_new(w->arena, &w->shapes);
	all = inputs_new(w->arena, names, &w->shapes);
	whole(w, names);
	for (size_t i = 0; i < count; i++) {
		const size_t *inputs = inputs_of(all, i, &n, &suspect);

		check_entity(w, &scratch, i, inputs, n);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	forget_interfaces(w);
}

/* ---- all ---- */

/* What must be the same beside the files. */
static uint64_t
seed(const struct validation *v)
{
	return add_number(add_number(HASH_START, v->tool), v->strict);
}

static const char *
fresh_path(struct arena *a, const struct validation *v)
{
	return arena_printf(a, "%s.fresh", v->memory);
}

static void
note(struct validator *w)
{
	struct list seen = {0};
	const struct fresh f = {w->walk->nentities, w->nmessages};

	list_add(w->arena, &seen, project_settings(w->arena, ".", w->given.config));
	list_add(w->arena, &seen, REGISTRY_PATH);
	list_add(w->arena, &seen, w->v->given);
	for (size_t i = 0; i < w->walk->folders.n; i++)
		list_add(w->arena, &seen,
		         *w->walk->folders.items[i] ? w->walk->folders.items[i] : ".");
	for (size_t i = 0; i < w->walk->nentities; i++)
		list_add(w->arena, &seen, w->walk->entities[i].path);
	fresh_note(w->arena, fresh_path(w->arena, w->v), seed(w->v), &seen, f, w->began);
}

static const char *
known_path(struct arena *a, const struct validation *v)
{
	return arena_printf(a, "%s.known", v->memory);
}

/* Nothing is said of a memory that cannot be written: the next run does the same again. It is
 * written first, and the folder for it before folders are looked at: it may lie in one of them. */
static void
remember(struct validator *w)
{
	bool known = memory_close(&w->known), checks = memory_close(&w->checks);

	if (known && checks && !w->v->files.n)
		note(w);
}

/* Which of the files that were named are, or hold, one that is checked. */
static bool *
held(struct validator *w)
{
	bool *marks = arena_new(w->arena, bool, w->v->files.n + 1);

	for (size_t i = 0; w->v->files.n && i < w->walk->nentities; i++)
		list_cover(&w->v->files, w->walk->entities[i].path, marks);
	return marks;
}

/* A file that an editor has not saved yet. */
static void
add_unsaved(struct validator *w)
{
	struct founds one = {0};

	if (*held(w))
		return;
	founds_add(&one, (struct found){.path = w->v->stdin_path});
	walk_add(w->arena, w->walk, &one);
}

static void
read_project(struct validator *w)
{
	struct given given = w->given;
	const char **read;
	const bool *own;

	w->project = project_read(w->arena, w->diag, ".", given.config, &read);
	w->project->options.strict = w->project->options.strict || w->v->strict;
	if (w->project->options.strict)
		diag_be_strict(w->diag);
	given.sql_folder = NULL;
	for (size_t i = 0; i < w->v->files.n; i++) {
		const char *file = w->v->files.items[i];

		if (filter_yaml(file) && !filter_settings(file))
			list_add(w->arena, &given.entities, file);
	}
	list_sort(&given.entities);
	given_apply(w->arena, w->diag, &given, w->project);
	walk_inside(w->arena, w->diag, w->project);
	w->sound = !w->diag->nerrors;
	w->walk = walk(w->arena, w->diag, ".", w->project);
	walk_unmatched(w->arena, w->diag, w->project, w->walk);
	own = held(w);
	for (size_t i = 0; i < w->v->files.n; i++) {
		const char *file = w->v->files.items[i];

		w->more = w->more ||
		          (filter_yaml(file) && !own[i] && !list_has(&w->given.entities, file));
	}
	given_walk(w->arena, ".", w->project, w->walk);
	if (w->v->stdin_path && !filter_settings(w->v->stdin_path))
		add_unsaved(w);
}

/* Each file that was named must be, or hold, one that is checked, as the project's settings are. */
static void
check_files(struct validator *w)
{
	const bool *checked = held(w);

	for (size_t i = 0; i < w->v->files.n; i++) {
		const char *file = w->v->files.items[i];
		struct stat st;

		if (checked[i] || strcmp(file, w->project->source->path) == 0 ||
		    strcmp(file, REGISTRY_PATH) == 0)
			continue;
		error_in_file(w->diag, file,
		              filter_settings(file) ? "is no entity file, but one of settings"
		              : stat(file, &st) == 0 && S_ISDIR(st.st_mode)
		                      ? "holds no entity file of the project"
		                      : "is no entity file; its name must end in .yaml or .yml");
	}
}

static const struct source *
unsaved_source(struct validator *w)
{
	struct source *s = arena_new(w->arena, struct source, 1);

	*s = (struct source){w->v->stdin_path, w->v->stdin_text, w->v->stdin_len};
	return s;
}

static bool
begin(struct validator *w)
{
	const struct validation *v = w->v;
	struct fresh f;
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	w->began = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec - TICK;
	if (v->stdin_path || v->files.n ||
	    !fresh_still(w->arena, fresh_path(w->arena, v), seed(v), &f))
		return true;
	w->result->nentities = f.nentities;
	return f.nmessages && !memory_say_all(w->arena, w->diag, v->memory, wanted, &v->files);
}

/* Opens what is remembered; what an editor has not saved is not. Beside files that are no part of
 * the project others have other faults: what is remembered then is not what there is without them.
 */
static void
recall(struct validator *w, struct diag *silent)
{
	const struct validation *v = w->v;
	struct diag *d = v->stdin_path ? NULL : silent;

	if (d && w->more)
		unlink(fresh_path(w->arena, v));
	memory_open(&w->known, known_path(w->arena, v), w->settings, d);
	memory_open(&w->checks, v->memory, w->settings, d);
	w->nmessages = memory_add_messages(&w->checks.out, w->diag);
}

void
validate_run(struct arena *a, struct diag *d, const struct validation *v, struct validated *result)
{
	struct validator w = {.arena = a, .diag = d, .v = v, .result = result};
	struct diag silent;

	*result = (struct validated){0};
	if (v->stdin_path)
		w.unsaved = unsaved_source(&w);
	if (!begin(&w))
		return;
	if (!v->stdin_path)
		folder_make(v->memory);
	if (v->given)
		w.given = given_read(a, v->given);
	read_project(&w);
	settle(&w);
	diag_init(&silent, a);
	recall(&w, &silent);
	check_files(&w);
	for (size_t i = 0; i < w.walk->nentities; i++)
		result->nentities += wanted(&v->files, w.walk->entities[i].path);
	check_all(&w);
	remember(&w);
}
