"""Whether what worked with one version of a project's outputs still does with another: what a class `safe` promises."""
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TYPE = re.compile(r"CREATE TYPE app\.(\S+) AS \(\n((?:  .*\n)*)\);")
CALL = re.compile(r"FUNCTION app\.(\w+)\(auth_tenant_id(.*?)\$specql\$;", re.S)
NEEDS = re.compile(r"p_required => '\{(.*?)\}'")
EXPORT = re.compile(r"^export (?:declare )?(?:const|type|interface|function|class) (\w+)", re.M)


class GraphQL:
    def __init__(self):
        folder = os.environ.get("NPM_FOLDER") or os.path.abspath(os.path.join(HERE, "../../build/npm"))
        self.node = subprocess.Popen(["node", os.path.join(HERE, "breaking.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     text=True, env={**os.environ, "NPM_FOLDER": folder})

    def broken(self, old, new):
        self.node.stdin.write(json.dumps({"old": old["graphql"], "new": new["graphql"]}) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())


def attributes(text):
    return {f"{name}.{line.split()[0]}": line.rstrip(",").split(None, 1)[1] for name, lines in TYPE.findall(text)
            for line in lines.strip().split("\n") if line.strip()}


def functions(text):
    """API function → the inputs that it needs."""
    return {name: set((NEEDS.search(body) or ["", ""])[1].split(",")) - {""} for name, body in CALL.findall(text)}


def function_broken(old, new):
    """What a caller of the functions notices."""
    was, is_ = attributes(old["sql"]), attributes(new["sql"])
    bare = re.compile(r"\([0-9,]+\)")
    yield from (f"input {name} is gone or of another type" for name, type_ in was.items()
                if bare.sub("", is_.get(name, "")) != bare.sub("", type_))
    before, now = functions(old["sql"]), functions(new["sql"])
    for name, needs in before.items():
        if name not in now:
            yield f"function {name} is gone"
        else:
            yield from (f"function {name} needs {one}" for one in now[name] - needs)


def typescript_broken(old, new):
    """Names that modules no longer export."""
    for path, text in old["ts"].items():
        for name in set(EXPORT.findall(text)) - set(EXPORT.findall(new["ts"].get(path, ""))):
            yield f"{path} has no {name}"
