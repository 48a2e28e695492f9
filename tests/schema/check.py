"""usage: check.py SCHEMAS OUTPUTS: validates every model, interface and impact below OUTPUTS, and that what impacts name is there."""
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


def absent(impacts, models):
    """What a merged file names and is nowhere."""
    entities, mutations = impacts["entities"], impacts["mutations"]
    queries = {e[k] for e in entities.values() for k in ("query", "listQuery")}
    functions = {m["appFunction"].split(".")[1] for m in mutations.values()}
    names = {m["graphqlName"] for m in mutations.values()}

    def fields_of(type_):
        model = models[entities[type_]["schema"], entities[type_]["name"]]
        return {f["name"] for f in model.get("fields", [])} | ({"identifier"} if model.get("identifier") else set())

    for type_, e in entities.items():
        yield from (r["entity"] for r in e["references"] + e["shows"] if r["entity"] not in entities)
        yield from (r["field"] for r in e["references"] if r["field"] not in fields_of(type_))
        yield from set(e["shownBy"]) - set(entities)
    for key, m in mutations.items():
        if key != "%s.%s" % (m["entity"], m["action"]):
            yield key
        yield from {m["entity"], *m["impacts"]["affectedEntities"]} - set(entities)
        yield from set(m["impacts"]["primaryFields"]) - fields_of(m["entity"])
        for effect in m["sideEffects"] + m["cascades"]:
            yield from {effect["entity"]} - set(entities) or set(effect["fields"]) - fields_of(effect["entity"])
        yield from (e["through"] for e in m["sideEffects"] if e["through"] and e["through"] not in names)
        yield from set(m["calls"]) - functions
        yield from set(m["queries"]) - queries
        yield from set(m["optimisticUpdates"]["set"]) - set(m["impacts"]["primaryFields"])
        yield from set(m["optimisticUpdates"]["fromInput"]) - set(m["input"])
        yield from (i["references"] for i in m["input"].values() if i.get("references", next(iter(entities))) not in entities)
    yield from set(impacts["byEntity"]) ^ set(entities)
    yield from {n for v in impacts["byEntity"].values() for n in v} - names
    yield from {r["mutation"] for r in impacts["cacheInvalidationRules"]} - set(mutations)


failures = 0
KINDS = (("model", ".specql/model/**/*.json", ".specql/model/**/*.skel", ".specql/model/**/*.hook"),
         ("interface", ".specql/iface/**/*.json", ".specql/iface/**/*.skel"),
         ("impacts", "frontend/generated/*/*.impacts.json"), ("mutation-impacts", "frontend/generated/mutation-impacts.json"),
         ("diff", "diff.json"))
for name, *patterns in KINDS:
    schema, check = validator(name)
    files = sorted(path for pattern in patterns for path in outputs.glob("*/" + pattern))
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
    for spoil in ({"version": 2}, {"format": "x"}, {"surprise": 1}, {"name": 1}, {"mutations": []}):
        document = dict(copy.deepcopy(load(files[0])), **spoil)
        if check.is_valid(document):
            print("%s: accepts %s" % (name, spoil))
            failures += 1
    described = set(schema["properties"]).union(
        *(d.get("properties", ()) for d in schema.get("$defs", {}).values()))
    print("%d files of %s, members never seen: %s" % (len(files), name, ", ".join(sorted(described - seen)) or "none"))
for path in sorted(outputs.glob("*/frontend/generated/mutation-impacts.json")):
    models = [load(p) for p in path.parents[2].glob(".specql/model/**/*.json")]
    for what in absent(load(path), {(m["schema"], m["name"]): m for m in models}):
        print("%s: names %s, which is nowhere" % (path, what))
        failures += 1
sys.exit(failures > 0)
