/* Bytes → model → the text of every kind of an entity: emitters must stand any model that can be read. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/json.h"
#include "model/options.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define TEXT_ENTITY(name) emit_##name(&text, &a, e, &options_default);
#define TEXT_PROJECT(name)

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct strbuf text = STRBUF_INIT;
	struct diag d;
	struct source source = {"m.json", NULL, len};
	struct entity *e;

	diag_init(&d, &a);
	source.text = arena_strndup(&a, (const char *)bytes, len);
	e = json_parse_entity(&a, &d, &source, JSON_MODEL);
	if (e) {
#define KIND(name, group, folder, suffix, scope, when, merges, reads, help) \
	TEXT_##scope(name)
#include "kinds.def"
#undef KIND
		json_write_entity(&text, e, JSON_MODEL);
	}
	str_free(&text);
	arena_clear(&a);
	return 0;
}
