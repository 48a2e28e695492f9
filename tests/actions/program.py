"""Random actions of one entity: steps as YAML, and functions that do the same to a State."""
import itertools

from oracle import AND, Done, Expr, Fail, Scope, State, Writer

# Keys of new rows, unlike any in the database.
NEW = itertools.count(10**6)
COLOURS = ("red", "green", "blue")
OWN = {"a": "int", "b": "int", "s": "text", "k": "bool"}
CHILD = {"n": "int", "q": "int", "w": "text"}
OTHER = {"x": "int", "y": "text", "z": "bool"}
NEEDED = {"b", "q"}
CHANGES = ("a", "b", "s", "e", "k", "o")

def own_names():
    names = [(f, kind, lambda s, r, f=f: s.own[f]) for f, kind in OWN.items()]
    names += [(f"o.{f}", kind, lambda s, r, f=f: (s.referred("Other", s.own["o"]) or {}).get(f)) for f, kind in OTHER.items()]
    names += [(f"old.{f}", kind, lambda s, r, f=f: s.old[f]) for f, kind in OWN.items()]
    return names


def shared_names():
    """What means the same where bare names mean another row."""
    names = [(f"input.{n}", kind, lambda s, r, n=n: s.given.get(n)) for n, kind in (("ia", "int"), ("it", "text"), ("ib", "bool"))]
    return names + [(f"Main.{f}", kind, lambda s, r, f=f: s.own[f]) for f, kind in OWN.items()]


def child_names():
    names = [(f, kind, lambda s, r, f=f: r[f]) for f, kind in CHILD.items()]
    return names + [(f"main.{f}", kind, lambda s, r, f=f: (s.referred("Main", r["main"]) or {}).get(f)) for f, kind in OWN.items()]


def item_names(name):
    """A row of Child that a step found, made or loops over."""
    return [(f"{name}.{f}", kind, lambda s, r, f=f: s.items[name].get(f)) for f, kind in {**CHILD, "id": "key"}.items()]


