"""Random projects of table views that show each other's rows, and short actions that change what they show: for races."""
import json

import wild_more
from wild_project import Action, Entity, Field, Step

NAMES = ("Land", "Mill", "Spool", "Yarn", "Loom")
SIMPLE = ("text", "integer", "boolean", "date")


class Programmer(wild_more.Programmer):
    def shown(self, entity, depth):
        return super().shown(entity, depth) if self.chance(0.6) else []

    def reference_of(self, entity, name):
        target = self.pick(self.entities)
        r = self.rng.random()
        if r < 0.2:
            return Field(name, "JOIN", f"list(ref({target.name}))", target)
        if r < 0.3:
            return Field(name, "REFS", f"ref({target.name}|{self.pick([e for e in self.entities if e is not target]).name})")
        return Field(name, "REF", f"ref({target.name}{self.pick(('', '', ', on_delete=set_null'))})", target)

    def change(self, entity, fields):
        self.serial += 1
        action = Action(f"change_{self.serial}", [])
        action.steps = [Step(("update", entity.name), ("set", {f.name: f"input.{f.name}" for f in fields}))]
        return action

    def actions(self, entity):
        single = [f for f in entity.fields if f.kind != "REFS"]
        made = [self.change(entity, [f]) for f in single] + [self.change(entity, self.rng.sample(single, 2))]
        for word, step in (("make", "insert"), ("drop", "delete")):
            self.serial += 1
            action = Action(f"{word}_{self.serial}", [])
            action.steps = [Step((step, entity.name))]
            made.append(action)
        return made

    def project(self, n):
        self.entities = [Entity(name, "yarn", ["tenancy: shared"] * self.chance(0.2)) for name in self.rng.sample(NAMES, min(n, len(NAMES)))]
        for entity in self.entities:
            entity.fields = [Field(f"f{k}", "TEXT", self.pick(SIMPLE)) for k in range(2)] + [self.reference_of(entity, f"r{k}") for k in range(self.rng.randint(1, 3))]
        for entity in self.entities:
            entity.header.append("table_views: " + json.dumps(self.view(entity)))
            entity.actions = self.actions(entity)
        return {"specql.yaml": "# nothing\n"}, self.entities, ""
