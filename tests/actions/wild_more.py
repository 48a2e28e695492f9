"""Random programs with more kinds of fields and steps: composites, lists of members, own rows, conflicts, answers of calls."""
import json
import re

import wild
from wild_expression import WORDS_OF_EXPRESSIONS, Scope
from wild_project import Field, Step

# Members of composites, by kind.
COMPOSITES = {"SimpleAddress": {"city": "TEXT", "country": "TEXT"}, "MoneyAmount": {"amount": "NUMBER", "currency": "TEXT"}, "Dimensions": {"width": "NUMBER", "unit": "TEXT"},
              "DateRange": {"start": "DATE", "end": "DATE"}, "TimeRange": {"start": "TIME"}, "Contact": {"name": "TEXT", "email": "TEXT"}, "GeoLocation": {"timestamp": "TIMESTAMP"}}
LISTS = {"list(date)": "DATE", "list(decimal(8,2))": "NUMBER", "list(time)": "TIME", "list(interval)": "INTERVAL", "list(boolean)": "BOOLEAN", "list(timestamp)": "TIMESTAMP", "list(text(20))": "TEXT",
         "list(email)": "TEXT", "list(smallint)": "NUMBER"}
TYPED = {"TEXT": ("text", "varchar(9)", "email"), "NUMBER": ("integer", "decimal(8,2)", "float", "bigint", "percentage"), "DATE": ("date",), "TIMESTAMP": ("datetime",), "BOOLEAN": ("boolean",),
         "INTERVAL": ("duration",), "TIME": ("time",), "UUID": ("uuid",)}


class Many:
    """Rows of an entity, as an input."""

    def __init__(self, entity):
        self.entity = entity


