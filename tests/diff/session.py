"""A session that called actions before a migration calls them afterwards: what it planned then, it must not use any more. And who
may call a function of the project's own still may, and nobody else; a view of its own on a table view stays. A migration waits for
calls that run, and calls wait for it: what they do then is what the new version says."""
import json
import os
import subprocess
import sys
import tempfile

from prove import run

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "actions"))
import libpq

TENANT, ROW = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
OLD = {
    "thing": """entity: Thing
schema: crm
fields:
  count: integer
  state: boolean
  price: "decimal(10, 2)"
  note: text
table_views: {mode: force}
actions:
  - name: look
    steps:
      - validate: count > 1 AND state IS NOT NULL
        error: small
      - update: Thing SET note = input.note || count
      - refresh_table_view: {scope: self}
  - name: tell
    steps:
      - return: {state: state, price: price}
  - name: update_thing
""",
    "part": """entity: Part
schema: sales
fields: {thing: ref(crm.Thing), note: text}
actions:
  - name: find_thing
    steps:
      - find: crm.Thing AS found WHERE id = Part.thing
      - foreach: other in Thing WHERE count > 1
        do:
          - update: Part SET note = '' || found.count || ' ' || other.count
      - return: {state: found.state}
""",
}
NEW = {**OLD, "thing": OLD["thing"].replace("integer", "bigint").replace("boolean", "date").replace("(10, 2)", "(12, 3)")
       .replace("note: text", "note: text\n  who: PersonName")}
ROWS = f"""INSERT INTO crm.tb_thing (tenant_id, id, count, state, price) VALUES ('{TENANT}', '{ROW}', 2, true, 1.25);
INSERT INTO sales.tb_part (tenant_id, id, fk_thing) VALUES ('{TENANT}', '{ROW}', 1);
"""
OWN = """CREATE FUNCTION app.mine() RETURNS INTEGER LANGUAGE sql RETURN 1;
CREATE FUNCTION app.secret() RETURNS INTEGER LANGUAGE sql RETURN 2;
REVOKE EXECUTE ON FUNCTION app.secret() FROM PUBLIC;
CREATE VIEW crm.mine AS SELECT data FROM crm.tv_thing;
"""
SHOWN = "SELECT json_build_array('view', json_build_array(data -> 'count', data -> 'state')) FROM crm.mine;\n"
RIGHTS = """SELECT json_build_array(f, array_agg(rolname ORDER BY rolname)) FROM unnest(ARRAY['app.mine()', 'app.secret()']) f
LEFT JOIN pg_roles ON rolname IN ('app_api', 'app_action') AND has_function_privilege(rolname, f, 'EXECUTE') GROUP BY f ORDER BY f;
"""
FILLED = "UPDATE crm.tb_thing SET state = '2026-01-31';\n"

PLACE = "entity: Place\nschema: crm\nfields: {name: text!}\nactions:\n  - name: rename\n    steps:\n      - update: Place SET name = input.name\n"
OWNED = """entity: Contact
schema: crm
fields: {owner: ref(%s)!, place: ref(Place)}
actions: [{name: create_contact}]
"""
BUSY_OLD = {"place": PLACE, "person": "entity: Person\nschema: crm\n", "company": "entity: Company\nschema: crm\n", "contact": OWNED % "Company"}
BUSY_NEW = {**BUSY_OLD, "place": PLACE + "      - refresh_table_view: {scope: related}\n",
            "contact": (OWNED % "Person").replace("{owner", "{note: text, owner") + "table_views: {include_relations: [{place: {fields: [name]}}]}\n"}
BUSY_ROWS = "".join(f"INSERT INTO crm.tb_{table} VALUES (1, '{row}', '{TENANT}'{more});\n"
                    for table, row, more in (("person", TENANT, ""), ("company", ROW, ""), ("place", ROW, ", 'old'")))
