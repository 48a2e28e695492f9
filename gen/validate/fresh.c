#include "validate/fresh.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/list.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/stamp.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMAT "specql-fresh\t1\t"

static uint64_t
fold(uint64_t hash, struct stamp s)
{
	const uint64_t parts[] = {s.inode, s.size, (uint64_t)s.mtime, (uint64_t)s.ctime};

	for (int i = 0; i < 4; i++) {
		hash = (hash ^ parts[i]) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	return hash;
}

bool
fresh_still(struct arena *a, const char *path, uint64_t seed, struct fresh *f)
{
	size_t len, n = strlen(FORMAT);
	char *text = file_read(a, path, 0, &len), *at, *end;
	uint64_t was;

	if (!text || strncmp(text, FORMAT, n) != 0)
		return false;
	was = strtoull(text + n, &at, 16);
	f->nentities = strtoul(at, &at, 10);
	f->nmessages = strtoul(at, &at, 10);
	for (at += *at == '\n'; (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		seed = fold(seed, stamp_path(at));
	}
	return was == seed;
}

/* The fingerprint is known at the end, and has its place in the head. */
void
fresh_note(struct arena *a, const char *path, uint64_t seed, const struct list *looked_at,
           struct fresh f, int64_t began)
{
	struct strbuf text = STRBUF_INIT;
	struct diag silent;
	struct sink to;
	bool sure = true;

	diag_init(&silent, a);
	sink_open(&to, &silent, path);
	str_addf(&text, FORMAT "%016d\t%zu\t%zu\n", 0, f.nentities, f.nmessages);
	for (size_t i = 0; sure && i < looked_at->n; i++) {
		struct stamp s = stamp_path(looked_at->items[i]);

		sure = !stamp_racy(s, began);
		seed = fold(seed, s);
		str_addf(&text, "%s\n", looked_at->items[i]);
		sink_flow(&to, &text);
	}
	sink_pour(&to, &text);
	if (sure) {
		str_addf(&text, "%016" PRIx64, seed);
		sink_patch(&to, strlen(FORMAT), text.buf, text.len);
		str_reset(&text);
		sink_close(&to, &text);
	} else {
		sink_drop(&to, &text);
		unlink(path);
	}
}
