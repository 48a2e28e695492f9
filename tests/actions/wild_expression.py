"""Random expressions of every kind over what a scope knows."""
# What a condition cannot begin with as a name.
WORDS_OF_EXPRESSIONS = {"and", "or", "not", "in", "is", "null", "true", "false", "case", "select", "between", "like", "exists", "interval", "when", "then", "else",
                        "end", "input", "caller", "old", "from", "where", "array", "as", "set", "all", "any", "some", "distinct", "now", "day", "month", "time", "date"}
ITEM = {"TEXTS": "TEXT", "NUMBERS": "NUMBER", "UUIDS": "UUID"}
LITERALS = {"TEXT": ("'a'", "'it''s'", "''", "'%a_'", "'$specql$'", "'x; --'"), "NUMBER": ("0", "1", "2", "7", "0.5", "100", "-3"), "BOOLEAN": ("TRUE", "FALSE"),
            "DATE": ("'2024-02-29'", "current_date"), "TIME": ("'14:30:00'",), "TIMESTAMP": ("'2025-11-08T14:30:00Z'", "now()"), "INTERVAL": ("INTERVAL '1 day'",),
            "UUID": ("'550e8400-e29b-41d4-a716-446655440000'",), "INET": ("'10.0.0.1'",)}


class Scope:
    """What names mean at a place."""

    def __init__(self, entity, row, inputs, rows=(), variables=(), changes=False):
        self.entity, self.row, self.inputs, self.changes = entity, row, inputs, changes
        self.rows = tuple(rows)            # entities of queries around, the innermost first
        self.variables = dict(variables)   # name → ("row", entity) or ("value", kind)

    def inside(self, entity):
        return Scope(self.entity, self.row, self.inputs, (entity,) + self.rows, self.variables, self.changes)


