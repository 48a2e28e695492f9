"""Random projects whose actions are random programs: every kind of step in any nesting, expressions of every kind.

A step stands on lines of its own, so that one that the compiler refuses is taken out by its position.
"""
import json

# Names that something else has too: words of SQL, of PL/pgSQL, of the language, of what we generate.
HOSTILE = ("select order user table all end limit default check group from where case then else when row value key type new offset array "
           "t q q1 q2 e i r c r1 v_x v_row v_old v_turns input_data input_payload auth_tenant_id auth_user_id result record loop exit begin declare "
           "found sqlstate sqlerrm perform raise foreach slice tg_op excluded tenant deleted firstName HTMLBody OrderNo "
           "lead_id fk_x item turns effects changed identifier_ day month now current_role session_user old input caller related set as at "
           "status message name time text date interval exists_ any some both only window rows columns using with").split()
PLAIN = "title total price state kind note owner amount body summary flag token weight colour place label rank phase start finish".split()
# What a condition cannot begin with as a name.
WORDS_OF_EXPRESSIONS = {"and", "or", "not", "in", "is", "null", "true", "false", "case", "select", "between", "like", "exists", "interval", "when", "then", "else",
                        "end", "input", "caller", "old", "from", "where", "array", "as", "set", "all", "any", "some", "distinct", "now", "day", "month", "time", "date"}
SPECS = {"TEXT": ("text", "text(1,40)", "text = 'x'", "text!", "varchar(30)", "slug"), "NUMBER": ("integer", "bigint", "decimal(10,2)", "float", "integer = 1", "integer(0,1000)", "smallint", "integer!"),
         "BOOLEAN": ("boolean", "boolean = true", "boolean!"), "DATE": ("date", "date = current_date"), "TIME": ("time",), "TIMESTAMP": ("timestamp", "timestamp = now()"),
         "INTERVAL": ("interval",), "UUID": ("uuid",), "JSON": ("json", "money", "coordinates"), "INET": ("inet", "ipAddress"), "TEXTS": ("list(text)",), "NUMBERS": ("list(integer)",),
         "UUIDS": ("list(uuid)",)}
ITEM = {"TEXTS": "TEXT", "NUMBERS": "NUMBER", "UUIDS": "UUID"}
PARAMETER = {"TEXT": ("text", "text!"), "NUMBER": ("integer", "decimal(10,2)", "bigint"), "BOOLEAN": ("boolean",), "DATE": ("date",), "TIME": ("time",), "TIMESTAMP": ("timestamp",),
             "INTERVAL": ("interval",), "UUID": ("uuid",), "JSON": ("json",), "TEXTS": ("list(text)",), "NUMBERS": ("list(integer)",), "UUIDS": ("list(uuid)",)}
LITERALS = {"TEXT": ("'a'", "'it''s'", "''", "'%a_'", "'$specql$'", "'x; --'"), "NUMBER": ("0", "1", "2", "7", "0.5", "100", "-3"), "BOOLEAN": ("TRUE", "FALSE"),
            "DATE": ("'2024-02-29'", "current_date"), "TIME": ("'14:30:00'",), "TIMESTAMP": ("'2025-11-08T14:30:00Z'", "now()"), "INTERVAL": ("INTERVAL '1 day'",),
            "UUID": ("'550e8400-e29b-41d4-a716-446655440000'",), "INET": ("'10.0.0.1'",)}
MEMBERS = ("open", "closed", "in-progress", "it's", "A", "null")


class Field:
    def __init__(self, name, kind, spec, target=None, members=()):
        self.name, self.kind, self.spec, self.target, self.members = name, kind, spec, target, members
        self.required = "!" in spec


class Step:
    """Keys and values; a value may be steps, or a mapping of steps."""

    def __init__(self, *pairs):
        self.pairs = [p for p in pairs if p]


class Action:
    def __init__(self, name, keys):
        self.name, self.keys, self.steps, self.inputs = name, keys, [], []


