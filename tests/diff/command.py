"""The command line: formats, exit codes, git, faults, files."""
import json
import os
import resource
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OLD = "entity: Contact\nschema: crm\nfields:\n  name: text!\n  mail: email\n"
NEW = "entity: Contact\nschema: crm\nfields:\n  name: text!\n  mail: email!\n  note: text\n"
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]


class Trial:
    def __init__(self, bin_dir, folder):
        self.tool, self.folder, self.passed, self.failed = os.path.join(bin_dir, "specql-diff"), folder, 0, 0
        self.spare = os.path.join(folder, "spare")
        os.mkdir(self.spare)

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *words, cwd="", **environment):
        return subprocess.run([self.tool, *words], cwd=os.path.join(self.folder, cwd), capture_output=True, text=True,
                              env={**os.environ, "TMPDIR": self.spare, **environment})

    def git(self, *words):
        subprocess.run([*GIT, *words], cwd=os.path.join(self.folder, "my repo"), check=True, capture_output=True)

    def expect(self, name, holds, done):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {name}: exit {done.returncode}\n{done.stdout}{done.stderr}")

    def exits(self, name, code, *words, said="", cwd=""):
        done = self.run(*words, cwd=cwd)
        self.expect(name, done.returncode == code and said in done.stdout + done.stderr, done)

    def golden(self, form):
        done = self.run("--format", form, "a tree", "b tree")
        with open(os.path.join(HERE, "expected", form), encoding="utf-8") as file:
            self.expect(form, done.stdout == file.read(), done)


def formats(t):
    t.write("a tree/entities/contact.yaml", OLD)
    t.write("b tree/entities/contact.yaml", NEW)
    for form in ("text", "json", "markdown", "sql"):
        t.golden(form)
    json.loads(t.run("--format", "json", "a tree", "b tree").stdout)
    t.exits("nothing", 0, "--exit-code", "a tree", "a tree")
    t.expect("nothing is printed", not t.run("a tree", "a tree").stdout, t.run("a tree", "a tree"))
    t.exits("changes", 0, "a tree", "b tree")
    for word in ("..", "../../a tree"):
        t.exits("from where the entities lie", 0, word, "../../b tree", said="'mail' is required", cwd="a tree/entities")
    t.exits("--exit-code", 1, "--exit-code", "a tree", "b tree")
    t.exits("--fail-on backfill", 1, "--fail-on", "backfill", "a tree", "b tree")
    t.exits("--fail-on breaking", 0, "--fail-on", "breaking", "a tree", "b tree")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([t.tool, "a tree", "b tree"], cwd=t.folder, stdout=full, stderr=subprocess.PIPE, text=True)
    done.stdout = ""
    t.expect("a full disk", done.returncode == 1 and "cannot write" in done.stderr, done)
    t.exits("back", 1, "--fail-on", "breaking", "b tree", "a tree", said="field 'note' is gone")


def hostile(t):
    """What stands in a text is no Markdown, and nothing for a terminal."""
    t.write("plain rule/entities/contact.yaml", OLD)
    t.write("hostile rule/entities/contact.yaml", OLD + "validation: [{name: sane, condition: \"name != 'a\\n`````\\n# b\\e[31m'\"}]\n")
    done = t.run("--format", "markdown", "plain rule", "hostile rule")
    t.expect("a fence that no text ends", "\n``````sql\n" in done.stdout and done.stdout.endswith("');\n``````\n"), done)
    done = t.run("plain rule", "hostile rule")
    t.expect("no control characters", "\n      # b\ufffd[31m');\n" in done.stdout and "\033" not in done.stdout, done)


def many(t):
    """An entity of many actions is read once."""
    for tree, age in (("few tree", 1), ("many tree", 2)):
        actions = "".join(f"  - name: do_{i}\n    steps: [{{update: Contact SET age = {age}}}]\n" for i in range(500))
        t.write(tree + "/entities/contact.yaml", "entity: Contact\nschema: crm\nfields: {age: integer}\nactions:\n" + actions)
    # Sanitizers reserve more than anybody uses.
    limit = None if os.environ.get("SPECQL_SANITIZE") else lambda: resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
    done = subprocess.run([t.tool, "few tree", "many tree"], cwd=t.folder, capture_output=True, text=True, preexec_fn=limit)
    t.expect("many actions", done.returncode == 0 and done.stdout.endswith("\n500 changes: 500 safe\n"), done)


