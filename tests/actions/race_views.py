"""Table views under races: what every transaction refreshes, and whether a view is what its tables say afterwards."""
import json

import libpq

# Rows that a transaction wrote, by their entity; a pair counts as a change of the row that has the list.
TOUCHED = """
CREATE TABLE test.touched (by xid8 NOT NULL DEFAULT pg_current_xact_id(), entity TEXT NOT NULL, key BIGINT NOT NULL);
CREATE FUNCTION test.touch() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO test.touched (entity, key) SELECT TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::BIGINT;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO test.touched (entity, key) SELECT TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::BIGINT;
  END IF;
  RETURN NULL;
END
$$
"""
REFRESHERS = "SELECT p.proname, p.pronargs FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1 AND p.proname LIKE 'refresh\\_tv\\_%'"


def quoted(*names):
    return ".".join('"' + n.replace('"', '""') + '"' for n in names)


class View:
    """A table view: what refreshes it after a change of a row of which entity."""

    def __init__(self, world, model):
        self.model, self.tenant = model, model["of"].has("tenant_id")
        self.table = quoted(model["schema"], f"tv_{model['stem']}")
        self.all = quoted(model["schema"], f"refresh_tv_{model['stem']}")
        there = {name for name, _ in world.session.query(REFRESHERS, model["schema"])}
        self.by = [(f"{model['schema']}.{model['name']}", self.all)]
        self.known = self.collect(model.get("view_rows", []), there)

    def collect(self, rows, there):
        """Adds the functions of all rows; false if one has a name that was too long."""
        known = True
        for row in rows:
            name = f"refresh_tv_{self.model['stem']}_by_{row['path']}"
            known &= name in there
            self.by.append((f"{row['schema']}.{row['entity']}", quoted(self.model["schema"], name)))
            known &= self.collect(row.get("rows", []), there)
        return known

    def content(self, session, tenant):
        where = f" WHERE v.tenant_id = '{tenant}'" if self.tenant else ""
        return session.query(f"SELECT to_jsonb(v) - 'refreshed_at' FROM {self.table} v{where} ORDER BY 1")


class Views:
    def __init__(self, world):
        self.world = world
        self.views = [v for v in (View(world, m) for m in world.models if m.get("table_view")) if v.known]
        if not self.views:
            return
        session = world.session
        session.query(TOUCHED)
        for model in world.models:
            entity = f"{model['schema']}.{model['name']}"
            tables = [(model["of"].name, model["key"])]
            tables += [(quoted(model["schema"], f["join_table"]), f"fk_{model['stem']}") for f in model.get("fields", []) if f.get("join_table")]
            for table, key in tables:
                session.query(f"CREATE TRIGGER zz_touch AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION test.touch('{entity}', '{key}')")

    def begin(self):
        """All views as the tables are now."""
        for view in self.views:
            self.world.session.query(f"SELECT {view.all}()")
        if self.views:
            self.world.session.query("TRUNCATE test.touched")

    def refresh(self, session, tenant):
        """What the transaction of a session must do for the views, in one statement; None if nothing."""
        if not self.views:
            return None
        touched = dict(session.query("SELECT entity, array_agg(DISTINCT key ORDER BY key) FROM test.touched WHERE by = pg_current_xact_id() AND key IS NOT NULL GROUP BY 1"))
        given = f"'{tenant}'::UUID, "
        calls = [f"{function}({given * v.tenant}'{touched[entity]}')" for v in self.views for entity, function in v.by if entity in touched]
        return f"SELECT {', '.join(calls)}" if calls else None

    def stale(self, tenant):
        """Rows of views that are not what a refresh makes of them now: what the view says, and what it should."""
        session, found = self.world.session, []
        session.query("BEGIN")
        try:
            for view in self.views:
                before = view.content(session, tenant)
                session.query(f"SELECT {view.all}()")
                after = view.content(session, tenant)
                gone, come = [r for r in before if r not in after], [r for r in after if r not in before]
                if gone or come:
                    found.append(f"{view.table} has {short(gone)}\n    where it should have {short(come)}")
        except libpq.Error as error:
            found.append(f"a refresh of all fails: {error}")
        session.query("ROLLBACK")
        return found


def short(rows):
    return json.dumps([json.loads(r[0]) for r in rows], ensure_ascii=False)[:900]
