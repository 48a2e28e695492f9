"""Valid values by type: what a model says of a field or an input, and a random generator, give JSON."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pg"))
import generator

SCALARS, COMPOSITES = generator.types_def(generator.TYPES)
NUMBER = re.compile(r"(SMALLINT|INTEGER|BIGINT|DOUBLE PRECISION|REAL|NUMERIC)(?:\((\d+)(?:,(\d+))?\))?", re.I)
LIMITS = {"SMALLINT": 32767, "INTEGER": 2147483647, "BIGINT": 2**53, "DOUBLE PRECISION": 10**9, "REAL": 10**6}


def number(hint, sql, rng, n):
    """Whole numbers fit every numeric type."""
    base, digits, scale = NUMBER.match(sql).groups()
    most = LIMITS.get(base.upper(), 10**9)
    if digits:
        most = min(most, 10**(int(digits) - int(scale or 0)) - 1)
    low = int(float(hint.get("min", 1)))
    low = low + 1 if low < float(hint.get("min", low)) else low
    high = min(int(float(hint["max"])) if "max" in hint else max(low, 0) + 1000, most)
    return low + (n if n is not None else rng.randint(0, max(high - low, 0))) % (high - low + 1)


def text(hint, sql, rng, n):
    if hint.get("pattern"):
        return generator.sample(rng, hint["pattern"])
    word = f"{rng.choice(('Ann', 'Bo', 'Cy', 'Di'))} {rng.randint(0, 99) if n is None else n}"
    limit = re.search(r"CHAR\((\d+)\)", sql, re.I)
    most = min(int(hint.get("max_length", 10**6)), int(limit[1]) if limit else 10**6)
    if len(word) > most:
        word = str(n if n is not None else rng.randint(0, 9))[-most:]
    return word.ljust(int(hint.get("min_length", 0)), "x")


def day(rng, n):
    n = rng.randint(0, 700) if n is None else n
    return f"{2020 + n // 336 % 20}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"


OTHERS = {
    "BOOLEAN": lambda rng, n: rng.random() < 0.5,
    "DATE": day,
    "TIMESTAMPTZ": lambda rng, n: day(rng, n) + "T14:30:00Z",
    "TIMESTAMP WITH TIME ZONE": lambda rng, n: day(rng, n) + "T14:30:00Z",
    "TIME": lambda rng, n: f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00",
    "INTERVAL": lambda rng, n: f"{rng.randint(1, 90)} minutes",
    "UUID": lambda rng, n: f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}",
    "JSONB": lambda rng, n: {"n": rng.randint(0, 99), "list": [None, "x"]},
    "BYTEA": lambda rng, n: f"\\x{rng.getrandbits(16):04x}",
    "INET": lambda rng, n: f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.1",
    "MACADDR": lambda rng, n: f"08:00:2b:01:02:{rng.randint(0, 255):02x}",
    "POINT": lambda rng, n: f"({rng.randint(-90, 90)},{rng.randint(-180, 180)})",
}


def value(hint, rng, n=None):
    """hint: type, sql, pattern, min, max, values, list …; n: a number that no other value of the field was made of."""
    if hint.get("list"):
        return [value({**hint, "list": False, "sql": hint.get("sql", "").removesuffix("[]")}, rng, n) for _ in range(rng.randint(1, 2))]
    if hint.get("values"):
        return hint["values"][rng.randrange(len(hint["values"])) if n is None else n % len(hint["values"])]
    if hint.get("type") in COMPOSITES:
        return json.loads(COMPOSITES[hint["type"]])
    sql = hint.get("sql", "TEXT")
    if sql.endswith("[]"):
        return [value({**hint, "sql": sql[:-2]}, rng, n)]
    if NUMBER.match(sql):
        return number(hint, sql, rng, n)
    base = re.sub(r"\(.*?\)", "", sql).upper()
    if base in OTHERS:
        return OTHERS[base](rng, n)
    return text(hint, sql, rng, n)