def usage(t):
    t.exits("no arguments", 2)
    t.exits("three", 2, "a tree", "b tree", "c")
    t.exits("a format", 2, "--format", "yaml", "a tree", "b tree")
    t.exits("a class", 2, "--fail-on", "safe", "a tree", "b tree")
    t.exits("an empty word", 2, "", "a tree", said="an argument is empty")
    t.exits("nothing there", 1, "nowhere", "a tree", said="no file or folder, and no revision of git")
    t.exits("an option for a revision", 2, "--output=x", "a tree")
    t.exits("an empty revision", 2, "", "a tree")
    t.exits("two files", 0, "a tree/entities/contact.yaml", "b tree/entities/contact.yaml", said="'mail' is required")
    t.exits("a file and a folder", 1, "a tree/entities/contact.yaml", "b tree", said="compare two files")


def faults(t):
    t.write("c tree/entities/contact.yaml", NEW.replace("email!", "emial!"))
    t.write("c tree/entities/other.yaml", "entity: Other\nschema: crm\nfields: {name: text}\n")
    t.exits("a fault", 1, "a tree", "c tree",
            said="c tree/entities/contact.yaml:5:9: error: unknown type 'emial'; did you mean 'email'?")
    t.write("d tree/entities/contact.yaml", OLD)
    t.write("d tree/specql.yaml", "key: 1\nentities: [nothing, entities]\n")
    t.write("d tree/registry/domain_registry.yaml", "key: 1\n")
    for path in ("specql.yaml:1:1: error: unknown key", "specql.yaml:2:12: error: entities: there is no", "registry/domain_registry.yaml:1:1: error: unknown key"):
        t.exits("a fault of the project", 1, "../a tree", "../d tree", said="../d tree/" + path, cwd="b tree")


def files(t):
    """Two files are two versions of one entity, wherever they lie: beside each other, in a project or in none."""
    t.write("loose/old.yaml", OLD)
    t.write("loose/new.yaml", NEW)
    t.write("e tree/specql.yaml", "tenancy: shared\nentities: ['entities/c*.yaml']\n")
    t.write("e tree/entities/contact.yaml", OLD)
    t.write("e tree/entities/contact.new.yaml", NEW)
    t.write("e tree/drafts/contact.yaml", NEW)
    t.write("e tree/README", "No entity\n")
    for cwd, old, new in (("loose", "old.yaml", "new.yaml"), ("", "loose/old.yaml", "loose/new.yaml"), ("e tree", "entities/contact.yaml", "entities/contact.new.yaml"),
                          ("e tree", "entities/contact.yaml", "drafts/contact.yaml"), ("e tree", "entities/contact.yaml", "../loose/new.yaml")):
        done = t.run(old, new, cwd=cwd)
        t.expect(f"{old} and {new}", done.returncode == 0 and done.stdout.endswith("\n2 changes: 1 needs backfill, 1 safe\n") and not done.stderr, done)
    # The project lies above where one is: its settings hold, and so they do for a file of none.
    for cwd, old, new in (("e tree/entities", "contact.yaml", "contact.new.yaml"), ("e tree/entities", "contact.yaml", "../../loose/new.yaml"),
                          ("e tree/drafts", "../entities/contact.yaml", "contact.yaml"), ("loose", "../e tree/entities/contact.yaml", "../e tree/drafts/contact.yaml")):
        done = t.run("--format", "sql", old, new, cwd=cwd)
        t.expect(f"{old} and {new} in {cwd}", done.returncode == 0 and "tenant" not in done.stdout and not done.stderr, done)
        done = t.run(old, new, cwd=cwd)
        t.expect(f"{old} and {new} as they are written", done.stdout.endswith("\n2 changes: 1 needs backfill, 1 safe\n") and f" {old}:" in done.stdout, done)
    t.write("e tree/specql.yaml", "tenancy: shared\nentities: [entities]\nx: 1\n")
    t.exits("a fault of the project above", 1, "contact.yaml", "contact.new.yaml", cwd="e tree/entities", said="../specql.yaml:3:1: error: unknown key 'x'")
    t.write("e tree/specql.yaml", "tenancy: shared\n")
    t.exits("a file of no entity", 1, "entities/contact.yaml", "README", said="README:1:1: error: ", cwd="e tree")


