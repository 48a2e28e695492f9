"""The other commands."""
import os
import re
import shutil
import subprocess

from drive import COMPANY, CONTACT, Missing, REGISTRY, ROOT, SPECQL, listing, project, read, settle, specql, tree, without_rights, write


def load(*schemas):
    """Loads each into an empty database of its own; the tables of the last."""
    line = "set -e\n"
    for i, path in enumerate(schemas):
        line += "createdb t%d\npsql -XAtq -d t%d -v ON_ERROR_STOP=1 -1 -f '%s'\n" % (i, i, path)
    line += "psql -XAtq -d t%d -c \"SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'main' ORDER BY 1\"" % (len(schemas) - 1)
    p = subprocess.run([ROOT + "/tests/pg/with-server", "sh", "-c", line], text=True, capture_output=True,
                       env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})
    if p.returncode == 3:
        raise Missing("there is no PostgreSQL server")
    assert p.returncode == 0 and p.stderr == "", p.stderr
    return p.stdout.split()


def case_init():
    """What it writes validates, builds and loads at once; no file is ever overwritten."""
    out, _ = specql("init", "project", "my shop")
    assert "created  my shop/specql.yaml\n" in out and "  cd 'my shop'\n" in out, out
    assert "  cd ./-x\n" in specql("init", "project", "--", "-x")[0]
    assert "  cd '{a,b}!'\n" in specql("init", "project", "{a,b}!")[0]
    out, err = specql("validate", "--strict", cwd="my shop")
    assert out == "1 entity: 0 errors, 0 warnings\n" and err == "", (out, err)
    specql("generate", cwd="my shop")
    shutil.copy("my shop/db/generated/schema_local.sql", "first.sql")
    fields = ("quantity:integer!", "customer:ref(Customer)", "kind:enum(a, b) = a", "tags:list(text)", "due:date = current_date", "price:decimal(10, 2)!", "note:text?")
    specql("init", "entity", "OrderItem", *[w for f in fields for w in ("-f", f)], cwd="my shop/entities")
    specql("init", "entity", "Lonely", "-C", "my shop", "-d", "my shop/other/entities")
    out, err = specql("validate", "--strict", cwd="my shop")
    assert out == "3 entities: 0 errors, 0 warnings\n" and err == "", (out, err)
    specql("generate", cwd="my shop")
    assert load("first.sql", "my shop/db/generated/schema_local.sql") == ["main.tb_customer", "main.tb_lonely", "main.tb_order_item"]
    before = tree("my shop")
    _, err = specql("init", "project", "my shop", code=1)
    assert "is there already, and is not overwritten" in err
    specql("init", "entity", "OrderItem", cwd="my shop", code=1)
    specql("init", "entity", "9x", cwd="my shop", code=2)
    specql("init", "entity", "X", "-f", "y", cwd="my shop", code=2)
    _, err = specql("init", "entity", "X", "-f", "due:date = now()", "-f", "y:txet", cwd="my shop", code=1)
    assert "entities/x.yaml:5:15: error: " in err and "unknown type 'txet'; did you mean 'text'?" in err, err
    for name, why in (("class", "'class' is a word that TypeScript needs; write 'Class'"), ("Query", "the API has a type 'Query' of its own")):
        assert why in specql("init", "entity", name, cwd="my shop", code=1)[1]
    specql("init", "entity", "X", "-s", "a b", cwd="my shop", code=2)
    specql("init", "entity", "X", "-f", "y:text", "-f", "y:text", cwd="my shop", code=2)
    assert tree("my shop") == before
    for schema in ("pg_mine", "Sales"):
        specql("init", "project", "-s", schema, "new", code=1)
    specql("init", "project", "", code=2)
    assert not os.path.exists("new")
    for folder, why in (("my shop/other", "is in no folder that is searched for entities"), ("beside/entities", "lies outside of the project"),
                        ("my shop/entities/.hidden", "is in no folder that is searched for entities")):
        _, err = specql("init", "entity", "Lost", "-C", "my shop", "-d", folder)
        assert err.startswith(folder + "/lost.yaml: warning: " + why), err
    write("my shop/specql.yaml", "entities: [./model/, '*.yml', extra/*]\n")
    for folder, lost in (("my shop/model/deep", False), ("my shop/extra", False), ("my shop/extra/deep", False), ("my shop/entities", True)):
        _, err = specql("init", "entity", "Found", "-C", "my shop", "-d", folder)
        assert bool(err) == lost, (folder, err)
    write("my shop/more.yaml", "entities: [more]\n")
    write("my shop/more/a.yaml", COMPANY)
    subprocess.run([SPECQL + "-ninja", "-q", "-C", "my shop", "--config", "my shop/more.yaml"], check=True)
    assert specql("init", "entity", "Found", "-C", "my shop", "-d", "my shop/more")[1] == "", "the settings are those of the last build"
    os.makedirs("here")
    specql("init", "project", "-s", "sales", cwd="here")
    assert "schema: sales" in open("here/entities/customer.yaml").read()
    specql("validate", cwd="here")


