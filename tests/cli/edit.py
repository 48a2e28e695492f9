"""Editors: standard input, the schema, a language server."""
import glob
import json
import os
import select
import subprocess
import time

from drive import CONTACT, Missing, ROOT, SPECQL, project, read, specql, tree, write

SOUND = ("examples/*/entities/*.yaml", "tests/golden/*/**/entities/*.yaml", "tests/actions/projects/**/entities/*.yaml", "tests/pg/**/entities/*.yaml")
FAULTY = ("fields: {a: text}", "entity: A\nfeilds: {a: text}", "entity: A\nfields: [a]", "entity: A\nkey: huge",
          "entity: A\nfields: {a: {typ: text}}", "entity: A\nactions: [{steps: []}]",
          "entity: A\nactions: [{name: b, steps: [{valdate: c}]}]", "entity: {name: A, shcema: b}", "entity: A\nindexes: [{columns: []}]")

# What means true or false, a count or a name, however it is written.
SPELLED = ("entity: A\nfields: {a: {type: text, required: Yes, unique: ON, nullable: \"No\"}}", "entity: A\nfields: {a: {type: text, max_length: \"20\"}}",
           "entity: A\nfields: {a: {type: email, index: No}}", "entity: A\nfields: {a: {type: text, index: Yes}}", "entity: A\nfields: {a: {type: text, index: True}}",
           "entity: A\nfields: {a: text}\noperations: {delete: OFF, create: Yes}", "entity: True\nfields: {a: text}", "entity: {name: No}\nfields: {a: text}",
           "entity: A\nfields: {a: text}\nhierarchical: NO")


def corpus():
    """The entity files of sound projects: those of the repository, and of the projects below $SPECQL_PROJECTS."""
    patterns = [os.path.join(ROOT, p) for p in SOUND]
    if os.environ.get("SPECQL_PROJECTS"):
        patterns.append(os.path.join(os.environ["SPECQL_PROJECTS"], "*/entities/*.yaml"))
    found = [path for p in patterns for path in sorted(glob.glob(p, recursive=True))]
    assert len(found) > 60, len(found)
    return found


def case_validate_stdin():
    """Text that is not saved: of a file that is there, of one that is not, with everybody who depends on nothing of it."""
    project()
    before = tree()
    out, err = specql("validate", "--stdin-path", "entities/contact.yaml", stdin=CONTACT.replace("email\n", "emial\n"), code=1)
    assert err.startswith("entities/contact.yaml:5:10: error: unknown type 'emial'") and "emial" in err.split("\n")[1], err
    specql("validate", "--stdin-path", "entities/new one.yaml", stdin="entity: N\nschema: crm\nfields: {c: ref(Company)}\n")
    specql("validate", "--stdin-path", "entities/contact.yaml", stdin=CONTACT)
    os.makedirs("entities/below")
    out, _ = specql("validate", "--stdin-path", "../contact.yaml", "--format", "json", cwd="entities/below", stdin=CONTACT + "  é: text\n", code=1)
    found = [json.loads(line) for line in out.splitlines()]
    assert found[0]["file"] == "../contact.yaml" and (found[0]["line"], found[0]["column"], found[0]["length"]) == (6, 3, 1), out
    specql("validate", "--stdin-path", "entities/contact.yaml", stdin="", code=1)
    specql("validate", "--stdin-path", "../elsewhere.yaml", stdin=CONTACT, code=1)
    _, err = specql("validate", "--stdin-path", "entities", stdin=CONTACT, code=1)
    assert err == "entities: error: is a folder; name the file that the text is of\n", err
    _, err = specql("validate", "--stdin-path", "entities/note.txt", stdin=CONTACT.replace("Contact", "Note"), code=1)
    assert err == "entities/note.txt: error: is no entity file; its name must end in .yaml or .yml\n", err
    folder = os.open(".", os.O_RDONLY)
    done = subprocess.run([SPECQL, "validate", "--stdin-path", "entities/contact.yaml"], stdin=folder, capture_output=True, text=True)
    os.close(folder)
    assert done.returncode == 1 and done.stderr == "entities/contact.yaml: error: its text on standard input cannot be read: Is a directory\n", done
    assert {k: v for k, v in tree().items() if not k.startswith(".specql")} == before
    assert not os.path.exists(".specql"), "unsaved text is not remembered"


