"""Random actions and what they must do: each expression and step is its text and a function that computes it, with SQL's NULL."""
import copy


class Fail(Exception):
    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Done(Exception):
    def __init__(self, values):
        super().__init__("return")
        self.values = values


class TooMuch(Exception):
    """More turns than are worth waiting for."""


class State:
    """What an action works on: rows by entity, its own row, its inputs, variables, and what it did."""

    def __init__(self, rows, own, given, turns=None):
        self.rows, self.given, self.vars, self.items = rows, given, {}, {}
        self.turns = turns if turns is not None else [0]
        self.own, self.old = own, dict(own)
        self.events, self.effects = [], set()

    def turn(self):
        self.turns[0] += 1
        if self.turns[0] > 400:
            raise TooMuch()

    def save(self):
        return {entity: [dict(r) for r in rows] for entity, rows in self.rows.items()}

    def restore(self, kept):
        """Undoes what was done since; rows stay the same objects."""
        for entity, rows in kept.items():
            del self.rows[entity][len(rows):]
            for row, values in zip(self.rows[entity], rows):
                row.clear()
                row.update(values)

    def of(self, entity):
        return [r for r in self.rows[entity] if not r["gone"]]

    def referred(self, entity, key):
        return next((r for r in self.of(entity) if r["id"] == key), None) if key is not None else None


# How strongly operators bind, from docs/language.md.
OR, AND, NOT, COMPARE, JOIN, SUM, PRODUCT, SIGN, ATOM = range(9)
LEVEL = {"OR": OR, "AND": AND, "||": JOIN, "+": SUM, "-": SUM, "*": PRODUCT, "%": PRODUCT}


class Expr:
    """kind: int, text, bool; value: a function of a State and of the row that bare names mean."""

    def __init__(self, kind, text, value, level=ATOM):
        self.kind, self.text, self.value, self.level = kind, text, value, level

    def within(self, level):
        """As an operand of what binds so strongly."""
        return self.text if self.level >= level else f"({self.text})"


def strict(function):
    """NULL for NULL."""
    return lambda *values: None if None in values else function(*values)


def sql_and(a, b):
    return False if a is False or b is False else None if a is None or b is None else True


def sql_or(a, b):
    return True if a is True or b is True else None if a is None or b is None else False


def remainder(a, b):
    return abs(a) % b * (1 if a >= 0 else -1)


BINARY = {
    "+": strict(lambda a, b: a + b), "-": strict(lambda a, b: a - b), "=": strict(lambda a, b: a == b), "!=": strict(lambda a, b: a != b),
    "<": strict(lambda a, b: a < b), "<=": strict(lambda a, b: a <= b), ">": strict(lambda a, b: a > b), ">=": strict(lambda a, b: a >= b),
    "AND": sql_and, "OR": sql_or, "||": strict(lambda a, b: f"{a}{b}"), "IS DISTINCT FROM": lambda a, b: a != b, "%": strict(remainder),
    "*": strict(lambda a, b: a * b),
}


class Scope:
    """Names that an expression may use: text, kind, and a function of State and row."""

    def __init__(self, names, row=None):
        self.names, self.row = list(names), row

    def plus(self, *names):
        return Scope([*self.names, *names], self.row)

    def of(self, kind):
        return [n for n in self.names if n[1] == kind]


