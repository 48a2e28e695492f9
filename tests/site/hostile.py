"""Writes a project whose texts try to be markup, one of fifteen entities, one of many, and one that needs a value of every type.

usage: hostile.py hostile DIR | few DIR | many DIR N | types DIR TYPES.DEF
"""
import pathlib
import re
import sys

EVIL = '</script><script>window.evil = 1</script><img src=x onerror="window.evil = 2">'
TEXTS = [
    EVIL,
    "]]> --> */ ' \" & &lt; &amp; `code` ``` | a | b | \\ $& {{x}} <b>bold</b> <!-- comment",
    "[link](javascript:window.evil=3) ![x](https://evil.example/x.png) https://evil.example/ www.evil.example a@evil.example",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u2028 end",
    "long " * 400 + "x" * 2000,
    "# heading\n- item\n1. one\n> quote\n<h1 id=main>",
]


def quoted(text):
    out = ['"']
    for c in text:
        out.append(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\' or 0x2000 <= ord(c) < 0x2100 else c)
    return "".join(out) + '"'


def write(folder, schema, name, text):
    path = pathlib.Path(folder, schema, "entities", name.lower() + ".yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def hostile(folder):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    pathlib.Path(folder, "specql.yaml").write_text("clients: [apollo, tanstack, urql]\ndocs: {title: " + quoted(EVIL) + "}\n", encoding="utf-8")
    # Names that are ids of ours.
    write(folder, "main", "Hit", "entity: Hit\nschema: main\nfields:\n  top: text\nactions:\n" + "".join(
        f"  - name: {n}\n    steps:\n      - update: Hit SET top = 'x'\n" for n in ["search", "main", "found", "top", "overview", "common"]))
    write(folder, "search", "Miss", "entity: Miss\nschema: search\nfields:\n  main: text\n")
    # As long as names can be.
    write(folder, "w" * 60, "Wide", f"entity: {'Wide' * 12}\nschema: {'w' * 60}\nfields:\n  {'w' * 60}: text\n  {'v' * 50}: ref(search.Miss)\nactions:\n  - name: {'w' * 52}\n    steps:\n      - update: {'Wide' * 12} SET {'w' * 60} = 'x'\n")
    for i, text in enumerate(TEXTS):
        name = f"Evil{i}" if i != 4 else "E" + "vil" * 13
        write(folder, "crm" if i % 2 else "sales", name, f"""entity: {name}
schema: {"crm" if i % 2 else "sales"}
description: {quoted(text)}
fields:
  label:
    type: text!
    description: {quoted(text)}
  kind: enum({quoted("<i>one</i>")}, {quoted("it's")}, {quoted("a|b`c")})
  script: text = {quoted("</script><b>")}
  self: ref({name})
  like: {{type: text, pattern: {quoted("^</script>|`[x](y)<b>$")}}}
validation:
  - name: sound
    condition: label != '</script><script>x' AND label != '<!--'
    error: {quoted(text[:200])}
actions:
  - name: create_{name.lower()}
  - name: judge_{i}
    description: {quoted(text)}
    requires: caller.can_judge
    parameters:
      note: {{type: text, default: {quoted("</script><i>|`")}, description: {quoted(text)}}}
    steps:
      - validate: label != '<b>'
        error: {quoted("<script>window.evil = 4</script>")}
      - validate: label != '<i>`|'
        error: judged
        message: {quoted(text[:200])}
      - update: {name} SET label = coalesce(input.note, '</script>')
""")


FEW = {
    "people": {
        "Organization": "name address website parent:Organization",
        "Person": "given_name family_name email phone birthday organization:Organization manager:Person language notes",
        "Membership": "person:Person organization:Organization role since until",
        "ContactRelationshipKind": "label description",
    },
    "sales": {
        "Customer": "person:Person organization:Organization rating credit_limit price_list:PriceList",
        "SalesOrder": "customer:Customer warehouse:Warehouse ordered_at status total currency reference remarks delivered_to:Person",
        "SalesOrderLine": "sales_order:SalesOrder product:Product quantity unit_price discount",
        "Invoice": "sales_order:SalesOrder customer:Customer number issued_at due_at paid_at",
        "PriceList": "name currency valid_from",
        "RecurringSubscription": "customer:Customer product:Product period next_on",
    },
    "stock": {
        "Product": "name sku price category:ProductCategory supplier:Organization weight",
        "ProductCategory": "name parent:ProductCategory",
        "Warehouse": "name location keeper:Person",
        "StockLevel": "product:Product warehouse:Warehouse amount reserved",
        "StockMovement": "stock_level:StockLevel amount reason sales_order_line:SalesOrderLine moved_by:Person",
    },
}


def few(folder):
    """Fifteen entities as they may be: three schemas, some with more fields than are shown, refs across and to themselves."""
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    pathlib.Path(folder, "specql.yaml").write_text("environments: [local]\n")
    for schema, entities in FEW.items():
        for name, words in entities.items():
            fields, steps = "", ""
            for field, _, target in (word.partition(":") for word in words.split()):
                fields += f"  {field}: {f'ref({target})' if target else 'text'}\n"
                if target and target != name:
                    first = next(w for t in FEW.values() if target in t for w in t[target].split() if ":" not in w)
                    steps += f"      - update: {target} SET {first} = 'x' WHERE id = {name}.{field}.id\n"
            write(folder, schema, name, f"""entity: {name}
schema: {schema}
fields:
{fields}actions:
  - name: create_{name.lower()}
  - name: delete_{name.lower()}
  - name: change_{name.lower()}
    steps:
{steps or "      - validate: id IS NOT NULL" + chr(10)}""")


def many(folder, n):
    """Ten schemas; each entity refers to one of its own and every third to another; one to itself."""
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    pathlib.Path(folder, "specql.yaml").write_text("environments: [local]\n")
    for i in range(n):
        s = i % 10
        refs = ""
        if i >= 10:
            refs += f"  before: ref(Thing{i - 10})\n"
        if i % 3 == 0 and i > 40:
            other = 11 if i % 9 == 0 else (i * i + 7) % i if i % 2 else i // 2
            refs += f"  other: ref(part{other % 10}.Thing{other})\n"
        if i % 50 == 0:
            refs += f"  parent: ref(Thing{i})\n"
        steps = ""
        if i >= 10:
            steps = f"""  - name: push_{i}
    steps:
      - update: Thing{i} SET label = 'x'
      - insert: Thing{i - 10} SET label = 'y'
"""
        write(folder, f"part{s}", f"Thing{i}", f"""entity: Thing{i}
schema: part{s}
description: The thing of number {i}
fields:
  label: text!
  amount: integer
{refs}actions:
  - name: create_thing{i}
  - name: delete_thing{i}
{steps}""")


def types(folder, table):
    """One entity with a field of every type that must be given, alone and as a list, and one of every kind of bounds."""
    words = re.findall(r"^(?:BASIC|SCALAR|COMPOSITE)\((\w+)", pathlib.Path(table).read_text(encoding="utf-8"), re.M)
    bounds = ["text(3, 5)", "text(200)", "text(40, 60)", "char(2)", "decimal(3, 3)", "decimal(2, 1)", "integer(5, 9)", "enum(a-b, c)"]
    fields = "".join(f"  f{i}: {t}!\n" for i, t in enumerate(words + bounds))
    fields += "".join(f"  l{i}: list({t})!\n" for i, t in enumerate(words))
    for i, f in enumerate(["{type: integer, max: -3, required: true}", "{type: smallint, min: 40, max: 42, required: true}", "{type: decimal, min: 0.1, max: 0.2, required: true}"]):
        fields += f"  m{i}: {f}\n"
    write(folder, "every", "Every", f"entity: Every\nschema: every\nfields:\n{fields}actions:\n  - name: create_every\n  - name: update_every\n")
    words_of_script = ["delete", "new", "input", "answer", "execute", "await"]
    actions = "".join(f"  - name: {w}\n    steps:\n      - update: Word SET label = 'x'\n" for w in words_of_script)
    actions += "  - name: without_inputs\n    steps:\n      - update_all: Word SET label = 'x' WHERE label = 'y'\n"
    write(folder, "every", "Word", f"entity: Word\nschema: every\nfields:\n  label: text\nactions:\n{actions}")


if __name__ == "__main__":
    if sys.argv[1] == "hostile":
        hostile(sys.argv[2])
    elif sys.argv[1] == "few":
        few(sys.argv[2])
    elif sys.argv[1] == "types":
        types(sys.argv[2], sys.argv[3])
    else:
        many(sys.argv[2], int(sys.argv[3]))