def grants(t):
    """The right to remove rows goes with the last action that does."""
    text = "entity: %s\nschema: crm\nfields: {name: text!}\nactions: [{name: %s, steps: [{delete_all: \"Contact WHERE name = 'x'\"%s}]}]\n"
    for tree, hard in (("hard tree", ", hard: true"), ("soft tree", "")):
        t.write(tree + "/entities/contact.yaml", "entity: Contact\nschema: crm\nfields: {name: text!}\n")
        t.write(tree + "/entities/person.yaml", text % ("Person", "purge", hard))
    done = t.run("--format", "sql", "hard tree", "soft tree")
    t.expect("the right to remove rows goes", done.stdout.count("\nREVOKE DELETE ON crm.tb_contact FROM app_action;\n") == 1, done)
    t.write("moved tree/entities/contact.yaml", "entity: Contact\nschema: sales\nfields: {name: text!}\n")
    t.write("moved tree/entities/person.yaml", (text % ("Person", "purge", "")))
    done = t.run("--format", "sql", "hard tree", "moved tree")
    t.expect("it goes from a table in another schema", done.stdout.count("\nREVOKE DELETE ON sales.tb_contact FROM app_action;\n") == 1, done)
    for tree in ("hard tree", "soft tree"):
        t.write(tree + "/entities/company.yaml", text % ("Company", "sweep", ", hard: true"))
    done = t.run("--format", "sql", "hard tree", "soft tree")
    t.expect("the right to remove rows stays", "crm.purge" in done.stdout and "REVOKE DELETE" not in done.stdout, done)
    own = "entity: Note\nschema: %s\nfields: {name: text!}\nactions: [{name: purge_%s, steps: [{delete: Note%s}]}]\n"
    for tree, hard in (("hard notes", ", hard: true"), ("soft notes", "")):
        t.write(tree + "/specql.yaml", "layout: by_schema\n")
        t.write(tree + "/entities/crm.yaml", own % ("crm", "crm", hard))
        t.write(tree + "/entities/sales.yaml", own % ("sales", "sales", ", hard: true"))
    done = t.run("--format", "sql", "hard notes", "soft notes")
    t.expect("it goes from a table whose namesake keeps it", done.stdout.count("\nREVOKE DELETE ON crm.tb_note FROM app_action;\n") == 1, done)


def spellings(t):
    """What has the same table or column under another name keeps its rows, whatever else has changed."""
    for tree, entity, fields in (("camel tree", "HTTPServer", "firstName: text!, mainPort: integer"), ("snake tree", "HttpServer", "first_name: varchar(80)!, main_port: bigint, host: text")):
        t.write(tree + "/entities/server.yaml", f"entity: {entity}\nschema: crm\nfields: {{{fields}}}\n")
    done = t.run("camel tree", "snake tree")
    for said in ("renamed? 'HTTPServer' is gone and 'HttpServer' is like it", "renamed? field 'firstName' is gone and 'first_name' is like it", "type of 'main_port' is bigint (was integer)",
                 "-- fill: UPDATE crm.tb_http_server SET first_name = …, where its value is none of VARCHAR(80);", "new field 'host'"):
        t.expect(said, said in done.stdout and "DROP " not in done.stdout, done)


def hidden(t):
    """Where rows are filled in or views refreshed, an owner whom row-level security hides rows from is refused; nowhere else."""
    view = "table_views: {mode: force}\n"
    for tree, text in (("plain tree", OLD), ("more tree", OLD + "  note: text\n"), ("view tree", OLD + view), ("more view tree", OLD + "  note: text\n" + view)):
        t.write(tree + "/entities/contact.yaml", text)
    for old, new, guarded in (("plain tree", "more tree", False), ("plain tree", "view tree", True), ("view tree", "more view tree", True), ("view tree", "plain tree", False)):
        done = t.run("--format", "sql", old, new)
        t.expect(f"rows that are hidden, {old}, {new}", (done.stdout.startswith("SET row_security = off; ") and done.stdout.endswith("\nRESET row_security;\n")) == guarded, done)


