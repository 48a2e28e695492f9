"""Random projects whose actions are random programs: every kind of step in any nesting, expressions of every kind.

A step stands on lines of its own, so that one that the compiler refuses is taken out by its position.
"""
from wild_expression import ITEM, WORDS_OF_EXPRESSIONS, Scope, Writer
from wild_project import Action, Entity, Field, Step

# Names that something else has too: words of SQL, of PL/pgSQL, of the language, of what we generate.
HOSTILE = ("select order user table all end limit default check group from where case then else when row value key type new offset array "
           "t q q1 q2 e i r c r1 v b n k f v_contact row_t item company v_item_2 refreshed_at data v_x v_row v_old v_turns input_data input_payload auth_tenant_id auth_user_id result record loop exit begin declare "
           "found sqlstate sqlerrm perform raise foreach slice tg_op excluded tenant deleted firstName HTMLBody OrderNo "
           "lead_id fk_x item turns effects changed identifier_ day month now current_role session_user old input caller related set as at "
           "status message name time text date interval exists_ any some both only window rows columns using with").split()
PLAIN = "title total price state kind note owner amount body summary flag token weight colour place label rank phase start finish".split()
SPECS = {"TEXT": ("text", "text(1,40)", "text = 'x'", "text!", "varchar(30)", "slug"), "NUMBER": ("integer", "bigint", "decimal(10,2)", "float", "integer = 1", "integer(0,1000)", "smallint", "integer!"),
         "BOOLEAN": ("boolean", "boolean = true", "boolean!"), "DATE": ("date", "date = current_date"), "TIME": ("time",), "TIMESTAMP": ("timestamp", "timestamp = now()"),
         "INTERVAL": ("interval",), "UUID": ("uuid",), "JSON": ("json", "money", "coordinates"), "INET": ("inet", "ipAddress"), "TEXTS": ("list(text)",), "NUMBERS": ("list(integer)",),
         "UUIDS": ("list(uuid)",)}
PARAMETER = {"TEXT": ("text", "text!"), "NUMBER": ("integer", "decimal(10,2)", "bigint"), "BOOLEAN": ("boolean",), "DATE": ("date",), "TIME": ("time",), "TIMESTAMP": ("timestamp",),
             "INTERVAL": ("interval",), "UUID": ("uuid",), "JSON": ("json",), "TEXTS": ("list(text)",), "NUMBERS": ("list(integer)",), "UUIDS": ("list(uuid)",)}
MEMBERS = ("open", "closed", "in-progress", "it's", "A", "null")


class Programmer(Writer):
    parameters = PARAMETER

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
        chosen = [f for f in entity.fields if f.kind != "REFS" and ((new and f.required) or self.chance(0.35))] or entity.fields[:1]
        found = {f.name: self.value_of(f, s) for f in chosen}
        if new and any(v is None for v in found.values()):
            return None
        return {n: v for n, v in found.items() if v is not None}

    # Steps

    def variable(self):
        self.serial += 1
        return self.pick(("x", "row_", "v_x", "q", "thing", "t1", "selected", "Item")) + str(self.serial) if self.chance(0.9) else self.pick(("v", "q", "r", "i", "t", "e", "record", "turns"))

    def kinds(self, depth, loop):
        """Names of the methods that make a step."""
        kinds = ["validate"] * 3 + ["update_other", "insert_other", "find", "find", "set", "set", "emit", "notify", "update", "update", "delete_other", "call", "refresh", "update_own_rows", "answer"]
        return kinds + (["fork", "fork", "switch", "foreach", "foreach", "loop_list"] + ([] if loop else ["repeat"]) if depth else [])

    def steps(self, s, depth, n, loop=False):
        """n steps; what one declares the next may use, inside as well."""
        made = []
        for _ in range(n):
            step = getattr(self, self.pick(self.kinds(depth, loop)))(s, depth)
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
            refs += [f"{s.entity.name}.id"] if entity is s.entity and s.row and not s.rows else []
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
            target = self.pick(self.entities)
            return Field(name, "JOIN", f"list(ref({target.name}))", target)
        if r < 0.37:
            members = self.rng.sample(MEMBERS, self.rng.randint(1, 4))
            return Field(name, "ENUM", "enum(" + ", ".join("'" + m.replace("'", "''") + "'" for m in members) + ")" + self.pick(("", "!")), members=members)
        kind = self.pick(list(SPECS))
        return Field(name, kind, self.pick(SPECS[kind]))

    def reference(self):
        """What an input refers to."""
        return self.pick(self.entities)

    def spec_of(self, reference):
        return f"ref({reference.schema}.{reference.name})"

    def action(self, entity):
        self.serial += 1
        form = self.pick(("row", "row", "row", "row", "read", "new", "none"))
        action = Action(self.pick(("run", "select", "do", "update", "create", "mark")) + f"_{self.serial}", [])
        action.subject = "row" if form in ("row", "read") else form
        for _ in range(self.rng.randint(0, 3)):
            kind, name = self.pick(list(self.parameters)), self.pick(HOSTILE + PLAIN)
            if self.chance(0.2):
                kind = self.reference()
            if name not in [n for n, _ in action.inputs] and name not in [f.name for f in entity.fields]:
                action.inputs.append((name, kind))
        if action.inputs:
            action.keys.append(("parameters", {n: self.pick(self.parameters[k]) if isinstance(k, str) else self.spec_of(k) for n, k in action.inputs}))
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

    def names(self, n):
        """Names and schemas of entities."""
        names = self.rng.sample(("Order", "User", "OrderItem", "HTTPServer", "Contact", "T", "Row", "Item", "Select", "Company", "V", "Input"), n)
        return [(name, self.pick(("crm", "sales", "order", "common"))) for name in names]

    def project(self, n):
        """specql.yaml, entities, and SQL that must be there before."""
        self.entities = [Entity(name, schema, [h for h in (self.chance(0.3) and "key: bigint", self.chance(0.2) and "tenancy: shared",
                                self.chance(0.3) and "table_views: {mode: force}") if h]) for name, schema in self.names(n)]
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
