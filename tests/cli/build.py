"""Building: generate and what a build leaves."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import time

from drive import COMPANY, CONTACT, Missing, REGISTRY, SPECQL, listing, project, read, specql, tree, without_rights, write

TABLE = "db/schema/10_tables/contact.sql"


def case_generate_no_entity_file():
    """What is no entity file does not become a faulty part of the project for good."""
    project()
    write("specql.yaml", "name: x\n")
    write("compose.yaml", "services: {db: {image: postgres}}\n")
    write("list.yaml", "- entity\n")
    write("empty.yaml", "")
    for path in ("specql.yaml", "compose.yaml", "list.yaml", "empty.yaml"):
        for command in ("generate", "docs"):
            _, err = specql(command, path, code=1)
            assert path + ": error: is no entity file; one begins with 'entity: Name'\n" in err, err
        specql("validate", path, code=path != "specql.yaml")
    specql("generate")
    _, err = specql("generate", ".specql/src/entities/contact.yaml", code=1)
    assert err.startswith(".specql/src/entities/contact.yaml: error: is a part of the build's state; name the entity file itself\n"), err
    out, err = specql("generate")
    assert out.startswith("2 entities") and err == "", (out, err)
    for text, fault in (("entity: Lead\nfields: {a: txet}\n", "2:13"), ("entitiy: Lead\nfields: {a: text}\n", "1:1"), ("entity: [\n", "1:9")):
        write("lead.yaml", text)
        _, err = specql("generate", "lead.yaml", code=1)
        assert "lead.yaml:%s: error: " % fault in err, err
    write("lead.yaml", "entity: Lead\nfields: {a: text}\n")
    specql("generate")
    assert os.path.exists("db/schema/10_tables/lead.sql")


def case_no_entities():
    """In a wrong folder it is said where entity files are looked for; not where only other files were asked after."""
    where = "0 entities (each *.yaml below a folder 'entities' is one, or where specql.yaml says)"
    assert specql("validate")[0] == where + ": 0 errors, 0 warnings\n"
    assert specql("generate")[0].startswith(where + ": ")
    write("specql.yaml", "name: x\n")
    assert specql("validate", "specql.yaml")[0] == "0 entities: 0 errors, 0 warnings\n"


def case_ninja_that_is_none():
    """What NINJA names is told with the reason why it cannot be run."""
    project()
    _, err = specql("generate", code=1, env={**os.environ, "NINJA": "/nowhere/ninja"})
    assert err.splitlines()[0] == ("specql generate: '/nowhere/ninja' cannot be run: No such file or directory; "
                                   "install Ninja (Debian: ninja-build), or name one in NINJA"), err


def case_seed_command_lines():
    """contact.yaml lies anywhere; nothing else is there."""
    write("contact.yaml", CONTACT)
    out, _ = specql("generate", "contact.yaml", "--output-base", "db/schema")
    for f in ("00_foundation/app_foundation.sql", "10_tables/contact.sql", "40_metadata/contact.sql"):
        assert os.path.exists("db/schema/" + f), f
        assert "db/schema/" + f in out, out
    assert re.match(r"1 entity: \d+ files have changed", out) and "confiture build --env local" in out, out
    next_steps(out)
    assert "no file has changed" in specql("generate", "contact.yaml", "--output-base", "db/schema")[0]
    assert not os.path.exists("frontend/generated/mutation-impacts.json")
    specql("generate", "contact.yaml", "--with-impacts")
    assert os.path.exists("frontend/generated/mutation-impacts.json") and not os.path.exists("db/generated/schema_local.sql")
    write("company.yaml", COMPANY)
    specql("generate", "company.yaml")
    assert os.path.exists("db/schema/10_tables/contact.sql"), "one file more deletes no other"
    assert os.path.exists("db/schema/10_tables/company.sql")


def case_seed_frontend():
    """What the plan calls mutation docs, Apollo/React hooks, TypeScript type definitions and --with-impacts, as it means them."""
    write("specql.yaml", "clients: [apollo]\n")
    write("entities/contact.yaml", CONTACT + "actions:\n  - name: create_contact\n  - name: qualify_contact\n    requires: caller.can_edit_contact\n"
          "    steps:\n      - validate: email IS NOT NULL\n        error: no_email\n      - update: Contact SET name = 'qualified'\n")
    specql("generate", "entities/contact.yaml", "--with-impacts")
    impacts = json.loads(read("frontend/generated/mutation-impacts.json"))
    assert {"version", "description", "mutations", "entities", "cacheInvalidationRules"} <= set(impacts)
    create, qualify = impacts["mutations"]["Contact.create_contact"], impacts["mutations"]["Contact.qualify_contact"]
    assert (create["entity"], create["action"], create["operationType"], create["requiresPermission"]) == ("Contact", "create_contact", "CREATE", False)
    assert (qualify["requiresPermission"], qualify["permissionExpression"]) == (True, "caller.can_edit_contact")
    assert (qualify["appFunction"], qualify["coreFunction"]) == ("app.qualify_contact", "crm.qualify_contact")
    assert qualify["impacts"]["primaryEntity"] == "Contact" and qualify["impacts"]["primaryFields"] == ["name"]
    assert impacts["entities"]["Contact"]["table"] == "tb_contact"
    assert {"mutation": "Contact.qualify_contact", "query": "contacts"}.items() <= next(
        one for one in impacts["cacheInvalidationRules"] if one["mutation"] == "Contact.qualify_contact" and one["query"] == "contacts").items()
    specql("generate")
    types, hooks = read("frontend/generated/crm/contact.types.ts"), read("frontend/generated/crm/contact.apollo.ts")
    for name in ("Contact", "CreateContactInput", "CreateContactSuccess", "QualifyContactInput"):
        assert re.search(r"^export interface %s " % name, types, re.M), name
    for name in ("CreateContactError", "CreateContactResult", "QualifyContactErrorCode"):
        assert re.search(r"^export type %s =" % name, types, re.M), name
    assert "'no_email'" in types
    for name in ("useContact", "useContacts", "useCreateContact", "useQualifyContact"):
        assert re.search(r"^export const %s = " % name, hooks, re.M), name
    assert "from '@apollo/client/react'" in hooks
    specql("docs")
    told = read("docs/generated/mutations.md")
    for text in ("GraphQL Mutations", "qualifyContact", "no_email", "caller.can_edit_contact", "useCreateContact"):
        assert text in told, text
    assert "= useQualifyContact(" in read("docs/generated/crm/contact.md")


def next_steps(out):
    """Confiture builds as is said, and knows the other command and its option."""
    confiture = os.environ["CONFITURE"]
    assert "\n  psql -v ON_ERROR_STOP=1 -1 -f db/generated/schema_local.sql   " in out, out
    assert "\n  confiture migrate up -c db/environments/local.yaml   " in out, out
    subprocess.run([confiture, "build", "--env", "local"], check=True, capture_output=True)
    assert os.path.exists("db/generated/schema_local.sql") and os.path.exists("db/environments/local.yaml")
    os.remove("db/generated/schema_local.sql")
    said = subprocess.run([confiture, "migrate", "up", "--help"], check=True, capture_output=True, text=True).stdout
    assert "-c" in said, said


def case_foundation_only():
    """Of a project, and as the plan has it: of files that lie anywhere."""
    project()
    specql("generate", "--foundation-only")
    assert [f for f in tree("db/schema")] == ["00_foundation/app_foundation.sql"], tree("db/schema")
    write("lead.yaml", "entity: Lead\nschema: sales\nfields: {a: text}\n")
    out, _ = specql("generate", "lead.yaml", "--foundation-only")
    assert [f for f in tree("db/schema")] == ["00_foundation/app_foundation.sql"] and "updated  db/schema/00_foundation/app_foundation.sql" in out, out
    specql("generate", "--foundation-only", "--with-impacts")
    assert os.path.exists("frontend/generated/mutation-impacts.json")


def case_settings_at_fault():
    """A fault of the settings is told whatever is asked for."""
    project()
    write("specql.yaml", "layuot: flat\n")
    for ask in (("generate", "entities/contact.yaml"), ("generate", "--foundation-only"), ("generate", "--check", "entities/contact.yaml"),
                ("docs", "entities/contact.yaml"), ("docs",), ("generate",), ("validate", "entities/contact.yaml")):
        for _ in range(2):
            _, err = specql(*ask, code=1)
            assert err.count("specql.yaml:1:1: error: unknown key 'layuot'") == 1, (ask, err)


def case_from_elsewhere():
    """-C and -B of every command: nothing is looked for or made where the caller is, and paths are as the caller sees them."""
    write("my proj/entities/contact.yaml", CONTACT)
    write("my proj/registry/domain_registry.yaml", REGISTRY)
    write("my out/migrations/100_contact.sql", "SELECT 1;\n")
    os.makedirs("far/away")
    where = ("-C", "../../my proj", "-B", "../../my out")

    def run(*args, **more):
        return specql(args[0], *where, *args[1:], cwd="far/away", **more)[0]

    assert "created  ../../my out/db/schema/10_tables/contact.sql" in run("generate", "../../my proj/entities/contact.yaml")
    assert "created  ../../my out/docs/generated/index.html" in run("docs")
    assert run("validate").startswith("1 entity: 0 errors") and os.path.exists("my out/.specql/validate")
    assert "contact.sql, of Contact in ../../my proj/entities/contact.yaml" in run("explain", "../../my out/db/schema/10_tables/contact.sql")
    for args in (("-B", "../my out"), ()):
        out, _ = specql("explain", *args, "../my out/db/schema/10_tables/contact.sql", cwd="my proj")
        assert "contact.sql, of Contact in entities/contact.yaml\n" in out and "gone" not in out and "changed" not in out, out
    assert '"crm.Contact";' in run("graph")
    assert "../../my out/migrations/100_contact.sql: superseded by ../../my out/db/schema/10_tables/contact.sql" in run("superseded")
    assert "update   ../../my out" not in run("generate", "../../my proj/entities/contact.yaml", "--dry-run")
    assert "delete   ../../my out/db/schema/10_tables/contact.sql" in run("clean", "--dry-run")
    run("clean")
    assert sorted(tree("my out")) == ["db/environments/local.yaml", "migrations/100_contact.sql"], tree("my out")
    assert sorted(tree("my proj")) == ["entities/contact.yaml", "registry/domain_registry.yaml"], tree("my proj")
    specql("registry", "assign", "-C", "../../my proj", cwd="far/away")
    for args in (["list"], ["lookup", "Contact"]):
        assert "crm.Contact" in specql("registry", args[0], "-C", "../../my proj", *args[1:], cwd="far/away")[0]
    out, _ = specql("diff", "-C", "../../my proj", "--exit-code", "entities/contact.yaml", "entities/contact.yaml", cwd="far/away")
    assert out == "" and os.listdir("far/away") == []
    # A registry makes its folder that of a project.
    os.mkdir("my proj/below")
    assert specql("validate", cwd="my proj/below")[0].startswith("1 entity: 0 errors") and os.listdir("my proj/below") == []
    _, err = specql("generate", "-C", "nowhere", code=1)
    assert err.startswith("nowhere: error: cannot be entered: No such file"), err


def case_outputs_that_are_not_there():
    """Those of an output root are named there, though they were never made."""
    project()
    write("specql.yaml", "emitters: [{name: e, command: 'false $out', output: 'e/{entity}.txt'}]\n")
    os.makedirs("entities/sub")
    _, err = specql("generate", "-B", "../../out", cwd="entities/sub", code=1)
    assert "\n../../out/e/company.txt: error: the emitter failed" in "\n" + err, err
    write("specql.yaml", "emitters: [{name: e, command: 'printf \"FAILED: one\\\\ntwo\\\\n\"; exit 3; $out', output: 'e/{entity}.txt'}]\n")
    _, err = specql("generate", "-B", "out", code=1)
    assert err.count("FAILED: one\ntwo\n") == 2 and "exec " not in err, err
    os.remove("out/db/generated/schema_local.sql")
    _, err = specql("verify", "-B", "../../out", cwd="entities/sub", code=1)
    assert "\n../../out/db/generated/schema_local.sql: error: was not built" in "\n" + err, err
    _, err = specql("validate", "-B", "../../out", "--check-registry", cwd="entities/sub", code=1)
    assert "\n../../registry/domain_registry.yaml: error: there is no registry" in "\n" + err, err


def case_two_builds():
    """A project that is built in place, too: what is said is of the output root."""
    write("entities/contact.yaml", CONTACT)
    specql("generate")
    specql("generate", "-B", "out")
    write("out/db/schema/10_tables/contact.sql", read("db/schema/10_tables/contact.sql") + "-- mine\n")
    write("entities/contact.yaml", CONTACT + "  note: text\n")
    assert specql("explain", "-B", "out", "out/db/schema/10_tables/contact.sql")[0].startswith("out/db/schema/10_tables/contact.sql, of Contact in entities/")
    _, err = specql("generate", "-B", "out", code=1)
    assert "out/db/schema/10_tables/contact.sql: error: was edited by hand" in err, err
    assert "\ndelete   out/db/schema/20_helpers/contact.sql\n" in specql("clean", "-B", "out", "--dry-run")[0]
    _, err = specql("clean", "-B", "out")
    assert err.startswith("out/db/schema/10_tables/contact.sql: warning: was edited"), err


def case_files_that_are_none():
    """A word that names nothing is said to, by every command that takes files."""
    project()
    specql("generate", "entities")
    write("notes.txt", "x\n")
    os.makedirs("empty")
    for command in (["generate"], ["generate", "--check"], ["validate"], ["docs"]):
        for path, said in (("nowhere.yaml", "cannot read: No such file"), ("notes.txt", "is no entity file; its name must end in .yaml or .yml"),
                           ("empty", "holds no entity file of the project"), ("../elsewhere.yaml", "cannot read: No such file")):
            _, err = specql(*command, path, code=1)
            assert said in err and err.startswith(path + ": error: "), (command, path, err)
    specql("explain", "../elsewhere.yaml", code=1)
    specql("graph", "Nowhere", code=1)


def case_names_that_cannot_be_kept():
    """A file whose name the state cannot hold is not passed over in silence."""
    project()
    for name, said in (("a\tb.yaml", "may hold no tab and no line break; rename it"), ("a\nb.yaml", "may hold no tab and no line break; rename it"),
                       ("b" * 251 + ".yml", "is too long; shorten it to 250 bytes")):
        write(name, COMPANY.replace("Company", "Other"))
        assert said in specql("generate", name, code=1)[1], name
    done = subprocess.run([os.path.join(os.path.dirname(SPECQL), "specql-ninja"), "--config", "a\tb.yaml"], capture_output=True, text=True)
    assert done.returncode == 1 and "error: the path of the settings may hold no tab" in done.stderr, done


def case_docs():
    """All pages; with FILE… those of an entity, one that the project does not hold, too."""
    project()
    write("lead.yaml", "entity: Lead\nschema: sales\nfields: {a: text}\n")
    out, _ = specql("docs", "lead.yaml")
    assert sorted(tree("docs/generated")) == ["sales/lead.html", "sales/lead.md", "sales/lead.part.json"], tree("docs/generated")
    assert "created  docs/generated/sales/lead.html" in out and not [f for f in tree("db/schema")], out
    out, _ = specql("docs")
    assert os.path.exists("docs/generated/index.html") and os.path.exists("docs/generated/crm/contact.html"), out
    assert "no file has changed" in specql("docs")[0] and specql("docs", "-q") == ("", "")
    write("specql.yaml", "docs: false\n")
    assert "nothing makes documentation in this build" in specql("docs", code=1)[1]


def case_output_base_elsewhere():
    project()
    specql("generate", "entities/contact.yaml", "--output-base", "../far away/db/schema")
    assert os.path.exists("../far away/db/schema/10_tables/contact.sql")
    assert not os.path.exists(".specql")


def case_output_base_in_another_output():
    """As output.sql in specql.yaml may not lie there."""
    project()
    specql("generate")
    before = {path: when for path, when in tree().items() if not path.startswith(".specql/")}
    for folder, of in (("docs/generated", "documentation"), ("docs", "documentation"), ("frontend/generated/sql", "frontend")):
        _, err = specql("generate", "--output-base", folder, code=1)
        assert f"--output-base {folder} and the folder of the {of}, " in err and "must not lie in each other" in err, err
    _, err = specql("generate", "--output-base", "db", code=1)
    assert "would hold Confiture's output, db/generated" in err, err
    _, err = specql("generate", "--output-base", "entities", code=1)
    assert ".specql/given: error: 'entities' holds entities" in err, err
    specql("generate")
    assert {path: when for path, when in tree().items() if not path.startswith(".specql/")} == before


def case_whole_project_and_what_changed():
    project()
    out, _ = specql("generate")
    assert "created  db/generated/schema_local.sql" in out, out
    write("entities/contact.yaml", CONTACT + "  phone: text\n")
    out, _ = specql("generate")
    assert re.search(r"updated  db/schema/10_tables/contact.sql", out) and "company" not in out, out
    os.remove("entities/company.yaml")
    out, _ = specql("generate")
    assert "deleted  db/schema/10_tables/company.sql" in out, out
    assert specql("generate", "-q") == ("", "")


def case_above_what_a_link_leads_to():
    """.. behind a link is what the system takes it for."""
    project()
    os.makedirs("../other/deep")
    write("../other/entities/contact.yaml", CONTACT + "  phone: txet\n")
    os.symlink("../other/deep", "link")
    _, err = specql("validate", "link/../entities/contact.yaml", code=1)
    assert err.startswith("../other/entities/contact.yaml:6:10: error: unknown type 'txet'"), err
    specql("generate", "-q", "-B", "link/../out/../made/")
    assert os.path.exists("../other/made/build.ninja") and sorted(os.listdir(".")) == ["entities", "link"], os.listdir(".")


def case_from_a_folder_below():
    project()
    write("entities/contact.yaml", CONTACT.replace("email\n", "emial\n"))
    write("specql.yaml", "layout: flat\n")
    os.makedirs("a b/c")
    _, err = specql("generate", cwd="a b/c", code=1)
    assert err.startswith("../../entities/contact.yaml:5:10: error: unknown type 'emial'; did you mean 'email'?"), err
    assert os.path.exists("db/schema/10_tables/company.sql"), "the sound file is made"
    _, err = specql("validate", cwd="a b/c", code=1)
    assert err.startswith("../../entities/contact.yaml:5:10: error:"), err


def case_ninja_of_a_path():
    """A path in NINJA or PATH is meant from where the command is called, not from where Ninja runs."""
    project()
    os.makedirs("tools")
    ninja = shutil.which(os.environ.get("NINJA") or "ninja")
    os.symlink(ninja, "tools/ninja")
    assert "next:" in specql("generate", "-C", "..", cwd="tools", env={**os.environ, "NINJA": "./ninja"})[0]
    env = {**os.environ, "PATH": ".:" + os.environ["PATH"]}
    env.pop("NINJA", None)
    specql("generate", "-C", "..", cwd="tools", env=env)
    assert "up to date" in specql("explain", "../" + TABLE, cwd="tools", env={**os.environ, "NINJA": "./ninja"})[0]


def case_check_touches_nothing():
    """Neither in a project that is up to date, nor in one that is not, nor where nothing was ever built."""
    project()
    before = listing()
    out, _ = specql("generate", "--check", code=1)
    assert "missing  " + TABLE + "\n" in out and listing() == before, out
    specql("generate")
    before = listing()
    assert "up to date" in specql("generate", "--check")[0]
    assert specql("generate", "--check", "--foundation-only")[0] == "1 file is up to date\n"
    assert listing() == before
    write("entities/contact.yaml", CONTACT + "  phone: text\n")
    os.remove("db/schema/10_tables/company.sql")
    shutil.copy("db/schema/20_helpers/contact.sql", "db/schema/20_helpers/old.sql")
    os.makedirs("scratch")
    before = listing()
    elsewhere = {**os.environ, "TMPDIR": os.getcwd() + "/scratch"}
    out, _ = specql("generate", "--check", code=1, env=elsewhere)
    assert "stale    db/schema/10_tables/contact.sql\n" in out and "missing  db/schema/10_tables/company.sql\n" in out and \
        "surplus  db/schema/20_helpers/old.sql\n" in out, out
    assert os.listdir("scratch") == []
    out, err = specql("generate", "--dry-run")
    assert "update   db/schema/10_tables/contact.sql\n" in out and "create   db/schema/10_tables/company.sql\n" in out and "old.sql" not in out and \
        err == "db/schema/20_helpers/old.sql: warning: was not made by the last build, so the next one does not delete it; move or delete it\n", (out, err)
    before.pop("scratch")
    after = listing()
    after.pop("scratch")
    assert after == before, "the project was touched"
    os.remove("db/schema/20_helpers/old.sql")
    write("entities/contact.yaml", CONTACT)
    write("frontend/generated/index.ts", read("frontend/generated/index.ts") + "// mine\n")
    specql("generate")
    edited = "frontend/generated/index.ts: warning: was edited by hand, so a build leaves it; move what you need and delete it\n"
    out, err = specql("generate", "--check", code=1)
    assert out == "stale    frontend/generated/index.ts\n" and err.startswith(edited), (out, err)
    out, err = specql("generate", "--dry-run")
    assert "index.ts" not in out and err == edited, (out, err)
    os.remove("entities/company.yaml")
    shutil.rmtree(".specql")
    out, err = specql("generate", "--dry-run")
    assert "delete   db/schema/10_tables/company.sql\n" in out and "update   db/generated/schema_local.sql\n" in out and err == edited, (out, err)


def case_bundle():
    """The commands know the bundles for outputs; their parts are none."""
    project()
    write("specql.yaml", "bundle: schema\nfrontend: false\ndocs: false\n")
    write("registry/domain_registry.yaml", REGISTRY)
    specql("registry", "assign")
    out, _ = specql("generate", "--frozen")
    assert "created  db/schema/10_tables/crm.sql\n" in out and "10_tables/contact.sql" not in out, out
    assert "up to date" in specql("generate", "--frozen", "--check")[0]
    bundle = "db/schema/10_tables/crm.sql"
    assert bundle + ", of the whole project\n  nothing would be rebuilt" in specql("explain", bundle)[0]
    shutil.copy(bundle, "kept")
    os.remove(bundle)
    assert "missing  " + bundle + "\n" in specql("generate", "--check", code=1)[0]
    assert "created  " + bundle + "\n" in specql("generate", "entities/contact.yaml")[0]
    assert read(bundle) == read("kept")
    write(bundle, read("kept") + "-- mine\n")
    assert "stale    " + bundle + "\n" in specql("generate", "--check", code=1)[0]
    write("entities/contact.yaml", CONTACT + "  phone: text\n")
    _, err = specql("generate", code=1)
    assert bundle + ": error: was edited by hand" in err and read(bundle).endswith("-- mine\n"), err
    os.remove(bundle)
    write("specql.yaml", "frontend: false\ndocs: false\n")
    out, _ = specql("generate", "--check", code=1)
    assert "missing  " + TABLE + "\n" in out and "surplus  db/schema/40_metadata/crm.sql\n" in out and ".specql" not in out, out
    out, _ = specql("generate")
    assert "deleted  db/schema/40_metadata/crm.sql\n" in out and "created  " + TABLE + "\n" in out, out
    assert not os.path.exists(bundle) and not os.path.exists(".specql/sql")
    write("specql.yaml", "bundle: shcema\n")
    _, err = specql("validate", code=1)
    assert "specql.yaml:1:9: error:" in err and "'schema'" in err, err
    write("specql.yaml", "bundle: schema\nfrontend: false\ndocs: false\n")
    specql("generate")
    specql("clean")
    assert not os.path.exists(".specql") and not [f for f in tree("db/schema") if f.endswith(".sql")]


def case_read_only():
    """Of a project that nobody may write into, all can be checked, and all be built elsewhere."""
    by = without_rights()
    project()
    os.makedirs("far away") # a new folder is a change
    specql("generate")
    subprocess.run(["chmod", "-R", "a-w", "db", "entities", ".specql", "frontend", "docs", "build.ninja", "."], check=True)
    try:
        before = listing()
        assert "up to date" in specql("generate", "--check", by=by)[0]
        assert "would not change" in specql("generate", "--dry-run", by=by)[0]
        assert specql("validate", by=by)[0].startswith("2 entities: 0 errors")
        assert "up to date" in specql("explain", TABLE, by=by)[0]
        specql("graph", by=by)
        specql("superseded", by=by)
        for args in (["generate"], ["docs"], ["clean"], ["init", "entity", "Lead"], ["init", "project", "new"], ["generate", "-B", "new"]):
            _, err = specql(*args, by=by, code=1)
            assert ": error: " in err and "Permission denied" in err, (args, err)
            assert err.count(": error: ") == 1 and not err.startswith("/"), (args, err)
        assert listing() == before
        _, err = specql("generate", "--check", by=by, code=1, env={**os.environ, "TMPDIR": os.getcwd()})
        assert "cannot be made: Permission denied; set TMPDIR" in err, err
        os.chmod("far away", 0o755)
        specql("generate", "-B", "far away/out", by=by)
        assert os.path.exists("far away/out/" + TABLE)
    finally:
        subprocess.run(["chmod", "-R", "u+w", "."], check=True)


def case_folder_without_rights():
    """What lies in it is not gone; and as little memory is enough as if it could be read."""
    by = without_rights()
    for i in range(3000):
        write(f"entities/e{i}.yaml", f"entity: E{i}\nschema: s\nfields: {{n: text}}\n")
    scan = [os.path.join(os.path.dirname(SPECQL), "specql-ninja"), "-q"]
    subprocess.run(scan, check=True)
    os.chmod("entities", 0)
    before = read(".specql/shape.txt")
    done = subprocess.Popen([*by, *scan], stderr=subprocess.PIPE, text=True)
    said = done.stderr.read()
    _, status, used = os.wait4(done.pid, 0)
    os.chmod("entities", 0o755)
    assert os.waitstatus_to_exitcode(status) == 1 and "entities: error: cannot be read: Permission denied" in said, said[:500]
    assert read(".specql/shape.txt") == before
    assert used.ru_maxrss < 100_000 or "SPECQL_SANITIZE" in os.environ, used.ru_maxrss


def case_state_on_another_file_system():
    """As a cache of Docker's is: the state may be mounted, or a link."""
    here = os.stat(".").st_dev
    others = [folder for folder in ("/dev/shm", "/tmp", "/var/tmp") if os.access(folder, os.W_OK) and os.stat(folder).st_dev != here]
    if not others:
        raise Missing("there is no other file system")
    with tempfile.TemporaryDirectory(dir=others[0]) as state:
        os.symlink(state, ".specql")
        project()
        specql("generate")
        assert "CREATE TABLE" in read("db/generated/schema_local.sql")
        write("entities/contact.yaml", CONTACT + "  phone: text\n")
        specql("generate")
        assert "phone" in read("db/generated/schema_local.sql")
        specql("clean")
        assert sorted(os.listdir(".")) == ["db", "entities"]


