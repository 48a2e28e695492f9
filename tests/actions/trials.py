"""The trials of an action, one function each; each takes a Trial and tells it what it expected."""
import json
import random

import libpq
from trial import NOBODY, TRIES, Answer

SYSTEM = {"created_at", "created_by", "updated_at", "updated_by", "deleted_at", "deleted_by"}


def happy(t):
    """A success is found among rows and payloads of all kinds; else every answer was one that the model knows."""
    seen = {}
    for seed in range(TRIES):
        row, payload = t.fresh(seed)
        guard = first_guard(t, row)
        answer = t.call(payload)
        seen[answer.status] = seen.get(answer.status, 0) + 1
        if guard is not UNKNOWN:
            t.expect((answer.status == guard) if guard else (answer.status not in guards(t)),
                     f"the guards say {guard or 'nothing against it'}", answer)
        if answer.status == "success":
            t.recipe, t.succeeded = seed, True
            after_success(t, row, answer)
            return
    known = t.authored() | {"noop:no_changes", "noop:no_match", "noop:already_exists"}
    odd = {s for s in seen if s not in known and not s.startswith(("validation:", "constraint:"))}
    t.expect(not odd, f"never a success, and answers that its model does not know: {sorted(odd)}")
    t.never = seen


UNKNOWN = object()


def leading(t):
    """The validates that come first, before anything else."""
    for statement in t.action.get("before", []) + t.action.get("statements", []):
        if statement["kind"] != "validate":
            return
        yield statement


def guards(t):
    return {s["status"] for s in leading(t)}


def first_guard(t, row):
    """The status of the first leading validate that the stored row does not meet, None if it meets all, UNKNOWN if
    they ask for more than the row."""
    name = t.action.get("row") or t.action.get("old")
    for statement in leading(t):
        sql = statement["sql"]
        others = [v["name"] for v in t.action.get("variables", []) if v["name"] != name and v["name"] in sql]
        if not row or not name or "input_" in sql or others:
            return UNKNOWN
        sql = sql.replace("auth_tenant_id", f"'{t.tenant}'::UUID").replace("auth_user_id", f"'{t.world.user}'::UUID")
        if t.world.one(f"SELECT ({sql}) FROM {t.table.name} {name} WHERE {name}.id = $1", row["id"]) != "t":
            return statement["status"]
    return None


def changed_fields(t, before, after):
    """Names of the API whose column differs."""
    found = set()
    for field in t.model["fields"]:
        columns = [r["column"] for r in field.get("refs", [])] or [field.get("column")]
        if any(c in before and before[c] != after[c] for c in columns):
            found.add(field["name"])
    return found


def after_success(t, row, answer):
    """The stored row is what the answer says of it."""
    result = answer.result
    after = t.world.stored(t.table, result["id"]) if result["id"] else None
    operation = [a["operation"] for a in answer.audit if a["entity_id"] == result["id"] and a["entity_type"] == t.type][-1:]
    if t.subject == "new":
        t.expect(operation == ["INSERT"], f"operation {operation}", answer)
        if t.expect(after is not None, "the new row is not there", answer) and t.table.has("created_by"):
            t.expect(after["created_by"] == t.world.user, "the new row is nobody's", answer)
            t.expect(after.get("tenant_id", t.tenant) == t.tenant, "the new row is another tenant's", answer)
        return
    if not t.works_on_row:
        return
    t.expect(result["id"] == row["id"], "the answer is about another row", answer)
    if t.action.get("deletes"):
        t.expect(operation == ["DELETE"], f"operation {operation}", answer)
        t.expect(after is None or after["deleted_at"] is not None, "the row is still there", answer)
    elif not t.action.get("may_delete"):
        lists = {f["name"] for f in t.model["fields"] if f.get("list") and "refs" in f}
        said, found = set(answer.fields) - lists, changed_fields(t, row, after)
        t.expect(said == {column_name(t, f) for f in found}, f"updated_fields {sorted(said)}, but {sorted(found)} changed", answer)
        t.expect(found == set() or operation == ["UPDATE"], f"operation {operation}", answer)
        t.expect(found == set() or after["updated_by"] == t.world.user, "updated_by is not the user", answer)
        t.expect(result["object_data"] is not None and result["object_data"]["id"] == row["id"], "object_data is not the row", answer)


