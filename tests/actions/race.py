"""Two random actions at once, on the same few rows: nothing that lives may refer to what is deleted afterwards."""
import json
import random

import libpq

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


def call_of(trial, payload):
    text = json.dumps(payload, ensure_ascii=False).replace("'", "''")
    return f"SELECT (app.\"{trial.api}\"('{trial.tenant}'::UUID, '{trial.world.user}'::UUID, '{text}'::JSONB)).status"


class Race:
    def __init__(self, world, database, seed):
        self.world, self.rng = world, random.Random(seed)
        self.sessions = [libpq.Session(database) for _ in range(2)]
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

    def answer(self, session):
        try:
            return session.receive()[0][0]
        except libpq.Error as error:
            return f"error {error.state}"

    def run(self, first, second):
        """What went wrong, or None."""
        pool = self.pool(first.tenant)
        payloads = [self.payload(t, pool) for t in (first, second)]
        one, two = self.sessions
        for session in self.sessions:
            session.query("BEGIN")
        one.send(call_of(first, payloads[0]))
        said = [self.answer(one)]
        two.send(call_of(second, payloads[1]))
        waits = not two.wait(0.03)
        self.waited += waits
        if not waits and self.rng.random() < 0.5:
            said.append(self.answer(two))
            two.query("COMMIT")
        one.query("COMMIT")
        if len(said) == 1:
            two.wait(10)
            said.append(self.answer(two))
            two.query("COMMIT")
        now = self.dead()
        worse = sorted(n for n in now if now[n] > self.known[n])
        self.known = now
        shown = "".join(f"\n    {t.api} {json.dumps(p, ensure_ascii=False)} => {s}" for t, p, s in zip((first, second), payloads, said))
        return f"{worse} lead to deleted rows after{' waiting' * waits}{shown}" if worse else None