def case_paths_said():
    """What is said can be typed; a file is no project."""
    write("p/entities/contact.yaml", CONTACT)
    out, _ = specql("generate", "-C", "p", "-B", "an out$x")
    assert " -f 'an out$x/db/generated/schema_local.sql' " in out and " -c 'an out$x/db/environments/local.yaml' " in out, out
    tool = os.path.dirname(SPECQL) + "/specql-ninja"
    assert subprocess.check_output([tool, "-C", "p", "-B", "an out$x"], text=True).endswith(": ninja -C 'an out$x'\n")
    _, err = specql("generate", "-C", "p/entities/contact.yaml", code=1)
    assert err.startswith("p/entities/contact.yaml: error: cannot be entered: Not a directory\n"), err


def case_explain():
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n")
    specql("explain", "entities/contact.yaml", code=1)
    specql("generate")
    table = "db/schema/10_tables/contact.sql"
    assert "up to date" in specql("explain", table)[0]
    write("entities/company.yaml", COMPANY + "  size: integer\n")
    out, _ = specql("explain", table)
    assert "entities/company.yaml has changed since the last build; Contact depends on the name and key of Company" in out, out
    os.remove("db/schema/20_helpers/contact.sql")
    assert "it is not there" in specql("explain", "20_helpers/contact.sql", cwd="db/schema")[0]
    write("specql.yaml", "key: x\n")
    assert "specql.yaml has changed" in specql("explain", table)[0]
    specql("explain", "nowhere", code=1)
    write("specql.yaml", "")
    specql("generate")
    write(table, read(table) + "-- mine\n")
    assert specql("explain", table)[0].startswith(table + ", of Contact in entities/contact.yaml\n  it was edited by hand; a build does not overwrite it, and fails\n")
    os.remove("entities/contact.yaml")
    specql("generate", code=1)
    said = table + ", which nothing makes any more\n  it was edited by hand, so it stays; move what you need and delete it\n"
    assert specql("explain", table)[0] == said, specql("explain", table)


def case_explain_tool():
    """Which program makes a file, alone or with others: what the last build knew of it is another's."""
    project()
    specql("generate")
    for path, kind, tool in (("db/schema/10_tables/company.sql", "table", "table"), ("db/schema/40_metadata/app_invalidations.sql", "merge_impacts", "merge"),
                             ("docs/generated/crm/company.md", "entity_docs", "entity")):
        assert "up to date" in specql("explain", path)[0], path
        write(f".specql/kind/{kind}", re.sub(r"[0-9a-f]{16}", "0" * 16, read(f".specql/kind/{kind}"), count=1))
        out, _ = specql("explain", path)
        assert f"\n  specql-{tool}, which makes it, is another one than at the last build\n" in out, out


def case_explain_newer():
    """What it does not compare, as the file that an emitter's command names, the next build looks at."""
    project()
    write("tools/dict", 'wc -c <"$1" >"$2"\n')
    write("specql.yaml", 'emitters: [{name: dict, command: sh tools/dict "$in" "$out", output: "dict/{entity}.md"}]\n')
    specql("generate")
    assert "it is up to date" in specql("explain", "dict/contact.md")[0]
    settle()
    write("tools/dict", 'wc -l <"$1" >"$2"\n')
    out, _ = specql("explain", "dict/contact.md")
    assert "\n  nothing is known that would rebuild it; but something of the project is newer than the last build" in out, out


