"""The cases of cases.txt."""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = re.compile(r"(says|old|new|rows|fill|also)(?: (\w+))?:(?: (.*))?$")
OTHERS = {name: f"entity: {name.title()}\nschema: crm\nfields: {{name: text!, town: text}}\n" for name in ("company", "person")}


PATHS = {"specql": "specql.yaml", "registry": "registry/domain_registry.yaml"}


class Case:
    def __init__(self, name):
        self.name, self.kind = name, name.split()[0]
        self.says = self.fill = ""
        self.rows = None
        self.also = []
        self.files = {"old": dict(OTHERS), "new": dict(OTHERS)}

    def settings(self):
        """Whether it is about more than files of entities."""
        return any(name in PATHS for files in self.files.values() for name in files)

    def take(self, key, other, text):
        if key in self.files and other:
            self.files[key][other] = text + "\n"
        elif key in self.files and text:
            self.files[key]["contact"] = f"entity: Contact\nschema: crm\n{text}\n"
        elif key == "also":
            self.also = text.split(", ")
        elif key not in self.files:
            setattr(self, key, text)

    def write(self, side, folder):
        os.makedirs(os.path.join(folder, "entities"))
        for name, text in self.files[side].items():
            path = os.path.join(folder, PATHS.get(name, f"entities/{name}.yaml"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


def parts(lines):
    """(key, other, text) of the lines of a case."""
    found = []
    for line in lines:
        match = KEY.match(line)
        if line.startswith("    "):
            found[-1][2] += "\n" + line[4:]
        elif match:
            found.append([match[1], match[2], match[3] or ""])
        elif line.strip():
            raise SystemExit(f"cases.txt: what is '{line}'?")
    return found


def cases():
    with open(os.path.join(HERE, "cases.txt"), encoding="utf-8") as file:
        blocks = file.read().split("\n## ")[1:]
    for block in blocks:
        name, *lines = block.split("\n")
        case = Case(name)
        for part in parts(lines):
            case.take(*part)
        yield case


def rows_of_changes():
    """name → (aspect, risks) of changes.def, in order."""
    path = os.path.join(os.path.dirname(os.path.dirname(HERE)), "gen", "diff", "changes.def")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return {m[1]: (m[2], m[3].split(", ")) for m in
            re.finditer(r"^CHANGE\((\w+), (\w+), (\w+, \w+, \w+, \w+),", text, flags=re.M)}
