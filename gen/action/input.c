#include "action/input.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"

#include <string.h>

void
input_default(struct arena *a, struct input *in, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->default_kind == DEFAULT_FUNCTION) {
		in->value_sql = f->default_text;
		return;
	}
	if (f->default_kind == DEFAULT_NONE)
		return;
	if (!f->list && (f->type->value == VALUE_NUMBER || f->type->value == VALUE_BOOLEAN)) {
		column_value(&out, f->type, f->default_text);
		if (*out.buf != '\'')
			in->value = str_done(&out, a);
		else
			in->value_sql = str_done(&out, a);
	} else if (!f->list && f->type->value == VALUE_TEXT) {
		quote_json(&out, f->default_text);
		in->value = str_done(&out, a);
	} else {
		quote_literal(&out, f->default_text);
		str_addf(&out, "::%s", f->sql);
		in->value_sql = str_done(&out, a);
	}
}

struct input
input_of_field(struct arena *a, const struct field *f, const struct ref *ref)
{
	struct input in = {
	        .word = f->name,
	        .at = f->at,
	        .field = f->name,
	        .description = f->description,
	        .type = f->type,
	        .sql = f->sql,
	        .list = f->list,
	        .pattern = f->list ? NULL : f->pattern,
	        .min = f->list ? NULL : f->min,
	        .max = f->list ? NULL : f->max,
	        .values = f->values,
	        .nvalues = f->nvalues,
	};

	in.name = field_key(a, f);
	if (f->type == &type_ref) {
		if (!f->join_table && f->nrefs > 1)
			in.word = column_stem(ref->column);
		in.refs = arena_new(a, struct ref, 1);
		*in.refs = *ref;
		in.nrefs = 1;
		in.sql = f->list ? "UUID[]" : "UUID";
		in.name = arena_printf(a, "%s_id%s", f->list ? in.name : column_stem(ref->column),
		                       f->list ? "s" : "");
	}
	return in;
}
