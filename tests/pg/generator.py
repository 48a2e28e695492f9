"""Random projects: plausible, hostile and often faulty. One item of an entity stands on one line, so that an
item that the compiler refuses can be taken out by its position."""
import json
import os
import re

try:
    from re import _parser as sre
except ImportError:
    import sre_parse as sre

WORDS = ("name title code total price state kind note day at owner parent item count size weight active colour "
         "place url label rank phase start finish rate amount body summary flag token").split()
RESERVED = ("select user order table all end offset limit default check primary group from where case when then else "
            "in is not and or like between exists array row current_user session_user cast type value values key "
            "new old t p_id p_pk p_row p_old p_new p_field p_tenant_id p_identifier v_pk v_row v_fields result "
            "column constraint desc asc only window analyze both leading left right cross natural join outer "
            "tenant pk fk tb ctid2 valid matches distinct interval date time now extract position substring trim "
            "firstName HTMLBody snake_case_ _x x1 ctid xmin xmax cmin cmax tableoid oid tb year month day epoch count sum min max public app").split()
SCHEMAS = ("crm", "sales", "order", "common", "user", "public", "app", "core", "a_rather_long_name_of_a_schema_that_nobody_would_like_to_write")
TEXTS = ("plain", "it's", 'a "word"', "back\\slash", "/* no */ comment", "-- dashes", "$specql$ body $$", "é ü 漢字 🚀",
         "a, b", "100%", "_under", "line\nbreak", "tab\there", "trail ", " lead", "@fraiseql:type", "{{x}}", "'; DROP TABLE x; --",
         "\\x41", "E'\\n'", "(paren", "a=b", "a|b", "null", "NULL", "true", "now()", "~", "[x]", "{x}", "x" * 70, "#", "a: b", "a #b",
         "\u0085", "\u2028", "\x7f", "\x01", "\ufeff", "\u200b", "é" * 40, "\\", "''", '""', "*/", ":x", "%s", "${x}", "\r\n")
REGEXES = ("[A-Z]{3}", "^[a-z]+$", "a|b", "(a|b)+", "[0-9]*", ".", "\\d+", "\\w\\s", "(?:x)", "[^/]+", "a{2,3}", "\\y", "\\.", "(?i)abc",
           "(?=x)", "[[:alpha:]]+", "*", "a**", "(", ")", "[", "]", "a{300}", "a{255}", "a{3,1}", "\\b", "\\x41", "\\", "(?<n>x)", "a+?", "x??",
           "\\1", "(x)\\1", "[\\w-]", "[a-\\d]", "[z-a]", "\\u0041", "[[.a.]]", "[[=a=]]", "***:x", "(?x)a b", "^", "$", "", "é", "[^]", "[]a]",
           "a{,3}", "{", "}", "a{", "x{1}{2}", "\\Z", "\\A", "\\m\\M", "(?!x)y", "(?<=x)y", "[a-z&&[b]]", "\\p{L}", "(a", "a\\", "[[:nope:]]", "$a^",
           "(?i)", "a(?i)b", "()", "(|a)", "||", "[\\]", "[\\n]", "\\cA", "\\e", "\\0", "\\07", "\\8", "^*", "(*a)", "(?:)", "[a-]", "[-a]", "[--a]")

# Where the compiler does not tell whether a default matches (gen/expr/pattern.h).
UNSURE = re.compile(r"\(\?[^:]|\[\[|\\[a-zA-Z0-9]")


