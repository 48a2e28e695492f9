"""Random actions as a project: three entities, of which the first has them."""
import json
import os

from program import Author

ENTITIES = {
    "m/entities/other.yaml": "entity: Other\nschema: m\nfields: {x: integer, y: text, z: boolean}\n",
    "c/entities/child.yaml": "entity: Child\nschema: c\nkey: bigint\nfields: {n: integer, q: integer! = 1, w: text, main: ref(m.Main)}\n",
}
MAIN = """entity: Main
schema: m
fields:
  a: integer
  b: integer! = 3
  s: text
  e: enum(red, green, blue)
  k: boolean
  o: ref(Other)
actions:
"""


def actions(rng, count):
    """Authors, and what each wrote; later ones may call the first."""
    authors, found = [], []
    for n in range(count):
        authors.append(Author(rng, [(d["name"], w) for a, (d, w) in zip(authors, found) if not (a.makes or a.reads)][:3]))
        found.append(authors[-1].action(f"act{n}"))
    return authors, found


def write(folder, found):
    """A project with these actions."""
    # JSON is YAML; each action on a line of its own.
    files = {**ENTITIES, "m/entities/main.yaml": MAIN + "".join(f"  - {json.dumps(data)}\n" for data, _ in found)}
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        with open(f"{folder}/{path}", "w", encoding="utf-8") as f:
            f.write(text)
