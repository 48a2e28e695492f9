#include "base/format.h"
#include "base/diag.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

static const char *const names[] = {"text", "json", "github", "sarif"};
static const char *const words[] = {
        [SEV_ERROR] = "error", [SEV_WARNING] = "warning", [SEV_NOTE] = "note"};

bool
format_named(const char *name, enum format *format)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], name) == 0) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

/* ---- json ---- */

static void
json_members(struct strbuf *out, const struct diag_message *m)
{
	str_addf(out, "{\"severity\": \"%s\", \"file\": ", words[m->severity]);
	quote_json_name(out, m->source->path);
	if (m->span.line)
		str_addf(out, ", \"line\": %d, \"column\": %d, \"length\": %d", m->span.line,
		         m->span.col, m->span.n > 0 ? m->span.n : 1);
	str_add(out, ", \"message\": ");
	quote_json_name(out, m->text);
}

static void
json(struct strbuf *out, const struct diag_group *g)
{
	const struct diag_message *note = g->head->next;

	json_members(out, g->head);
	str_add(out, ", \"notes\": [");
	for (size_t i = 0; i < g->nnotes; i++, note = note->next) {
		str_add(out, i ? ", " : "");
		json_members(out, note);
		str_addc(out, '}');
	}
	str_add(out, "]}\n");
}

/* ---- github ---- */

/* % and line ends are escaped; in a property, : and , too. */
static void
github_text(struct strbuf *out, const char *s, bool property)
{
	for (; *s; s++)
		if (strchr("%\r\n", *s) || (property && strchr(":,", *s)))
			str_addf(out, "%%%02X", (unsigned)*s);
		else
			str_addc(out, *s);
}

static void
github(struct strbuf *out, const struct diag_group *g)
{
	const struct diag_message *m = g->head, *note = m->next;

	str_addf(out, "::%s file=", m->severity == SEV_NOTE ? "notice" : words[m->severity]);
	github_text(out, m->source->path, true);
	if (m->span.line)
		str_addf(out, ",line=%d,col=%d,endColumn=%d", m->span.line, m->span.col,
		         m->span.col + (m->span.n > 0 ? m->span.n : 1));
	str_add(out, "::");
	github_text(out, m->text, false);
	for (size_t i = 0; i < g->nnotes; i++, note = note->next) {
		str_add(out, "%0A");
		github_text(out, note->source->path, false);
		if (note->span.line)
			str_addf(out, ":%d:%d", note->span.line, note->span.col);
		str_add(out, ": note: ");
		github_text(out, note->text, false);
	}
	str_addc(out, '\n');
}

/* ---- sarif ---- */

/* A path as a URI reference (RFC 3986). */
static void
uri(struct strbuf *out, const char *path)
{
	str_add(out, *path == '/' ? "\"file://" : "\"");
	for (; *path; path++)
		if ((*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') ||
		    (*path >= '0' && *path <= '9') || strchr("-._~/", *path))
			str_addc(out, *path);
		else
			str_addf(out, "%%%02X", (unsigned)(unsigned char)*path);
	str_addc(out, '"');
}

/* All but the last brace: more may follow. */
static void
sarif_location(struct strbuf *out, const struct diag_message *m)
{
	str_add(out, "{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
	uri(out, m->source->path);
	str_addc(out, '}');
	if (m->span.line)
		str_addf(
		        out,
		        ", \"region\": {\"startLine\": %d, \"startColumn\": %d, \"endColumn\": %d}",
		        m->span.line, m->span.col > 0 ? m->span.col : 1,
		        (m->span.col > 0 ? m->span.col : 1) + (m->span.n > 0 ? m->span.n : 1));
	str_addc(out, '}');
}

static void
sarif_result(struct strbuf *out, const struct diag_group *g)
{
	const struct diag_message *m = g->head, *note = m->next;

	str_addf(out, "{\"ruleId\": \"specql\", \"level\": \"%s\", \"message\": {\"text\": ",
	         words[m->severity]);
	quote_json_name(out, m->text);
	str_add(out, "}, \"locations\": [");
	sarif_location(out, m);
	str_add(out, "}]");
	if (g->nnotes)
		str_add(out, ", \"relatedLocations\": [");
	for (size_t i = 0; i < g->nnotes; i++, note = note->next) {
		str_add(out, i ? ", " : "");
		sarif_location(out, note);
		str_add(out, ", \"message\": {\"text\": ");
		quote_json_name(out, note->text);
		str_add(out, "}}");
	}
	str_add(out, g->nnotes ? "]}" : "}");
}

static void
sarif(struct strbuf *out, const struct diag_group *v, size_t n, const char *tool,
      const char *version)
{
	str_add(out, "{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
	             "\"version\": \"2.1.0\",\n\"runs\": [{\n\"tool\": {\"driver\": {\"name\": ");
	quote_json(out, tool);
	str_add(out, ", \"semanticVersion\": ");
	quote_json(out, version);
	str_add(out, ", \"rules\": [{\"id\": \"specql\"}]}},\n\"columnKind\": "
	             "\"unicodeCodePoints\",\n\"results\": [");
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ",\n" : "\n");
		sarif_result(out, &v[i]);
	}
	str_add(out, "]\n}]\n}\n");
}

void
format_write(const struct diag *d, enum format format, const char *tool, const char *version,
             struct strbuf *out)
{
	size_t n;
	const struct diag_group *v;

	if (format == FORMAT_TEXT) {
		diag_print(d, out);
		return;
	}
	v = diag_groups(d, &n);
	if (format == FORMAT_SARIF)
		sarif(out, v, n, tool, version);
	for (size_t i = 0; format != FORMAT_SARIF && i < n; i++)
		(format == FORMAT_JSON ? json : github)(out, &v[i]);
}
