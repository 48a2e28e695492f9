/*
 * Report: changes as text for people, as JSON for programs, as Markdown for a pull request,
 * as SQL for a migration.
 */
#ifndef DIFF_REPORT_H
#define DIFF_REPORT_H

#include "diff/change.h"

struct strbuf;

enum { REPORT_JSON_VERSION = 1 };

void report_text(struct strbuf *, const struct changes *);
void report_json(struct strbuf *, const struct changes *);
void report_markdown(struct strbuf *, const struct changes *);

/* The statements alone, in the order in which they run. */
void report_sql(struct strbuf *, const struct changes *);

/* The worst that a change is for anybody. */
enum risk change_risk(const struct change *);

#endif
