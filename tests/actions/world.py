"""A database that is filled from its catalogue and the models of its project: valid rows of any table, for any tenant."""
import glob
import json
import random

import libpq
import values

COLUMNS = """
SELECT format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',
  EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema$|test$|app$)' ORDER BY 1, a.attnum
"""
FOREIGN_KEYS = """
SELECT format('%I.%I', n.nspname, c.relname), f.attname, format('%I.%I', tn.nspname, t.relname), r.attname, k.confdeltype
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_attribute f ON f.attrelid = c.oid AND f.attnum = k.conkey[cardinality(k.conkey)]
JOIN pg_attribute r ON r.attrelid = t.oid AND r.attnum = k.confkey[cardinality(k.confkey)]
WHERE k.contype = 'f'
"""
# The k-th change of a row from now on fails when it is done: a failure after writes, wherever they are.
LATE = """
CREATE FUNCTION test.late() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  v_left INTEGER := coalesce(nullif(current_setting('test.countdown', true), ''), '0')::INTEGER;
BEGIN
  IF v_left > 0 THEN
    PERFORM set_config('test.countdown', (v_left - 1)::TEXT, false);
    IF v_left = 1 THEN
      RAISE EXCEPTION 'late' USING ERRCODE = 'ZZ999';
    END IF;
  END IF;
  RETURN NULL;
END
$$;
GRANT EXECUTE ON FUNCTION test.late() TO PUBLIC
"""
MADE = ("id", "created_at", "updated_at", "updated_by", "deleted_at", "deleted_by", "tenant_id", "created_by")


class Unmade(Exception):
    """No valid row was found."""


class Table:
    def __init__(self, name):
        self.name, self.columns, self.keys = name, {}, {}
        self.hints, self.entity, self.several = {}, None, []

    def has(self, column):
        return column in self.columns


