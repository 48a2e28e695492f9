"""Random actions at once, on the same few rows: afterwards nothing that lives may refer to what is deleted, and table views must be
what their tables say."""
import json
import random

import libpq
import race_views

# A table that marks rows as deleted, and one that refers to it; of a table of pairs any row lives. Rows of other tenants
# a deletion does not see.
LIVING = """
SELECT format('SELECT count(*) FROM %s c JOIN %s p ON p.%I = c.%I WHERE p.deleted_at IS NOT NULL%s%s', k.conrelid::REGCLASS,
  k.confrelid::REGCLASS, p.attname, c.attname, CASE WHEN d.attname IS NOT NULL THEN ' AND c.deleted_at IS NULL' END,
  CASE WHEN t.attname IS NOT NULL THEN format(' AND c.tenant_id = %L', $1::TEXT) END),
  format('%s.%s', k.conrelid::REGCLASS, c.attname)
FROM pg_constraint k
JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[cardinality(k.conkey)]
JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[cardinality(k.confkey)]
JOIN pg_attribute q ON q.attrelid = k.confrelid AND q.attname = 'deleted_at'
LEFT JOIN pg_attribute d ON d.attrelid = k.conrelid AND d.attname = 'deleted_at'
LEFT JOIN pg_attribute t ON t.attrelid = k.conrelid AND t.attname = 'tenant_id'
WHERE k.contype = 'f' ORDER BY 2
"""

DEADLOCK = "40P01"


def call_of(trial, payload):
    text = json.dumps(payload, ensure_ascii=False).replace("'", "''")
    return f"SELECT (app.\"{trial.api}\"('{trial.tenant}'::UUID, '{trial.world.user}'::UUID, '{text}'::JSONB)).status"


class Turn:
    """A transaction of a session: a call, the refresh of what it changed, the end."""

    def __init__(self, session, trial, payload, views):
        self.session, self.trial, self.payload, self.views = session, trial, payload, views
        self.said, self.busy, self.fault = "", False, None
        self.left = [self.call, self.refresh, self.end]

    def call(self):
        self.session.query("BEGIN")
        return call_of(self.trial, self.payload)

    def refresh(self):
        return self.views.refresh(self.session, self.trial.tenant)

    def end(self):
        return "COMMIT"

    def step(self):
        """Starts what comes next; whether that has to wait."""
        statement = self.left.pop(0)()
        if statement:
            self.session.send(statement)
            self.busy = True
            return not self.get(0.03)
        return False

    def get(self, seconds):
        """Whether the answer came in time."""
        if not self.session.wait(seconds):
            return False
        self.busy = False
        try:
            rows = self.session.receive()
            self.said = self.said or rows[0][0]
        except libpq.Error as error:
            self.said += f" error {error.state}"
            if error.state != DEADLOCK and len(self.left) < 2:
                self.fault = f"a refresh fails: {error}"
            self.session.query("ROLLBACK")
            self.left = []
        return True


class Race:
    def __init__(self, world, database, seed):
        self.world, self.rng = world, random.Random(seed)
        self.views = race_views.Views(world)
        self.sessions = [libpq.Session(database) for _ in range(3)]
        for session in self.sessions:
            session.query("SET deadlock_timeout = '100ms'")
        self.checks = world.session.query(LIVING, world.tenants[0])
        self.known, self.waited = self.dead(), 0

    def close(self):
        for session in self.sessions:
            session.close()

    def dead(self):
        """By reference, how many live rows it leads from to a deleted one."""
        return {name: int(self.world.one(sql)) for sql, name in self.checks}

    def pool(self, tenant):
        """One row of each table, which both calls mean."""
        found = {}
        for name, table in self.world.tables.items():
            if table.entity and table.has("id"):
                rows = self.world.session.query(f"SELECT t.id FROM {name} t WHERE t.deleted_at IS NULL"
                                                + (f" AND t.tenant_id = '{tenant}'" if table.has("tenant_id") else "") + " ORDER BY 1 LIMIT 20")
                found[name] = self.rng.choice(rows)[0] if rows else None
        return found

    def payload(self, trial, pool):
        _, payload = trial.fresh(f"race {self.rng.random()}")
        if trial.works_on_row and pool[trial.table.name]:
            payload["id"] = pool[trial.table.name]
        for item in trial.inputs:
            refs = item.get("refs")
            row = pool.get(self.world.target(refs[0], trial.model)["of"].name) if refs else None
            if row and item["name"] in payload and payload[item["name"]] is not None:
                payload[item["name"]] = [row] if item.get("list") else row
        payload.pop("expected_version", None)
        return payload

    def play(self, turns):
        """Takes steps of any that can go on, until all have ended; whether one had to wait."""
        waits = False
        while any(t.left or t.busy for t in turns):
            for turn in turns:
                if turn.busy:
                    turn.get(0)
            able = [t for t in turns if t.left and not t.busy]
            if able:
                waits |= self.rng.choice(able).step()
            elif not any(t.get(0.05) for t in turns if t.busy):
                waits = True
        return waits

    def run(self, *trials):
        """What went wrong, or None."""
        pool = self.pool(trials[0].tenant)
        turns = [Turn(session, t, self.payload(t, pool), self.views) for session, t in zip(self.sessions, trials)]
        self.views.begin()
        waits = self.play(turns)
        self.waited += waits
        now = self.dead()
        worse = sorted(n for n in now if now[n] > self.known[n])
        self.known = now
        wrong = [f"{worse} lead to deleted rows"] * bool(worse) + [t.fault for t in turns if t.fault] + self.views.stale(trials[0].tenant)
        shown = "".join(f"\n    {t.trial.api} {json.dumps(t.payload, ensure_ascii=False)} => {t.said}" for t in turns)
        return "; ".join(wrong) + f" after{' waiting' * waits}{shown}" if wrong else None
