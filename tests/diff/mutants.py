"""The mutations of a YAML document: each of its parts gone, changed, renamed or in another place, and keys that are not
there."""
import copy
import re

# What a value may be instead. Those that the language refuses there are left out by whoever tries them.
TYPES = ["text", "text!", "text = x", "text(40)", "text(2, 40)", "varchar(30)", "char(3)", "integer", "bigint!", "integer = 4", "smallint",
         "decimal(12,3)", "decimal(9,1)", "float", "boolean", "boolean! = false", "date", "datetime", "uuid", "url", "money",
         "json", "markdown", "bytea", "enum(a, b)", "list(integer)", "list(text)", "list(url)", "SimpleAddress", "PersonName",
         "ref(Person)", "ref(Person)!", "ref(Company)", "ref(Company, on_delete=cascade)", "ref(Person|Contact)",
         "list(ref(Person))", "coordinates", "enum(good)", "enum(good, bad, so_so)", "enum(bad, good)", "decimal(10,2) = 2.5"]
WORDS = {
    "type": ["text", "email", "integer", "datetime", "json", "btree", "hash", "gin", "gin_trgm", "gist", "enum", "text!"],
    "tenancy": ["tenant", "shared"], "tier": ["multi_tenant", "shared"], "key": ["integer", "bigint", "pk_other"],
    "on_delete": ["restrict", "cascade", "set_null"], "on_conflict": ["fail", "ignore", "update"],
    "on_error": ["fail", "continue"], "mode": ["auto", "force", "disable"], "scope": ["self", "batch"],
    "index": ["true", "false", "btree", "hash", "gin", "gin_trgm"], "entity": ["Person", "Company", "Tag", "Contact"],
    "strategy": ["simple", "identifier_based"], "schema": ["crm", "sales", "reference"], "order_by": ["first_name", "born DESC"],
    "layout": ["flat", "by_schema", "coded"], "action_names": ["global", "entity"], "registry": ["optional", "required"],
    "hierarchy_impact": ["recalculate_tenant"], "reference": ["tenant", "shared"], "source": ["seen", "boss.born"],
    "key_type": ["integer", "bigint", "uuid"], "references": ["crm.tb_person", "ledger.tb_book", "ledger.tb_other"],
    "lookup_by": ["id"], "operation": ["CREATE", "DELETE"], "table_code": ["012034", "01203F"], "default": ["5", "qualified"],
    "requires": ["caller.is_admin", "score > 3"],
}
ABSENT = {
    "field": {"unique": "true", "description": "More", "index": "true", "pattern": "[a-z]+", "min": "2", "max": "4", "default": "1",
              "min_length": "3", "max_length": "30", "required": "true", "nullable": "true", "on_delete": "cascade"},
    "fields": {"another": "text", "needed": "text!", "token": "uuid = gen_random_uuid()", "link": "ref(Person)"},
    "action": {"description": "More", "requires": "caller.is_admin", "parameters": {"more": "text"}, "fields": ["first_name"]},
    "parameters": {"more": "text", "needed": "text!"},
    "parameter": {"required": "true", "default": "3", "description": "More"},
    "entity": {"tenancy": "shared", "key": "bigint", "description": "More", "identifier": {}, "table_views": {"mode": "force"},
               "organization": {"table_code": "012035"}, "indexes": [{"fields": ["name"]}],
               "unique_together": [["name"]], "validation": [{"name": "one", "condition": "id IS NOT NULL", "error": "bad_one"}],
               "foreign_keys": {"fk_extra": {"references": "ledger.tb_account"}},
               "trinity_helpers": {"lookup_by": "identifier"}},
    "foreign_key": {"nullable": "false", "on_delete": "cascade", "description": "More"},
    "index": {"unique": "true", "name": "idx_named", "type": "hash"},
    "rule": {"error": "other_code"},
    "": {},
}


def level(path):
    """What the mapping at this place is."""
    names = [p for p in path if not isinstance(p, int)]
    if not path or names == ["entity"]:
        return "entity"
    kinds = {("fields",): "fields", ("actions",): "action", ("indexes",): "index", ("foreign_keys",): "", ("validation",): "rule"}
    names = names[1:] if names[0] == "entity" else names
    if len(names) == 2 and names[0] == "fields":
        return "field"
    if len(names) == 2 and names[0] == "foreign_keys":
        return "foreign_key"
    if len(names) == 3 and names[:2] == ["actions", "parameters"]:
        return "parameter"
    if names == ["actions", "parameters"]:
        return "parameters"
    return kinds.get(tuple(names), "")


def texts(path, text):
    """What may stand instead of a text."""
    key = next((p for p in reversed(path) if not isinstance(p, int)), "")
    yield from WORDS.get(key, [])
    if level(path) in ("field", "parameter"):
        yield from TYPES
        yield from (text.rstrip("!") if text.endswith("!") else text + "!", )
    if text in ("true", "false"):
        yield "false" if text == "true" else "true"
    for number in set(re.findall(r"\d+", text)):
        for other in (int(number) + 1, int(number) - 1):
            yield re.sub(rf"\b{number}\b", str(other), text)
    for old, new in [("'lead'", "'customer'"), ("=", "!="), (">=", ">"), (">", "<"), ("AND", "OR"), ("OR", "AND"), ("first_name", "last_name"),
                     ("input.reason", "'x'"), ("insert", "update"), ("email", "sms"), ("name", "id"), ("Tag", "Person")]:
        if old in text:
            yield text.replace(old, new, 1)
    yield text + "_x"
    yield text + " more"


def get(document, path):
    for p in path:
        document = document[p]
    return document


def put(document, path, change):
    """A copy whose part at the path is what change makes of it; None: nothing."""
    other = copy.deepcopy(document)
    if not path:
        return change(other)
    above = get(other, path[:-1])
    above[path[-1]] = change(above[path[-1]])
    return other


def without(above, key):
    return [v for i, v in enumerate(above) if i != key] if isinstance(above, list) else {k: v for k, v in above.items() if k != key}


def swapped(above, i):
    entries = list(above) if isinstance(above, list) else list(above.items())
    entries[i], entries[i + 1] = entries[i + 1], entries[i]
    return entries if isinstance(above, list) else dict(entries)


def mutants(document, path=()):
    """(name, document) of each; the name says where and what."""
    here, where = get(document, path), ".".join(map(str, path)) or "all"
    if isinstance(here, str):
        for text in dict.fromkeys(texts(path, here)):
            if text != here:
                yield f"{where} = {text}", put(document, path, lambda _, t=text: t)
        return
    keys = range(len(here)) if isinstance(here, list) else list(here)
    for i, key in enumerate(keys):
        yield f"{where} - {key}", put(document, path, lambda old, k=key: without(old, k))
        if isinstance(here, dict):
            yield f"{where} : {key}_x", put(document, path, lambda old, k=key: {n + "_x" if n == k else n: v for n, v in old.items()})
        if i + 1 < len(keys):
            yield f"{where} / {key}", put(document, path, lambda old, n=i: swapped(old, n))
    for key, value in ABSENT.get(level(path), {}).items() if isinstance(here, dict) else ():
        if key not in here:
            yield f"{where} + {key}", put(document, path, lambda old, k=key, v=value: {**old, k: v})
    for key in keys:
        yield from mutants(document, (*path, key))
