"""usage: merge.py MODEL ACTIONS: the model with these actions in the place of its own.

A model says everything; an actions file may be shorter:
    "api"                         is the name if left out; "kind" of an action: steps
    "rows": "shop.Item"           entity, schema, table and key of a statement
    {"a": "sql", …}               of values and variables: a list of names with sql; a variable is "TYPE := sql"
    ["sql", …]                    of values: arguments by position
    "inputs": ["id", …]           id and expected_version
"""
import json
import re
import sys

SYSTEM = {
    "id": {"name": "id", "word": "id", "type": "uuid", "sql": "UUID", "required": True, "system": True},
    "expected_version": {"name": "expected_version", "word": "expected_version", "type": "datetime",
                         "sql": "TIMESTAMPTZ", "system": True},
}


def named(values):
    if isinstance(values, dict):
        return [{"name": name, "sql": sql} for name, sql in values.items()]
    return [{"sql": value} if isinstance(value, str) else value for value in values]


def statement(short):
    s = dict(short)
    if "rows" in s:
        schema, entity = s.pop("rows").split(".")
        stem = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", entity).lower()
        s.update(entity=entity, schema=schema, table="tb_" + stem, key="pk_" + stem)
    if "values" in s:
        s["values"] = named(s["values"])
    if "steps" in s:
        s["steps"] = [statement(step) for step in s["steps"]]
    if "ways" in s:
        s["ways"] = [dict(way, steps=[statement(step) for step in way["steps"]]) for way in s["ways"]]
    return s


def variable(name, text):
    type, _, sql = text.partition(" := ")
    return {"name": name, "type": type, "sql": sql} if sql else {"name": name, "type": type}


def action(short):
    a = dict({"api": short["name"], "kind": "steps"}, **short)
    a["inputs"] = [SYSTEM[i] if isinstance(i, str) else i for i in a.get("inputs", [])]
    if isinstance(a.get("variables"), dict):
        a["variables"] = [variable(*v) for v in a["variables"].items()]
    for block in ("before", "statements"):
        a[block] = [statement(s) for s in a.get(block, [])]
    return a


with open(sys.argv[1], encoding="utf-8") as model, open(sys.argv[2], encoding="utf-8") as actions:
    print(json.dumps(dict(json.load(model), actions=[action(a) for a in json.load(actions)]), ensure_ascii=False))