def case_schema():
    """Every sound file is one by the schema, too; what it refuses, validate refuses."""
    import jsonschema
    import re
    import yaml

    class EditorLoader(yaml.SafeLoader):
        """As editors read YAML 1.2: yes, no, on and off are texts."""
        yaml_implicit_resolvers = {}
    EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
    schema = json.loads(specql("schema")[0])
    check = jsonschema.validators.validator_for(schema)
    check.check_schema(schema)
    check = check(schema)
    for path in corpus():
        doc = json.loads(json.dumps(yaml.safe_load(read(path)), default=str))
        faults = ["%s: %s" % (list(e.absolute_path), e.message) for e in check.iter_errors(doc)]
        assert not faults, (path, faults[:3])
    for text in FAULTY:
        assert list(check.iter_errors(yaml.safe_load(text))), text
        write("entities/a.yaml", text + "\n")
        specql("validate", code=1)
    for text in SPELLED:
        assert not list(check.iter_errors(yaml.load(text, EditorLoader))), text
        write("entities/a.yaml", text + "\n")
        specql("validate")


class LanguageServer:
    """yaml-language-server over stdio, with one schema for all files."""

    def __init__(self, schema):
        server = os.path.join(os.environ.get("NPM_CLI", ROOT + "/build/npm-cli"), "node_modules/yaml-language-server/bin/yaml-language-server")
        if not os.path.exists(server):
            raise Missing("there is no yaml-language-server in $NPM_CLI")
        self.process = subprocess.Popen(["node", server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.settings = {"yaml": {"validate": True, "schemaStore": {"enable": False}, "schemas": {"file://" + schema: "*.yaml"}}}
        self.text, self.opened = b"", 0
        self.send("initialize", 1, {"processId": os.getpid(), "rootUri": "file://" + os.getcwd(), "capabilities": {
            "workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}, "completion": {}}}})
        self.answer(lambda m: m.get("id") == 1)
        self.send("initialized", None, {})
        self.send("workspace/didChangeConfiguration", None, {"settings": self.settings})

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def send(self, method, number, params):
        self.write({"method": method, "params": params, **({"id": number} if number else {})})

    def message(self, end):
        while True:
            head, mark, rest = self.text.partition(b"\r\n\r\n")
            length = int(head.split(b":")[1].split()[0]) if mark else 0
            if mark and len(rest) >= length:
                self.text = rest[length:]
                return json.loads(rest[:length])
            assert select.select([self.process.stdout], [], [], max(0, end - time.time()))[0], "the language server says nothing"
            part = os.read(self.process.stdout.fileno(), 65536)
            assert part, "the language server has ended"
            self.text += part

    def answer(self, wanted, seconds=60):
        """The message that is wanted; the server's own questions are answered meanwhile."""
        end = time.time() + seconds
        while True:
            m = self.message(end)
            if wanted(m):
                return m
            if "id" in m and "method" in m:
                asked = m.get("params", {}).get("items", [])
                self.write({"id": m["id"], "result": [self.settings.get(i.get("section"), {}) for i in asked] or None})

    def diagnostics(self, texts):
        """What it has against each of some texts, in their order. All are opened at once: it waits a moment for each."""
        self.opened += len(texts)
        uris, found = ["file:///%d.yaml" % (self.opened - i) for i in range(len(texts))], {}
        for uri, text in zip(uris, texts):
            self.send("textDocument/didOpen", None, {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while len(found) < len(uris):
            said = self.answer(lambda m: m.get("method") == "textDocument/publishDiagnostics")["params"]
            found[said["uri"]] = said["diagnostics"]
        return [found[uri] for uri in uris]

    def completions(self, text, line, column):
        uri = "file:///half.yaml"
        self.send("textDocument/didOpen", None, {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        self.send("textDocument/completion", 2, {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}})
        return [item["label"] for item in self.answer(lambda m: m.get("id") == 2)["result"]["items"]]


def case_language_server():
    """A real one has nothing against sound files, marks a misspelt key where it stands, and completes keys."""
    write("schema.json", specql("schema")[0])
    server = LanguageServer(os.path.abspath("schema.json"))
    try:
        paths = corpus()
        for path, found in zip(paths, server.diagnostics([read(path) for path in paths])):
            assert not found, (path, found)
        for text, found in zip(FAULTY, server.diagnostics(FAULTY)):
            assert found, text
        misspelt, deep = server.diagnostics([CONTACT.replace("fields", "feilds"), CONTACT + "actions:\n  - name: a\n    steps:\n      - valdate: x\n"])
        assert [d["range"]["start"] for d in misspelt if "feilds" in d["message"]] == [{"line": 2, "character": 0}], misspelt
        assert [d for d in deep if d["range"]["start"]["line"] == 8], deep
        assert "fields" in server.completions("entity: A\nfi\n", 1, 2)
    finally:
        server.process.kill()
        server.process.communicate()