class Entity:
    def __init__(self, name, schema, header):
        self.name, self.schema, self.header, self.fields, self.actions = name, schema, header, [], []

    @property
    def path(self):
        return f"entities/{self.name}.yaml"

    def lines(self):
        """Each line and what it belongs to."""
        yield f"entity: {self.name}", None
        yield f"schema: {json.dumps(self.schema)}", None
        for line in self.header:
            yield line, line
        yield "fields:", None
        for f in self.fields:
            yield f"  {json.dumps(f.name)}: {json.dumps(f.spec)}", f
        if self.actions:
            yield "actions:", None
        for action in self.actions:
            yield f"  - name: {action.name}", action
            for key, value in action.keys:
                yield f"    {key}: {json.dumps(value)}", action
            yield "    steps:", action
            yield from self.steps(action.steps, 6, action)

    def steps(self, steps, indent, owner):
        for step in steps:
            first = True
            for key, value in step.pairs:
                lead = " " * indent + ("- " if first else "  ")
                first = False
                if isinstance(value, list) and value and isinstance(value[0], Step):
                    yield f"{lead}{key}:", step
                    yield from self.steps(value, indent + 4, step)
                elif isinstance(value, dict) and value and all(isinstance(v, list) for v in value.values()):
                    yield f"{lead}{key}:", step
                    for word, inner in value.items():
                        yield f"{' ' * (indent + 4)}{json.dumps(word)}:", step
                        yield from self.steps(inner, indent + 6, step)
                else:
                    yield f"{lead}{key}: {json.dumps(value, ensure_ascii=False)}", step

    def text(self):
        return "".join(line + "\n" for line, _ in self.lines())

    def remove(self, doomed):
        """Takes out items; a way that is left without steps goes with its step. False if it cannot."""
        def kept(steps):
            found = []
            for step in steps:
                if step in doomed:
                    continue
                whole = True
                for n, (key, value) in enumerate(step.pairs):
                    if isinstance(value, list) and value and isinstance(value[0], Step):
                        step.pairs[n] = (key, kept(value))
                        whole &= bool(step.pairs[n][1])
                    elif isinstance(value, dict) and value and all(isinstance(v, list) for v in value.values()):
                        step.pairs[n] = (key, {w: kept(v) for w, v in value.items()})
                        whole &= all(step.pairs[n][1].values())
                if whole:
                    found.append(step)
            return found
        self.header = [h for h in self.header if h not in doomed]
        self.fields = [f for f in self.fields if f not in doomed]
        for action in self.actions:
            action.steps = kept(action.steps)
        self.actions = [a for a in self.actions if a not in doomed and a.steps]


class Scope:
    """What names mean at a place."""

    def __init__(self, entity, row, inputs, rows=(), variables=(), changes=False):
        self.entity, self.row, self.inputs, self.changes = entity, row, inputs, changes
        self.rows = tuple(rows)            # entities of queries around, the innermost first
        self.variables = dict(variables)   # name → ("row", entity) or ("value", kind)

    def inside(self, entity):
        return Scope(self.entity, self.row, self.inputs, (entity,) + self.rows, self.variables, self.changes)


