"""Plays a case's script in its database and compares what it finds."""
import json
import re

import libpq
import project
from words import Mistake, NAME, holds, read, shown

TENANTS = {t: f"{t.lower() * 8}-0000-4000-8000-00000000000{t.lower()}" for t in "ABC"}
USERS = {name: f"00000000-0000-4000-8000-0000000000{n}" for name, n in (("ann", "01"), ("bob", "02"), ("eve", "03"))}
CALL = re.compile(r"call (\w+)\s*(.*?)(?:\s+(waits))?(?:\s*=>\s*(.*))?", re.S)
ANSWER = re.compile(r"(error )?(\S+)(?: \{([^}]*)\})?(?: as (\w+))?")
AUDIT = "SELECT l.id, to_jsonb(l) FROM app.tb_mutation_audit_log l"
OUTBOX = "SELECT o.id, to_jsonb(o) FROM app.tb_event_outbox o ORDER BY o.id"
TABLES = """SELECT format('%I.%I', n.nspname, c.relname), c.relname,
  EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id' AND a.atttypid = 'uuid'::REGTYPE) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema$|test$|app$)' ORDER BY 1"""
SECRET = re.compile(r"^(pk_|fk_|tenant_id$|deleted_by$)")


class Failed(Exception):
    pass


def keys_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