class Writer:
    """Writes random expressions."""

    def __init__(self, rng, inner):
        self.rng, self.inner = rng, inner

    def pick(self, *ways):
        return self.rng.choice(ways)()

    def constant(self, kind):
        if kind == "int":
            n = self.rng.randint(0, 9)
            return Expr(kind, str(n), lambda s, r: n)
        if kind == "text":
            t = self.rng.choice(("a", "bc", "", "it's", "x y", "Ab"))
            return Expr(kind, "'" + t.replace("'", "''") + "'", lambda s, r: t)
        b = self.rng.random() < 0.5
        return Expr(kind, "TRUE" if b else "FALSE", lambda s, r: b)

    def name(self, kind, scope):
        names = scope.of(kind)
        if not names:
            return self.constant(kind)
        text, _, value = self.rng.choice(names)
        return Expr(kind, text, value)

    def leaf(self, kind, scope):
        return self.name(kind, scope) if self.rng.random() < 0.75 else self.constant(kind)

    def expr(self, kind, scope, depth):
        if depth <= 0:
            return self.leaf(kind, scope)
        ways = {"int": (self.arithmetic, self.arithmetic, self.length, self.choice, self.coalesce, self.count, self.modulo, self.minus),
                "text": (self.joined, self.joined, self.changed, self.choice, self.coalesce, self.part),
                "bool": (self.compared, self.compared, self.logic, self.logic, self.negated, self.null, self.between, self.among, self.like,
                         self.exists, self.distinct)}[kind]
        return self.rng.choice(ways)(kind, scope, depth - 1)

    def two(self, kind, operator, result, scope, depth):
        a, b = self.expr(kind, scope, depth), self.expr(kind, scope, depth)
        work, level = BINARY[operator], LEVEL.get(operator, COMPARE)
        # Operators of one strength go from left to right; comparisons do not go on.
        left, right = (a.within(JOIN), b.within(JOIN)) if level == COMPARE else (a.within(level), b.within(level + 1))
        return Expr(result, f"{left} {operator} {right}", lambda s, r: work(a.value(s, r), b.value(s, r)), level)

    def arithmetic(self, kind, scope, depth):
        return self.two("int", self.rng.choice("+-"), "int", scope, depth)

    def modulo(self, kind, scope, depth):
        a, n, operator = self.expr("int", scope, depth), self.rng.randint(2, 7), self.rng.choice("%*")
        n = 2 if operator == "*" else n
        return Expr("int", f"{a.within(PRODUCT)} {operator} {n}", lambda s, r: BINARY[operator](a.value(s, r), n), PRODUCT)

    def minus(self, kind, scope, depth):
        a = self.expr("int", scope, depth)
        return Expr("int", f"- {a.within(ATOM)}", lambda s, r: strict(lambda v: -v)(a.value(s, r)), SIGN)

    def length(self, kind, scope, depth):
        a = self.expr("text", scope, depth)
        return Expr("int", f"length({a.text})", lambda s, r: strict(len)(a.value(s, r)))

    def coalesce(self, kind, scope, depth):
        a, b = self.name(kind, scope), self.expr(kind, scope, depth)
        return Expr(kind, f"coalesce({a.text}, {b.text})", lambda s, r: b.value(s, r) if a.value(s, r) is None else a.value(s, r))

    def choice(self, kind, scope, depth):
        c, a, b = self.expr("bool", scope, depth), self.expr(kind, scope, depth), self.expr(kind, scope, depth)
        return Expr(kind, f"CASE WHEN {c.text} THEN {a.text} ELSE {b.text} END", lambda s, r: a.value(s, r) if c.value(s, r) is True else b.value(s, r))

    def joined(self, kind, scope, depth):
        a, b = self.expr("text", scope, depth), self.expr(self.rng.choice(("text", "int")), scope, depth)
        return Expr("text", f"{a.within(JOIN)} || {b.within(SUM)}", lambda s, r: BINARY["||"](a.value(s, r), b.value(s, r)), JOIN)

    def changed(self, kind, scope, depth):
        a, upper = self.expr("text", scope, depth), self.rng.random() < 0.5
        return Expr("text", f"{'upper' if upper else 'lower'}({a.text})", lambda s, r: strict(lambda v: v.upper() if upper else v.lower())(a.value(s, r)))

    def part(self, kind, scope, depth):
        a, n = self.expr("text", scope, depth), self.rng.randint(0, 4)
        return Expr("text", f"left({a.text}, {n})", lambda s, r: strict(lambda v: v[:n])(a.value(s, r)))

    def compared(self, kind, scope, depth):
        if self.rng.random() < 0.25:
            return self.two("text", self.rng.choice(("=", "!=")), "bool", scope, depth)
        return self.two("int", self.rng.choice(("=", "!=", "<", "<=", ">", ">=")), "bool", scope, depth)

    def logic(self, kind, scope, depth):
        return self.two("bool", self.rng.choice(("AND", "OR")), "bool", scope, depth)

    def negated(self, kind, scope, depth):
        a = self.expr("bool", scope, depth)
        return Expr("bool", f"NOT {a.within(NOT)}", lambda s, r: strict(lambda v: not v)(a.value(s, r)), NOT)

    def null(self, kind, scope, depth):
        a, yes = self.name(self.rng.choice(("int", "text", "bool")), scope), self.rng.random() < 0.5
        return Expr("bool", f"{a.text} IS {'' if yes else 'NOT '}NULL", lambda s, r: (a.value(s, r) is None) == yes, COMPARE)

    def between(self, kind, scope, depth):
        a, low = self.expr("int", scope, depth), self.rng.randint(0, 4)
        return Expr("bool", f"{a.within(JOIN)} BETWEEN {low} AND {low + 3}", lambda s, r: strict(lambda v: low <= v <= low + 3)(a.value(s, r)), COMPARE)

    def among(self, kind, scope, depth):
        a, some = self.expr("int", scope, depth), [self.rng.randint(0, 9) for _ in range(3)]
        return Expr("bool", f"{a.within(JOIN)} IN ({', '.join(map(str, some))})", lambda s, r: strict(lambda v: v in some)(a.value(s, r)), COMPARE)

    def like(self, kind, scope, depth):
        a, yes = self.expr("text", scope, depth), self.rng.random() < 0.5
        return Expr("bool", f"{a.within(JOIN)} {'' if yes else 'NOT '}LIKE 'a%'", lambda s, r: strict(lambda v: v.startswith("a") == yes)(a.value(s, r)), COMPARE)

    def distinct(self, kind, scope, depth):
        return self.two("int", "IS DISTINCT FROM", "bool", scope, depth)

    def exists(self, kind, scope, depth):
        return self.inner(self, scope, depth, "exists")

    def count(self, kind, scope, depth):
        return self.inner(self, scope, depth, self.rng.choice(("count", "sum", "max")))


def copied(rows):
    return copy.deepcopy(rows)
