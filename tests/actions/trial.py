"""One action under trial: everything that must hold of any action, whatever it does."""
import json
import random
import re

import libpq
from play import SECRET, keys_of
from words import shown

AUDIT = "SELECT l.test_order, to_jsonb(l) FROM app.tb_mutation_audit_log l WHERE l.test_order > $1 ORDER BY l.test_order"
OUTBOX = "SELECT o.id, to_jsonb(o) FROM app.tb_event_outbox o WHERE o.id > $1 ORDER BY o.id"
NOBODY = "00000000-0000-4000-8000-00000000dead"
TRIES = 60
WRITES = {"create": "CREATE", "update": "UPDATE", "delete": "DELETE"}


class Answer:
    """What a call gave and did."""

    def __init__(self, trial, payload, tenant):
        self.payload, self.tenant, self.trial = payload, tenant, trial
        self.error = self.result = None
        self.audit, self.outbox, self.changed = [], [], set()

    @property
    def status(self):
        return f"error {self.error.state}" if self.error else self.result["status"]

    @property
    def fields(self):
        return sorted((self.result or {}).get("updated_fields") or [])

    def __str__(self):
        cause = [a["error_context"] for a in self.audit if a["error_context"]]
        return f"{self.trial.api} {json.dumps(self.payload, ensure_ascii=False)} => {self.status} {self.fields}" + (
            f" {json.dumps(cause[0])}" if self.status == "failed:unexpected_error" and cause else "")


class Log:
    """New rows of the audit log and of the outbox, whichever session sees them first."""

    def __init__(self, session):
        session.query("ALTER TABLE app.tb_mutation_audit_log ADD COLUMN test_order BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE")
        self.last = {AUDIT: 0, OUTBOX: 0}

    def new(self, session, query):
        rows = session.query(query, self.last[query])
        self.last[query] = max([self.last[query]] + [int(r[0]) for r in rows])
        return [json.loads(r[1]) for r in rows]