def case_explain_by_hand():
    """A schema is made anew for SQL by hand and for Confiture's configuration."""
    project()
    write("db/schema/50_x/a.sql", "SELECT 1;\n")
    write("db/schema/50_x/b.sql", "SELECT 1;\n")
    for root in (), ("-B", "out"):
        write("specql.yaml", "")
        specql("generate", *root)
        schema = "/".join(root[1:] + ("db/generated/schema_local.sql",))
        assert "up to date" in specql("explain", schema, *root)[0]
        write("db/schema/50_x/a.sql", read("db/schema/50_x/a.sql") + "SELECT 2;\n")
        os.remove("db/schema/50_x/b.sql")
        write("db/schema/60_y/c.sql", "SELECT 3;\n")
        write("db/environments/local.yaml", read("db/environments/local.yaml") + "# mine\n")
        out, _ = specql("explain", schema, *root)
        for why in ("db/schema/50_x/a.sql has changed since the last build", "db/schema/60_y/c.sql is new", "db/schema/50_x/b.sql is gone",
                    "db/environments/local.yaml has changed since the last build"):
            assert "  " + why in out, out
        specql("generate", *root)
        assert "up to date" in specql("explain", schema, *root)[0]
        os.remove("db/schema/60_y/c.sql")
        write("db/schema/50_x/b.sql", "SELECT 1;\n")


def case_explain_is_true():
    """Of every output that a build then makes anew it gave a reason, in words of the language; of a project that is up to date, none."""
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\ntable_views: {}\n")
    write("entities/order.yaml", "entity: Order\nschema: crm\nfields: {buyer: ref(Contact), total: integer}\nactions:\n  - name: close\n    steps:\n      - update: Order SET total = 0\n")
    write("registry/domain_registry.yaml", REGISTRY)
    specql("generate")
    outputs = [line for line in open(".specql/outputs").read().split("\n") if line.startswith(("db/", "docs/", "frontend/")) and line.endswith((".sql", ".json", ".md"))]

    def explained():
        """Of each output what is said."""
        said, found = specql("explain", *outputs)[0], {}
        for line in said.split("\n"):
            if line[:1] not in ("", " "):
                name = line.split(", of ")[0]
                found[name] = []
            elif line:
                found[name].append(line.strip())
        assert set(found) == set(outputs), set(outputs) ^ set(found)
        return {name: [r for r in reasons if not r.startswith("nothing would be rebuilt")] for name, reasons in found.items()}

    def changed(build):
        texts = {f: open(f).read() for f in outputs if os.path.exists(f)}
        build()
        return [f for f in outputs if os.path.exists(f) and texts.get(f) != open(f).read()]

    assert not any(explained().values()), explained()
    for change, word in (
        (lambda: write("entities/company.yaml", COMPANY + "  size: integer\n"), "entities/company.yaml has changed since the last build"),
        (lambda: write("entities/contact.yaml", CONTACT + "  nick: text\n  company: ref(Company)!\ntable_views: {}\n"), "Order depends on the name and key of Contact"),
        (lambda: os.remove("db/schema/10_tables/order.sql"), "it is not there"),
        (lambda: write("specql.yaml", "tenancy: shared\n"), "specql.yaml has changed since the last build"),
        (lambda: specql("registry", "assign"), "registry/domain_registry.yaml has changed since the last build"),
        (lambda: write("entities/new.yaml", "entity: New\nschema: crm\nfields: {a: text}\nactions: [{name: create_new}]\n"), "entities/new.yaml is new"),
    ):
        change()
        reasons = explained()
        assert any(word in r for said in reasons.values() for r in said), (word, reasons)
        for f in changed(lambda: specql("generate")):
            assert reasons[f], (word, f)
    assert not any(explained().values()), explained()
    with open("db/schema/20_helpers/contact.sql", "a") as f:
        f.write("-- mine\n")
    assert "edited by hand" in explained()["db/schema/20_helpers/contact.sql"][0]


