"""The other commands."""
import os
import shutil
import subprocess

from drive import COMPANY, CONTACT, project, specql, tree, write


def case_init():
    specql("init", "project", "my shop")
    specql("validate", cwd="my shop")
    specql("init", "entity", "OrderItem", "-f", "quantity:integer!", "-f", "customer:ref(Customer)", "-f", "kind:enum(a, b)", cwd="my shop/entities")
    specql("generate", cwd="my shop")
    assert os.path.exists("my shop/db/generated/schema_local.sql") and os.path.exists("my shop/db/schema/15_foreign_keys/order_item.sql")
    before = tree("my shop")
    _, err = specql("init", "project", "my shop", code=1)
    assert "is there already" in err
    specql("init", "entity", "OrderItem", cwd="my shop", code=1)
    specql("init", "entity", "9x", cwd="my shop", code=2)
    specql("init", "entity", "X", "-f", "y", cwd="my shop", code=2)
    assert tree("my shop") == before


def case_explain():
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n")
    specql("explain", "entities/contact.yaml", code=1)
    specql("generate")
    table = "db/schema/10_tables/contact.sql"
    assert "up to date" in specql("explain", table)[0]
    write("entities/company.yaml", COMPANY + "  size: integer\n")
    out, _ = specql("explain", table)
    assert "entities/company.yaml has changed since the last build; Contact depends on what others may know of Company" in out, out
    os.remove("db/schema/20_helpers/contact.sql")
    assert "it is not there" in specql("explain", "20_helpers/contact.sql", cwd="db/schema")[0]
    write("specql.yaml", "key: x\n")
    assert "specql.yaml has changed" in specql("explain", table)[0]
    specql("explain", "nowhere", code=1)


def case_graph():
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n")
    write("entities/lone.yaml", "entity: Lone\nschema: crm\nfields: {a: text}\n")
    specql("generate")
    out, _ = specql("graph")
    assert '"crm.Contact" -> "crm.Company" [label="company"];' in out and '"crm.Lone";' in out, out
    assert "Lone" not in specql("graph", "Company")[0] and "Contact" in specql("graph", "crm.Company")[0]
    specql("graph", "Nobody", code=1)
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
    specql("clean")
    assert not os.path.exists(".specql") and not os.path.exists("build.ninja")
    specql("generate")


def case_superseded():
    project()
    write("entities/order_item.yaml", "entity: OrderItem\nschema: crm\nfields: {a: text}\nactions: [{name: create_order_item}]\n")
    specql("superseded", code=1)
    specql("generate")
    for name in ("migrations/000_app_foundation.sql", "migrations/100_contact.sql", "migrations/101_orderitem.sql", "migrations/107_other.sql",
                 "migrations/notes.sql"):
        write(name, "SELECT 1;\n")
    before = tree()
    out, err = specql("superseded")
    assert "migrations/100_contact.sql: superseded by db/schema/10_tables/contact.sql, " in out and "migrations/000_app" in out, out
    assert "107_other" not in out and "107_other.sql: note: of no entity" in err and "3 files are superseded" in out, (out, err)
    assert specql("superseded", "--paths")[0].split() == ["migrations/000_app_foundation.sql", "migrations/100_contact.sql", "migrations/101_orderitem.sql"]
    assert tree() == before