def column_name(t, name):
    """A field as the API calls it."""
    for field in t.model["fields"]:
        if field["name"] == name and "refs" not in field:
            return field["column"]
    return name


def unknown_rows(t):
    """An id that is none, one of another tenant, one that is deleted: the same answer."""
    if not t.works_on_row:
        return
    payload = t.payload(0)
    answer = t.call({**payload, "id": NOBODY})
    t.expect((answer.status, answer.fields) == ("validation:reference_not_found", ["id"]), "unknown id", answer)
    answer = t.call({**payload, "id": "nobody"})
    t.expect((answer.status, answer.fields) == ("validation:invalid_input", ["id"]), "malformed id", answer)
    if t.table.has("tenant_id"):
        row = t.subject_row("other", t.other)
        answer = t.call({**payload, "id": row["id"]})
        t.expect((answer.status, answer.fields) == ("validation:reference_not_found", ["id"]), "id of another tenant", answer)
        t.expect(answer.result["object_data"] is None, "a row of another tenant is shown", answer)
    row = t.subject_row("deleted")
    t.world.session.query(f"UPDATE {t.table.name} SET deleted_at = now() WHERE id = $1", row["id"])
    answer = t.call({**payload, "id": row["id"]})
    expected = {"noop:already_deleted"} if t.subject == "delete" else {"validation:reference_not_found"}
    t.expect(answer.status in expected, f"a deleted row, expected {expected}", answer)


def stale(t):
    """The client saw another version of the row."""
    if t.works_on_row and any(i["name"] == "expected_version" for i in t.action.get("inputs", [])):
        row, payload = t.fresh(0)
        answer = t.call({**payload, "id": row["id"], "expected_version": "2001-01-01T00:00:00Z"})
        t.expect((answer.status, answer.fields) == ("conflict:stale_version", ["expected_version"]), "an old version", answer)


def tenants_and_permission(t):
    answer = t.call(t.payload(0), tenant=None)
    t.expect((answer.status, answer.fields) == ("security:tenant_required", []), "no tenant", answer)
    t.session.query("SELECT set_config('app.tenant_id', $1, false)", t.other)
    payload = t.fresh(0)[1]
    answer = t.call(payload)
    t.expect((answer.status, answer.fields) == ("security:tenant_isolation", []), "a session of another tenant", answer)
    t.expect(t.session.value("SELECT app.current_tenant()") == t.other, "the session lost its tenant", answer)
    t.session.query("SELECT set_config('app.tenant_id', '', false)")
    if "has_permission" in (t.action.get("permission") or ""):
        t.world.session.query("DELETE FROM test.permission")
        for payload in ({}, [], t.fresh(0)[1]):
            answer = t.call(payload)
            t.expect(answer.status == "security:permission_denied", "without permission", answer)
        t.allow()


def payloads(t):
    """No object, nothing, keys that are not known."""
    for payload in (None, [], "text", 3, [{}]):
        answer = t.call(payload)
        t.expect((answer.status, answer.fields) == ("validation:invalid_payload", []), "no object", answer)
    needed = sorted(i["name"] for i in t.action.get("inputs", []) if i.get("required"))
    answer = t.call({})
    if needed:
        t.expect((answer.status, answer.fields) == ("validation:required_field", needed), f"nothing, but {needed} are needed", answer)
    for name in needed:
        answer = t.call({**t.fresh(1)[1], name: None})
        t.expect((answer.status, answer.fields) == ("validation:required_field", [name]), f"null for {name}", answer)
    keys = ["someKey", "tenant_id", t.model["key"], "deleted_at"] + [camel(i["name"]) for i in t.inputs if "_" in i["name"].strip("_")][:2]
    for key in keys:
        answer = t.call({**t.fresh(1)[1], key: None})
        t.expect((answer.status, answer.fields) == ("validation:unknown_field", [key]), f"key {key}", answer)


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(w.capitalize() for w in rest)


