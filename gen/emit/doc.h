/*
 * Doc: a document, written as HTML or as Markdown by the same calls. Every text that is given is
 * quoted; no call takes markup.
 */
#ifndef EMIT_DOC_H
#define EMIT_DOC_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

struct doc {
	struct strbuf *out;
	bool html;
	size_t cells;             /* of the row at hand */
	const char *const *heads; /* of the table at hand */
};

/* A heading; its id is what links lead to. The id must be a word of
 * ours or a name that was checked. */
void doc_heading(struct doc *, int level, const char *id, const char *text);

/* A part of a page that is styled as one, only in HTML. */
void doc_section(struct doc *, const char *class);
void doc_section_end(struct doc *);

/* A paragraph with an author's text. */
void doc_prose(struct doc *, const char *text);

/* A paragraph: in it words of ours, an author's text, code, links, badges. */
void doc_begin(struct doc *);
void doc_end(struct doc *);
void doc_words(struct doc *, const char *ours);
void doc_text(struct doc *, const char *authors);
void doc_code(struct doc *, const char *code);
void doc_link(struct doc *, const char *href, const char *text);

/* A word that stands out; class says how. */
void doc_badge(struct doc *, const char *class, const char *text);

/* Codes with commas between them. */
void doc_codes(struct doc *, const char *const *codes, size_t n);

/* A table of rows of cells; heads end with NULL, the name is for those who cannot see it. A row may
 * be what links lead to. */
void doc_table(struct doc *, const char *name, const char *const *heads);
void doc_row(struct doc *);
void doc_row_at(struct doc *, const char *id);
void doc_cell(struct doc *);
void doc_row_end(struct doc *);
void doc_table_end(struct doc *);

/* Terms and what they mean: doc_fact begins one, and ends the one before. */
void doc_facts(struct doc *);
void doc_fact(struct doc *, const char *term);
void doc_facts_end(struct doc *);

/* A piece of code that can be copied; language is that of highlighters. */
void doc_example(struct doc *, const char *label, const char *language, const char *code);

#endif
