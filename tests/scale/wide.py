"""An entity of many fields, and of actions of many steps, inputs and results."""
TYPES = ["text", "integer", "decimal(10, 2)", "date", "boolean", "email", "list(text)", "json", "MoneyAmount", "timestamp", "enum(a, b)", "uuid",
         "PersonName", "ref(Other)", "list(ref(Other))", "ref(Other|Third)"]


SHOWN = 100                      # refs that a table view shows at most, and there are some for each field of such a type


def kind(i):
    one = TYPES[i % len(TYPES)]
    return "bigint" if "ref" in one and i > SHOWN else one


def fields(n):
    return ["f%d: %s" % (i, kind(i)) for i in range(n)]


def numbers(n):
    return ["f%d" % i for i in range(1, n, len(TYPES))]


def plain(n):
    """Fields that can be set to inputs of their own."""
    return ["f%d" % i for i in range(n) if i % len(TYPES) < 13]


def wide(n):
    """The text of the entity file."""
    some = numbers(n)
    lines = ["entity: Wide", "schema: w", "fields:", *("  " + f for f in fields(n)), "validation:"]
    lines += ["  - {name: rule_%s, condition: '%s > 0', error: too_small}" % (f, f) for f in some]
    lines += ["table_views:", "  include_relations: [{Other: {fields: ['*']}}]", "  extra_filter_columns: [%s]" % ", ".join(some)]
    lines += ["actions:", "  - name: create_wide", "  - name: update_wide", "  - name: delete_wide"]
    lines += ["  - name: take_steps", "    parameters: {%s}" % ", ".join("n%d: integer" % i for i in range(n)), "    steps:"]
    for i in range(n):
        f = some[i % len(some)]
        lines += ["      - validate: %s != %d" % (f, i), "        error: not_%d" % i, "      - update: Wide SET %s = %s + input.n%d" % (f, f, i)]
    lines += ["  - name: take_inputs", "    steps:", "      - update: Wide SET " + ", ".join(f + " = ?" for f in plain(n))]
    lines += ["  - name: take_loops", "    steps:"] + ["      - {while: 1 > 2, steps: [{emit: turned}]}"] * (3 * n)
    lines += ["  - name: give", "    steps:", "      - return: {%s}" % ", ".join("k%d: %s" % (i, f) for i, f in enumerate(plain(n)))]
    return "\n".join(lines) + "\n"


def other(name, n):
    """What it refers to."""
    return "\n".join(["entity: " + name, "schema: w", "fields:", *("  g%d: text" % i for i in range(n))]) + "\n"
