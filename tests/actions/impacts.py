"""What mutation-impacts.json promises of each action, against what calls did."""
import collections
import json
import os

FILE = "frontend/generated/mutation-impacts.json"


Answer = collections.namedtuple("Answer", "status result outbox")


class Impacts:
    def __init__(self, folder):
        with open(f"{folder}/{FILE}", encoding="utf-8") as f:
            whole = json.load(f)
        self.common = whole["commonErrors"]
        self.entities = whole["entities"]
        self.types = {(e["schema"], e["name"]): t for t, e in self.entities.items()}
        self.mutations = {m["appFunction"]: m for m in whole["mutations"].values()}

    @staticmethod
    def of(folder):
        """NULL object of a project in which some entity is faulty: nothing is merged."""
        return Impacts(folder) if os.path.exists(f"{folder}/{FILE}") else None

    def faults(self, answer, api, tables):
        """One text for each thing that an answer says or that changed, and the file does not hold. tables: names of
        the entities whose tables changed, as schema.name."""
        promised = self.mutations[f"app.{api}"]
        if answer.error:
            return []
        if answer.status != "success":
            return list(self.failure(promised, answer))
        return [*self.meta(promised, answer), *self.changed(promised, tables), *self.events(promised, answer)]

    def broken(self, api, result, outbox):
        """The same of an answer alone, whatever changed."""
        promised, answer = self.mutations[f"app.{api}"], Answer(result["status"], result, outbox)
        if "failed:function_missing" in promised["errors"] or answer.status in ("security:permission_denied", "constraint:exclusion_violation"):
            return []  # what functions and databases of users do nobody knows
        if answer.status != "success":
            return list(self.failure(promised, answer))
        return [*self.meta(promised, answer), *self.events(promised, answer)]

    def failure(self, promised, answer):
        known = {**{s: [m] for s, m in {**self.common, **promised["errors"]}.items()}, **promised["errorMessages"]}
        if answer.status not in known:
            yield f"the status {answer.status} is not among its errors"
        elif answer.result["message"] not in known[answer.status]:
            yield f"the message {answer.result['message']!r} is not among {known[answer.status]}"

    def meta(self, promised, answer):
        meta, own = answer.result["extra_metadata"]["_meta"], promised["impacts"]
        primary = meta["primary_entity"]
        if primary["operation"] not in own["primaryOperations"]:
            yield f"_meta says {primary['operation']}, and the file {own['primaryOperations']}"
        if own["hasPrimaryImpact"] and primary["entity_type"] != own["primaryEntity"]:
            yield f"_meta is about {primary['entity_type']}, and the file about {own['primaryEntity']}"
        beyond = set(primary["modified_fields"] or []) - set(own["primaryFields"]) - {"deleted_at"}
        if beyond:
            yield f"_meta tells of {sorted(beyond)}, which are no primaryFields"
        for effect in meta["actual_side_effects"]:
            fits = [e for e in promised["sideEffects"] if e["entity"] == effect["entity_type"]
                    and e["operation"] == effect["operation"]
                    and set(effect["modified_fields"] or []) <= set(e["fields"]) | {"deleted_at"}]
            if not fits:
                yield f"_meta has a side effect that the file has not: {json.dumps(effect)}"

        if meta["cache_invalidations"] != promised["cacheInvalidations"]:
            yield f"_meta has other cache_invalidations: {json.dumps(meta['cache_invalidations'])}"

    def changed(self, promised, tables):
        affected = {f"{self.entities[t]['schema']}.{self.entities[t]['name']}" for t in promised["impacts"]["affectedEntities"]}
        if tables - affected:
            yield f"rows of {sorted(tables - affected)} changed, which are not affected"
        for type_ in promised["impacts"]["affectedEntities"]:
            entity = self.entities[type_]
            if f"{entity['schema']}.{entity['name']}" in tables and entity["listQuery"] not in promised["queries"]:
                yield f"{type_} changed, but its list {entity['listQuery']} is not among the queries"

    @staticmethod
    def events(promised, answer):
        beyond = {e["event_type"] for e in answer.outbox} - set(promised["events"])
        if beyond:
            yield f"events {sorted(beyond)}, which the file has not"