def case_graph():
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n")
    write("entities/lone.yaml", "entity: Lone\nschema: crm\nfields: {a: text}\n")
    specql("generate")
    out, _ = specql("graph")
    assert '"crm.Contact" -> "crm.Company" [label="company"];' in out and '"crm.Lone";' in out, out
    assert "Lone" not in specql("graph", "Company")[0] and "Contact" in specql("graph", "crm.Company")[0]
    assert "unknown entity 'Nobody'\n" in specql("graph", "Nobody", code=1)[1]
    assert "'Contat'; did you mean 'Contact'?" in specql("graph", "Contat", code=1)[1]
    assert "'crm.Compny'; did you mean 'crm.Company'?" in specql("graph", "crm.Compny", code=1)[1]
    if shutil.which("dot"):
        assert "<svg" in specql("graph", "--format", "svg")[0]
        subprocess.run(["dot", "-Tcanon"], input=out, text=True, check=True, capture_output=True)
    _, err = specql("graph", "--format", "svg", code=1, env={"PATH": "/nowhere"})
    assert "Graphviz" in err, err


def case_clean():
    project()
    before = tree()
    specql("generate")
    write("db/schema/50_custom/mine.sql", "SELECT 1;\n")
    with open("db/schema/20_helpers/contact.sql", "a") as f:
        f.write("-- mine\n")
    assert "delete   db/schema/10_tables/contact.sql" in specql("clean", "--dry-run")[0]
    assert os.path.exists("db/schema/10_tables/contact.sql")
    _, err = specql("clean")
    assert "db/schema/20_helpers/contact.sql: warning: was edited" in err, err
    left = {f for f in tree() if not f.startswith(".specql")} - set(before)
    assert left == {"db/schema/20_helpers/contact.sql", "db/schema/50_custom/mine.sql", "db/environments/local.yaml", "build.ninja"}, left
    os.remove("db/schema/20_helpers/contact.sql")
    specql("generate")
    os.rename("frontend/generated", "../behind")
    os.symlink("../../behind", "frontend/generated")
    _, err = specql("clean")
    assert "frontend/generated/index.ts: warning: lies behind a link, so it stays; delete it" in err, err
    assert os.path.exists(".specql/outputs")
    shutil.rmtree("../behind")
    os.remove("frontend/generated")
    specql("clean")
    assert not os.path.exists(".specql") and not os.path.exists("build.ninja")
    assert sorted(os.listdir("db/schema")) == ["50_custom"] and sorted(os.listdir(".")) == ["db", "entities"], os.listdir(".")
    specql("generate")
    shutil.rmtree(".specql")
    _, err = specql("clean", code=1)
    assert ".specql/outputs: error: the list of what was made is gone; run `specql generate`, and clean again" in err, err
    specql("generate")
    for i in range(5000):
        write(".specql/src/%d/x" % i, "")
    p = subprocess.Popen([SPECQL, "clean"], stdout=subprocess.DEVNULL)
    while p.poll() is None and os.path.exists("db/schema/00_foundation"):
        pass
    specql("generate")  # waits, and begins anew
    assert p.wait() == 0
    specql("generate", "--check")
    specql("clean")
    assert sorted(os.listdir(".")) == ["db", "entities"], os.listdir(".")


def case_clean_another_root():
    """Copies of what was written by hand go, too, so that the next build takes none for its own; edited ones stay."""
    project()
    write("db/environments/local.yaml", "name: local\ndatabase_url: postgresql://localhost/x\ninclude_dirs: [db/schema, db/seeds]\n")
    write("db/seeds/one.sql", "SELECT 1;\n")
    write("db/schema/50_x/two.sql", "SELECT 2;\n")
    before = tree()
    specql("generate", "-B", "../out")
    assert "delete   ../out/db/seeds/one.sql\n" in specql("clean", "-B", "../out", "--dry-run")[0]
    write("../out/db/schema/50_x/two.sql", "SELECT 3;\n")
    specql("clean", "-B", "../out")
    assert set(tree("../out")) == {"db/schema/50_x/two.sql"} and tree() == before, tree("../out")
    shutil.rmtree("../out")


def case_clean_nowhere():
    project()
    assert specql("clean") == ("nothing was made here\n", "")
    _, err = specql("clean", "-B", "../a project/nowhere", code=1)
    assert err == "nowhere: error: cannot be entered: No such file or directory\n", err


