"""Tries the mutations of the project rich/."""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib

import yaml

from compatible import GraphQL, function_broken, typescript_broken
from mutants import mutants

HERE = os.path.dirname(os.path.abspath(__file__))
RICH = os.path.join(HERE, "rich")
FILES = ["entities/contact.yaml", "entities/company.yaml", "entities/person.yaml", "entities/tag.yaml", "entities/country.yaml",
         "specql.yaml", "registry/domain_registry.yaml"]


MORE = {
    "entities/lead.yaml": """
        entity: Lead
        schema: sales
        key: bigint
        identifier: {}
        fields: {name: text!, contact: ref(crm.Contact), tags: list(ref(crm.Tag)), who: PersonName, links: list(url)}
        table_views: {include_relations: [{contact: {fields: [first_name]}}], extra_filter_columns: [name]}
        indexes: [{columns: [name], type: gin_trgm}]
        validation: [{name: named, condition: "name != ''", error: no_name}]
        actions:
          - {name: create_lead}
          - {name: win, steps: [{update: "Lead SET name = input.name"}, {refresh_table_view: {scope: self}}]}
        """,
    "entities/note.yaml": """
        entity: Note
        schema: crm
        tenancy: shared
        fields: {text: markdown!}
        """,
    "entities/deep/circle.yaml": """
        entity: Circle
        schema: crm
        fields: {inner: ref(Circle), contact: "ref(Contact, on_delete=cascade)!"}
        """,
}


class Project:
    """A folder with the files of rich/, in which they are changed and built again and again."""

    def __init__(self, bin_dir, folder):
        self.bin, self.folder = bin_dir, folder
        self.source = os.path.join(folder, "new tree")
        self.out = os.path.join(folder, "out")
        shutil.copytree(RICH, self.source)
        os.mkdir(self.out)

    def tool(self, name, *words):
        return subprocess.run([os.path.join(self.bin, name), *words], capture_output=True, text=True, cwd=self.folder)

    def write(self, path, text):
        path = os.path.join(self.source, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def build(self):
        """What is made: block by block, in any order; None if the files have faults."""
        if self.tool("specql-ninja", "--quiet", "-C", self.source, "-B", self.out).returncode:
            return None
        done = subprocess.run([os.environ.get("NINJA", "ninja"), "-C", self.out, "sql", "frontend"], capture_output=True, text=True)
        if done.returncode:
            return None
        made = {}
        for path in glob.glob(os.path.join(self.out, "**/*"), recursive=True):
            if os.path.isfile(path) and path.endswith((".sql", ".ts", ".graphql", ".json")) and "/.specql/" not in path:
                with open(path, encoding="utf-8") as file:
                    made[os.path.relpath(path, self.out)] = sorted(file.read().split("\n\n"))
        return made

    def sql(self):
        """path below the folder of layers → text."""
        root = os.path.dirname(glob.glob(os.path.join(self.out, "**/00_foundation"), recursive=True)[0])
        found = {}
        for path in sorted(glob.glob(os.path.join(root, "**/*.sql"), recursive=True)):
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, root)] = file.read()
        return found

    def api(self):
        """What callers and clients see."""
        root, ts = os.path.join(self.out, "frontend/generated"), {}
        for path in glob.glob(os.path.join(root, "**/*.ts"), recursive=True):
            with open(path, encoding="utf-8") as file:
                ts[os.path.relpath(path, root)] = file.read()
        try:
            with open(os.path.join(root, "schema.graphql"), encoding="utf-8") as file:
                graphql = file.read()
        except FileNotFoundError:
            graphql = None
        return {"graphql": graphql, "ts": ts, "sql": "".join(t for p, t in self.sql().items() if p.startswith("30_functions"))}

    def diff(self, old, new):
        done = self.tool("specql-diff", "--format", "json", old, new)
        if done.returncode:
            return None, done.stderr
        return json.loads(done.stdout), ""


def differences(a, b):
    names = [n for n in sorted({*a, *b}) if a.get(n) != b.get(n)]
    first = names[0]
    more = [x for x in b.get(first, []) if x not in a.get(first, [])] or [x for x in a.get(first, []) if x not in b.get(first, [])]
    return ", ".join(names) + "\n" + "\n".join(more)[:600]