def case_readable_again():
    """That something can be read again changes no time; Ninja sees it all the same."""
    by = without_rights()
    project()
    ninja = [*by, "ninja", "-k", "0", "frontend"]
    specql("generate", "--foundation-only")
    subprocess.run(ninja, check=True, capture_output=True)
    for path, mode in (("entities/contact.yaml", 0o644), ("entities", 0o755), ("registry/domain_registry.yaml", 0o644)):
        if path.startswith("registry"):
            write(path, REGISTRY)
            specql("registry", "assign", "-q")
        os.chmod(path, 0)
        subprocess.run([*by, os.path.dirname(SPECQL) + "/specql-ninja", "-q"], capture_output=True)
        for _ in range(2):
            assert subprocess.run(ninja, capture_output=True).returncode == 1, path
        os.chmod(path, mode)
        done = subprocess.run(ninja, capture_output=True, text=True)
        assert done.returncode == 0, (path, done.stdout)
        assert subprocess.run(ninja, capture_output=True, text=True).stdout == "ninja: no work to do.\n", path
    write("../tool", "")
    os.chmod("../tool", 0o111)
    write("specql.yaml", "emitters: [{name: e, command: 'test -x \"%s\" && cp \"$in\" \"$out\"', output: 'e/{entity}.txt'}]\n" % os.path.abspath("../tool"))
    subprocess.run(ninja, check=True, capture_output=True)
    assert subprocess.run(ninja, capture_output=True, text=True).stdout == "ninja: no work to do.\n", "a program may be there to be run only"
    os.remove("specql.yaml")
    os.symlink("../lead", "entities/lead.yaml")
    subprocess.run(ninja, check=True, capture_output=True)
    write("lead", "entity: Lead\nschema: crm\nfields: {a: text}\n")
    subprocess.run(ninja, check=True, capture_output=True)
    assert os.path.exists("frontend/generated/crm/lead.types.ts"), "what a link leads to has come"
    assert subprocess.run(ninja, capture_output=True, text=True).stdout == "ninja: no work to do.\n"


