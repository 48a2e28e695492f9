/* Bytes → YAML nodes; every scalar's places are followed too. */
#include "base/arena.h"
#include "parse/yaml.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
visit(const struct source *source, const struct node *n, int depth)
{
	if (depth > 80)
		return;
	if (n->kind == NODE_SCALAR)
		for (size_t i = 0, len = strlen(n->text); i <= len && i < 64; i++)
			node_span(source, n, i, len - i);
	for (size_t i = 0; i < n->n; i++)
		visit(source, n->kind == NODE_SEQUENCE ? n->items[i] : n->pairs[i].value,
		      depth + 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct diag d;
	struct source source = {"x.yaml", NULL, len};
	struct node *n;
	bool broken;

	diag_init(&d, &a);
	source.text = arena_strndup(&a, (const char *)bytes, len);
	n = yaml_read(&a, &d, &source, &broken);
	if (n && len < 4096)
		visit(&source, n, 0);
	arena_clear(&a);
	return 0;
}