class Trial:
    def __init__(self, world, model, action, actions, second, log):
        self.world, self.model, self.action, self.actions = world, model, action, actions
        self.session, self.second, self.log = world.session, second, log
        self.table, self.api, self.name = model["of"], action["api"], f"{model['name']}.{action['name']}"
        self.tenant, self.other = world.tenants
        self.subject = action.get("subject", "none")
        self.faults, self.checks, self.recipe, self.succeeded = [], 0, None, False
        self.inputs = [{**i, **self.asked(i)} for i in action.get("inputs", []) if not i.get("system")]
        self.works_on_row = self.subject in ("read", "lock", "delete")
        self.reached = self.closure()

    # What the model says

    def closure(self):
        """The action and all that it may call."""
        found, todo = [], [self.action]
        while todo:
            action = todo.pop()
            if action not in found:
                found.append(action)
                todo += [self.actions[c] for c in self.impact(action).get("calls", []) if c in self.actions]
        return found

    @staticmethod
    def impact(action):
        return action["impact"][0] if action.get("impact") else {}

    def effects(self):
        return [e for a in self.reached for e in self.impact(a).get("effects", []) if e["operation"] in WRITES]

    def authored(self):
        return {f["status"] for a in self.reached for f in self.impact(a).get("failures", [])}

    def writable_tables(self):
        """Tables that the action may write: of its effects, and what a deletion reaches; pairs of lists of references."""
        found = set()
        for effect in self.effects():
            table = self.world.entities[f"{effect['schema']}.{effect['entity']}"]["of"]
            found |= {table.name} | {n for n, _ in self.world.referrers.get(table.name, ()) if self.world.tables[n].entity is None}
            if effect["operation"] == "delete":
                found |= self.reached_by_deletion(table.name, set())
        views = {r for a in self.reached for r in self.impact(a).get("refreshes", [])}
        return found | {n for n in self.world.tables if n.replace('"', "") in views}

    def reached_by_deletion(self, name, seen):
        for other, rule in self.world.referrers.get(name, ()):
            if rule in "cn" and other not in seen:
                seen.add(other)
                self.reached_by_deletion(other, seen)
        return seen

    def asked(self, item):
        """The pattern that a validate asks of an input."""
        found = re.search(rf"input_data\.\"?{item['name']}\"? ~ '((?:[^']|'')+)'", json.dumps(self.action.get("statements", [])).replace("\\\\", "\\"))
        return {"pattern": found[1].replace("''", "'")} if found else {}

    # Calls

    def expect(self, holds, what, answer=None):
        self.checks += 1
        if not holds:
            self.faults.append(f"{self.name}: {what}" + (f"\n    {answer}" if answer else ""))
        return holds

    def send(self, session, payload, tenant):
        session.query("SET ROLE app_api")
        text = "NULL" if payload is None else "'" + json.dumps(payload, ensure_ascii=False).replace("'", "''") + "'"
        ids = [f"'{v}'::UUID" if v else "NULL" for v in (tenant, self.world.user)]
        session.send(f'SELECT to_jsonb(r) FROM app."{self.api}"({ids[0]}, {ids[1]}, {text}::JSONB) r')

    def receive(self, session, answer, before=None):
        try:
            answer.result = json.loads(session.receive()[0][0])
        except libpq.Error as error:
            answer.error = error
        try:
            session.query("RESET ROLE")
        except libpq.Error:
            session.query("ROLLBACK")
        answer.audit, answer.outbox = self.log.new(session, AUDIT), self.log.new(session, OUTBOX)
        if before is not None:
            after = self.world.state(session)
            answer.changed = {n for n in after if after[n] != before[n]}
        self.always(answer)
        return answer

    def call(self, payload, tenant="own", session=None):
        session = session or self.session
        answer = Answer(self, payload, self.tenant if tenant == "own" else tenant)
        before = self.world.state(session)
        self.send(session, payload, answer.tenant)
        return self.receive(session, answer, before)

    def always(self, answer):
        """What every answer keeps to."""
        if not self.expect(not answer.error, "the call raises an error", answer):
            return
        result, done = answer.result, answer.status == "success"
        hidden = sorted({k for k in keys_of([result["object_data"], result["extra_metadata"]]) if SECRET.match(k)})
        self.expect(not hidden, f"the client sees {hidden}", answer)
        self.expect(re.fullmatch(r"success|(noop|validation|failed|constraint|security|conflict):\w+", answer.status) is not None, "an odd status", answer)
        self.expect(bool(result["message"]), "no message", answer)
        own = [r for r in answer.audit if r["status"] == result["status"] and r["entity_id"] == result["id"] and r["entity_type"] == self.type]
        called = any(self.impact(a).get("calls") for a in self.reached)
        self.expect(own and (len(answer.audit) == 1 or (called and done)), f"{len(answer.audit)} rows in the audit log", answer)
        for row in own[-1:]:
            self.expect((row["tenant_id"], row["user_id"]) == (answer.tenant, self.world.user), "audit row of another tenant or user", answer)
            self.expect((row["operation"] != "NOOP") == done, f"audit row says {row['operation']}", answer)
            self.expect(done or (row["error_context"] or {}).get("action") == self.action["api"], "audit row does not name the action", answer)
        if not done:
            self.expect(not answer.outbox, "events of what did not happen", answer)
            self.expect(not answer.changed, f"rows of {sorted(answer.changed)} changed", answer)
            self.expect(answer.status != "failed:unexpected_error" or self.late, "an unexpected error", answer)
        else:
            self.within_impact(answer)
        if self.impacts and not self.opaque():
            for fault in self.impacts.faults(answer, self.api, self.entities_of(answer.changed)):
                self.expect(False, fault, answer)

    late, impacts = False, None

    @property
    def type(self):
        """What the API calls the entity."""
        return self.type_of(self.model["schema"], self.model["name"])

    def type_of(self, schema, name):
        return self.impacts.types[schema, name] if self.impacts else name

    def opaque(self):
        """It calls a function that is no action, which may do anything."""
        return any(s.get("kind") == "call" and not s.get("action") for a in self.reached for s in self.statements(a))

    def entities_of(self, tables):
        found = (self.world.tables[n].entity for n in tables if n in self.world.tables)
        return {f"{e['schema']}.{e['name']}" for e in found if e}

    def within_impact(self, answer):
        """What was done and said to be done, against what the model infers."""
        events = {e for a in self.reached for e in self.impact(a).get("events", [])}
        self.expect({e["event_type"] for e in answer.outbox} <= events, f"events beyond {sorted(events)}: {shown(answer.outbox)}", answer)
        outside = answer.changed - self.writable_tables()
        if not any(s.get("kind") == "call" and not s.get("action") for s in self.statements(self.action)):
            self.expect(not outside, f"rows of {sorted(outside)} changed, which its impact does not hold", answer)
        meta = (answer.result["extra_metadata"] or {}).get("_meta")
        if not self.expect(meta is not None, "no _meta", answer):
            return
        self.expect(sorted(meta["primary_entity"]["modified_fields"] or []) == answer.fields, f"_meta has other fields: {shown(meta)}", answer)
        self.expect(meta["primary_entity"]["entity_type"] == self.type, "_meta is about another entity", answer)
        for effect in meta["actual_side_effects"]:
            about = [e for e in self.effects() if self.type_of(e["schema"], e["entity"]) == effect["entity_type"]]
            same = [e for e in about if WRITES[e["operation"]] == effect["operation"]]
            # A row that a called action makes and then changes.
            also = [e for e in about if WRITES[e["operation"]] == "UPDATE" and effect["operation"] == "CREATE"]
            fields = {"deleted_at"}.union(*(set(e.get("fields", [])) | self.defaults(e) for e in same + also))
            fits = same and set(effect["modified_fields"] or []) <= fields
            self.expect(fits, f"a side effect beyond the impact: {shown(effect)}", answer)

    def defaults(self, effect):
        """Fields that a new row has without being given them."""
        fields = self.world.entities[f"{effect['schema']}.{effect['entity']}"]["fields"]
        return {f["column"] for f in fields if "default_kind" in f and "column" in f} if effect["operation"] == "create" else set()

    def statements(self, action):
        todo = list(action.get("statements", []))
        while todo:
            statement = todo.pop()
            yield statement
            todo += statement.get("steps", []) + [s for w in statement.get("ways", []) for s in w.get("steps", [])]

    # Rows and payloads

    def payload(self, seed, sparse=False):
        """A valid payload, as far as types tell."""
        rng, found = random.Random(f"payload {seed}"), {}
        for item in self.inputs:
            if item.get("required") or (not sparse and rng.random() < 0.7):
                found[item["name"]] = self.world.input_value(self.model, item, rng, self.tenant)
        return found

    def subject_row(self, seed, tenant=None, bare=False):
        return self.world.row(self.table, f"{self.name} {seed}", tenant or self.tenant, bare=bare)

    def fresh(self, seed, sparse=False):
        """A row and a payload that are good for a call."""
        payload = self.payload(seed, sparse)
        row = None
        if self.works_on_row:
            row = self.subject_row(seed)
            payload["id"] = row["id"]
        return row, payload