class Stage:
    """The sessions of a case, and what it gave names to."""

    def __init__(self, session, database, promised=None):
        """promised: what mutation-impacts.json says of actions, or None."""
        self.main, self.database, self.promised = session, database, promised
        self.sessions, self.waiting = {"": session}, {}
        self.names = {**TENANTS, **USERS}
        self.audit, self.outbox = set(), set()
        self.tables = session.query(TABLES)
        self.actions = set()
        self.calls = []  # of those that are judged: action, payload and answer as JSON

    def close(self):
        for session in self.sessions.values():
            session.close()

    def session(self, name):
        if name not in self.sessions:
            self.sessions[name] = libpq.Session(self.database)
        return self.sessions[name]

    # Names

    def table(self, word):
        found = [t for t, name, _ in self.tables
                 if word in (name, name.removeprefix("tb_")) or word in (t.replace('"', ""), t.replace('"', "").replace(".tb_", "."))]
        if len(found) != 1:
            raise Mistake(f"'{word}' is {'no table' if not found else 'several tables'}")
        return found[0]

    def row_of(self, uuid):
        for table, name, has_id in self.tables:
            if has_id == "t":
                rows = self.main.query(f"SELECT to_jsonb(this_row) FROM {table} this_row WHERE id = $1", uuid)
                if rows:
                    return {"pk": json.loads(rows[0][0]).get(name.replace("tb_", "pk_", 1)), **json.loads(rows[0][0])}
        raise Mistake(f"no row has the id {uuid}")

    def named(self, name, column=None):
        if name not in self.names:
            raise Mistake(f"nothing is called '{name}'")
        return self.row_of(self.names[name])[column] if column else self.names[name]

    def filled(self, text, quote):
        """A text with what its $names stand for."""
        def value(found):
            if found[1] not in self.names:
                return found[0]
            found = self.named(found[1], found[2])
            return quote(found) if isinstance(found, str) else str(found)
        return NAME.sub(value, text)

    def sql(self, text):
        return self.filled(text, lambda v: "'" + v.replace("'", "''") + "'")

    # Statements

    def play(self, line):
        text = line.text
        session = re.match(r"(first|second|third) ", text)
        text = text[session.end():] if session else text
        caller = re.match(r"as (\w+)(?:/(\w+))? ", text)
        text = text[caller.end():] if caller else text
        tenant = self.names.get(caller[1]) if caller else TENANTS["A"]
        user = USERS.get(caller[2]) if caller and caller[2] else USERS["ann"]
        word, _, rest = text.partition(" ")
        statement = getattr(self, f"do_{word}", None)
        if not statement:
            raise Mistake(f"'{word}' is not known")
        statement(self.session(session[1] if session else ""), rest, line, tenant=tenant, user=user, who=session[1] if session else "")

    def do_begin(self, session, rest, line, **_):
        session.query(f"BEGIN {'ISOLATION LEVEL ' + rest if rest else ''}")

    def do_commit(self, session, rest, line, **_):
        session.query("COMMIT")

    def do_rollback(self, session, rest, line, **_):
        session.query("ROLLBACK")

    def do_tenant(self, session, rest, line, **_):
        session.query("SELECT set_config('app.tenant_id', $1, false)", self.names.get(rest, ""))

    def do_permit(self, session, rest, line, **_):
        self.grant("permission", project.PERMISSIONS, rest)

    def do_role(self, session, rest, line, **_):
        self.grant("role", project.CALLER_ROLES, rest)

    def do_forbid(self, session, rest, line, **_):
        user, name = rest.split()
        self.main.query("DELETE FROM test.permission WHERE user_id = $1 AND name = $2", USERS[user], name)

    def grant(self, table, hook, rest):
        self.main.query(hook)
        user, *names = rest.split()
        for name in names:
            self.main.query(f"INSERT INTO test.{table} VALUES ($1, $2)", USERS[user], name)

    def do_row(self, session, rest, line, tenant, **_):
        found = re.fullmatch(r"([\w.\"]+)(?: (\w+))?\s*(\{.*\})?", rest, re.S)
        table = self.table(found[1])
        columns = {c for c, in self.main.query("SELECT attname FROM pg_attribute WHERE attrelid = $1::REGCLASS AND attnum > 0", table)}
        values = {"tenant_id": tenant} if "tenant_id" in columns else {}
        for key, value in read(found[3] or "{}", self.named).items():
            if f"fk_{key}" in columns:
                key, value = f"fk_{key}", value and self.row_of(value)["pk"]
            elif key not in columns:
                raise Mistake(f"{table} has no column '{key}'")
            values[key] = value
        names = ", ".join('"' + c + '"' for c in values) or "id"
        chosen = names if values else "gen_random_uuid()"
        uuid = session.value(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM jsonb_populate_record(NULL::{table}, $1) RETURNING id",
                             json.dumps(values))
        if found[2]:
            self.names[found[2]] = uuid

    def key(self, table):
        """The column by which rows are in the order in which they came, or the first one."""
        return self.main.value("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = $1::REGCLASS AND attnum > 0"
                               " ORDER BY starts_with(attname, 'pk_') DESC, attnum", table)

    def do_rows(self, session, rest, line, **_):
        found = re.fullmatch(r"([\w.\"]+) \((.*?)\)((?: WHERE | ORDER ).*)?", rest, re.S)
        if not found:
            raise Mistake("write it as: rows table (column, column) WHERE …")
        table = self.table(found[1])
        condition = self.sql(found[3] or "")
        order = "" if "ORDER BY" in condition else f" ORDER BY t.{self.key(table)}"
        self.compare_rows(session.query(f"SELECT {self.sql(found[2])} FROM {table} t{condition}{order}"), line)

    def do_sql(self, session, rest, line, **_):
        text, _, error = rest.partition("=> error ")
        try:
            rows = session.query(self.sql(text))
        except libpq.Error as found:
            if found.state != error.strip():
                raise Failed(str(found)) from None
            return
        if error:
            raise Failed(f"no error {error}")
        self.compare_rows(rows, line)

    def do_sends(self, session, rest, line, who, **_):
        """A statement of another session that has to wait."""
        session.send(self.sql(rest))
        self.must_wait(session)
        self.waiting[who] = None

    def compare_rows(self, found, line):
        expected = [[self.filled(cell.strip(), str) for cell in row.strip("|").split("|")] for row in line.below]
        texts = [["null" if v is None else {"t": "true", "f": "false"}.get(v, v) for v in row] for row in found]
        if expected != texts:
            raise Failed("expected rows:\n" + "".join(f"    {' | '.join(r)}\n" for r in expected) + "found rows:\n"
                         + "".join(f"    {' | '.join(r)}\n" for r in texts))

    # Calls

    def do_call(self, session, rest, line, tenant, user, who):
        found = CALL.fullmatch("call " + rest)
        if not found:
            raise Mistake("write it as: call action {payload} => status {fields}")
        action, payload = found[1], found[2]
        value = read(payload, self.named) if payload and payload != "NULL" else None
        text = None if payload == "NULL" else json.dumps({} if not payload else value, ensure_ascii=False)
        self.actions.add(action)
        self.seen(session)
        before = None if found[3] else self.rows_now(session)
        bound = session.value("SELECT app.current_tenant()")
        session.query("SET ROLE app_api")
        session.notices.clear()
        quoted = [(f"'{v}'" if v else "NULL") + "::UUID" for v in (tenant, user)]
        literal = "NULL" if text is None else "'" + text.replace("'", "''") + "'"
        # One statement without parameters, for it is planned and run as a client's would be.
        session.send(f'SELECT to_jsonb(r), app.current_tenant() FROM app."{action}"({", ".join(quoted)}, {literal}::JSONB) r')
        call = Call(self, session, action, tenant, user, before, bound)
        call.payload = text
        if found[3]:
            self.must_wait(session)
            self.waiting[who] = call
        else:
            call.judge(found[4], line)

    def do_gets(self, session, rest, line, who, **_):
        call = self.waiting.pop(who)
        if call:
            call.judge(rest, line)
        else:
            session.receive()

    def must_wait(self, session):
        for _ in range(200):
            if self.main.value(f"SELECT cardinality(pg_blocking_pids({session.pid}))") != "0":
                return
            if session.wait(0.01):
                raise Failed("it did not wait")
        raise Failed("it waits for nobody and does not end")

    def seen(self, session):
        """New rows of the audit log and of the outbox."""
        audit = [r for r in session.query(AUDIT) if r[0] not in self.audit]
        outbox = [r for r in session.query(OUTBOX) if r[0] not in self.outbox]
        self.audit |= {r[0] for r in audit}
        self.outbox |= {r[0] for r in outbox}
        return [json.loads(r[1]) for r in audit], [json.loads(r[1]) for r in outbox]

    def rows_now(self, session):
        """Every table's rows in short."""
        parts = [f"SELECT '{t}', md5(string_agg(this_row::TEXT, ',' ORDER BY this_row::TEXT)) FROM {t} this_row" for t, _, _ in self.tables]
        return session.query(" UNION ALL ".join(parts)) if parts else []


