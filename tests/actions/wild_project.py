"""What a random project is made of, and its text: each line knows what it belongs to."""
import json


class Field:
    def __init__(self, name, kind, spec, target=None, members=()):
        self.name, self.kind, self.spec, self.target, self.members = name, kind, spec, target, members
        self.required = "!" in spec


class Step:
    """Keys and values; a value may be steps, or a mapping of steps."""

    def __init__(self, *pairs):
        self.pairs = [p for p in pairs if p]


class Action:
    def __init__(self, name, keys):
        self.name, self.keys, self.steps, self.inputs = name, keys, [], []


class Entity:
    def __init__(self, name, schema, header):
        self.name, self.schema, self.header, self.fields, self.actions = name, schema, header, [], []

    @property
    def path(self):
        return f"entities/{self.schema}/{self.name}.yaml"

    def lines(self):
        """Each line and what it belongs to."""
        yield f"entity: {self.name}", None
        yield f"schema: {json.dumps(self.schema)}", None
        for line in self.header:
            yield line, line
        yield "fields:", None
        for f in self.fields:
            yield f"  {json.dumps(f.name)}: {json.dumps(f.spec)}", f
        if self.actions:
            yield "actions:", None
        for action in self.actions:
            yield f"  - name: {action.name}", action
            for key, value in action.keys:
                yield f"    {key}: {json.dumps(value)}", action
            yield "    steps:", action
            yield from self.steps(action.steps, 6, action)

    def steps(self, steps, indent, owner):
        for step in steps:
            first = True
            for key, value in step.pairs:
                lead = " " * indent + ("- " if first else "  ")
                first = False
                if isinstance(value, list) and value and isinstance(value[0], Step):
                    yield f"{lead}{key}:", step
                    yield from self.steps(value, indent + 4, step)
                elif isinstance(value, dict) and value and all(isinstance(v, list) for v in value.values()):
                    yield f"{lead}{key}:", step
                    for word, inner in value.items():
                        yield f"{' ' * (indent + 4)}{json.dumps(word)}:", step
                        yield from self.steps(inner, indent + 6, step)
                else:
                    yield f"{lead}{key}: {json.dumps(value, ensure_ascii=False)}", step

    def text(self):
        return "".join(line + "\n" for line, _ in self.lines())

    def remove(self, doomed):
        """Takes out items; a way that is left without steps goes with its step. False if it cannot."""
        def kept(steps):
            found = []
            for step in steps:
                if step in doomed:
                    continue
                whole = True
                for n, (key, value) in enumerate(step.pairs):
                    if isinstance(value, list) and value and isinstance(value[0], Step):
                        step.pairs[n] = (key, kept(value))
                        whole &= bool(step.pairs[n][1])
                    elif isinstance(value, dict) and value and all(isinstance(v, list) for v in value.values()):
                        step.pairs[n] = (key, {w: kept(v) for w, v in value.items()})
                        whole &= all(step.pairs[n][1].values())
                if whole:
                    found.append(step)
            return found
        self.header = [h for h in self.header if h not in doomed]
        self.fields = [f for f in self.fields if f not in doomed]
        for action in self.actions:
            action.steps = kept(action.steps)
        self.actions = [a for a in self.actions if a not in doomed and a.steps]