def types_def(path):
    """The scalars and composites of gen/model/types.def: word → (kind, pattern, min, max, example)."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)

    def string(s):
        parts = re.findall(r'"((?:[^"\\]|\\.)*)"', s)
        return "".join(re.sub(r"\\(.)", r"\1", p) for p in parts) if parts else None

    scalars, composites = {}, {}
    item = r'((?:"(?:[^"\\]|\\.)*"\s*)+|NULL|\w+)'
    for m in re.finditer(r"^SCALAR\(" + r"\s*,\s*".join([item] * 9) + r"\)", text, re.M):
        word, kind = m[1], m[2]
        scalars[word] = (kind, string(m[5]), string(m[6]), string(m[7]), string(m[9]))
    for m in re.finditer(r"^COMPOSITE\((\w+), " + item, text, re.M):
        composites[m[1]] = string(m[2])
    return scalars, composites


def sample(rng, pattern):
    """A text that the pattern takes."""
    def one(tree):
        out = ""
        for op, arg in tree:
            op = str(op)
            if op == "LITERAL":
                out += chr(arg)
            elif op == "NOT_LITERAL":
                out += rng.choice([c for c in "abcXYZ09-_é" if ord(c) != arg])
            elif op == "ANY":
                out += rng.choice("abcXYZ09-_é ")
            elif op == "IN":
                out += member(arg)
            elif op in ("MAX_REPEAT", "MIN_REPEAT"):
                low, high, inner = arg
                for _ in range(rng.randint(low, min(int(high), low + rng.choice((0, 1, 3, 20))))):
                    out += one(inner)
            elif op == "SUBPATTERN":
                out += one(arg[-1])
            elif op == "BRANCH":
                out += one(rng.choice(arg[1]))
        return out

    def member(items):
        kinds = [str(op) for op, _ in items]
        if "NEGATE" in kinds:
            # Every class that is negated here excludes blanks and some signs.
            return rng.choice("abcXYZ09-_é")
        op, arg = rng.choice(items)
        op = str(op)
        if op == "LITERAL":
            return chr(arg)
        if op == "RANGE":
            return chr(rng.randint(*arg))
        return " " if "SPACE" in str(arg) else "7"

    return one(sre.parse(pattern))


def members_def(path):
    """The members of the composites: word → [(member, type, required)]."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    return {m[1]: [(name, of, kind == "REQUIRED") for kind, name, of in re.findall(r"(REQUIRED|OPTIONAL)\((\w+), (\w+)\)", m[2])]
            for m in re.finditer(r"^COMPOSITE\((\w+), (.*?)(?=^COMPOSITE|^SYNONYM)", text, re.M | re.S)}


class Field:
    def __init__(self, name, kind, spec, value=None, members=(), targets=()):
        self.name, self.kind, self.spec, self.value, self.members, self.targets = name, kind, spec, value, members, targets


class Entity:
    def __init__(self, name, schema):
        self.name, self.schema = name, schema
        self.header, self.blocks, self.fields = [], {}, []
        self.path = None

    def lines(self):
        """(text, block, item) of each line; block and item are None in the header."""
        yield f"entity: {self.name}", None, None
        yield f"schema: {json.dumps(self.schema)}", None, None
        for i, line in enumerate(self.header):
            yield line, "header", i
        for block, items in self.blocks.items():
            if items:
                yield f"{block}:", block, None
            for i, (key, value) in enumerate(items):
                text = json.dumps(value, ensure_ascii=False)
                text = re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda m: "\\u%04x" % ord(m[0]), text)
                yield (f"  {json.dumps(key)}: {text}" if key else f"  - {text}"), block, i

    def text(self):
        return "".join(line + "\n" for line, _, _ in self.lines())

    def remove(self, block, items):
        if block == "header":
            self.header = [x for i, x in enumerate(self.header) if i not in items]
        else:
            self.blocks[block] = [x for i, x in enumerate(self.blocks[block]) if i not in items]