class World:
    def __init__(self, session, folder, tenants, user):
        self.session, self.tenants, self.user, self.counter = session, tenants, user, 0
        self.tables = {}
        for name, column, sql, needed, filled, unique in session.query(COLUMNS):
            self.tables.setdefault(name, Table(name)).columns[column] = {
                "sql": sql.upper(), "needed": needed == "t", "filled": filled == "t", "unique": unique == "t"}
        self.referrers = {}
        for name, column, target, key, rule in session.query(FOREIGN_KEYS):
            self.tables[name].keys[column] = (target, key)
            self.referrers.setdefault(target, set()).add((name, rule))
        self.models = [m for m in map(model_of, sorted(glob.glob(f"{folder}/.specql/model/**/*.json", recursive=True))) if m]
        self.entities = {}
        for model in self.models:
            self.describe(model)
        session.query(LATE)
        for name in [*self.tables, "app.tb_event_outbox"]:
            session.query(f"CREATE TRIGGER zz_late AFTER INSERT OR UPDATE OR DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION test.late()")

    def describe(self, model):
        table = next(t for n, t in self.tables.items() if n.replace('"', "") == f"{model['schema']}.{model['table']}")
        table.entity, model["of"] = model, table
        self.entities[model["name"]] = self.entities[f"{model['schema']}.{model['name']}"] = model
        for field in model.get("fields", []):
            if len(field.get("refs", [])) > 1:
                table.several.append((field.get("required", False), [r["column"] for r in field["refs"] if "column" in r]))
            if "column" in field and "refs" not in field:
                table.hints[field["column"]] = field

    def unique(self):
        self.counter += 1
        return self.counter

    def one(self, sql, *arguments):
        return self.session.value(sql, *arguments)

    # Rows

    def value_of(self, table, column, rng, tenant, depth):
        about = table.columns[column]
        if column in table.keys:
            target, key = table.keys[column]
            return self.some_row(self.tables[target], rng, tenant, depth + 1).get(key)
        hint = {"sql": about["sql"], **table.hints.get(column, {})}
        return values.value(hint, rng, self.unique() if about["unique"] else None)

    def filled(self, table, rng, tenant, depth, bare):
        row = {"tenant_id": tenant} if table.has("tenant_id") else {}
        if table.has("created_by"):
            row["created_by"] = self.user
        for column, about in table.columns.items():
            if column in MADE or (column.startswith("pk_") and about["filled"]) or (about["filled"] and rng.random() < 0.3):
                continue
            given = about["needed"] if bare or (column in table.keys and depth > 1) else about["needed"] or rng.random() < 0.7
            if given or column == "identifier":
                row[column] = self.value_of(table, column, rng, tenant, depth)
            elif not about["needed"]:
                row[column] = None
        for needed, columns in table.several:
            self.choose(table, row, rng, tenant, depth, needed, columns)
        return row

    def choose(self, table, row, rng, tenant, depth, needed, columns):
        """Of a reference to one of several at most one is set."""
        row.update(dict.fromkeys(columns))
        if columns and (needed or rng.random() < 0.6):
            column = rng.choice(columns)
            row[column] = self.value_of(table, column, rng, tenant, depth)

    def insert(self, table, row):
        """The row as it is stored; raises what the database says."""
        names = ", ".join('"' + c + '"' for c in row)
        text = self.one(f"INSERT INTO {table.name} AS this_row ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table.name}, $1)"
                        " RETURNING to_jsonb(this_row)", json.dumps(row)) if row else self.one(
                            f"INSERT INTO {table.name} AS this_row DEFAULT VALUES RETURNING to_jsonb(this_row)")
        return json.loads(text)

    def row(self, table, seed, tenant, depth=0, bare=False, tries=80):
        """A valid row: random ones are tried until the table takes one. bare: as much NULL as possible."""
        error = None
        for n in range(tries):
            rng = random.Random(f"{seed} {n}")
            try:
                return self.insert(table, self.filled(table, rng, tenant, depth, bare or depth > 4))
            except libpq.Error as found:
                error = found
                if found.state[:2] not in ("23", "22"):
                    raise
        raise Unmade(f"no row of {table.name} was taken: {error}")

    def some_row(self, table, rng, tenant, depth):
        """One that is there, once there are a few; else a new one."""
        live = (["deleted_at IS NULL"] if table.has("deleted_at") else []) + ([f"tenant_id = '{tenant}'"] if table.has("tenant_id") else [])
        rows = self.session.query(f"SELECT to_jsonb(this_row) FROM {table.name} this_row WHERE {' AND '.join(live) or 'true'} ORDER BY 1 LIMIT 9")
        seed = rng.getrandbits(32)
        return json.loads(rows[seed % len(rows)][0]) if len(rows) > 4 else self.row(table, seed, tenant, depth)

    def stored(self, table, uuid):
        text = self.one(f"SELECT to_jsonb(this_row) FROM {table.name} this_row WHERE id = $1", uuid)
        return json.loads(text) if text else None

    def state(self, session):
        """Of every table what tells whether any of its rows was written."""
        return dict(session.query(" UNION ALL ".join(
            f"SELECT '{n}', count(*) || ' ' || coalesce(sum(hashtext(x.xmin::TEXT || x.ctid)), 0) FROM {n} x" for n in self.tables)))

    # Payloads

    def input_value(self, model, item, rng, tenant):
        if item.get("refs"):
            target = self.target(item["refs"][0], model)
            ids = [self.some_row(target["of"], rng, tenant, 1)["id"] for _ in range(2 if item.get("list") else 1)]
            return ids if item.get("list") else ids[0]
        field = next((f for f in model["fields"] if f["name"] == item.get("field")), {})
        hint = {**{k: v for k, v in field.items() if k in ("min_length", "max_length", "pattern", "min", "max", "values")}, **item}
        column = model["of"].columns.get(field.get("column"), {})
        return values.value(hint, rng, self.unique() if column.get("unique") else None)

    def target(self, ref, model):
        return self.entities[f"{ref['schema']}.{ref['entity']}"] if "schema" in ref else self.entities.get(
            f"{model['schema']}.{ref['entity']}", self.entities.get(ref["entity"]))


def model_of(path):
    with open(path, encoding="utf-8") as f:
        model = json.load(f)
    return model if model.get("format") == "specql.model" else None
