#include "emit/errors.h"
#include "base/str.h"
#include "emit/doc.h"
#include "model/failure.h"
#include "model/part.h"
#include "model/recovery.h"

#include <string.h>

static const char *const heads[] = {"Code", "What it says", "What to do", NULL};

static void
open(struct doc *d, const char *status, const char *message)
{
	doc_row(d);
	doc_cell(d);
	doc_code(d, status);
	doc_cell(d);
	doc_text(d, message);
}

static void
end(struct doc *d, const char *status, bool stated)
{
	doc_cell(d);
	doc_words(d, failure_recovery(status, stated));
	doc_row_end(d);
}

void
errors_common(struct doc *d)
{
	doc_heading(d, 2, "common-errors", "What every action can answer");
	doc_table(d, "What every action can answer", heads);
	for (const struct failure *f = failures_common; f->status; f++) {
		open(d, f->status, f->message);
		end(d, f->status, false);
	}
	doc_table_end(d);
}

const char *
errors_message(struct arena *a, const struct impacts_mutation *m, const struct impacts_error *error)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < m->nmessages; i++) {
		const struct impacts_messages *all = &m->messages[i];

		for (size_t k = 0; strcmp(all->status, error->status) == 0 && k < all->nmessages;
		     k++)
			str_addf(&out, "%s%s", k ? " / " : "", all->messages[k]);
	}
	return out.len ? str_done(&out, a) : error->message;
}

void
errors_of(struct doc *d, struct arena *a, const struct impacts_mutation *m,
          const struct part_action *action)
{
	doc_table(d, "Error codes", heads);
	for (size_t i = 0; i < m->nerrors; i++) {
		const char *before = ", unless ";
		bool stated = false;

		open(d, m->errors[i].status, errors_message(a, m, &m->errors[i]));
		for (size_t k = 0; k < action->nconditions; k++) {
			if (strcmp(action->conditions[k].status, m->errors[i].status) != 0)
				continue;
			doc_words(d, before);
			doc_code(d, action->conditions[k].text);
			before = " or ";
			stated = true;
		}
		end(d, m->errors[i].status, stated);
	}
	doc_table_end(d);
}