def case_other_build_ninja():
    """A build.ninja of somebody else is neither overwritten, run nor deleted."""
    theirs = "rule theirs\n  command = touch $out\nbuild done: theirs\n"
    project()
    write("build.ninja", theirs)
    before, tool = tree(), os.path.dirname(SPECQL) + "/specql-ninja"
    for command in ("generate", "docs"):
        _, err = specql(command, code=1)
        assert "build.ninja: error: was not written by specql-ninja, so it is not overwritten; choose another output folder with -B" in err, err
    shutil.rmtree(".specql")
    done = subprocess.run([tool], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith("build.ninja: error: was not written by specql-ninja"), done
    assert tree() == before
    specql("generate", "-B", "out")
    os.remove("build.ninja")
    specql("generate")
    write("build.ninja", theirs)
    specql("clean")
    assert read("build.ninja") == theirs and not os.path.exists(".specql")


OLD = {
    "migrations/000_app_foundation.sql": "00_foundation/app_foundation.sql",
    "migrations/100_contact.sql": "10_tables/contact.sql",
    "migrations/101_orderitem.sql": "10_tables/order_item.sql",
    "migrations/200_table_views.sql": "25_views/contact.sql",
    "db/schema/10_tables/orderitem.sql": "10_tables/order_item.sql",
    "db/schema/20_helpers/contact_helpers.sql": "20_helpers/contact.sql",
    "db/schema/30_functions/create_order_item.sql": "30_functions/order_item.sql",
}
OURS = ("migrations/107_grants.sql", "migrations/notes.sql", "migrations/contact.sql", "db/schema/50_custom/contact.sql", "db/schema/50_custom/100_contact.sql")


def case_superseded():
    """docs/migrating.md, step by step, with a project of the old layout in git."""
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com"]
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\ntable_views: {}\n")
    write("entities/company.yaml", COMPANY)
    write("entities/order_item.yaml", "entity: OrderItem\nschema: crm\nfields: {a: text}\nactions: [{name: create_order_item}]\n")
    for name in (*OLD, *OURS):
        write(name, "SELECT 1;\n")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "old"], check=True)
    specql("validate")
    specql("superseded", code=1)
    _, err = specql("generate", code=1)
    assert "db/schema/20_helpers/contact_helpers.sql: error: a file of yours" in err and "50_custom" not in err.split("such as")[0], err
    before = listing("db"), listing("migrations")
    out, err = specql("superseded")
    for old, new in OLD.items():
        assert [line for line in out.split("\n") if line.startswith(old + ": superseded by db/") and "db/schema/" + new in line and "frontend" not in line], (old, out)
    assert "107_grants.sql: note: of no entity of this project, so it stays" in err and "7 files are superseded" in out, (out, err)
    for folder in ((), (".",), ("migrations", "db")):
        assert set(specql("superseded", "--paths", *folder)[0].split("\n")[:-1]) == set(OLD), folder
    assert "4 files are superseded" in specql("superseded", "../migrations", cwd="entities")[0]
    out, err = specql("superseded", "../migrations/100_contact.sql", cwd="entities", code=1)
    assert err == "../migrations/100_contact.sql: error: is no folder; name the one that it lies in\n" and not out, (out, err)
    assert "\n../db/schema/20_helpers/contact_helpers.sql: superseded by ../db" in specql("superseded", "../db", cwd="entities")[0]
    specql("superseded", "--null", code=2)
    specql("superseded", "nowhere", code=1)
    assert (listing("db"), listing("migrations")) == before
    subprocess.run('"%s" superseded --paths -z | xargs -0 git rm -q' % SPECQL, shell=True, check=True)
    assert not any(map(os.path.exists, OLD)) and all(map(os.path.exists, OURS))
    specql("generate")
    assert "0 files are superseded" in specql("superseded")[0]


def case_superseded_without_views():
    project()
    specql("generate", "entities")
    write("migrations/200_table_views.sql", "SELECT 1;\n")
    out, err = specql("superseded")
    assert "0 files" in out and "200_table_views.sql: note:" in err, (out, err)


def case_superseded_links():
    """A link to a folder is not followed, so that nothing is told twice or for ever; what cannot be read is said."""
    project()
    specql("generate", "entities")
    write("migrations/100_contact.sql", "SELECT 1;\n")
    for name in ("a", "b"):
        os.symlink(".", "migrations/" + name)
    out, err = specql("superseded", timeout=10)
    assert "1 file is superseded" in out and "migrations/a: note: a link to a folder, which is not followed\n" in err, (out, err)
    os.makedirs("migrations/closed", mode=0o000)
    _, err = specql("superseded", by=without_rights(), code=1)
    assert "migrations/closed: error: cannot be read: Permission denied" in err, err
    os.rmdir("migrations/closed")