class Writer:
    def __init__(self, rng):
        self.rng, self.serial = rng, 0
        self.pick, self.chance = rng.choice, lambda p: rng.random() < p

    # Leaves

    def fields_of(self, entity, kind, target=None):
        return [f for f in entity.fields if f.kind == kind and (target is None or f.target is target)]

    def paths(self, entity, kind, prefix, depth, found):
        """Paths to values of a kind, through references."""
        for f in entity.fields:
            bare = f.name.lower() in WORDS_OF_EXPRESSIONS
            if f.kind == kind and not (bare and not prefix and self.rng.random() < 0.97):
                found.append(prefix + f.name)
            if f.kind == "REF" and depth and f.target and not (bare and not prefix):
                self.paths(f.target, kind, f"{prefix}{f.name}.", depth - 1, found)
        if kind == "UUID":
            found.append(prefix + "id")
        if kind == "TIMESTAMP":
            found += [prefix + w for w in ("created_at", "updated_at")]

    def leaf(self, kind, s):
        found = []
        for entity in s.rows:
            self.paths(entity, kind, "" if entity is s.rows[0] else f"{entity.name}.", 1, found)
        if s.row:
            own = []
            self.paths(s.entity, kind, f"{s.entity.name}." if s.rows and s.entity not in s.rows else "", 2, own)
            found += own if not (s.rows and s.entity in s.rows) else []
            if s.changes and self.chance(0.3):
                self.paths(s.entity, kind, "old.", 0, found)
        found += [f"input.{n}" for n, k in s.inputs if k == kind] * 2
        for name, (what, of) in s.variables.items():
            if what == "row":
                self.paths(of, kind, self.pick(("", "$")) + f"{name}.", 1, found)
            elif of == kind:
                found += [name, "$" + name]
            elif of == "JSON" and what == "item" and kind in ("TEXT", "NUMBER"):
                found += [f"{name}.qty", f"{name}.a.b"]
        if kind == "UUID":
            found.append("caller.id")
        if kind == "BOOLEAN":
            found.append(self.pick(("caller.is_owner", "caller.has_role('x')", "caller.can_x", "caller.has_permission('y')")) if s.row else "TRUE")
        if kind == "TEXT" and self.chance(0.1):
            found.append("caller.role")
        if found and self.chance(0.85):
            return self.pick(found)
        return self.pick(LITERALS.get(kind, ("NULL",)))

    # Expressions

    def expr(self, kind, depth, s):
        if depth <= 0 or kind in ITEM:
            return self.leaf(kind, s)
        e = lambda k: self.expr(k, depth - 1, s)  # noqa: E731
        ways = [lambda: self.leaf(kind, s)] * 2 + [lambda: f"coalesce({e(kind)}, {e(kind)})", lambda: f"({e(kind)})",
                lambda: f"CASE WHEN {e('BOOLEAN')} THEN {e(kind)} ELSE {e(kind)} END"]
        if kind not in ("JSON", "TEXTS", "NUMBERS", "UUIDS"):
            ways += [lambda: f"nullif({e(kind)}, {e(kind)})", lambda: f"CASE {e('NUMBER')} WHEN 1 THEN {e(kind)} WHEN {e('NUMBER')} THEN {e(kind)} END"]
        if kind not in ("JSON", "TEXTS", "NUMBERS", "UUIDS", "BOOLEAN"):
            ways += [lambda: f"greatest({e(kind)}, {e(kind)})"] + [lambda: self.query(kind, depth, s)] * (2 if kind not in ("UUID", "BOOLEAN") else 0)
        own = getattr(self, "on_" + kind.lower(), None)
        return self.pick(ways + (own(e, s, depth) * 2 if own else []))()

    def named(self, entity, s):
        return self.pick((entity.name, entity.name, f"{entity.schema}.{entity.name}"))

    def condition_in(self, entity, depth, s):
        return self.expr("BOOLEAN", depth - 1, s.inside(entity)) if entity not in s.rows else "TRUE"

    def query(self, kind, depth, s):
        entity = self.pick(self.entities)
        if entity in s.rows:
            return self.leaf(kind, s)
        inner, where = s.inside(entity), ""
        if self.chance(0.8):
            where = " WHERE " + self.condition_in(entity, depth, s)
        item = self.expr(kind, min(depth - 1, 1), inner)
        if kind == "NUMBER":
            item = self.pick((f"count({self.expr('TEXT', 0, inner)})", "count(*)", f"sum({item})", f"avg({item})", f"max({item})", f"min({item})"))
        else:
            item = f"{self.pick(('max', 'min'))}({item})"
        return f"(SELECT {item} FROM {self.named(entity, s)}{where})"

    def related(self, s):
        """A condition that joins two rows by a reference, or NULL."""
        found = []
        if s.rows:
            for f in s.rows[0].fields:
                if f.kind == "REF" and f.name.lower() not in WORDS_OF_EXPRESSIONS:
                    if s.row and f.target is s.entity and s.entity not in s.rows:
                        found.append(f"{f.name} = {s.entity.name}.id")
                    found += [f"{f.name} = {n}" for n, (w, of) in s.variables.items() if w == "row" and of is f.target]
                    found.append(f"{f.name} IS {self.pick(('', 'NOT '))}NULL")
                    found.append(f"{self.pick(('', 'NOT '))}({f.name} EXISTS)")
        return self.pick(found) if found else None

    def on_boolean(self, e, s, depth):
        kinds = ("TEXT", "NUMBER", "DATE", "TIME", "TIMESTAMP", "INTERVAL", "UUID", "NUMBER", "TEXT", "BOOLEAN", "INET")

        def compare():
            k = self.pick(kinds)
            return f"{e(k)} {self.pick(('=', '!=', '<', '<=', '>', '>=', '<>', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'))} {e(k)}"

        def member():
            entity = s.rows[0] if s.rows else s.entity if s.row else None
            found = [f for f in entity.fields if f.kind == "ENUM" and f.name.lower() not in WORDS_OF_EXPRESSIONS] if entity else []
            if not found:
                return compare()
            f = self.pick(found)
            texts = ["'" + m.replace("'", "''") + "'" for m in f.members]
            return self.pick((f"{f.name} = {self.pick(texts)}", f"{f.name} IN ({', '.join(texts)})", f"{f.name} NOT IN ({texts[0]}, NULL)"))

        def exists():
            entity = self.pick(self.entities)
            if entity in s.rows:
                return compare()
            return f"{self.pick(('', 'NOT '))}EXISTS ({self.named(entity, s)} WHERE {self.condition_in(entity, depth, s)})"

        def among():
            k = self.pick(("TEXT", "NUMBER", "DATE", "UUID"))
            return self.pick((f"{e(k)} {self.pick(('', 'NOT '))}IN ({e(k)}, {e(k)})", f"{e(k)} {self.pick(('', 'NOT '))}BETWEEN {e(k)} AND {e(k)}"))

        def within():
            k, entity = self.pick(("TEXT", "NUMBER", "UUID")), self.pick(self.entities)
            if entity in s.rows:
                return compare()
            return f"{e(k)} {self.pick(('', 'NOT '))}IN (SELECT {self.leaf(k, s.inside(entity))} FROM {entity.name} WHERE {self.condition_in(entity, depth, s)})"

        return [compare, compare, member, exists, among, within, lambda: self.related(s) or compare(),
                lambda: f"{e('BOOLEAN')} {self.pick(('AND', 'OR'))} {e('BOOLEAN')}", lambda: f"NOT ({e('BOOLEAN')})",
                lambda: f"({e(self.pick(kinds))}) IS {self.pick(('', 'NOT '))}NULL", lambda: f"({e('BOOLEAN')}) IS {self.pick(('TRUE', 'FALSE', 'NOT TRUE'))}",
                lambda: f"{e('TEXT')} {self.pick(('LIKE', 'ILIKE', 'NOT LIKE'))} {e('TEXT')}", lambda: f"{e('TEXT')} MATCHES {self.pick(('email', 'url', chr(39) + '[a-z]+' + chr(39)))}"]

    def on_text(self, e, s, depth):
        return [lambda: f"{self.pick(('upper', 'lower', 'trim'))}({e('TEXT')})", lambda: f"{e('TEXT')} || {e('TEXT')}", lambda: f"concat({e('TEXT')}, {e('TEXT')})",
                lambda: f"left({e('TEXT')}, 3)", lambda: f"replace({e('TEXT')}, {e('TEXT')}, {e('TEXT')})", lambda: f"substring({e('TEXT')} FROM 1 FOR 2)"]

    def on_number(self, e, s, depth):
        return [lambda: f"({e('NUMBER')} {self.pick('+-*')} {e('NUMBER')})", lambda: f"{e('NUMBER')} / nullif({e('NUMBER')}, 0)", lambda: f"-({e('NUMBER')})", lambda: f"length({e('TEXT')})",
                lambda: f"round({e('NUMBER')})", lambda: f"abs({e('NUMBER')})", lambda: f"({e('DATE')} - {e('DATE')})", lambda: f"extract({self.pick(('year', 'day', 'epoch'))} FROM {e('TIMESTAMP')})",
                lambda: self.cardinality(s)]

    def cardinality(self, s):
        found = self.leaf(self.pick(list(ITEM)), s)
        return f"cardinality({found})" if found != "NULL" else "7"

    def on_date(self, e, s, depth):
        return [lambda: f"{e('DATE')} + 3", lambda: "current_date"]

    def on_time(self, e, s, depth):
        return [lambda: f"{e('TIME')} + {e('INTERVAL')}"]

    def on_timestamp(self, e, s, depth):
        return [lambda: f"{e('TIMESTAMP')} + INTERVAL '2 hours'", lambda: f"date_trunc('month', {e('TIMESTAMP')})", lambda: "now()"]

    def on_interval(self, e, s, depth):
        return [lambda: f"({e('TIMESTAMP')} - {e('TIMESTAMP')})", lambda: f"{e('INTERVAL')} * 2"]