def case_init_without_room():
    """A file that is not whole is none, and not told as created."""
    done = subprocess.run(["sh", "-c", 'trap "" XFSZ; ulimit -f 0; "$@" 2>&1 | cat', "sh", SPECQL, "init", "project", "new"], capture_output=True, text=True)
    assert "specql.yaml: error: cannot write: File too large" in done.stdout and "created" not in done.stdout, done.stdout
    assert os.listdir("new") == [], os.listdir("new")


def case_init_beside_a_file():
    """All of a project, or nothing."""
    write("entities", "a list\n")
    out, err = specql("init", "project", code=1)
    assert "entities/customer.yaml: error: its folder cannot be made: Not a directory" in err and out == "", (out, err)
    assert os.listdir(".") == ["entities"], os.listdir(".")


def case_frozen():
    """Nothing is made while the registry does not hold an entity, be it one of the command line."""
    project()
    write("registry/domain_registry.yaml", REGISTRY)
    _, err = specql("generate", "--frozen", code=1)
    assert "entities/contact.yaml:1:9: error: 'Contact' is not in the registry; run specql registry assign" in err and "2 errors\n" in err, err
    assert not [f for f in tree("db") if f.endswith(".sql")], "nothing is made"
    specql("generate", "--check", "--frozen", code=1)
    specql("registry", "assign")
    specql("generate", "--frozen")
    assert "up to date" in specql("generate", "--frozen", "--check")[0]
    write("lead.yaml", "entity: Lead\nschema: crm\nfields: {a: text}\n")
    _, err = specql("generate", "lead.yaml", "--frozen", code=1)
    assert err.startswith("lead.yaml:1:9: error: 'Lead' is not in the registry") and not os.path.exists("db/schema/10_tables/lead.sql"), err
    assert "--frozen" in specql("generate", "--help")[0]


