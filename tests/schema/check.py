"""usage: check.py SCHEMAS OUTPUTS: validates every model and interface below OUTPUTS."""
import copy
import json
import pathlib
import sys

import jsonschema

schemas, outputs = map(pathlib.Path, sys.argv[1:])
seen = {}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def validator(name):
    schema = load(schemas / (name + ".schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema, jsonschema.Draft202012Validator(schema)


def members(value, into):
    """The names of all members of a file, to see that the schema describes no member that never occurs."""
    if isinstance(value, dict):
        into.update(value)
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        members(child, into)


failures = 0
for name, folder in (("model", "model"), ("interface", "iface")):
    schema, check = validator(name)
    files = sorted(outputs.glob("*/.specql/%s/**/*.json" % folder))
    seen = set()
    for path in files:
        document = load(path)
        members(document, seen)
        for error in check.iter_errors(document):
            print("%s: %s: %s" % (path, error.json_path, error.message))
            failures += 1
    if not files:
        sys.exit("no %s was made" % name)
    # A schema that accepts anything would pass too: what is wrong must be refused.
    for spoil in ({"version": 2}, {"format": "x"}, {"surprise": 1}, {"name": 1}):
        document = dict(copy.deepcopy(load(files[0])), **spoil)
        if check.is_valid(document):
            print("%s: accepts %s" % (name, spoil))
            failures += 1
    described = set(schema["properties"]).union(
        *(d["properties"] for d in schema.get("$defs", {}).values()))
    print("%d %ss, members never seen: %s" % (len(files), name, ", ".join(sorted(described - seen)) or "none"))
sys.exit(failures > 0)
