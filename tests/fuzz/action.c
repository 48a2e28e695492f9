/* Bytes → entity with its actions, beside two others: what compiles is a sound model that reads
 * back as it was written, and its functions are printed. */
#include "action/compile.h"
#include "action/signature.h"
#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/json.h"
#include "model/link.h"
#include "model/options.h"
#include "parse/parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const others[] = {
        "entity: Person\nschema: crm\nfields:\n  name: text!\n  email: {type: email, unique: true}\n"
        "  company: ref(Company)\n  age: integer\nactions:\n- name: greet\n  parameters: {word: text!}\n"
        "  steps:\n  - notify: email\n    to: caller\n    message: Hello\n    payload: {word: input.word}\n",
        "entity: Item\nschema: shop\ntenancy: shared\nfields:\n  sku: text!\n  amount: integer = 1\n"
        "  price: decimal(10, 2)\n  state: enum(open, done)\n  tags: list(text)\n  owner: ref(crm.Person)\n"
        "  address: SimpleAddress\n  facts: json\n",
        "entity: Company\nschema: crm\nfields:\n  name: text\n  parent: ref(Company)\n",
};

enum { OTHERS = sizeof others / sizeof *others };

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static struct entity *
read(struct arena *a, struct diag *d, const char *path, const char *text, size_t len)
{
	struct source *source = arena_new(a, struct source, 1);
	struct entity *e;
	bool broken;

	*source = (struct source){arena_strdup(a, path), text, len};
	e = entity_read(a, d, source, &options_default, &broken);
	if (e)
		actions_sign(a, d, e, &options_default);
	return e;
}

/* What is written, read and written again is the same. */
static void
round_trip(struct arena *a, struct diag *d, const struct entity *e)
{
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	struct source source = {.path = "x.json"};
	struct entity *again;

	json_write_entity(&first, e, JSON_MODEL);
	source.text = first.buf;
	source.len = first.len;
	again = json_parse_entity(a, d, &source, JSON_MODEL);
	must(again);
	json_write_entity(&second, again, JSON_MODEL);
	must(strcmp(first.buf, second.buf) == 0);
	str_reset(&second);
	emit_functions(&second, a, again, &options_default);
	emit_helpers(&second, a, again, &options_default);
	emit_metadata(&second, a, again, &options_default);
	str_free(&first);
	str_free(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct diag d, silent;
	struct entity *list[OTHERS], *e;
	struct strbuf out = STRBUF_INIT;

	diag_init(&d, &a);
	diag_init(&silent, &a);
	for (size_t i = 0; i < OTHERS; i++)
		list[i] = read(&a, &silent, arena_printf(&a, "%zu.yaml", i), others[i],
		               strlen(others[i]));
	must(!silent.nerrors);
	e = read(&a, &d, "x.yaml", arena_strndup(&a, (const char *)bytes, len), len);
	if (e) {
		entity_link(&a, &d, e, list, OTHERS, &options_default, NULL);
		actions_compile(&a, &d, e, list, OTHERS, &options_default);
	}
	if (e && !d.nerrors)
		round_trip(&a, &silent, e);
	if (len < 4096)
		diag_print(&d, &out);
	str_free(&out);
	arena_clear(&a);
	return 0;
}