class Generator:
    def __init__(self, rng, scalars, composites):
        self.rng, self.scalars, self.composites = rng, scalars, composites

    def chance(self, p):
        return self.rng.random() < p

    # Names

    def name(self):
        r = self.rng.random()
        pick = self.rng.choice
        if r < 0.5:
            return pick(WORDS) + pick(("", "", "_a", "_2", "_name", "Id"))
        if r < 0.8:
            return pick(RESERVED)
        if r < 0.9:
            return "l" * self.rng.randint(45, 60) + pick("abc_1") + pick(("", "_x", "yz"))
        if r < 0.97:
            return pick(WORDS) + "_" + pick(WORDS)
        return pick(("id", "pk_x", "1a", "a-b", "é", "Name", "NAME", "deleted_at", "created_by", "path", "a" * 64, "true", "null", "on", "y"))

    # Values: (text of a default, SQL of a valid row value or None)

    def text_value(self):
        return self.rng.choice(TEXTS)

    def number(self, low=None, high=None):
        pick = self.rng.choice
        return pick(("0", "1", "-1", "7", "1.5", "-0.001", "+5", ".5", "5.", "1e3", "1E-5", "007", "2147483647", "2147483648", "-2147483648",
                     "9223372036854775807", "9223372036854775808", "32767", "32768", "NaN", "Infinity", "99999999999999999999999", "0x10", "1_000",
                     "100", "100.005", "99.999", "999.99", "1e400", "1e-400", "-0", str(self.rng.randint(-200, 200))))

    VALUES = {
        "BOOLEAN": ("true", "false", "yes", "off", "t", "1", "maybe", "TRUE"),
        "DATE": ("2026-01-31", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "10000-01-01", "0000-01-01", "infinity", "today", "2026-1-1", "20260131",
                 "current_date", "now()", "5874897-12-31", "1582-10-10", "epoch", "2026-01-31 BC"),
        "TIME": ("14:30:00", "24:00:00", "23:59:60", "00:00", "23:59:59.999999", "24:00:01", "12", "allballs", "now", "localtime", "12:30 PM", "1:2:3",
                 "23:59:59.9999999", "14:30:00Z", "14:30:00+02"),
        "TIMESTAMP": ("2025-11-08T14:30:00Z", "now()", "clock_timestamp()", "2025-11-08", "2025-11-08 14:30:00+05:30", "infinity", "2025-11-08T14:30:00",
                      "2025-02-30T00:00:00Z", "2025-11-08T24:00:00Z", "2025-11-08T23:59:60Z", "294277-01-01T00:00:00Z", "now", "tomorrow", "0001-01-01T00:00:00+15:59",
                      "2025-11-08T14:30:00+16", "2025-11-08T14:30:00.1234567Z", "2025-11-08T14:30:00 Europe/Paris", "2025-11-08T14:30:00+1530"),
        "INTERVAL": ("2 hours 30 minutes", "1 day", "P1DT2H", "-1 month", "1 year 2 mons", "00:30", "1", "infinity", "P1Y2M", "99999999999 years", "1.5 hours",
                     "2 days ago", "1 fortnight", "@ 1 minute", "1 day -2 hours", "P", "PT", "1-2", "178000000 years", "PT1.5S", "1 century", "3 weeks 12:00:00"),
        "UUID": ("550e8400-e29b-41d4-a716-446655440000", "gen_random_uuid()", "550E8400E29B41D4A716446655440000", "{550e8400-e29b-41d4-a716-446655440000}",
                 "550e8400-e29b-41d4-a716-44665544000", "550e8400-e29b-41d4-a716-44665544000g", "550e-8400-e29b-41d4-a716-4466-5544-0000"),
        "BYTES": ("\\x00ff", "\\x", "\\xF", "abc", "\\000", "\\xzz", "", "\\\\", "\\x00 ff"),
        "INET": ("192.168.1.1", "10.0.0.0/8", "::1", "fe80::1/64", "1.2.3", "10.0.0.1/33", "256.1.1.1", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "1::2::3", "10/8", "::1/129",
                 "010.1.1.1", "::1%eth0", "1:2:3:4:5:6:7::", "::1.2.3.4"),
        "MACADDR": ("08:00:2b:01:02:03", "08-00-2b-01-02-03", "0800.2b01.0203", "08002b010203", "08:00:2b:01:02", "08:00:2b:01:02:0g", "08002b:010203", "8:0:2b:1:2:3", "0800-2b01-0203"),
        "POINT": ("(37.7749, -122.4194)", "(0,0)", "1,2", "(91, 0)", "(0, 181)", "(1,2", "(a,b)", "(-90,-180)", "(NaN,0)", "(90,180)", "( 1 , 2 )", "(1e1,1e2)", "[1,2]"),
        "JSON": ("{}", "[]", "null", "1", "\"x\"", "{\"a\": 1}", "{a: 1}", "{\"a\": \"\\u0000\"}", "[1,", "{\"a\":1,\"a\":2}", "1e999", "\"\\ud800\"", "[[[]]]", "true", "{\"a\":\"it's\"}", "01", "1e400000"),
    }

    def value(self, kind, spec):
        """A default of a type: valid or nearly so."""
        pick = self.rng.choice
        if kind == "TEXT":
            scalar = self.scalars.get(spec)
            if scalar and scalar[1] and self.chance(0.8):
                text = sample(self.rng, scalar[1])
                return text if self.chance(0.8) else text.swapcase() + pick(("", "\n", " ", "é"))
            return self.text_value()
        if kind == "NUMBER":
            return self.number()
        if spec in self.composites:
            value = json.loads(self.composites[spec])
            if self.chance(0.5):
                value[pick(list(value))] = pick((0, -1, 1.5, 2147483648, 1e300, "", "x", "24:00:00", "2023-02-29", "é", None, [], {}, True))
            return json.dumps(value) if self.chance(0.9) else pick(("{}", "[]", "null", "{\"x\":1}"))
        if spec in self.scalars and self.chance(0.3):
            return self.scalars[spec][4]
        return pick(self.VALUES[kind])

    # Types

    def params(self):
        n = self.rng.choice((0, 1, 2, 5, 40, 255, 1000, 10485760, 10485761, 2147483647, 99999999999, -1))
        m = self.rng.choice((0, 1, 2, 5, 40, 1000, 1001, n))
        return n, m

    def base(self):
        """A type string and its kind, without ! and default."""
        pick = self.rng.choice
        r = self.rng.random()
        if r < 0.4:
            word = pick(list(self.scalars))
            return word, self.scalars[word][0], word
        if r < 0.5:
            word = pick(list(self.composites))
            return word, "JSON", word
        n, m = self.params()
        lows = (("-5", "5"), ("0", "0"), ("5", "1"), ("-2147483648", "2147483647"), ("-32768", "32767"), ("0", "2147483648"),
                ("-9223372036854775808", "9223372036854775807"), ("1.5", "2"), ("0", "40000"))
        text, kind = pick((
            (f"text({n})", "TEXT"), (f"text({min(n, m)},{max(n, m)})", "TEXT"), (f"varchar({n})", "TEXT"), (f"char({n})", "TEXT"), ("text", "TEXT"), ("TEXT", "TEXT"),
            ("string", "TEXT"), ("char", "TEXT"), ("varchar", "TEXT"), (f"VARCHAR({m})", "TEXT"),
            ("integer", "NUMBER"), ("bigint", "NUMBER"), ("smallint", "NUMBER"), ("float", "NUMBER"), ("decimal", "NUMBER"), ("numeric", "NUMBER"), ("int", "NUMBER"), ("INT", "NUMBER"),
            (f"decimal({n})", "NUMBER"), (f"decimal({n}, {m})", "NUMBER"), (f"numeric({m},{n})", "NUMBER"), (f"decimal({m or 1},{min(m, 2)})", "NUMBER"),
            ("%s(%s,%s)" % ((pick(("integer", "bigint", "smallint")),) + pick(lows)), "NUMBER"),
            ("boolean", "BOOLEAN"), ("bool", "BOOLEAN"), ("bytea", "BYTES"), ("inet", "INET"), ("interval", "INTERVAL"), ("timestamp", "TIMESTAMP"),
            ("timestamptz", "TIMESTAMP"), ("jsonb", "JSON"), ("phone", "TEXT"), ("date", "DATE"), ("time", "TIME"), ("uuid", "UUID"), ("json", "JSON")))
        return text, kind, text

    def enum(self):
        plain = self.rng.sample(("a", "b", "c", "open", "closed", "in-progress", "so so", "it''s", "A", "x" * 63, "x" * 64, "é", "null", "true", "1"), self.rng.randint(1, 5))
        nasty = [t for t in self.rng.sample(TEXTS, 3) if "\n" not in t and "\r" not in t]
        members, texts = [], []
        for word in plain + (nasty if self.chance(0.5) else []):
            quote = self.rng.choice("'\"")
            if re.fullmatch(r"[\w -]+", word) and self.chance(0.6):
                texts.append(word)
            else:
                texts.append(quote + word.replace(quote, quote * 2) + quote)
            members.append(word)
        return "enum(" + ", ".join(texts) + ")", members

    def field(self, name, entities):
        pick = self.rng.choice
        r = self.rng.random()
        if entities and r < 0.18:
            return self.ref(name, entities)
        if r < 0.28:
            text, members = self.enum()
            kind, spec = "ENUM", text
            if self.chance(0.2):
                text = None
        else:
            (text, kind, spec), members = self.base(), ()
        many = text is not None and self.chance(0.15)
        if many:
            text = f"list({text})"
        default = None
        if self.chance(0.35):
            def one():
                return pick(members) if kind == "ENUM" and self.chance(0.9) else self.value("TEXT" if kind == "ENUM" else kind, spec)
            default = [one() for _ in range(self.rng.randint(0, 3))] if many else one()
        required = self.chance(0.2)
        if text is not None and self.chance(0.45):
            if default is not None:
                def quoted(v):
                    return v if self.chance(0.5) else "'" + v.replace("'", "''") + "'"
                shown = "[" + ", ".join(map(quoted, default)) + "]" if many else quoted(default)
                text += pick((" = ", "=", "! = " if required else " = ")) + shown
            elif required:
                text += "!"
            form = text
        else:
            form = {"type": text} if text is not None else {"type": "enum", "values": members}
            if default is not None:
                form["default"] = default
            self.options(form, kind, required)
            if UNSURE.search(form.get("pattern", "")):
                form.pop("default", None)
        return Field(name, "LIST" if many else kind, form, members=members)

    def options(self, form, kind, required):
        pick = self.rng.choice
        if required:
            form.update(pick(({"required": True}, {"nullable": False})))
        if self.chance(0.2):
            form["unique"] = True
        if self.chance(0.3):
            form["description"] = pick(TEXTS) + pick(TEXTS)
        if self.chance(0.25):
            form["index"] = pick((True, False, "btree", "hash", "gin", "gin_trgm", "gist"))
        if kind == "NUMBER" and self.chance(0.3):
            form["min"] = json.loads(pick(("0", "-5", "1.5", "-1e2", "0.001")))
            if self.chance(0.5):
                form["max"] = json.loads(pick(("5", "100", "1e3", "99999")))
        if kind == "TEXT" and self.chance(0.3):
            form["pattern"] = pick(REGEXES)
        if kind == "TEXT" and self.chance(0.2):
            form["max_length"] = pick((0, 1, 5, 1000, 2147483648))
            if self.chance(0.5):
                form["min_length"] = pick((0, 1, 5))

    def ref(self, name, entities):
        pick = self.rng.choice
        target = pick(entities)
        word = pick((target.name, f"{target.schema}.{target.name}"))
        delete = pick(("cascade", "set_null", "restrict"))
        r = self.rng.random()
        if r < 0.2:
            other = pick(entities)
            return Field(name, "REFS", f"ref({target.name}|{pick((other.name, other.schema + '.' + other.name))})" + pick(("", "!")), targets=(target, other))
        if r < 0.4:
            return Field(name, "JOIN", pick((f"list(ref({word}))", f"list(ref({word}, on_delete={delete}))")), targets=(target,))
        if r < 0.7:
            return Field(name, "REF", pick((f"ref({word}, on_delete: {delete})", f"ref({word})")) + pick(("", "!", "?")), targets=(target,))
        form = {"type": "ref", "entity": target.name, "on_delete": delete}
        if self.chance(0.5):
            form["schema"] = target.schema
        self.options(form, "REF", self.chance(0.3))
        form.pop("min", None)
        return Field(name, "REF", form, targets=(target,))

    # Expressions

    def literal(self, kind):
        pick = self.rng.choice
        if kind in ("TEXT", "ENUM"):
            return "'" + pick(TEXTS).replace("'", "''") + "'"
        if kind == "NUMBER":
            return pick(("0", "1", "2", "0.5", "100", "7", "2147483648", "0.0", "99999999999999999999", ".5", "1e5"))
        if kind == "BOOLEAN":
            return pick(("TRUE", "FALSE"))
        if kind == "INTERVAL":
            return "INTERVAL '" + pick(self.VALUES[kind]) + "'"
        return "'" + pick(self.VALUES.get(kind, ("x",))) + "'"

    def leaf(self, kind):
        fields = [f for f in self.fields if f.kind == kind or (kind == "TEXT" and f.kind == "ENUM" and self.chance(0.2))]
        always = {"UUID": ["id", "tenant_id", "created_by"], "TIMESTAMP": ["created_at", "deleted_at"]}.get(kind, [])
        if fields and self.chance(0.75):
            return self.rng.choice(fields).name
        if always and self.chance(0.5):
            return self.rng.choice(always)
        return self.literal(kind)

    def expr(self, kind, depth):
        pick = self.rng.choice
        if self.chance(0.02):
            kind = pick(("TEXT", "NUMBER", "BOOLEAN", "DATE", "TIME", "TIMESTAMP", "INTERVAL", "UUID", "LIST", "JSON", "REF", "INET", "POINT", "BYTES"))
        if depth <= 0:
            return self.leaf(kind)
        e = lambda k: self.expr(k, depth - 1)  # noqa: E731
        common = [
            lambda: self.leaf(kind), lambda: self.leaf(kind),
            lambda: f"coalesce({e(kind)}, {e(kind)})",
            lambda: f"CASE WHEN {e('BOOLEAN')} THEN {e(kind)} ELSE {pick((e(kind), 'NULL'))} END",
            lambda: f"CASE {e('NUMBER')} WHEN {e('NUMBER')} THEN {e(kind)} WHEN 3 THEN {e(kind)} END",
            lambda: f"nullif({e(kind)}, {e(kind)})",
            lambda: f"({e(kind)})",
        ]
        if kind not in ("BOOLEAN", "JSON", "POINT", "LIST", "REF"):
            common.append(lambda: f"{pick(('greatest', 'least'))}({e(kind)}, {e(kind)})")
        own = getattr(self, "on_" + kind.lower(), lambda e: [])(e)
        return pick(common + own * 3)()

    def on_boolean(self, e):
        pick = self.rng.choice
        kinds = ("TEXT", "NUMBER", "DATE", "TIME", "TIMESTAMP", "INTERVAL", "UUID", "INET", "BYTES", "MACADDR", "NUMBER", "TEXT", "BOOLEAN", "JSON", "REF")

        def compare():
            k = pick(kinds)
            return f"{e(k)} {pick(('=', '!=', '<', '<=', '>', '>=', '<>', '==', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'))} {e(k)}"

        def member():
            f = [f for f in self.fields if f.kind == "ENUM"]
            if not f:
                return compare()
            f = pick(f)
            texts = ["'" + m.replace("'", "''") + "'" for m in f.members]
            return pick((f"{f.name} = {pick(texts)}", f"{f.name} IN ({', '.join(texts)})", f"CASE {f.name} WHEN {pick(texts)} THEN {e('BOOLEAN')} END"))

        def among():
            k = pick(kinds)
            return pick((f"{e(k)} {pick(('', 'NOT '))}IN ({e(k)}, {e(k)})", f"{e(k)} {pick(('', 'NOT '))}BETWEEN {e(k)} AND {e(k)}"))

        def valid():
            return f"{pick(self.fields).name} IS {pick(('', 'NOT '))}VALID" if self.fields else compare()

        def matches():
            word = pick(("'" + pick(REGEXES).replace("'", "''") + "'", pick(list(self.scalars)) + pick(("", "_pattern"))))
            return f"{e('TEXT')} {pick(('MATCHES', 'NOT MATCHES', '~', '!~'))} {word}"

        def null():
            f = pick(self.fields).name if self.fields else "id"
            return pick((f"{f} IS {pick(('', 'NOT '))}NULL", f"({e('BOOLEAN')}) IS {pick(('', 'NOT '))}{pick(('TRUE', 'FALSE', 'NULL'))}"))

        return [compare, compare, member, among, valid, matches, null,
                lambda: f"{e('BOOLEAN')} {pick(('AND', 'OR'))} {e('BOOLEAN')}",
                lambda: f"NOT {e('BOOLEAN')}",
                lambda: f"({e('BOOLEAN')})",
                lambda: f"{e('TEXT')} {pick(('LIKE', 'ILIKE', 'NOT LIKE', 'NOT ILIKE'))} {e('TEXT')}",
                lambda: f"starts_with({e('TEXT')}, {e('TEXT')})"]

    def on_text(self, e):
        pick = self.rng.choice
        return [lambda: f"{pick(('upper', 'lower', 'trim', 'btrim', 'ltrim', 'rtrim'))}({e('TEXT')})",
                lambda: f"{pick(('trim', 'btrim', 'ltrim', 'rtrim'))}({e('TEXT')}, {e('TEXT')})",
                lambda: f"trim({pick(('BOTH', 'LEADING', 'TRAILING'))} {e('TEXT')} FROM {e('TEXT')})",
                lambda: f"substring({e('TEXT')}, {e('NUMBER')}, {e('NUMBER')})", lambda: f"substring({e('TEXT')} FROM 1 FOR 2)",
                lambda: f"{pick(('left', 'right'))}({e('TEXT')}, {e('NUMBER')})",
                lambda: f"replace({e('TEXT')}, {e('TEXT')}, {e('TEXT')})", lambda: f"{e('TEXT')} || {e('TEXT')}",
                lambda: f"concat({e('TEXT')}, 'x')"]

    def on_number(self, e):
        pick = self.rng.choice

        def part():
            k = pick(("DATE", "TIME", "TIMESTAMP", "INTERVAL"))
            p = pick("century decade year quarter month week day hour minute second dow isodow doy isoyear epoch".split())
            return f"extract({p} FROM {e(k)})"

        return [lambda: f"{e('NUMBER')} {pick('+-*/%')} {e('NUMBER')}", lambda: f"-{e('NUMBER')}", lambda: f"{pick(('length', 'char_length'))}({e('TEXT')})",
                lambda: f"position({e('TEXT')} IN {e('TEXT')})", lambda: f"{pick(('position', 'strpos'))}({e('TEXT')}, {e('TEXT')})",
                lambda: f"{pick(('abs', 'ceil', 'ceiling', 'floor', 'round'))}({e('NUMBER')})", lambda: f"round({e('NUMBER')}, {pick(('2', e('NUMBER')))})",
                lambda: f"{e('DATE')} - {e('DATE')}", part, part,
                lambda: f"{pick(('cardinality', 'array_length'))}({e('LIST')})", lambda: f"array_length({e('LIST')}, 1)", lambda: f"jsonb_array_length({e('JSON')})"]

    def on_date(self, e):
        return [lambda: f"{e('DATE')} {self.rng.choice('+-')} {self.rng.choice(('3', e('NUMBER')))}", lambda: "current_date"]

    def on_time(self, e):
        return [lambda: f"{e('TIME')} {self.rng.choice('+-')} {e('INTERVAL')}"]

    def on_timestamp(self, e):
        pick = self.rng.choice
        return [lambda: f"{e('DATE')} {pick('+-')} {e('INTERVAL')}", lambda: f"date_trunc('{pick(('month', 'day', 'week', 'hour', 'dow'))}', {e(pick(('DATE', 'TIMESTAMP')))})", lambda: "now()"]

    def on_interval(self, e):
        pick = self.rng.choice
        return [lambda: f"{e('TIMESTAMP')} - {e('TIMESTAMP')}", lambda: f"{e('TIME')} - {e('TIME')}", lambda: f"{e('INTERVAL')} {pick('+-')} {e('INTERVAL')}",
                lambda: f"{e('INTERVAL')} {pick('*/')} {e('NUMBER')}", lambda: f"{e('NUMBER')} * {e('INTERVAL')}", lambda: f"date_trunc('day', {e('INTERVAL')})"]

    # Entities and projects

    def columns(self, most):
        """Names of columns for an index or a constraint, mostly such as are there."""
        names = [f.name for f in self.fields if f.kind not in ("JOIN", "REFS")] or ["id"]
        names += ["fk_" + f.name for f in self.fields if f.kind == "REF"] + ["created_at"]
        names = self.rng.sample(names, min(len(names), self.rng.randint(1, most)))
        if self.chance(0.15):
            names.append(self.rng.choice(("id", "tenant_id", "identifier", "deleted_at", "nothing", names[0], "pk_x") + tuple(f.name for f in self.fields)))
        return names

    def object_name(self, entity):
        """A name for an index or a constraint, often one that something else has."""
        stem, field = entity.name.lower(), self.rng.choice(self.fields).name
        return self.rng.choice((f"idx_{stem}_{self.rng.randint(0, 9999)}", f"idx_{stem}_{self.rng.randint(0, 9999)}", f"idx_tb_{stem}_{field}", f"idx_{stem}_{field}", f"tb_{stem}", f"tb_{stem}_pkey",
                                f"tb_{stem}_{field}_key", f"tb_{stem}_id_key", f"tb_{stem}_tenant_key", f"chk_tb_{stem}_rule_0", f"tb_{stem}_{field}", "i" * 63, "i" * 64, "select", "Capital",
                                f"idx_{self.rng.choice(WORDS)}_{field}", f"tb_{self.rng.choice(WORDS)}", "tb_mutation_audit_log", f"tb_{stem}_pk_{stem}_seq"))

    FITTING = {"LIST": ("gin", "btree", "hash"), "JSON": ("gin", "hash"), "POINT": ("gist",), "TEXT": ("gin_trgm", "gist", "btree", "hash"), "REF": ("gist", "hash", "btree")}

    def index_type(self, names):
        """A type of index that holds the first of the columns, mostly."""
        if self.chance(0.15):
            return self.rng.choice(("btree", "hash", "gin", "gin_trgm", "gist"))
        kinds = [f.kind for f in self.fields if f.name == names[0]] or ["NUMBER"]
        return self.rng.choice(self.FITTING.get(kinds[0], ("btree", "hash", "gist")))

    def fill(self, entity, entities, externals):
        pick = self.rng.choice
        self.fields, seen = [], set()
        for _ in range(self.rng.choice((0, 1, 3, 8, 8, 12, 20))):
            name = self.name()
            if name.lower() in seen and self.chance(0.95):
                continue
            seen.add(name.lower())
            self.fields.append(self.field(name, entities))
        header, blocks = entity.header, entity.blocks
        for line, p in ((f"description: {json.dumps(pick(TEXTS) + pick(TEXTS))}", 0.5), (f"key: {pick(('bigint', 'integer'))}", 0.3),
                        (f"tenancy: {pick(('tenant', 'shared'))}", 0.35), ("trinity_helpers: {lookup_by: identifier}", 0.2),
                        (f"organization: {{table_code: \"{pick(('012011', 'ABCDEF', '00000g'))}\"}}", 0.1)):
            if self.chance(p):
                header.append(line)
        blocks["fields"] = [(f.name, f.spec) for f in self.fields]
        if not self.fields:
            return
        blocks["indexes"] = []
        for _ in range(self.rng.choice((0, 0, 1, 3))):
            names = self.columns(pick((1, 1, 2, 3)))
            index = {pick(("columns", "fields")): names}
            if self.chance(0.7):
                index["type"] = self.index_type(names)
            if self.chance(0.2):
                index["unique"] = True
            if self.chance(0.2):
                index["name"] = self.object_name(entity)
            blocks["indexes"].append(("", index))
        blocks["unique_constraints"] = []
        for _ in range(pick((0, 0, 1, 2))):
            names = self.columns(4)
            blocks["unique_constraints"].append(("", pick((names, {"fields": names}, {"fields": names, "name": self.object_name(entity)}))))
        blocks["foreign_keys"] = []
        for i in range(pick((0, 0, 0, 1, 2))):
            target = pick(entities)
            form = {"references": pick((f"{target.schema}.tb_{target.name.lower()}", f"{target.schema}.tb_{target.name.lower()}") + externals + ("nowhere.tb_thing",)),
                    "on_delete": pick(("cascade", "set_null", "restrict")), "nullable": self.chance(0.8), "description": pick(TEXTS)}
            blocks["foreign_keys"].append((pick((f"fk_{i}", f"fk_other_{pick(WORDS)}", "account_" + pick(WORDS), "fk_" + "k" * 58)), form))
        blocks["validation"] = []
        for i in range(pick((0, 2, 4, 8))):
            taken = pick(self.fields).name + pick(("_pattern", "_enum", "_range", "_length", "_shape", "_target", "_bounds", "_key", ""))
            rule = {"name": pick((f"rule_{i}", f"rule_{i}", f"rule_{i}_" + "r" * 50, taken, "rule_" + taken)), "condition": self.expr("BOOLEAN", self.rng.randint(1, 4))}
            if self.chance(0.3):
                rule["error"] = pick(TEXTS)
            blocks["validation"].append(("", rule))
        blocks["actions"] = [("", {"name": f"{w}_{entity.name.lower()}_{self.number_of}"}) for w in ("create", "update", "delete") if self.chance(0.3)]

    def inclusions(self, entity, depth):
        """Entries of include_relations of an entity: mostly of refs that it has, with fields that their targets have."""
        pick, refs = self.rng.choice, [f for f in entity.fields if f.targets]
        made = []
        for f in self.rng.sample(refs, min(len(refs), self.rng.randint(0, 3))):
            target = pick(f.targets)
            fields = [g.name for g in target.fields] + ["created_at", "id"]
            form = {"fields": ["*"] if self.chance(0.3) else self.rng.sample(fields, min(len(fields), self.rng.randint(1, 4)))}
            if depth and self.chance(0.5):
                form["include_relations"] = self.inclusions(target, depth - 1)
            made.append({f.name if self.chance(0.8) else target.name: form})
        return made

    def source(self, entity):
        """A field, sometimes of what a ref leads to."""
        path = []
        while entity.fields and len(path) < 4:
            f = self.rng.choice(entity.fields)
            path.append(f.name)
            if not f.targets:
                break
            entity = f.targets[0]
        return ".".join(path + ([] if entity.fields and not f.targets else ["id"]))

    def view(self, entity):
        pick = self.rng.choice
        filters = []
        for i in range(pick((0, 1, 3, 5))):
            form = {"source": self.source(entity)}
            if self.chance(0.3):
                form["type"] = pick(("text", "integer", "bigint", "float", "decimal", "datetime", "json", "boolean", "uuid"))
            if self.chance(0.3):
                form["index"] = pick(("btree", "gin", "gin_trgm", "gist"))
            filters.append({f"filter_{i}" if self.chance(0.8) else pick(WORDS): form})
        plain = [f.name for f in entity.fields if not f.targets]
        filters += self.rng.sample(plain, min(len(plain), pick((0, 0, 1, 3))))
        entity.blocks["table_views"] = [("mode", pick(("auto", "force"))),
                                        ("include_relations", self.inclusions(entity, 2)), ("extra_filter_columns", filters)]

    def project(self, n):
        """The files of a project beside its entities, its entities, and SQL that must be there before."""
        pick = self.rng.choice
        entities, seen = [], set()
        names = [w.capitalize() for w in WORDS] + [w for w in ("Order", "User", "Group", "Table", "Select", "OrderItem", "HTTPServer", "Contact", "tb", "T", "x", "All")] + \
                ["E" + "n" * 40, "E" + "n" * 41, "Tag" * 15, "Long_entity_name_with_many_words_in_it"]
        for i in range(n):
            name = pick(names) + pick(("", "", "Item", str(i)))
            if name.lower() in seen:
                continue
            seen.add(name.lower())
            entity = Entity(name, pick(SCHEMAS))
            entity.path = f"{pick(('a', 'b', 'c'))}/entities/{name}.yaml"
            entities.append(entity)
        settings = {"layout": pick(("flat", "by_schema")), "tenancy": pick(("tenant", "shared")), "schemas": {pick(SCHEMAS): pick(("tenant", "shared"))},
                    "external_tables": ["ledger.tb_account", {"table": "ledger.tb_big", "key": "number", "key_type": "bigint"}]}
        if self.chance(0.3):
            settings["roles"] = {"api": pick(("reader", "select")), "action": pick(("writer", "group"))}
        before = "CREATE SCHEMA ledger; CREATE TABLE ledger.tb_account (pk_account INTEGER PRIMARY KEY); CREATE TABLE ledger.tb_big (number BIGINT PRIMARY KEY);\n"
        for i, entity in enumerate(entities):
            self.number_of = i
            self.fill(entity, entities, ("ledger.tb_account", "ledger.tb_big"))
            entity.fields = self.fields
        for entity in entities:
            if entity.fields and self.chance(0.5):
                self.view(entity)
        return {"specql.yaml": json.dumps(settings, indent=1) + "\n"}, entities, before


TYPES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../gen/model/types.def")


def of_source(rng):
    return Generator(rng, *types_def(TYPES))
