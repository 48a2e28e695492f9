#include "folder.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/layout.h"
#include "model/pack.h"
#include "model/part.h"

#include <stdlib.h>

static struct arena a;
static struct diag d;

static struct part
part(const char *type, const char *description)
{
	static const char *fields[] = {"first", ""};
	static struct impacts_reference reference = {"company", "Company", "cascade"};
	static struct part_field field = {"age", "integer", true};
	static struct impacts_mutation mutation = {.key = "K", .requires_permission = true};

	mutation.impacts.fields = fields;
	mutation.impacts.nfields = 2;
	return (struct part){
	        .description = description,
	        .stem = "stem",
	        .fields = &field,
	        .nfields = 1,
	        .impacts = {.entity = {.type = type, .references = &reference, .nreferences = 1},
	                    .mutations = &mutation,
	                    .nmutations = 1}};
}

/* Texts, NULL and \"\", lists, maps, objects in objects; in any order, more than once. */
static void
round_trip(void)
{
	struct pack p;
	struct part in[3] = {part("A", NULL), part("B", ""), part("C", "words")}, out;

	diag_init(&d, &a);
	pack_open(&p, &d, "out", &layout_part);
	for (int i = 0; i < 3; i++)
		pack_add(&p, &in[i]);
	for (int i = 2; i > -3; i--) {
		out = (struct part){0};
		pack_read(&p, &a, (size_t)abs(i), &out);
		CHECK_STR(out.impacts.entity.type, in[abs(i)].impacts.entity.type);
		CHECK(!out.description == !in[abs(i)].description);
		CHECK(!out.description || strcmp(out.description, in[abs(i)].description) == 0);
		CHECK(out.nfields == 1 && out.fields->required);
		CHECK_STR(out.fields->type, "integer");
		CHECK(out.impacts.entity.nreferences == 1 && out.nactions == 0);
		CHECK_STR(out.impacts.entity.references->on_delete, "cascade");
		CHECK(out.impacts.nmutations == 1 && out.impacts.mutations->requires_permission);
		CHECK(out.impacts.mutations->impacts.nfields == 2);
		CHECK_STR(out.impacts.mutations->impacts.fields[1], "");
		CHECK(!out.impacts.mutations->schema && !d.nerrors);
	}
	pack_close(&p);
}

int
main(void)
{
	folder_enter();
	round_trip();
	folder_leave();
	arena_clear(&a);
	return TEST_RESULT();
}