def wrong_values(t):
    """Values that do not fit: of uuids, enums, numbers, lists; references to nobody and to others."""
    for item in t.inputs:
        base = t.fresh(2)[1]
        if item.get("refs"):
            for value in (NOBODY, foreign_row(t, item)):
                answer = t.call({**base, item["name"]: [value] if item.get("list") else value})
                t.expect((answer.status, answer.fields) == ("validation:reference_not_found", [item["name"]]) or answer.status in guards(t),
                         f"{item['name']} of nobody or another tenant", answer)
        bad = {"UUID": "nobody", "INTEGER": "x", "BIGINT": "x", "SMALLINT": 1.5, "BOOLEAN": "maybe", "DATE": "2025-02-30", "TIMESTAMPTZ": "never",
               "UUID[]": ["x"], "TEXT[]": "x", "INTEGER[]": [1, "x"]}.get(item["sql"])
        if bad is not None:
            answer = t.call({**base, item["name"]: bad})
            t.expect((answer.status, answer.fields) == ("validation:invalid_input", [item["name"]]), f"{item['name']} is no {item['sql']}", answer)
        if item.get("values"):
            answer = t.call({**base, item["name"]: ["no such"] if item.get("list") else "no such"})
            t.expect((answer.status, answer.fields) == ("validation:invalid_enum", [item["name"]]) or answer.status in t.authored(),
                     f"{item['name']} is no member", answer)


GARBAGE = ({}, [], [[]], [None], {"a": [1, None]}, True, 5, -1, 1e30, 0.5, "", " ", "\u0001", "x" * 3000, "é\n", "'; DROP TABLE x; --", "{}", "{1,2}", "(1,2", "null",
           "now", "infinity", "NaN", -2147483649, "2025-13-45", "99999999999 years", [1, "x"], [[1], [2, 3]], {"id": NOBODY}, "\\xzz")


def garbage(t):
    """Whatever stands in a payload, it is an answer and no accident."""
    rng = random.Random(t.name)
    for item in t.inputs:
        base = t.fresh(4)[1]
        for value in rng.sample(GARBAGE, 4):
            t.call({**base, item["name"]: value})


def foreign_row(t, item):
    target = t.world.target(item["refs"][0], t.model)["of"]
    row = t.world.row(target, f"foreign {item['name']}", t.other)
    if not target.has("tenant_id"):
        t.world.session.query(f"UPDATE {target.name} SET deleted_at = now() WHERE id = $1", row["id"])
    return row["id"]


def nulls(t):
    """A row that holds as much NULL as it may: guards do not let it pass by, and nothing breaks."""
    if not t.works_on_row:
        return
    row = t.subject_row("nulls", bare=True)
    guard = first_guard(t, row)
    answer = t.call({**t.payload(3), "id": row["id"]})
    if guard is not UNKNOWN:
        t.expect((answer.status == guard) if guard else (answer.status not in guards(t)), f"NULLs; the guards say {guard}", answer)


def repeated(t):
    """The same call again has no second effect, unless it says so; of two callers the second gets what a second call gets."""
    if t.recipe is None or not t.works_on_row:
        return
    first = good(t, 0)
    if first.status != "success":
        return
    second = t.call(first.payload)
    kind = t.action.get("kind")
    if kind == "update" or (patches(t) and len(t.action["statements"]) == 1):
        t.expect(second.status == "noop:no_changes", "the same update again", second)
    if kind == "delete":
        t.expect(second.status == "noop:already_deleted", "the same deletion again", second)
    if second.status == "success":
        t.expect(second.changed or second.outbox or t.subject == "read" or idle(t), "a success that did nothing", second)
    both(t, second.status)


def idle(t):
    return not t.effects() or any(s["kind"] == "return" for s in t.statements(t.action))


def both(t, expected):
    """Two callers at once; the row is there for both."""
    for n in range(TRIES):
        _, payload = t.fresh(f"{t.recipe} {n}" if n else t.recipe)
        t.session.query("BEGIN")
        if t.call(payload).status == "success":
            break
        t.session.query("ROLLBACK")
    else:
        return
    t.send(t.second, payload, t.tenant)
    answer, waits = Answer(t, payload, t.tenant), waiting(t)
    t.session.query("COMMIT")
    t.receive(t.second, answer)
    if t.subject in ("lock", "delete"):
        t.expect(waits, "the second caller does not wait for the first", answer)
        t.expect(answer.status == expected, f"the second of two callers, expected {expected}", answer)