SEEN = "SELECT c.fk_owner, p.name, v.data -> 'place' ->> 'name' FROM crm.tb_contact c JOIN crm.tv_contact v USING (pk_contact) JOIN crm.tb_place p ON pk_place = c.fk_place"


def build(bin_dir, folder, files):
    """The SQL of a project."""
    os.makedirs(os.path.join(folder, "entities"))
    for name, text in files.items():
        with open(os.path.join(folder, "entities", name + ".yaml"), "w", encoding="utf-8") as file:
            file.write(text)
    run(os.path.join(bin_dir, "specql-ninja"), "--quiet", "-C", folder)
    run(os.environ.get("NINJA", "ninja"), "-C", folder, "sql")
    return "".join(run("cat", *sorted(run("find", os.path.join(folder, "db/schema"), "-name", "*.sql").split("\n")[:-1])))


def call(action, **more):
    payload = json.dumps({"id": ROW, **more})
    return f"SELECT json_build_array('{action}', status, extra_metadata -> 'result') FROM app.{action}('{TENANT}', '{TENANT}', '{payload}');\n"


def calls(note):
    return call("look", note=note) + call("tell") + call("update_thing", note=note * 2) + call("find_thing")


def migration_of(bin_dir, before, after):
    """The SQL of one version, and what makes the other of it."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
        sql = build(bin_dir, old, before)
        build(bin_dir, new, after)
        return sql, run(os.path.join(bin_dir, "specql-diff"), "--format", "sql", old, new)


def across(bin_dir):
    before, migration = migration_of(bin_dir, OLD, NEW)
    run("createdb", "session")
    script = before + OWN + ROWS + calls("a") + "BEGIN;\n" + migration + FILLED + "COMMIT;\n" + calls("b") + SHOWN + RIGHTS
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-f", "-", "session"], input=script, capture_output=True, text=True)
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    wanted = [[action, "success", result[i] if result else None] for i in range(2) for action, result in (
        ("look", None), ("tell", [{"state": True, "price": 1.25}, {"state": "2026-01-31", "price": 1.25}]), ("update_thing", None),
        ("find_thing", [{"state": True}, {"state": "2026-01-31"}]))]
    wanted += [["view", [2, "2026-01-31"]], ["app.mine()", ["app_action", "app_api"]], ["app.secret()", [None]]]
    if said != wanted:
        print("FAIL a session across a migration:", *[f"{a} where {b} should be" for a, b in zip(said, wanted) if a != b], done.stderr, sep="\n")
    return int(said == wanted), int(said != wanted)


def meanwhile(bin_dir):
    """Calls before, during and behind a migration that another session runs."""
    before, migration = migration_of(bin_dir, BUSY_OLD, BUSY_NEW)
    run("createdb", "busy")
    first, second, third, migrating = sessions = [libpq.Session("busy") for _ in range(4)]
    first.query("BEGIN;" + before + "COMMIT;" + BUSY_ROWS)
    said = []
    first.query("BEGIN")
    create = call("create_contact", owner_id=ROW, place_id=ROW).replace(f'"id": "{ROW}", ', "")
    for session, sql in ((second, create), (third, call("rename", name="old"))):
        session.query(f"BEGIN; {sql} ROLLBACK")
    first.query(create)
    migrating.send("BEGIN;" + migration)
    said.append(migrating.wait(0.2))
    first.query("COMMIT")
    migrating.receive()
    second.send(create)
    third.send(call("rename", name="new"))
    said += [second.wait(0.1), third.wait(0.1)]
    migrating.query("COMMIT")
    said += [json.loads(s.receive()[0][0])[1] for s in (second, third)] + first.query(SEEN)
    for session in sessions:
        session.close()
    return said


def main(bin_dir):
    passed, failed = across(bin_dir)
    said, wanted = meanwhile(bin_dir), [False] * 3 + ["validation:reference_not_found", "success", ["1", "new", "new"]]
    if said != wanted:
        print(f"FAIL calls while a migration runs: {said} where {wanted} should be")
    return passed + (said == wanted), failed + (said != wanted)
