"""Whether every statement of our functions keeps to its tenant and to rows that are not deleted, by the text of the functions."""
import re

TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relname LIKE 'tb\\_%' AND n.nspname <> 'app'
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'deleted_at')
"""
FUNCTIONS = """
SELECT p.oid::REGPROCEDURE::TEXT, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prorettype = 'app.mutation_result'::REGTYPE AND p.proargnames[1] = 'auth_tenant_id' AND n.nspname <> 'app'
"""
NAME = r'(?:"(?:[^"]|"")+"|\w+)'
USE = re.compile(rf"\b(FROM|JOIN|UPDATE|INTO)\s+({NAME})\.({NAME})(?:\s+(?:AS\s+)?({NAME}))?")


def bare(text):
    """The text with the contents of its literals blanked out; quoted names stay."""
    return re.sub(r"'(?:[^']|'')*'", lambda m: "'" + " " * (len(m[0]) - 2) + "'", text)


def plain(name):
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def rest(text, start):
    """What belongs to the same query: up to the parenthesis that closes it, or the end of the statement."""
    depth = 0
    for i in range(start, len(text)):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
        if depth < 0 or (text[i] == ";" and depth == 0):
            return text[start:i]
    return text[start:]


def fault(text, found, tables):
    word, schema, table, alias = found.groups()
    if (plain(schema), plain(table)) not in tables:
        return None
    clause = rest(text, found.start())
    if word == "INTO":
        # INSERT INTO table (columns); a variable is never called schema.table.
        return None if re.search(r"\(.*?\btenant_id\b.*?\)", clause, re.S) else "an INSERT without the tenant"
    own = re.escape(alias or table)
    # The row that a variable holds was looked for before: by its tenant, and as one that is not deleted.
    held = re.search(rf"{own}\.\"?pk_\w+\"? = v_\w+\.\"?pk_\w+\"?", clause)
    if not held and not re.search(rf"{own}\.tenant_id = (?:\w+\.)?auth_tenant_id\b", clause):
        return f"{word} without the tenant"
    # The id of a row that a reference leads to is no secret, once it is deleted.
    only_id = re.search(rf"\(SELECT (?:{own}\.id )?$", text[:found.start()])
    if not held and not only_id and not re.search(rf"{own}\.deleted_at IS NULL", clause):
        return f"{word} of rows that may be deleted"
    return None


def faults(session):
    tables = {tuple(row) for row in session.query(TABLES)}
    wrong = []
    for name, definition in session.query(FUNCTIONS):
        text = bare(definition)
        for found in USE.finditer(text):
            what = fault(text, found, tables)
            if what:
                wrong.append(f"{name}: {what}: {definition[found.start():found.start() + 160]}")
    return wrong