def pairs(t):
    """Those of a table that moves and gets tenants need one as its rows do."""
    for tree, schema, tenancy in (("shared tree", "crm", "shared"), ("own tree", "sales", "tenant")):
        t.write(tree + "/entities/contact.yaml", f"entity: Contact\nschema: {schema}\ntenancy: {tenancy}\nfields: {{name: text!, tags: list(ref(Tag))}}\n")
        t.write(tree + "/entities/tag.yaml", "entity: Tag\nschema: crm\ntenancy: shared\nfields: {name: text!}\n")
    done = t.run("--format", "sql", "shared tree", "own tree")
    for table in ("tb_contact", "tb_contact_tags"):
        t.expect(f"{table} must be filled", f"\n-- fill: UPDATE sales.{table} SET tenant_id = … WHERE tenant_id IS NULL;\n" in done.stdout, done)
    for tree, tenancy in (("shared target", "shared"), ("own target", "tenant")):
        t.write(tree + "/entities/contact.yaml", "entity: Contact\nschema: crm\ntenancy: shared\nfields: {name: text!, tags: list(ref(Tag))}\n")
        t.write(tree + "/entities/tag.yaml", f"entity: Tag\nschema: crm\ntenancy: {tenancy}\nfields: {{name: text!}}\n")
    done = t.run("--format", "sql", "shared target", "own target")
    t.expect("and where their target gets them", "-- fill: UPDATE crm.tb_contact_tags SET tenant_id" in done.stdout, done)
    t.expect("with a policy", "CREATE POLICY tb_contact_tags_tenant" in done.stdout, done)


def targets(t):
    """A key of the old target may be one of the new target by chance, and mean nothing there."""
    for tree, target in (("to person", "Person"), ("to company", "Company")):
        t.write(tree + "/entities/contact.yaml", f"entity: Contact\nschema: crm\nfields: {{owner: ref({target}), friends: list(ref({target}))}}\n")
        for name in ("Person", "Company"):
            t.write(f"{tree}/entities/{name}.yaml", f"entity: {name}\nschema: crm\nfields: {{name: text}}\n")
    done = t.run("--format", "sql", "to person", "to company")
    for column in ("tb_contact SET fk_owner", "tb_contact_friends SET fk_company"):
        t.expect(f"what {column} holds", f"\n-- fill: UPDATE crm.{column} = …, whose values are keys of crm.tb_person;\n" in done.stdout, done)
    for tree, table in (("to person", "person"), ("to company", "company")):
        t.write(tree + "/entities/contact.yaml", f"entity: Contact\nschema: crm\nforeign_keys: {{fk_x: {{references: crm.tb_{table}}}}}\n")
    keys = t.run("--format", "sql", "to person", "to company")
    t.expect("of a foreign key", "\n-- fill: UPDATE crm.tb_contact SET fk_x = …, whose values are keys of crm.tb_person;\n" in keys.stdout, keys)
    t.expect("the row that has a list is the same", done.stdout.count("-- fill:") == 2, done)
    t.write("to people/entities/contact.yaml", "entity: Contact\nschema: crm\nfields: {owner: list(ref(Person))}\n")
    t.write("to people/entities/person.yaml", "entity: Person\nschema: crm\nfields: {name: text}\n")
    t.write("to one/entities/person.yaml", "entity: Person\nschema: crm\nfields: {name: text}\n")
    t.write("to one/entities/contact.yaml", "entity: Contact\nschema: crm\nfields: {owner: ref(Person)}\n")
    people = t.run("--format", "sql", "to one", "to people")
    t.expect("a new table of pairs has no rows", "CREATE TABLE crm.tb_contact_owner" in people.stdout and "-- fill:" not in people.stdout, people)


