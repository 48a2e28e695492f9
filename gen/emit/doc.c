#include "emit/doc.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

static void
quote(struct doc *d, const char *text)
{
	(d->html ? quote_html : quote_markdown)(d->out, text);
}

/* Appends one of two texts of ours. */
static void
mark(struct doc *d, const char *html, const char *markdown)
{
	str_add(d->out, d->html ? html : markdown);
}

void
doc_heading(struct doc *d, int level, const char *id, const char *text)
{
	if (d->html) {
		str_addf(d->out, "<h%d id=\"", level);
		quote_html(d->out, id);
		str_add(d->out, "\"><bdi>");
		quote_html(d->out, text);
		str_addf(d->out, "</bdi></h%d>\n", level);
		return;
	}
	str_addf(d->out, "%.*s ", level, "######");
	if (level > 1) {
		str_add(d->out, "<a id=\"");
		quote_html(d->out, id);
		str_add(d->out, "\"></a>");
	}
	quote(d, text);
	str_add(d->out, "\n\n");
}

void
doc_section(struct doc *d, const char *class)
{
	if (d->html)
		str_addf(d->out, "<section class=\"%s\">\n", class);
}

void
doc_section_end(struct doc *d)
{
	mark(d, "</section>\n", "");
}

void
doc_prose(struct doc *d, const char *text)
{
	mark(d, "<p class=\"prose\" dir=\"auto\">", "");
	quote(d, text);
	mark(d, "</p>\n", "\n\n");
}

void
doc_begin(struct doc *d)
{
	mark(d, "<p>", "");
}

void
doc_end(struct doc *d)
{
	mark(d, "</p>\n", "\n\n");
}

void
doc_words(struct doc *d, const char *ours)
{
	quote(d, ours);
}

void
doc_text(struct doc *d, const char *authors)
{
	mark(d, "<bdi>", "");
	quote(d, authors);
	mark(d, "</bdi>", "");
}

void
doc_code(struct doc *d, const char *code)
{
	if (!d->html) {
		quote_markdown_code(d->out, code);
		return;
	}
	str_add(d->out, "<code>");
	quote_html(d->out, code);
	str_add(d->out, "</code>");
}

void
doc_link(struct doc *d, const char *href, const char *text)
{
	mark(d, "<a href=\"", "[");
	quote(d, d->html ? href : text);
	mark(d, "\">", "](");
	if (d->html)
		quote(d, text);
	else
		str_add(d->out, href);
	mark(d, "</a>", ")");
}

void
doc_badge(struct doc *d, const char *class, const char *text)
{
	if (d->html)
		str_addf(d->out, "<span class=\"badge %s\">", class);
	mark(d, "", "*");
	quote(d, text);
	mark(d, "</span>", "*");
}

void
doc_codes(struct doc *d, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str_add(d->out, i ? ", " : "");
		doc_code(d, codes[i]);
	}
}

/* ---- tables ---- */

/* A wide table scrolls by itself, also by the keyboard. */
void
doc_table(struct doc *d, const char *name, const char *const *heads)
{
	size_t n = 0;

	d->heads = heads;
	if (d->html) {
		str_add(d->out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
		quote_html(d->out, name);
		str_add(d->out, "\">\n<table>\n<thead><tr>");
	}
	for (; heads[n]; n++) {
		mark(d, "<th scope=\"col\">", n ? " | " : "| ");
		quote(d, heads[n]);
		mark(d, "</th>", "");
	}
	mark(d, "</tr></thead>\n<tbody>\n", " |\n|");
	for (size_t i = 0; i < n; i++)
		mark(d, "", " --- |");
	mark(d, "", "\n");
}

void
doc_row(struct doc *d)
{
	mark(d, "<tr>", "");
	d->cells = 0;
}

void
doc_row_at(struct doc *d, const char *id)
{
	if (d->html) {
		str_add(d->out, "<tr id=\"");
		quote_html(d->out, id);
		str_add(d->out, "\">");
	}
	d->cells = 0;
}

static void
cell_end(struct doc *d)
{
	if (d->cells)
		mark(d, d->cells == 1 ? "</th>" : "</td>", " ");
}

/* The first cell of a row is its head. */
void
doc_cell(struct doc *d)
{
	cell_end(d);
	mark(d, d->cells ? "<td>" : "<th scope=\"row\">", "| ");
	d->cells++;
}

void
doc_row_end(struct doc *d)
{
	cell_end(d);
	mark(d, "</tr>\n", "|\n");
}

void
doc_table_end(struct doc *d)
{
	mark(d, "</tbody>\n</table>\n</section>\n", "\n");
}

/* ---- facts ---- */

void
doc_facts(struct doc *d)
{
	mark(d, "<dl class=\"facts\">", "");
	d->cells = 0;
}

void
doc_fact(struct doc *d, const char *term)
{
	if (d->cells++)
		mark(d, "</dd></div>", "\n");
	mark(d, "\n<div><dt>", "- **");
	quote(d, term);
	mark(d, "</dt><dd>", "**: ");
}

void
doc_facts_end(struct doc *d)
{
	if (d->cells)
		mark(d, "</dd></div>", "\n");
	mark(d, "\n</dl>\n", "\n");
}

/* ---- examples ---- */

/* The longest run of backticks in a text. */
static size_t
ticks(const char *text)
{
	size_t longest = 0, n;

	while ((text = strchr(text, '`'))) {
		n = strspn(text, "`");
		longest = n > longest ? n : longest;
		text += n;
	}
	return longest;
}

static void
fence(struct doc *d, const char *code)
{
	for (size_t n = ticks(code) < 3 ? 3 : ticks(code) + 1; n; n--)
		str_addc(d->out, '`');
}

void
doc_example(struct doc *d, const char *label, const char *language, const char *code)
{
	if (d->html) {
		str_addf(d->out, "<figure class=\"example\"><figcaption>%s</figcaption>\n", label);
		str_addf(d->out, "<pre tabindex=\"0\"><code class=\"%s\">", language);
		quote_html(d->out, code);
		str_add(d->out, "</code></pre></figure>\n");
		return;
	}
	str_addf(d->out, "%s:\n\n", label);
	fence(d, code);
	str_addf(d->out, "%s\n%s\n", language, code);
	fence(d, code);
	str_add(d->out, "\n\n");
}
