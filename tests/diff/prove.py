"""Runs the cases: what is told, and what the migration does to filled tables. Everything that a case does to the
database is done in one transaction, which is rolled back."""
import glob
import json
import os
import subprocess
import tempfile

from case import PATHS, Case, cases, rows_of_changes

TENANT = "'00000000-0000-4000-8000-000000000001'"
RISKS = ["SAFE", "BACKFILL", "BREAKING"]
KINDS = ["table", "foreign_keys", "helpers", "views", "functions"]
DEFAULT_ROWS = "INSERT INTO crm.tb_contact (tenant_id, name) SELECT :T, 'n' || i FROM generate_series(1, 3) i"
OTHER_ROWS = "INSERT INTO crm.tb_%s (tenant_id, name) SELECT :T, 'x' || i FROM generate_series(1, 3) i;\n"
HERE = os.path.dirname(os.path.abspath(__file__))


class Fault(Exception):
    pass


def run(*words, code=0):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != code:
        raise Fault(f"{' '.join(words)} exits with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout


class Sql:
    """The SQL of a side, made by the executables; of files that were made before, from memory."""

    def __init__(self, bin_dir):
        self.bin, self.made = bin_dir, {}

    def tool(self, name, out, *files):
        run(os.path.join(self.bin, "specql-" + name), "-o", out, *files)

    def interface(self, folder, name):
        out = os.path.join(folder, name + ".iface.json")
        if not os.path.exists(out):
            self.tool("interface", out, os.path.join(folder, "entities", name + ".yaml"))
        return out

    def entity(self, folder, name, files):
        key = (name, tuple(sorted(files.items())) if name not in ("company", "person") else files[name])
        if key not in self.made:
            model = os.path.join(folder, name + ".json")
            faces = [self.interface(folder, other) for other in sorted(files)]
            self.tool("model", model, os.path.join(folder, "entities", name + ".yaml"), *faces)
            self.made[key] = {}
            for kind in KINDS:
                out = os.path.join(folder, f"{name}.{kind}.sql")
                self.tool(kind, out, model)
                with open(out, encoding="utf-8") as file:
                    self.made[key][kind] = file.read()
        return self.made[key]

    def project(self, folder):
        """The same of a whole project, without what all tables share."""
        run(os.path.join(self.bin, "specql-ninja"), "--quiet", "-C", folder)
        run(os.environ.get("NINJA", "ninja"), "-C", folder, "sql")
        text = ""
        for path in sorted(glob.glob(os.path.join(folder, "db/schema/[1-9]*/**/*.sql"), recursive=True),
                           key=lambda p: p[len(folder):].split("/")[3:]):
            with open(path, encoding="utf-8") as file:
                text += file.read()
        return text

    def side(self, folder, files):
        if any(name in PATHS for name in files):
            return self.project(folder)
        made = [self.entity(folder, name, files) for name in sorted(files)]
        acts = [m for m in made if "CREATE TYPE" in m["functions"]]
        views = [self.entity(folder, name, files) for name in sorted(files) if "table_views" in files[name]]
        return "\n".join([m[k] for k in KINDS for m in (acts if k == "functions" else views if k == "views" else made)])


def psql(text):
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                          input=f"SET client_min_messages = warning;\nBEGIN;\n{text}\nROLLBACK;\n", capture_output=True,
                          text=True)
    if done.returncode:
        raise Fault(done.stderr.strip())
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]


def foundation(bin_dir):
    """A project of nothing but the schemas gives it; probe.sql has the functions that look at the tables."""
    with tempfile.TemporaryDirectory() as folder:
        case = Case("foundation")
        case.files["old"]["deal"] = "entity: Deal\nschema: sales\nfields: {name: {type: text, index: gin_trgm}, who: PersonName}\n"
        case.write("old", folder)
        run(os.path.join(bin_dir, "specql-ninja"), "-C", folder)
        run(os.environ.get("NINJA", "ninja"), "-C", folder, "db/schema/00_foundation/app_foundation.sql")
        files = glob.glob(os.path.join(folder, "db/schema/00_foundation/*.sql")) + [os.path.join(HERE, "probe.sql")]
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", *[word for f in files for word in ("-f", f)])


def told(case, changes, table):
    """The change of the case's row; its words and the others' kinds are as the case says."""
    kinds = {c["kind"] for c in changes}
    if kinds != {case.kind, *case.also}:
        raise Fault(f"told are {', '.join(sorted(kinds))}")
    own = [c for c in changes if c["kind"] == case.kind]
    if not any(case.says == c["change"] for c in own):
        raise Fault("it says\n" + "\n".join(c["change"] for c in own))
    expected = [r.lower() for r in table[case.kind][1]]
    if any(list(c["class"].values()) != expected for c in own):
        raise Fault(f"the classes are not {expected}")
    for c in changes:
        sides = [c[side] for side in ("old", "new") if side in c]
        if not sides or any(s["line"] < 1 for s in sides):
            raise Fault(f"no place: {c}")