def case_lock():
    """A second command says who works here, and waits."""
    project()
    specql("generate")
    import fcntl
    with open(".specql/lock", "r+") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        f.write("specql generate, process 4711, since 10:00:00\n")
        f.flush()
        p = subprocess.Popen([SPECQL, "generate"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        assert p.poll() is None
    out, err = p.communicate(timeout=60)
    assert "waiting for specql generate, process 4711, since 10:00:00" in err and p.returncode == 0, err
    with open(".specql/lock", "r+") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        f.write("specql docs, process 4712\n")
        f.flush()
        for _ in range(2):
            _, err = specql("generate", code=130, by=("timeout", "--foreground", "-s", "INT", "--preserve-status", "0.5"))
            assert "waiting for specql docs, process 4712" in err, err
        p = subprocess.Popen([SPECQL, "generate"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        shutil.rmtree(".specql")
    assert p.wait(60) == 0 and os.path.exists(".specql/lock"), "the lock of a folder that was removed is none"


def case_within_an_output_root():
    """What is typed there is of the project that is built there."""
    files = "entities/company.yaml", "entities/contact.yaml"
    write("src/entities/contact.yaml", CONTACT)
    write("src/entities/company.yaml", COMPANY)
    write("src/registry/domain_registry.yaml", REGISTRY)
    specql("generate", "-B", "../out", *files, cwd="src")
    before = tree("out")
    os.chdir("out/db")
    out, _ = specql("generate", *("../../src/" + f for f in files))
    assert out.startswith("2 entities: no file has changed"), out
    assert specql("validate")[0] == "2 entities: 0 errors, 0 warnings\n"
    assert "it is up to date" in specql("explain", "schema/10_tables/contact.sql")[0]
    specql("registry", "list")
    os.chdir("..")
    p = subprocess.run([os.path.join(os.path.dirname(SPECQL), "specql-ninja")], text=True, capture_output=True)
    assert p.returncode == 0 and p.stdout.startswith("2 entities, "), (p.stdout, p.stderr)
    assert set(before) <= set(tree()), set(before) - set(tree())
    assert specql("generate", "-C", "../out", *("../src/" + f for f in files))[0].startswith("2 entities: no file has changed")
    assert specql("validate", "-C", ".")[0] == "2 entities: 0 errors, 0 warnings\n"
    assert specql("registry", "list", "-C", "../out") == specql("registry", "list")
    write("../src/library/book.yaml", CONTACT.replace("Contact", "Book"))
    write("../src/narrow.yaml", "entities: [library]\n")
    specql("ninja", "-q", "-C", "../src", "-B", "../narrow", "--config", "../src/narrow.yaml")
    assert specql("registry", "validate", cwd="../narrow")[0] == "0 codes, 1 entity: fine\n"
    p = subprocess.run([os.path.join(os.path.dirname(SPECQL), "specql-ninja"), "-C", "../out"], text=True, capture_output=True)
    assert p.returncode == 0 and p.stdout == "2 entities, 48 outputs: ninja -C ../out\n", (p.stdout, p.stderr)
    os.rename("../src", "../moved")
    for args in (), ("-C", "../out"):
        assert "src: error: cannot be entered: No such file" in specql("generate", *args, code=1)[1]
    assert os.path.exists(TABLE)