# What external_tables of rich/ and of its mutations name
LEDGER = "CREATE SCHEMA ledger; CREATE TABLE ledger.tb_account (pk_account INTEGER PRIMARY KEY, pk_account_x INTEGER UNIQUE);" \
         "CREATE TABLE ledger.tb_book (pk_book BIGINT PRIMARY KEY, pk_book_x BIGINT UNIQUE);"


# Rows that take every rule of rich/ at its word
ROWS = """
INSERT INTO ledger.tb_account VALUES (1, 1), (2, 2);
INSERT INTO ledger.tb_book VALUES (1, 1);
INSERT INTO reference.tb_country (code, name) VALUES ('DE', 'Germany'), ('FR', '');
INSERT INTO crm.tb_company (tenant_id, name, rating, fk_country, open) VALUES (:T, 'One', 1, 1, true), (:T, '', 5, NULL, false);
INSERT INTO crm.tb_person (tenant_id, name, mail) VALUES (:T, 'Ann', 'ann@example.com'), (:T, '', NULL);
INSERT INTO crm.tb_tag (name) VALUES ('ab'), (repeat('t', 20)), (NULL), (NULL);
INSERT INTO crm.tb_contact (tenant_id, identifier, first_name, last_name, mail, status, mood, score, price, born, seen, active, address, facts,
  words, moods, place, fk_company, fk_boss, fk_owner_person, fk_owner_company, fk_account, fk_book)
VALUES (:T, NULL, 'A', 'B', NULL, 'lead', NULL, 0, -99999999.99, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL),
  (:T, 'I', repeat('ü', 80), 'Zed 9!', 'a@example.com', 'qualified', 'good', 100, 99999999.99, '1999-01-01', 'infinity', true,
   '{"street": "1", "city": "2", "state": "3", "zipCode": "4"}', '[1]', '{"", x}', '{happy,sad}', '(1, 2)', 2, 1, 1, NULL, 1, 1),
  (:T, 'J', 'A', 'B', 'b@example.com', 'customer', 'bad', NULL, 0.01, '2030-12-31', '1999-01-01', true, NULL, '"text"', '{}', '{}', '(-90, 180)',
   2, 2, NULL, 2, 2, 1);
INSERT INTO crm.tb_contact_tags (tenant_id, fk_contact, fk_tag) SELECT :T, 1, pk_tag FROM crm.tb_tag;
SELECT crm.refresh_tv_contact();
""".replace(":T", "'00000000-0000-4000-8000-000000000001'")


class Databases:
    """One that has the schema of rich/, one that has rows too, and one that has nothing. What is done there is rolled back."""

    def __init__(self, base):
        self.base = base
        for name in ("rich", "filled", "empty"):
            self.psql(f"CREATE DATABASE {name};", "postgres", wrapped=False)
            with open(os.path.join(HERE, "probe.sql"), encoding="utf-8") as file:
                self.psql(LEDGER + file.read(), name, wrapped=False)
        for name in ("rich", "filled"):
            self.psql("\n".join(base.values()), name, wrapped=False)
        self.psql(ROWS, "filled", wrapped=False)
        self.at_base = self.psql("SELECT probe.everything();", "rich")

    @staticmethod
    def psql(text, database, wrapped=True):
        if wrapped:
            text = f"BEGIN;\n{text}\nROLLBACK;"
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-f", "-", database], capture_output=True, text=True,
                              input=f"SET client_min_messages = warning;\n{text}\n")
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[:1500])
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
        return rows[-1] if rows else None

    def check(self, project, safe, there, back):
        """What is wrong with the migrations, or nothing. One that is safe runs where rows are."""
        new = project.sql()
        try:
            wanted = self.psql("\n".join(new.values()) + "\nSELECT probe.everything();", "empty")
            got = self.psql(there + "\nSELECT probe.everything();", "filled" if safe else "rich")
            if got != wanted:
                return "the migration leads elsewhere\n" + altering(there) + apart(wanted, got)
            got = self.psql("\n".join(new.values()) + back + "\nSELECT probe.everything();", "empty")
            if got != self.at_base:
                return "the migration back leads elsewhere\n" + altering(back) + apart(self.at_base, got)
        except RuntimeError as error:
            return f"{error}\n{altering(there)}\n---- back\n{altering(back)}"
        return None