class Programmer:
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

    # Assignments

    def value_of(self, f, s, e=2):
        if f.kind == "ENUM":
            return "'" + self.pick(f.members).replace("'", "''") + "'" if self.chance(0.7) or f.required else "NULL"
        if f.kind == "REF":
            found = [n for n, (w, of) in s.variables.items() if w == "row" and of is f.target] + [f"{n}.id" for n, (w, of) in s.variables.items() if w == "row" and of is f.target]
            if s.row and not s.rows:
                found += [g.name for g in self.fields_of(s.entity, "REF", f.target) if g.name.lower() not in WORDS_OF_EXPRESSIONS]
            if s.row and f.target is s.entity and s.rows:
                found.append(s.entity.name + ".id")
            found += [f"input.{n}" for n, k in s.inputs if k == f.target]
            return self.pick(found) if found else None if f.required else "NULL"
        if f.kind in ("JOIN", "REFS"):
            return None
        if self.chance(0.12) and not f.required:
            return "NULL"
        return self.expr(f.kind, e, s)

    def sets(self, entity, s, new):
        chosen = [f for f in entity.fields if (new and f.required) or self.chance(0.35)] or entity.fields[:1]
        found = {f.name: self.value_of(f, s) for f in chosen}
        if new and any(v is None for v in found.values()):
            return None
        return {n: v for n, v in found.items() if v is not None}

    # Steps

    def variable(self):
        self.serial += 1
        return self.pick(("x", "row_", "v_x", "q", "thing", "t1", "selected", "Item")) + str(self.serial) if self.chance(0.9) else self.pick(("v", "q", "r", "i", "t", "e", "record", "turns"))

    def steps(self, s, depth, n, loop=False):
        """n steps; what one declares the next may use, inside as well."""
        made = []
        for _ in range(n):
            kinds = ["validate"] * 3 + ["update_other", "insert_other", "find", "find", "set", "set", "emit", "notify", "update", "update", "delete_other", "call", "refresh", "update_own_rows", "answer"]
            if depth:
                kinds += ["fork", "fork", "switch", "foreach", "foreach", "loop_list"] + ([] if loop else ["repeat"])
            step = getattr(self, self.pick(kinds))(s, depth)
            if step:
                made += step if isinstance(step, list) else [step]
        if depth < 2 and self.chance(0.15):
            made.append(self.ending(s, depth))
        return made or [Step(("emit", "e.happened"))]

    def ending(self, s, depth):
        return self.pick((lambda: Step(("reject", self.pick(("not_now", "noop:enough")))), lambda: Step(("return", self.expr(self.pick(("TEXT", "NUMBER", "UUID")), 1, s)))))()

    def validate(self, s, depth):
        condition = self.expr("BOOLEAN", 3, s)
        if self.chance(0.6):
            condition = f"{condition} OR 1 = 1" if self.chance(0.5) else f"({condition}) IS NOT NULL OR TRUE"
        return Step(("validate", condition), ("error", self.pick(("bad_thing", "It's not right"))))

    def update(self, s, depth):
        if not s.row or not s.changes:
            return None
        values = self.sets(s.entity, s, False)
        where = ("where", self.expr("BOOLEAN", 2, s)) if self.chance(0.2) else None
        return Step(("update", s.entity.name), ("set", values), where) if values else None

    def other(self, s):
        found = [e for e in self.entities if e is not s.entity]
        return self.pick(found) if found else None

    def where(self, entity, s):
        inner = s.inside(entity)
        joined, more = self.related(inner), self.expr("BOOLEAN", 2, inner)
        return f"{joined} AND ({more})" if joined and self.chance(0.6) else joined if joined and self.chance(0.4) else more

    def update_other(self, s, depth):
        entity = self.other(s)
        values = self.sets(entity, s.inside(entity), False) if entity and entity.fields else None
        return Step(("update", self.named(entity, s)), ("set", values), ("where", self.where(entity, s))) if values else None

    def delete_other(self, s, depth):
        entity = self.other(s)
        return Step((self.pick(("delete", "delete")), self.named(entity, s)), ("where", self.where(entity, s)), ("hard", True) if self.chance(0.2) else None) if entity else None

    def insert_other(self, s, depth):
        entity = self.other(s)
        values = self.sets(entity, s, True) if entity and entity.fields else None
        if not values:
            return None
        name = self.variable()
        step = Step(("insert", self.named(entity, s)), ("set", values), ("as", name), ("on_conflict", self.pick(("ignore", "fail"))) if self.chance(0.2) else None)
        s.variables[name] = ("row", entity)
        return step

    def find(self, s, depth):
        entity = self.other(s)
        if not entity:
            return None
        name = self.variable()
        step = Step(("find", self.named(entity, s)), ("as", name), ("where", self.where(entity, s)), ("order_by", self.pick(("created_at", "id DESC"))),
                    ("required", True) if self.chance(0.1) else None)
        s.variables[name] = ("row", entity)
        return step

    def set(self, s, depth):
        kind = self.pick(("TEXT", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP", "UUID", "INTERVAL"))
        taken = [n for n, (w, of) in s.variables.items() if w == "value" and of == kind]
        name = self.pick(taken) if taken and self.chance(0.5) else self.variable()
        if name in s.variables and s.variables[name] != ("value", kind):
            return None
        value = self.expr(kind, 3, s)
        s.variables[name] = ("value", kind)
        return Step(("set", {name: value}))

    def payload(self, s):
        return {self.pick(("a", "b", "select", "then", "it")): self.expr(self.pick(("TEXT", "NUMBER", "UUID", "JSON", "TEXTS", "DATE", "BOOLEAN")), 2, s) for _ in range(2)}

    def emit(self, s, depth):
        return Step(("emit", "thing.happened"), ("payload", self.payload(s)))

    def notify(self, s, depth):
        refs = [f.name for f in s.entity.fields if f.kind == "REF" and f.name.lower() not in WORDS_OF_EXPRESSIONS] if s.row else []
        return Step(("notify", self.pick(("email", "sms", "push", "webhook"))), ("to", self.pick(refs + ["caller", "manager", self.leaf("UUID", s), self.expr("TEXT", 1, s)])), ("message", "It's done"))

    def call(self, s, depth):
        if self.chance(0.3):
            return Step(("call", "ext.touch"), ("args", [self.expr("TEXT", 2, s)]) if False else ("args", {"p_word": self.expr("TEXT", 2, s)}), ("store", self.variable()) if self.chance(0.5) else None)
        if not self.callable:
            return None
        entity, action = self.pick(self.callable)
        args = {}
        if action.subject == "row":
            found = [n for n, (w, of) in s.variables.items() if w == "row" and of is entity]
            refs = [f.name for f in self.fields_of(s.entity, "REF", entity) if f.name.lower() not in WORDS_OF_EXPRESSIONS] if s.row and not s.rows else []
            if not found + refs:
                return None
            args["id"] = self.pick([f"{n}.id" for n in found] + refs)
        for name, kind in action.inputs:
            if isinstance(kind, str):
                args[name] = self.expr(kind, 1, s)
        return Step(("call", action.name), ("args", args) if args else None, ("on_error", "continue") if self.chance(0.5) else None, ("store", self.variable()) if self.chance(0.3) else None)

    def refresh(self, s, depth):
        return Step(("refresh_table_view", {"scope": "self"})) if s.row and self.chance(0.3) and any("table_views" in h for h in s.entity.header) else None

    def inner(self, s):
        return Scope(s.entity, s.row, s.inputs, s.rows, s.variables, s.changes)

    def update_own_rows(self, s, depth):
        """Other rows of the action's entity."""
        values = self.sets(s.entity, s.inside(s.entity), False)
        word = self.pick(("update_all", "update_all", "delete_all"))
        if not values:
            return None
        return Step((word, s.entity.name), ("set", values) if word == "update_all" else None, ("where", self.expr("BOOLEAN", 2, s.inside(s.entity))))

    def answer(self, s, depth):
        name = self.variable()
        if name in s.variables:
            return None
        kind = self.pick(("TEXT", "NUMBER", "DATE"))
        value = self.expr(kind, 1, s)
        s.variables[name] = ("value", kind)
        return Step(("declare", {"name": name, "type": self.pick(PARAMETER[kind]).rstrip("!"), "default": value}))

    def fork(self, s, depth):
        n = self.rng.randint(1, 2)
        return Step(("if", self.expr("BOOLEAN", 3, s)), ("then", self.steps(self.inner(s), depth - 1, n)), ("else", self.steps(self.inner(s), depth - 1, n)) if self.chance(0.5) else None)

    def switch(self, s, depth):
        found = [f for f in s.entity.fields if f.kind == "ENUM" and f.name.lower() not in WORDS_OF_EXPRESSIONS] if s.row else []
        if found and self.chance(0.7):
            f = self.pick(found)
            what, words = f.name, f.members
        else:
            what, words = self.pick(((self.expr("NUMBER", 2, s), ("1", "2", "-3")), (self.expr("TEXT", 2, s), ("a", "it's")), (self.expr("BOOLEAN", 1, s), ("true", "false"))))
        return Step(("switch", what), ("cases", {w: self.steps(self.inner(s), depth - 1, 1) for w in words}), ("default", self.steps(self.inner(s), depth - 1, 1)) if self.chance(0.5) else None)

    def foreach(self, s, depth):
        entity, name = self.other(s), self.variable()
        if not entity or name in s.variables:
            return None
        what = f"{self.named(entity, s)} WHERE {self.where(entity, s)}"
        if s.row and len(self.fields_of(entity, "REF", s.entity)) == 1 and self.chance(0.5):
            what = f"related {entity.name}"
        inside = self.inner(s)
        inside.variables[name] = ("row", entity)
        return Step(("foreach", f"{name} in {what}"), ("order_by", "id") if self.chance(0.3) else None, ("steps", self.steps(inside, depth - 1, self.rng.randint(1, 2), True)))

    def loop_list(self, s, depth):
        name, kind = self.variable(), self.pick(("TEXTS", "NUMBERS", "UUIDS", "JSON"))
        lists = []
        if s.row:
            lists += [f.name for f in self.fields_of(s.entity, kind) if f.name.lower() not in WORDS_OF_EXPRESSIONS and f.spec in ("json", "list(text)", "list(integer)", "list(uuid)")]
        lists += [f"input.{n}" for n, k in s.inputs if k == kind]
        if not lists or name in s.variables:
            return None
        inside = self.inner(s)
        inside.variables[name] = ("item", "JSON") if kind == "JSON" else ("value", ITEM[kind])
        return Step(("foreach", f"{name} in {self.pick(lists)}"), ("steps", self.steps(inside, depth - 1, self.rng.randint(1, 2), True)))

    def repeat(self, s, depth):
        name = self.variable()
        if name in s.variables:
            return None
        s.variables[name] = ("value", "NUMBER")
        body = self.steps(self.inner(s), depth - 1, 1, True)
        return [Step(("set", {name: "0"})), Step(("while", f"{name} < {self.rng.randint(0, 3)}"), ("steps", body + [Step(("set", {name: f"{name} + 1"}))]))]

    # Entities

    def field(self, name, entity):
        r = self.rng.random()
        if r < 0.2:
            target = self.pick(self.entities)
            word = self.pick((target.name, f"{target.schema}.{target.name}"))
            before = self.entities.index(target) < self.entities.index(entity)
            return Field(name, "REF", self.pick((f"ref({word})", f"ref({word})!" if before else f"ref({word})", f"ref({word}, on_delete: {self.pick(('cascade', 'set_null', 'restrict'))})")), target)
        if r < 0.24:
            return Field(name, "REFS", f"ref({self.pick(self.entities).name}|{self.pick(self.entities).name})")
        if r < 0.27:
            return Field(name, "JOIN", f"list(ref({self.pick(self.entities).name}))")
        if r < 0.37:
            members = self.rng.sample(MEMBERS, self.rng.randint(1, 4))
            return Field(name, "ENUM", "enum(" + ", ".join("'" + m.replace("'", "''") + "'" for m in members) + ")" + self.pick(("", "!")), members=members)
        kind = self.pick(list(SPECS))
        return Field(name, kind, self.pick(SPECS[kind]))

    def action(self, entity):
        self.serial += 1
        form = self.pick(("row", "row", "row", "row", "read", "new", "none"))
        action = Action(self.pick(("run", "select", "do", "update", "create", "mark")) + f"_{self.serial}", [])
        action.subject = "row" if form in ("row", "read") else form
        for _ in range(self.rng.randint(0, 3)):
            kind, name = self.pick(list(PARAMETER)), self.pick(HOSTILE + PLAIN)
            if self.chance(0.2):
                kind = self.pick(self.entities)
            if name not in [n for n, _ in action.inputs] and name not in [f.name for f in entity.fields]:
                action.inputs.append((name, kind))
        if action.inputs:
            action.keys.append(("parameters", {n: self.pick(PARAMETER[k]) if isinstance(k, str) else f"ref({k.schema}.{k.name})" for n, k in action.inputs}))
        if self.chance(0.15):
            action.keys.append(("requires", self.pick(("caller.can_run", "caller.has_role('x') OR caller.is_owner" if form == "row" else "caller.has_role('x')"))))
        s = Scope(entity, form in ("row", "read"), action.inputs, changes=form == "row")
        if form == "new":
            values = {f.name: self.value_of(f, s) for f in entity.fields if f.required or self.chance(0.4)}
            if any(v is None for n, v in values.items() if next(f for f in entity.fields if f.name == n).required):
                values = None
            action.steps += [Step(("insert", entity.name), ("set", {n: v for n, v in values.items() if v is not None}) if values else None)]
            s.row = s.changes = True
        elif form == "row":
            values = self.sets(entity, s, False)
            if values:
                action.steps.append(Step(("update", entity.name), ("set", values)))
        elif form == "read":
            action.steps.append(Step(("validate", f"{entity.name}.id IS NOT NULL")))
        action.steps += self.steps(s, 2, self.rng.randint(2, 6))
        if form == "row" and self.chance(0.15):
            action.steps.append(Step(("delete", entity.name)))
        return action

    def project(self, n):
        """specql.yaml, entities, and SQL that must be there before."""
        names = self.rng.sample(("Order", "User", "OrderItem", "HTTPServer", "Contact", "T", "Row", "Item", "Select", "Company", "V", "Input"), n)
        self.entities = [Entity(name, self.pick(("crm", "sales", "order", "common")), [h for h in (self.chance(0.3) and "key: bigint", self.chance(0.2) and "tenancy: shared",
                                self.chance(0.3) and "table_views: {mode: force}") if h]) for name in names]
        for entity in self.entities:
            chosen = []
            for name in self.rng.sample(HOSTILE, self.rng.randint(2, 6)) + self.rng.sample(PLAIN, self.rng.randint(1, 4)):
                if name.lower() not in [c.lower() for c in chosen]:
                    chosen.append(name)
            entity.fields = [self.field(name, entity) for name in chosen]
        self.callable = []
        for entity in self.entities:
            for _ in range(self.rng.randint(2, 5)):
                action = self.action(entity)
                entity.actions.append(action)
                self.callable.append((entity, action))
        before = "CREATE SCHEMA ext; GRANT USAGE ON SCHEMA ext TO PUBLIC; CREATE FUNCTION ext.touch(p_word TEXT) RETURNS TEXT LANGUAGE sql RETURN p_word || '!'"
        return {"specql.yaml": "functions: [ext.touch]\n"}, self.entities, before