class Call:
    """One call of an action, and what must hold of its answer."""

    def __init__(self, stage, session, action, tenant, user, before, bound):
        """before: all rows, in short; bound: the session's own tenant."""
        self.stage, self.session, self.action = stage, session, action
        self.tenant, self.user, self.before, self.bound = tenant, user, before, bound

    def judge(self, expected, line):
        found = ANSWER.fullmatch(expected or "")
        if not found:
            raise Mistake("behind => stands a status, perhaps {fields} and a name: success {status} as a")
        tenant = None
        try:
            (answer, tenant), = self.session.receive()
        except libpq.Error as error:
            if not found[1] or error.state != found[2]:
                raise Failed(f"expected {expected}\nfound    error {error}") from None
            answer = None
        finally:
            self.leave()
        if not answer:
            return
        self.stage.calls.append((self.action, self.payload, answer))
        result = json.loads(answer)
        said = f"{result['status']} {{{', '.join(result['updated_fields'] or [])}}}"
        if found[1]:
            raise Failed(f"expected {expected}\nfound    {said}")
        audit, outbox = self.stage.seen(self.session)
        if result["status"] != found[2]:
            raise Failed(f"expected {expected}\nfound    {said}: {result['message']}\naudit    {shown(audit and audit[0].get('error_context'))}")
        if found[3] is not None:
            self.same(sorted(f.strip() for f in found[3].split(",") if f.strip()), sorted(result["updated_fields"] or []), "fields")
        called = sum(int(text.split()[1]) for text in line.below if text.startswith("called "))
        row = self.always(result, audit, outbox, tenant, called)
        self.below(line, result, row, outbox)
        if found[4]:
            self.stage.names[found[4]] = result["id"]

    def leave(self):
        try:
            self.session.query("RESET ROLE")
        except libpq.Error:
            pass  # the transaction is over; its end resets the role

    def same(self, expected, found, what):
        if expected != found:
            raise Failed(f"{what}: expected {shown(expected)}\n{what}: found    {shown(found)}")

    def own(self, audit, result, called):
        """The one row of the audit log that is the call's; actions that it called have one each of their own."""
        own = [r for r in audit if r["message"] == result["message"] and r["entity_id"] == result["id"]
               and (r["error_context"] or {}).get("action", self.action) == self.action]
        if len(audit) != 1 + called or not own:
            raise Failed(f"rows in the audit log: expected {1 + called}, found {shown(audit)}")
        return own[-1]

    def always(self, result, audit, outbox, tenant, called):
        """What every answer keeps to; gives the audit row."""
        self.same([], self.session.notices, "notices")
        secret = sorted(k for k in keys_of([result["object_data"], result["extra_metadata"]]) if SECRET.match(k))
        self.same([], secret, "keys that no client may see")
        row, done = self.own(audit, result, called), result["status"] == "success"
        self.same({"status": result["status"], "tenant_id": self.tenant, "user_id": self.user, "entity_id": result["id"],
                   "message": result["message"], "updated_fields": result["updated_fields"], "object_data": result["object_data"]},
                  {k: row[k] for k in ("status", "tenant_id", "user_id", "entity_id", "message", "updated_fields", "object_data")}, "audit row")
        self.same(done, row["operation"] != "NOOP", "the audit log says that something was done")
        if not done:
            self.same(self.action, (row["error_context"] or {}).get("action"), "action in error_context")
            self.same([], outbox, "events of what did not happen")
            if self.before is not None:
                self.same(self.before, self.stage.rows_now(self.session), "rows after a failure")
        if not result["message"]:
            raise Failed("no message")
        for fault in self.stage.promised.broken(self.action, result, outbox) if self.stage.promised else []:
            raise Failed(fault)
        self.same(self.bound, tenant, "tenant of the session after the call")
        return row

    def below(self, line, result, audit, outbox):
        events = []
        for text in line.below:
            word, _, rest = text.partition(" ")
            check = getattr(self, f"see_{word}", None)
            if word == "event":
                events.append(rest)
            elif word == "called":
                continue
            elif check:
                check(rest, result, audit)
            else:
                raise Mistake(f"'{word}' is not known below a call")
        self.see_events(events, outbox)

    def see_events(self, expected, found):
        said = "\n".join(f"    {e['event_type']} {shown(e['payload'])}" for e in found) or "    none"
        if len(expected) != len(found):
            raise Failed(f"expected {len(expected)} events, found\n{said}")
        for text, event in zip(expected, found):
            name, _, payload = text.partition(" ")
            if event["event_type"] != name or not holds(read(payload or "{}", self.stage.named), event["payload"]):
                raise Failed(f"expected event {text}\nfound\n{said}")
            self.same(self.tenant, event["tenant_id"], "tenant of the event")

    def see(self, rest, found, what):
        if not holds(read(rest, self.stage.named), found):
            raise Failed(f"{what}: expected {rest}\n{what}: found    {shown(found)}")

    def see_message(self, rest, result, audit):
        self.same(rest, result["message"], "message")

    def see_id(self, rest, result, audit):
        self.see(rest, result["id"], "id")

    def see_object(self, rest, result, audit):
        if rest == "null":
            self.same(None, result["object_data"], "object_data")
        else:
            self.see(rest, result["object_data"], "object_data")

    def see_keys(self, rest, result, audit):
        self.same(sorted(rest.split()), sorted(result["object_data"] or []), "keys of object_data")

    def see_lacks(self, rest, result, audit):
        self.same([], sorted(set(rest.split()) & set(keys_of(result["object_data"]))), "keys that object_data must not have")

    def see_meta(self, rest, result, audit):
        self.see(rest, (result["extra_metadata"] or {}).get("_meta"), "_meta")

    def see_extra(self, rest, result, audit):
        self.see(rest, result["extra_metadata"], "extra_metadata")

    def see_audit(self, rest, result, audit):
        self.see(rest, audit, "audit row")

    def see_hides(self, rest, result, audit):
        if rest in shown(result):
            raise Failed(f"the client sees '{rest}': {shown(result)}")