def lost(before, after):
    """Whether something that could be read before cannot any more, or reads otherwise."""
    for oid, t in before.items():
        now = after.get(oid)
        if not now or now["name"] != t["name"] or not set(t["columns"]) <= set(now["columns"]):
            return True
        if [{k: r[k] for k in t["columns"]} for r in now["rows"]] != t["rows"]:
            return True
    return False


def written(before, after):
    return any(oid not in after or after[oid]["file"] != t["file"] or after[oid]["places"] != t["places"]
               for oid, t in before.items())


def filled(sql, case):
    """The migration with what its first comment asks for."""
    lines, done = [], False
    for line in sql.splitlines():
        if line.startswith("-- fill:") and case.fill and not done:
            line, done = case.fill.replace(":T", TENANT) + ";", True
        lines.append(line)
    return "\n".join(lines), done


def check_class(risk, case, sql, before, after, error):
    if risk == "SAFE" and (written(before, after) or lost(before, after)):
        raise Fault(f"rows are written or lost\n{sql}")
    if risk == "BACKFILL" and case.fill and not error:
        raise Fault(f"the migration succeeds before the rows are filled\n{sql}")
    new = any(oid not in before and t["rows"] for oid, t in after.items())
    if risk == "BACKFILL" and not case.fill and not written(before, after) and not new:
        raise Fault(f"no row is written\n{sql}")
    if risk == "BACKFILL" and any(len(t["rows"]) != len(after[o]["rows"]) for o, t in before.items() if o in after):
        raise Fault("rows are lost")
    if risk == "BREAKING" and not lost(before, after):
        raise Fault(f"nothing is lost\n{sql}")


def check_catalogue(case, sql, there, wanted):
    # The type of a new action comes with its functions.
    if case.kind in ("action_added", "action_renamed"):
        there, wanted = ([l for l in s if "_input" not in l] for s in (there, wanted))
    if there != wanted:
        raise Fault("the migration does not lead to the new schema\n" + sql +
                    "".join(f"\n- {l}" for l in wanted if l not in there) +
                    "".join(f"\n+ {l}" for l in there if l not in wanted))


def check_views(sql, stale):
    if stale:
        raise Fault(f"table views are stale\n{sql}\n{stale}")


def prove(case, sql_of, folder, table):
    sides = {side: os.path.join(folder, side + " tree") for side in ("old", "new")}
    for side, path in sides.items():
        case.write(side, path)
    report = json.loads(run(os.path.join(sql_of.bin, "specql-diff"), "--format", "json", *sides.values()))
    told(case, report["changes"], table)
    risk = max((table[c["kind"]][1][0] for c in report["changes"]), key=RISKS.index)
    if table[case.kind][0] not in ("API", "NONE") and table[case.kind][1][0] != risk:
        raise Fault("another change of the case is worse, so it proves nothing")
    migration = report["migration"]
    do, asked = filled(migration, case)
    if case.fill and not asked:
        raise Fault(f"the migration asks for nothing\n{migration}")
    rows = "".join(OTHER_ROWS % o for o in ("company", "person")) + (case.rows or DEFAULT_ROWS) + ";\n"
    if "refresh_tv_contact" in (old := sql_of.side(sides["old"], case.files["old"])):
        rows += "SELECT crm.refresh_tv_contact();\n"
    attempt = migration.replace("$t$", "") if case.fill else "SELECT 1"
    before, error, after, there, stale = psql(
        old + rows.replace(":T", TENANT) + "SELECT probe.tables();\n"
        f"SELECT json_build_array(probe.attempt($t${attempt}$t$));\n{do}\nSELECT probe.tables();\nSELECT probe.catalogue();\nSELECT probe.stale();")
    roles = "".join(line + "\n" for line in migration.splitlines() if line.startswith("ALTER ROLE"))
    wanted, = psql(roles + sql_of.side(sides["new"], case.files["new"]) + "SELECT probe.catalogue();")
    check_class(risk, case, migration, before, after, error[0])
    check_catalogue(case, migration, there, wanted)
    check_views(migration, stale)


def main(bin_dir, names):
    with tempfile.TemporaryDirectory() as folder:
        tools = os.path.join(folder, "tools")
        run(os.path.join(HERE, "..", "copy-tools"), bin_dir, tools)
        return prove_all(tools, names)


def prove_all(bin_dir, names):
    table, passed, failed = rows_of_changes(), 0, 0
    all_cases, sql_of = list(cases()), Sql(bin_dir)
    for kind in table:
        if not any(c.kind == kind for c in all_cases):
            print(f"FAIL {kind}: no case")
            failed += 1
    foundation(bin_dir)
    for case in all_cases:
        if names and case.name not in names and case.kind not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                prove(case, sql_of, folder, table)
                passed += 1
            except Fault as fault:
                print(f"FAIL {case.name}: {fault}", flush=True)
                failed += 1
    if not names:
        import command
        import session
        for part in (command, session):
            more, faults = part.main(bin_dir)
            passed, failed = passed + more, failed + faults
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