def stem(name):
    """OrderItem: order_item."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


class Programmer(wild.Programmer):
    parameters = {**wild.PARAMETER, **{c: (c,) for c in COMPOSITES}, **{f"list({c})": (f"list({c})",) for c in list(COMPOSITES)[:4]}}

    def names(self, n):
        found = super().names(n)
        self.by_schema = self.chance(0.4)
        if self.by_schema:  # two of one name
            name, schema = found[0]
            found[1] = (name, self.pick([s for s in ("crm", "sales", "order", "common") if s != schema]))
        return found

    def project(self, n):
        files, entities, before = super().project(n)
        files["specql.yaml"] += "layout: by_schema\n" * self.by_schema
        for entity in entities:
            if self.chance(0.3):
                entity.header.append("trinity_helpers: {lookup_by: identifier}")
            entity.header = [h for h in entity.header if "table_views" not in h] + ["table_views: " + json.dumps(self.view(entity))] * self.chance(0.6)
            names = [f.name for f in entity.fields if f.kind not in ("JOIN", "ITEMS", "REFS")]
            if len(names) > 1 and self.chance(0.3):
                entity.header.append("unique_constraints: " + json.dumps([self.rng.sample(names, 2)]))
            if self.chance(0.3):
                rule = {"name": "rule", "condition": self.expr("BOOLEAN", 2, Scope(entity, True, [])) + " OR 1 = 1", "error": "not_so"}
                entity.header.append("validation: " + json.dumps([rule]))
        return files, entities, before

    def shown(self, entity, depth):
        """What a view includes of what references lead to."""
        found = []
        for f in entity.fields:
            if f.kind in ("REF", "JOIN") and f.target and self.chance(0.7):
                names = [g.name for g in f.target.fields if self.chance(0.4)]
                inner = self.shown(f.target, depth - 1) if depth else []
                found.append({f.name: {"fields": names or ["*"], **({"include_relations": inner} if inner else {})}})
        return found

    def view(self, entity):
        columns = [f.name for f in entity.fields if f.kind not in ("JOIN", "REFS", "REF") and self.chance(0.3)]
        refs = [f for f in entity.fields if f.kind == "REF" and f.target.fields]
        if refs and self.chance(0.5):
            path, target = [], entity
            while refs and len(path) < 3 and (not path or self.chance(0.6)):
                f = self.pick(refs)
                path.append(f.name)
                target = f.target
                refs = [g for g in target.fields if g.kind == "REF" and g.target.fields]
            columns.append({"far": {"source": ".".join([*path, self.pick(target.fields).name])}})
        view = {"mode": "force", "include_relations": self.shown(entity, 2), "extra_filter_columns": columns}
        return {k: v for k, v in view.items() if v}

    def kinds(self, depth, loop):
        more = ["own_find", "own_insert", "own_delete", "upsert", "update_one", "answered", "several", "declared", "scoped", "pairs_set", "told", "composite"]
        more += ["hard", "just_find", "again", "identify", "valid"]
        return super().kinds(depth, loop) + more + (["members", "items", "own_loop", "pairs", "cases", "ladder"] if depth else [])

    # Names

    def paths(self, entity, kind, prefix, depth, found):
        super().paths(entity, kind, prefix, depth, found)
        for f in self.fields_of(entity, "COMPOSITE"):
            if prefix or f.name.lower() not in WORDS_OF_EXPRESSIONS:
                found += [f"{prefix}{f.name}.{m}" for m, k in COMPOSITES[f.spec.rstrip("!")].items() if k == kind]

    def leaf(self, kind, s):
        found = [f"{n}.{m}" for n, (what, of) in s.variables.items() if what == "composite" for m, k in COMPOSITES[of].items() if k == kind]
        found += [f"input.{n}.{m}" for n, k in s.inputs if k in COMPOSITES for m, of in COMPOSITES[k].items() if of == kind]
        found += [f"{n}.{m}" for n, (what, of) in s.variables.items() if what == "answer" for m, k in (("status", "TEXT"), ("message", "TEXT"), ("id", "UUID")) if k == kind]
        return self.pick(found) if found and self.chance(0.3) else super().leaf(kind, s)

    def value_of(self, f, s, e=2):
        if f.kind == "COMPOSITE":
            found = [n for n, (what, of) in s.variables.items() if what == "composite" and of == f.spec.rstrip("!")]
            entity = s.rows[0] if s.rows else s.entity if s.row else None
            found += [g.name for g in self.fields_of(entity, "COMPOSITE") if g.spec.rstrip("!") == f.spec.rstrip("!") and g.name.lower() not in WORDS_OF_EXPRESSIONS] if entity else []
            found += [f"input.{f.name}", *(f"input.{n}" for n, k in s.inputs if k == f.spec.rstrip("!"))]
            return self.pick(found)
        if f.kind == "MEMBERS":
            return self.pick((f"input.{f.name}", "NULL"))
        if f.kind == "REFS":
            return None
        return super().value_of(f, s, e)

    def field(self, name, entity):
        r = self.rng.random()
        if r < 0.1:
            return Field(name, "COMPOSITE", self.pick(list(COMPOSITES)) + self.pick(("", "", "!")))
        if r < 0.17:
            members = self.rng.sample(wild.MEMBERS, self.rng.randint(2, 4))
            return Field(name, "MEMBERS", "list(enum(" + ", ".join("'" + m.replace("'", "''") + "'" for m in members) + "))", members=members)
        if r < 0.24:
            return Field(name, "ITEMS", f"list({self.pick(list(COMPOSITES))})")
        if r < 0.3:
            return Field(name, "VALUES", self.pick(list(LISTS)))
        if r < 0.33:
            targets = [e for e in self.entities if [g.name for g in self.entities].count(e.name) == 1]
            before = [e for e in targets if self.entities.index(e) < self.entities.index(entity)]
            if len(before) > 1:
                chosen = self.rng.sample(before, 2)
                return Field(name, "REFS", f"ref({'|'.join(e.name for e in chosen)})" + self.pick(("", "!")), chosen)
        if r < 0.36 and name in wild.PLAIN:
            kind, word = self.pick((("TEXT", "text"), ("NUMBER", "integer"), ("TEXT", "email"), ("DATE", "date")))
            return Field(name, kind, {"type": word, "unique": True})
        return super().field(name, entity)

    def reference(self):
        return Many(self.pick(self.entities)) if self.chance(0.4) else super().reference()

    def spec_of(self, reference):
        return f"list({super().spec_of(reference.entity)})" if isinstance(reference, Many) else super().spec_of(reference)

    def sets(self, entity, s, new):
        """One of several targets has a name of its own."""
        found = super().sets(entity, s, new)
        several = [f for f in self.fields_of(entity, "REFS") if f.target and (f.required or self.chance(0.3))]
        for f in several if found is not None else []:
            target = self.pick(f.target)
            value = self.value_of(Field(f.name, "REF", "", target), s)
            if value == "NULL" and f.required:
                return None
            found[f"{f.name}_{stem(target.name)}"] = value
        return found

    def own_fields(self, s, kind):
        return [f for f in self.fields_of(s.entity, kind) if f.name.lower() not in WORDS_OF_EXPRESSIONS] if s.row else []

    # Steps

    def own_find(self, s, depth):
        name = self.variable()
        step = Step(("find", s.entity.name), ("as", name), ("where", self.expr("BOOLEAN", 2, s.inside(s.entity))), ("order_by", "created_at DESC"), ("error", "nobody") if self.chance(0.1) else None)
        s.variables[name] = ("row", s.entity)
        return step

    def own_insert(self, s, depth):
        values = self.sets(s.entity, s, True) if s.row else None
        if not values:
            return None
        name = self.variable()
        s.variables[name] = ("row", s.entity)
        return Step(("insert", s.entity.name), ("set", values), ("as", name))

    def own_delete(self, s, depth):
        return Step(("delete", s.entity.name), ("where", self.expr("BOOLEAN", 1, s))) if s.row and s.changes and self.chance(0.3) else None

    def upsert(self, s, depth):
        entity = self.other(s)
        unique = [f for f in entity.fields if isinstance(f.spec, dict)] if entity else []
        values = self.sets(entity, s, True) if unique else None
        if not values:
            return None
        f = self.pick(unique)
        values[f.name] = self.expr(f.kind, 1, s)
        name = self.variable()
        s.variables[name] = ("row", entity)
        return Step(("insert", self.named(entity, s)), ("set", values), ("as", name), ("on_conflict", self.pick(("update", "update", "ignore"))))

    def update_one(self, s, depth):
        rows = [(n, of) for n, (what, of) in s.variables.items() if what == "row"]
        if not rows:
            return None
        row, entity = self.pick(rows)
        values = self.sets(entity, s.inside(entity), False)
        name = self.variable()
        if not values:
            return None
        s.variables[name] = ("row", entity)
        return Step(("update_all" if entity is s.entity else "update", entity.name), ("set", values), ("where", f"id = {row}"), ("as", name), ("required", True) if self.chance(0.1) else None)

    def hard(self, s, depth):
        """Removes the row at the end of a way."""
        return Step(("delete", s.entity.name), ("hard", True), ("where", self.expr("BOOLEAN", 1, s))) if s.row and s.changes and self.chance(0.2) else None

    def just_find(self, s, depth):
        entity = self.pick(self.entities)
        inner = s.inside(entity)
        condition = self.related(inner) or f"id = {self.leaf('UUID', s)}"
        name = self.variable()
        s.variables[name] = ("row", entity)
        return Step((self.pick(("find", "select", "fetch")), self.named(entity, s)), ("as", name), ("where", condition), ("order_by", "updated_at") if self.chance(0.7) else None)

    def again(self, s, depth):
        """An own row in a loop, by a variable that keeps the last."""
        rows = [(n, of) for n, (what, of) in s.variables.items() if what == "row" and of is s.entity]
        if not rows:
            return None
        name = self.variable()
        if name in s.variables:
            return None
        s.variables[name] = ("row", s.entity)
        return Step(("declare", {"name": name, "type": f"ref({s.entity.schema}.{s.entity.name})", "default": self.pick(rows)[0]}))

    def identify(self, s, depth):
        return Step(("update", s.entity.name), ("set", {"identifier": self.expr("TEXT", 1, s)})) if s.row and s.changes and self.chance(0.3) else None

    def valid(self, s, depth):
        found = [f.name for f in self.own_fields(s, "TEXT") + self.own_fields(s, "NUMBER")]
        return Step(("validate", f"{self.pick(found)} IS {self.pick(('', 'NOT '))}VALID OR TRUE"), ("message", "It's {no} <code> % of ' \\")) if found else None

    def answered(self, s, depth):
        step = self.call(s, depth)
        if not step or step.pairs[0][1] == "ext.touch":
            return None
        name = self.variable()
        s.variables[name] = ("answer", None)
        return Step(*[p for p in step.pairs if p[0] not in ("store", "on_error")], ("on_error", "continue"), ("store", name))

    def several(self, s, depth):
        kinds = ("TEXT", "NUMBER", "DATE", "UUID", "TIMESTAMP", "BOOLEAN", "INTERVAL")
        return Step(("if", self.expr("BOOLEAN", 2, s)), ("then", [Step(("return", {n: self.expr(self.pick(kinds), 2, s) for n in ("a", "select", "b")}))]))

    def declared(self, s, depth):
        name, kind = self.variable(), self.pick(list(TYPED))
        if name in s.variables:
            return None
        value = self.expr(kind, 2, s) if self.chance(0.7) else None
        s.variables[name] = ("value", kind)
        return Step(("declare", {k: v for k, v in (("name", name), ("type", self.pick(TYPED[kind])), ("default", value)) if v}))

    def scoped(self, s, depth):
        refs = [f.name for f in self.own_fields(s, "REF")]
        return Step(("refresh_table_view", self.pick(({"scope": "related"}, {"scope": "batch"}, {"scope": "propagate", "propagate": refs} if refs else {"scope": "self"}))))

    def pairs_set(self, s, depth):
        found = self.own_fields(s, "JOIN")
        return Step(("update", s.entity.name), ("set", {self.pick(found).name: "?"})) if found and s.changes else None

    def told(self, s, depth):
        rows = [n for n, (what, _) in s.variables.items() if what == "row"] + [f.name for f in self.own_fields(s, "REF")]
        return Step(("notify", self.pick(("email", "push"))), ("to", self.pick(rows)), ("message", "x"), ("payload", self.payload(s))) if rows else None

    def composite(self, s, depth):
        found = self.own_fields(s, "COMPOSITE")
        if not found:
            return None
        f, name = self.pick(found), self.variable()
        if name in s.variables:
            return None
        s.variables[name] = ("composite", f.spec.rstrip("!"))
        return Step(("set", {name: f.name}))

    def loop(self, s, depth, what, variable, order=None):
        name = self.variable()
        if name in s.variables:
            return None
        inside = self.inner(s)
        inside.variables[name] = variable
        return Step(("foreach", f"{name} in {what}"), ("order_by", order) if order else None, ("steps", self.steps(inside, depth - 1, self.rng.randint(1, 3), True)))

    def members(self, s, depth):
        found = self.own_fields(s, "VALUES")
        f = self.pick(found) if found else None
        return self.loop(s, depth, f.name, ("value", LISTS[f.spec])) if f else None

    def items(self, s, depth):
        found = [(f.name, f.spec[5:-1]) for f in self.own_fields(s, "ITEMS")]
        found += [(f"input.{n}", k[5:-1]) for n, k in s.inputs if isinstance(k, str) and k.startswith("list(")]
        if not found:
            return None
        what, of = self.pick(found)
        return self.loop(s, depth, what, ("composite", of))

    def own_loop(self, s, depth):
        where = self.expr("BOOLEAN", 2, s.inside(s.entity))
        return self.loop(s, depth, f"{s.entity.name} WHERE {where}", ("row", s.entity), "id" if self.chance(0.3) else None)

    def pairs(self, s, depth):
        found = [(f.name, f.target) for f in self.own_fields(s, "JOIN") if f.target]
        found += [(f"input.{n}", k.entity) for n, k in s.inputs if isinstance(k, Many)]
        what, of = self.pick(found) if found else (None, None)
        return self.loop(s, depth, what, ("row", of)) if what else None

    def cases(self, s, depth):
        found = self.own_fields(s, "MEMBERS")
        if not found:
            return None
        f, name = self.pick(found), self.variable()
        if name in s.variables:
            return None
        words = [m for m in f.members if self.chance(0.8)] or f.members
        ways = {w: self.steps(self.inner(s), depth - 1, 1) for w in words}
        return Step(("foreach", f"{name} in {f.name}"), ("steps", [Step(("switch", name), ("cases", ways), ("default", [self.ending(s, depth)] if self.chance(0.3) else self.steps(self.inner(s), 0, 1)))]))

    def ladder(self, s, depth):
        return Step(("if", self.expr("BOOLEAN", 2, s)), ("then", self.steps(self.inner(s), depth - 1, 1)), ("else", [Step(("if", self.expr("BOOLEAN", 2, s)), ("then", self.steps(self.inner(s), depth - 1, 1) + ([self.ending(s, depth)])))]))