def waiting(t):
    for _ in range(100):
        if t.session.value(f"SELECT cardinality(pg_blocking_pids({t.second.pid}))") != "0":
            return True
        if t.second.wait(0.01):
            return False
    return False


def good(t, countdown):
    """A call that gets past its guards."""
    for n in range(TRIES):
        _, payload = t.fresh(f"{t.recipe} {n}" if n else t.recipe)
        t.session.query(f"SELECT set_config('test.countdown', '{countdown}', false)")
        answer = t.call(payload)
        t.session.query("SELECT set_config('test.countdown', '', false)")
        if answer.status in ("success", "failed:unexpected_error"):
            break
    return answer


def late_failures(t):
    """Whatever write fails, everything is undone, and the audit log has the one row that says so."""
    if t.recipe is None or not t.effects():
        return
    t.late = True
    for k in range(1, 13):
        answer = good(t, k)
        if answer.status == "success":
            t.expect(k > 1 or not (answer.changed or answer.outbox), "no write of it could be made to fail", answer)
            break
        t.expect(answer.status == "failed:unexpected_error" and answer.audit[0]["error_context"]["sqlstate"] == "ZZ999",
                 f"write {k} fails", answer)
    t.late = False


def patches(t):
    """Whether it changes of its row what the payload names, and only that."""
    own = [s for s in t.statements(t.action) if s["kind"] == "update" and s.get("own")]
    return len(own) == 1 and any("input_payload ?" in v["sql"] for v in own[0].get("values", [])) and all(
        "input_payload ?" in v["sql"] for v in own[0]["values"] if v["name"] not in SYSTEM)


def partial_updates(t):
    """Each input of a patch alone changes its field alone."""
    if not patches(t):
        return
    for n, item in enumerate(t.inputs):
        if (item.get("list") and item.get("refs")) or not item.get("field"):
            continue
        row = t.subject_row(f"partial {n}")
        value = t.world.input_value(t.model, item, random.Random(n), t.tenant)
        answer = t.call({"id": row["id"], item["name"]: value})
        if answer.status == "success":
            found = changed_fields(t, row, t.world.stored(t.table, row["id"]))
            t.expect(found == {item["field"]}, f"only {item['name']} was given, {sorted(found)} changed", answer)
        else:
            t.expect(answer.status.startswith(("noop:no_changes", "constraint:check", "validation:invalid_target")) or answer.status in t.authored(),
                     f"only {item['name']} was given", answer)


def defaults(t):
    """What is not given gets the default that the table has for it."""
    if t.subject != "new" or not all(i.get("field") for i in t.inputs):
        return
    for seed in range(TRIES):
        answer = t.call(t.payload(seed, sparse=True))
        if answer.status == "success":
            break
    else:
        return
    row = t.world.stored(t.table, answer.result["id"])
    given = {c for i in t.inputs if i["name"] in answer.payload for c in columns_of(t, i)}
    for column, about in t.table.columns.items():
        if about["filled"] and column not in given and column not in SYSTEM | {"id"} and not column.startswith("pk_"):
            same = t.world.one("SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
                               " WHERE d.adrelid = $1::REGCLASS AND a.attname = $2", t.table.name, column)
            if same and "(" not in same.replace("::", ""):
                expected = json.loads(t.world.one(f"SELECT to_jsonb(({same})::{about['sql']})"))
                t.expect(row[column] == expected, f"default of {column}: {row[column]}, not {expected}", answer)
            elif same:
                t.expect(row[column] is not None, f"default of {column} is not taken", answer)


def columns_of(t, item):
    field = next((f for f in t.model["fields"] if f["name"] == item.get("field")), {})
    return [r["column"] for r in field.get("refs", [])] or [field.get("column")]


ALL = (happy, unknown_rows, stale, tenants_and_permission, payloads, wrong_values, garbage, nulls, repeated, late_failures, partial_updates, defaults)


def run(t):
    for trial in ALL:
        try:
            trial(t)
        except libpq.Error as error:
            t.expect(False, f"{trial.__name__}: {error}")
            t.session.query("ROLLBACK")
