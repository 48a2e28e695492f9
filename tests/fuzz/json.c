/* Bytes → model → the text of every kind: emitters must stand any model that can be read. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/json.h"
#include "model/options.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

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
#define KIND(name, folder, suffix, scope, when, reads, help) \
	emit_##name(&text, &a, e, &options_default);
#include "kinds.def"
#undef KIND
		json_write_entity(&text, e, JSON_MODEL);
	}
	str_free(&text);
	arena_clear(&a);
	return 0;
}