def altering(sql):
    """The statements before those that load functions and comments."""
    return sql.split("\n-- Contact: ")[0][:1500]


def apart(wanted, got):
    return "".join([f"\n- {l}" for l in wanted if l not in got] + [f"\n+ {l}" for l in got if l not in wanted])


class Trial:
    def __init__(self, project, every, names):
        self.project, self.every, self.names = project, every, names
        self.base = project.build()
        self.databases = Databases(project.sql())
        self.api, self.graphql = project.api(), GraphQL()
        self.told = self.same = self.refused = self.failed = 0

    def wanted(self, name):
        if not self.names:
            return zlib.crc32(name.encode()) % self.every == 0
        return any(n in name for n in self.names)

    def fail(self, name, text):
        self.failed += 1
        print(f"FAIL {name}: {text}", flush=True)

    def broken(self, report, old, new):
        """What a class `safe` should have kept."""
        worst = {medium: all(c["class"][medium] == "safe" for c in report["changes"]) for medium in ("function", "graphql", "typescript")}
        if worst["function"]:
            yield from function_broken(old, new)
        if worst["graphql"] and old["graphql"] and new["graphql"] and old["graphql"] != new["graphql"]:
            yield from self.graphql.broken(old, new)
        if worst["typescript"]:
            yield from typescript_broken(old, new)

    def check(self, name, made):
        there, back = self.project.diff(RICH, "new tree"), self.project.diff("new tree", RICH)
        for way, (report, fault) in (("there", there), ("back", back)):
            if report is None:
                self.fail(name, f"{way}: {fault}")
                return
        for way, (report, _) in (("there", there), ("back", back)):
            if not report["changes"] and made != self.base:
                self.fail(name, f"{way}: nothing is told; others are {differences(self.base, made)}")
                return
        api = self.project.api()
        for way, report, old, new in (("there", there[0], self.api, api), ("back", back[0], api, self.api)):
            broken = list(self.broken(report, old, new))
            if broken:
                kinds = ", ".join(c["kind"] for c in report["changes"])
                self.fail(name, f"{way}: told are {kinds}, all safe, but {'; '.join(broken[:5])}")
                return
        safe = all(c["class"]["database"] == "safe" for c in there[0]["changes"])
        # Roles are those of the whole server, and the tables of others are not made here.
        if "external_tables" not in name and "roles." not in name and any(p.endswith(".sql") for p in {*made, *self.base} if made.get(p) != self.base.get(p)):
            fault = self.databases.check(self.project, safe, there[0]["migration"], back[0]["migration"])
            if fault:
                self.fail(name, fault)
                return
        self.told += bool(there[0]["changes"])
        self.same += not there[0]["changes"]
        if os.environ.get("VERBOSE"):
            print(name, "→", ", ".join(c["kind"] for c in there[0]["changes"]) or "nothing", "" if made != self.base else "(same)")

    def try_one(self, name):
        made = self.project.build()
        if made is None:
            self.refused += 1
        else:
            self.check(name, made)

    def files(self):
        """Whole files that come; on the way back, that go."""
        for path, text in sorted(MORE.items()):
            if self.wanted(f"{path}: +") or not self.names:
                self.project.write(path, text)
                self.try_one(f"{path}: +")
                os.remove(os.path.join(self.project.source, path))

    def mutate(self, path):
        with open(os.path.join(RICH, path), encoding="utf-8") as file:
            text = file.read()
        for name, document in mutants(yaml.load(text, yaml.BaseLoader)):
            name = f"{path}: {name}"
            if not self.wanted(name):
                continue
            self.project.write(path, yaml.dump(document, sort_keys=False, width=10000, allow_unicode=True))
            self.try_one(name)
        self.project.write(path, text)


def main(bin_dir, every, names):
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Project(bin_dir, folder), every, names)
        trial.files()
        for path in FILES:
            trial.mutate(path)
    print(f"{trial.told} told, {trial.same} make the same, {trial.refused} refused, {trial.failed} failed")
    return 1 if trial.failed or not trial.told else 0