class Author:
    """Writes one action. A step is (its YAML as data, a function of a State)."""

    def __init__(self, rng, earlier=()):
        """earlier: actions that it may call, (name, function of a State)."""
        self.rng, self.writer, self.n, self.earlier = rng, Writer(rng, self.inner), 0, list(earlier)
        kind = rng.random()
        self.makes, self.reads = kind < 0.2, kind > 0.8
        self.does = self.tells = False

    def fresh(self, word):
        self.n += 1
        return f"{word}{self.n}"

    def expr(self, kind, scope, depth=2):
        return self.writer.expr(kind, scope, self.rng.randint(0, depth))

    # Rows of Child

    def child_scope(self, scope):
        variables = [n for n in scope.names if n[0].startswith(("$", "c", "f", "r")) and not n[0].startswith(("child", "CASE"))]
        return Scope(child_names() + shared_names() + variables)

    def some_children(self, scope, depth):
        """A condition and the rows that it means."""
        condition = self.writer.expr("bool", self.child_scope(scope), depth)
        keys = scope.of("key")
        if keys and self.rng.random() < 0.5:
            key, _, at = self.rng.choice(keys)

            def one(s):
                return [r for r in s.of("Child") if at(s, None) is not None and r["id"] == at(s, None)]
            return f"id = {key}", one
        own = self.rng.random() < 0.8
        text = f"main = id AND {condition.within(AND + 1)}" if own else condition.text

        def rows(s):
            return [r for r in s.of("Child") if (not own or r["main"] == s.own["id"]) and condition.value(s, r) is True]
        return text, rows

    def inner(self, writer, scope, depth, what):
        """A sub-query; only where bare names mean the own row."""
        if scope.row != "own":
            return writer.constant("bool" if what == "exists" else "int")
        text, rows = self.some_children(scope, min(depth, 1))
        if what == "exists":
            return Expr("bool", f"EXISTS (Child WHERE {text})", lambda s, r: bool(rows(s)))
        if what == "count":
            return Expr("int", f"(SELECT count(*) FROM Child WHERE {text})", lambda s, r: len(rows(s)))
        work = {"sum": sum, "max": max}[what]

        def value(s, r):
            found = [c["n"] for c in rows(s) if c["n"] is not None]
            return work(found) if found else None
        return Expr("int", f"(SELECT {what}(n) FROM Child WHERE {text})", value)

    # Steps

    def steps(self, scope, depth, most=4):
        """A block; gives data and a function."""
        found = []
        for _ in range(self.rng.randint(1, most)):
            step = self.step(scope, depth)
            found.append(step[:2])
            if len(step) > 2:
                scope = step[2]
        return [d for d, _ in found], lambda s: [work(s) for _, work in found]

    def step(self, scope, depth):
        ways = [self.validate, self.update_child, self.insert_child, self.delete_child, self.declare, self.find, self.emit]
        if not self.reads:
            ways += [self.update_own] * 3 + [self.update_where] * (depth > 0) + [self.call] * bool(self.earlier)
        if depth > 0:
            ways += [self.if_, self.if_, self.if_, self.foreach, self.foreach, self.switch, self.while_, self.ends]
        return self.rng.choice(ways)(scope, depth)

    def validate(self, scope, depth):
        condition, code = self.expr("bool", scope), self.fresh("bad")
        if self.rng.random() < 0.6:
            condition = Expr("bool", f"{condition.text} OR b < 100", lambda s, r, c=condition: True if c.value(s, r) is True or s.own["b"] < 100 else c.value(s, r))

        def work(s):
            if condition.value(s, None) is not True:
                raise Fail(f"failed:{code}")
        return {"validate": condition.text, "error": code}, work

    def assigned(self, fields, scope):
        chosen = self.rng.sample(sorted(fields), self.rng.randint(1, len(fields)))
        return {f: self.expr(fields[f], scope) for f in chosen}

    @staticmethod
    def set_values(row, values, s, inner):
        found = {f: v.value(s, inner) for f, v in values.items()}
        if any(found.get(f, 0) is None for f in NEEDED):
            raise Fail("validation:required_field")
        row.update(found)

    def update_own(self, scope, depth):
        values = self.assigned(OWN, scope)
        if self.rng.random() < 0.3:
            colour = self.rng.choice(COLOURS)
            values["e"] = Expr("enum", f"'{colour}'", lambda s, r: colour)
        text = ", ".join(f"{f} = {v.text}" for f, v in values.items())
        return {"update": f"Main SET {text}"}, lambda s: self.set_values(s.own, values, s, None)

    def update_child(self, scope, depth):
        self.does = True
        where, rows = self.some_children(scope, 1)
        values = self.assigned(CHILD, self.child_scope(scope))
        text = ", ".join(f"{f} = {v.text}" for f, v in values.items())

        def work(s):
            found = rows(s)
            before = [dict(r) for r in found]
            for row, old in zip(found, before):
                self.set_values(row, values, s, old)
            if found:
                s.effects.add("Child UPDATE")
        return {"update": f"Child SET {text} WHERE {where}"}, work

    def insert_child(self, scope, depth):
        self.does = True
        name = self.fresh("c") if self.rng.random() < 0.4 else None
        values, owned = self.assigned(CHILD, scope), self.rng.random() < 0.7
        text = ", ".join([f"{f} = {v.text}" for f, v in values.items()] + (["main = id"] if owned else []))

        def work(s):
            row = {"n": None, "q": 1, "w": None, "main": s.own["id"] if owned else None, "gone": False, "id": next(NEW)}
            self.set_values(row, values, s, None)
            s.rows["Child"].append(row)
            s.effects.add("Child CREATE")
            if name:
                s.items[name] = dict(row)
        if not name:
            return {"insert": f"Child({text})"}, work
        return {"insert": f"Child({text})", "as": name}, work, scope.plus(*item_names(name))

    def delete_child(self, scope, depth):
        self.does = True
        where, rows = self.some_children(scope, 1)

        def work(s):
            found = rows(s)
            for row in found:
                row["gone"] = True
            if found:
                s.effects.add("Child DELETE")
        return {"delete": f"Child WHERE {where}"}, work

    def declare(self, scope, depth):
        known = [n for n in scope.names if n[0].startswith("$")]
        if known and self.rng.random() < 0.5:
            text, kind, _ = self.rng.choice(known)
            name, after = text[1:], scope
        else:
            name, kind = self.fresh("v"), self.rng.choice(("int", "text", "bool"))
            after = scope.plus((f"${name}", kind, lambda s, r, n=name: s.vars[n]))
        value = self.expr(kind, scope)

        def work(s):
            s.vars[name] = value.value(s, None)
        return {"set": f"{name} = {value.text}"}, work, after

    def find(self, scope, depth):
        name = self.fresh("f")
        where, rows = self.some_children(scope, 1)
        required = self.rng.random() < 0.2

        def work(s):
            found = rows(s)
            if len(found) > 1:
                raise Fail("failed:ambiguous")
            if not found and required:
                raise Fail("failed:child_not_found")
            s.items[name] = dict(found[0]) if found else {}
        after = scope.plus(*item_names(name))
        return {"find": f"Child AS {name} WHERE {where}", "required": "true" if required else "false"}, work, after

    def emit(self, scope, depth):
        self.tells = True
        name, values = self.fresh("main.event"), {f: self.expr(k, scope) for f, k in (("i", "int"), ("t", "text"), ("l", "bool"))}

        def work(s):
            s.events.append((name, {f: v.value(s, None) for f, v in values.items()}))
        return {"emit": name, "payload": {f: v.text for f, v in values.items()}}, work

    def if_(self, scope, depth):
        ways = [(self.expr("bool", scope), self.steps(scope, depth - 1, 3)) for _ in range(self.rng.randint(1, 3))]
        otherwise = self.steps(scope, depth - 1, 2) if self.rng.random() < 0.5 else None
        data = {"if": ways[0][0].text, "then": ways[0][1][0]}
        if len(ways) > 1:
            data["elseif"] = [{"if": c.text, "then": steps[0]} for c, steps in ways[1:]]
        if otherwise:
            data["else"] = otherwise[0]

        def work(s):
            for condition, steps in ways:
                if condition.value(s, None) is True:
                    steps[1](s)
                    return
            if otherwise:
                otherwise[1](s)
        return data, work

    def update_where(self, scope, depth):
        """Of the own row: where it does not match, nothing at all is done."""
        data, work = self.update_own(scope, depth)
        condition = self.expr("bool", scope)

        def conditional(s):
            if s.own["b"] >= 100 and condition.value(s, None) is not True:
                raise Fail("noop:no_match")
            work(s)
        return {**data, "where": f"b < 100 OR {condition.text}"}, conditional

    def call(self, scope, depth):
        """Another action on the same row; what fails may be let go."""
        name, body = self.rng.choice(self.earlier)
        answer, go_on = self.fresh("r"), self.rng.random() < 0.6
        given = {n: self.expr(k, scope, 1) for n, k in (("ia", "int"), ("it", "text")) if self.rng.random() < 0.7}
        text = ", ".join(["id = id"] + [f"{n} = {v.text}" for n, v in given.items()])

        def work(s):
            kept = s.save()
            inner = State(s.rows, s.own, {n: v.value(s, None) for n, v in given.items()}, s.turns)
            status = "success"
            try:
                returned = False
                try:
                    body(inner)
                except Done:
                    returned = True
                changed = any(inner.own[f] != inner.old[f] for f in CHANGES)
                if not (returned or changed or inner.effects):
                    raise Fail("noop:no_changes")
            except Fail as fail:
                if not go_on:
                    raise
                s.restore(kept)
                status = fail.status
            else:
                s.events += inner.events
                s.effects |= inner.effects | ({"Main UPDATE"} if changed else set())
            s.items[answer] = {"status": status}
        data = {"call": f"{name}({text})", "store": answer, **({"on_error": "continue"} if go_on else {})}
        return data, work, scope.plus((f"{answer}.status", "text", lambda s, r: s.items[answer]["status"]))

    def foreach(self, scope, depth):
        name = self.fresh("c")
        inner = scope.plus(*item_names(name))
        data, body = self.steps(inner, depth - 1, 3)
        where, rows = ("", None) if self.rng.random() < 0.5 else self.some_children(scope, 1)

        def work(s):
            found = rows(s) if rows else [r for r in s.of("Child") if r["main"] == s.own["id"]]
            for row in [dict(r) for r in found]:
                s.turn()
                s.items[name] = row
                body(s)
        return {"foreach": f"{name} in " + (f"Child WHERE {where}" if rows else "related Child"), "steps": data}, work

    def switch(self, scope, depth):
        on_colour = self.rng.random() < 0.5
        subject = Expr("enum", "e", lambda s, r: s.own["e"]) if on_colour else self.writer.modulo("int", scope, 1)
        choices = COLOURS if on_colour else (0, 1, 2, -1)
        cases = {v: self.steps(scope, depth - 1, 2) for v in self.rng.sample(choices, self.rng.randint(1, len(choices)))}
        otherwise = self.steps(scope, depth - 1, 2) if self.rng.random() < 0.5 or on_colour else None
        data = {"switch": subject.text, "cases": [{"when": str(v), "then": d} for v, (d, _) in cases.items()]}
        if otherwise:
            data["default"] = otherwise[0]

        def work(s):
            steps = cases.get(subject.value(s, None), otherwise)
            if steps:
                steps[1](s)
        return data, work

    def while_(self, scope, depth):
        name, limit = self.fresh("v"), self.rng.randint(2, 6)
        start = self.writer.modulo("int", scope, 1)
        inner = scope.plus((f"${name}", "int", lambda s, r: s.vars[name]))
        # The count itself is not the body's to set.
        data, body = self.steps(Scope([n for n in inner.names if n[0] != f"${name}"], inner.row), depth - 1, 2)

        def work(s):
            s.vars[name], turns = start.value(s, None), 0
            while s.vars[name] is not None and s.vars[name] > 0:
                s.turn()
                turns += 1
                if turns > limit:
                    raise Fail("failed:loop_limit")
                body(s)
                s.vars[name] -= 1
        loop = {"while": f"${name} > 0", "limit": str(limit), "steps": data + [{"set": f"{name} = ${name} - 1"}]}
        # Two steps in one: the caller takes a list.
        return {"if": "TRUE", "then": [{"set": f"{name} = {start.text}"}, loop]}, work

    def ends(self, scope, depth):
        condition = self.expr("bool", scope)
        if self.rng.random() < 0.5:
            code = self.fresh("no")
            data, error = {"reject": code}, lambda s: Fail(f"failed:{code}")
        else:
            values = {f: self.expr(k, scope) for f, k in (("i", "int"), ("t", "text"))}
            data, error = {"return": {f: v.text for f, v in values.items()}}, lambda s: Done({f: v.value(s, None) for f, v in values.items()})

        def work(s):
            if condition.value(s, None) is True:
                raise error(s)
        return {"if": condition.text, "then": [data]}, work

    @staticmethod
    def declare_own(scope):
        return {"set": "of_row = b"}, lambda s: None

    def made(self):
        """The first step of an action that makes its row: all of it from inputs and constants."""
        scope = Scope(shared_names()[:3], "made")
        values = self.assigned(OWN, scope)
        text = ", ".join(f"{f} = {v.text}" for f, v in values.items())

        def work(s):
            self.set_values(s.own, {"b": Expr("int", "3", lambda s, r: 3), **values}, s, None)
        return {"insert": f"Main({text})"}, work

    def action(self, name):
        names = [n for n in own_names() if not ((self.makes or self.reads) and n[0].startswith("old."))]
        scope = Scope(names + shared_names()[:3], "own")
        # One that changes its row does so first, and so `old` is known; one that reads it must name it.
        first = self.made() if self.makes else self.declare_own(scope) if self.reads else self.update_own(scope, 0)
        data, body = self.steps(scope, 3, 6)

        def work(s):
            first[1](s)
            body(s)
        # All may be left out, also where every way stores them in a field that must have a value.
        inputs = {n: {"type": t, "required": False} for n, t in (("ia", "integer"), ("it", "text"), ("ib", "boolean"))}
        return {"name": name, "parameters": inputs, "steps": [first[0]] + data}, work