def revisions(t):
    t.write("my repo/sub/entities/contact one.yaml", OLD)
    t.git("init")
    t.git("add", ".")
    t.git("commit", "-m", "a")
    t.git("tag", "v1.0")
    t.write("my repo/sub/entities/contact one.yaml", NEW)
    t.git("mv", "sub/entities/contact one.yaml", "sub/entities/other name.yaml")
    t.git("commit", "-am", "b")
    said = "HEAD~1:entities/contact one.yaml:5:3 → HEAD:entities/other name.yaml:5:3"
    t.exits("two revisions", 0, "HEAD~1", "HEAD", said=said, cwd="my repo/sub")
    t.exits("a revision and the folder", 0, "v1.0", said="v1.0:entities/contact one.yaml:5:3 → entities/other name.yaml:5:3",
            cwd="my repo/sub")
    t.exits("-C", 1, "-C", "my repo/sub", "--exit-code", "v1.0")
    t.exits("the same", 0, "--exit-code", "HEAD", cwd="my repo/sub")
    t.write("my repo/new/entities/other.yaml", "entity: Other\nschema: crm\nfields: {name: text}\n")
    done = t.run("HEAD~1", cwd="my repo/new")
    t.expect("a folder that the revision has not", done.returncode == 0 and "new entity" in done.stdout and not done.stderr, done)
    t.write("my repo/docs/readme.txt", "")
    t.exits("no entities on either side are no safe change", 1, "--fail-on", "breaking", "HEAD", cwd="my repo/docs",
            said="HEAD: error: holds no entity file, and neither does '.'; compare in the folder of the project, with -C DIR")
    t.write("my repo/sub/specql.yaml", "tenancy: shared\n")
    t.exits("a revision without specql.yaml", 0, "HEAD", said="  'tenancy' of specql.yaml is 'shared' (was none)\n    specql.yaml:1:10\n",
            cwd="my repo/sub")
    t.exits("a range", 1, "v1.0..HEAD", cwd="my repo/sub", said="v1.0..HEAD: error: no file or folder, and no revision of git; two revisions are two words: v1.0 HEAD\n")
    for name in ("HEAD~9", "nothing", "..HEAD", "HEAD..", "HEAD:nothing"):
        done = t.run(name, cwd="my repo/sub")
        t.expect(f"the revision '{name}'", done.returncode == 1 and
                 done.stderr == f"{name}: error: no file or folder, and no revision of git\n", done)
    done = t.run("HEAD", cwd="my repo/sub", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    t.expect("a repository of somebody else's", done.returncode == 1 and "HEAD: error: git does not trust this repository, which belongs to somebody else; run `git config " in done.stderr, done)
    # What releases leave out, and files that are links or no entities, are in the revision all the same.
    t.write("my repo/links/entities/target.yaml", OLD.replace("Contact", "Target"))
    t.write("my repo/links/entities/logo.svg", "")
    t.write("my repo/links/entities/empty.txt", "")
    os.symlink("target.yaml", os.path.join(t.folder, "my repo/links/entities/.other.yaml"))
    os.symlink("../more/link target.yaml", os.path.join(t.folder, "my repo/links/entities/link.yaml"))
    t.write("my repo/links/more/link target.yaml", OLD.replace("Contact", "Linked"))
    t.write("my repo/.gitattributes", "entities export-ignore\n*.yaml filter=x\n")
    t.git("add", ".")
    t.git("commit", "-m", "c")
    t.write("my repo/led/specql.yaml", "entities: [model]\n")
    t.write("my repo/led/shared/contact.yaml", OLD)
    os.symlink("shared", os.path.join(t.folder, "my repo/led/model"))
    t.git("add", ".")
    t.git("commit", "-m", "d")
    for cwd in ("sub", "links", "led"):
        done = t.run("--exit-code", "HEAD", cwd="my repo/" + cwd)
        t.expect(f"a revision without its exports in {cwd}", done.returncode == 0 and not done.stdout + done.stderr, done)
    # A tree that no git would write leads nothing out of its folder.
    def made(word, text):
        return subprocess.run([*GIT, *word], cwd=os.path.join(t.folder, "my repo"), input=text, check=True, capture_output=True, text=True).stdout.strip()
    out = os.path.join(t.folder, "outside")
    os.mkdir(out)
    link = made(["hash-object", "-w", "--stdin"], out)
    inner = made(["mktree"], f"120000 blob {link}\tb.yaml\n")
    twice = made(["commit-tree", "-m", "e", made(["mktree"], f"120000 blob {link}\ta.yaml\n040000 tree {inner}\ta.yaml\n")], "")
    done = t.run(twice, cwd="my repo")
    t.expect("a link behind a link", done.returncode == 1 and "a.yaml/b.yaml: error: lies behind a link" in done.stderr and not os.listdir(out), done)
    t.expect("nothing is left behind", not os.listdir(t.spare), done)


def main(bin_dir):
    with tempfile.TemporaryDirectory() as folder:
        t = Trial(bin_dir, folder)
        for part in (formats, hostile, many, usage, faults, files, grants, spellings, hidden, pairs, targets, revisions):
            part(t)
        return t.passed, t.failed
