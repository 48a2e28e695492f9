"""How the cases run specql."""
import os
import shutil
import subprocess
import sys
import time

BIN = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SPECQL = os.path.join(BIN, "specql")
CONTACT = "entity: Contact\nschema: crm\nfields:\n  name: text!\n  email: email\n"
COMPANY = "entity: Company\nschema: crm\nfields:\n  name: text!\n"
REGISTRY = """schema_layers: {"01": write_side}
domains:
  "2":
    name: crm
    subdomains:
      "01": {name: core, next_entity_sequence: 1, entities: {}}
"""
for name in ("NINJA_STATUS", "NO_COLOR", "NINJA"):
    os.environ.pop(name, None)


def specql(*args, cwd=".", code=0, stdin="", by=(), timeout=120, **more):
    """Both streams of a run that must end with an exit code; no line of what it says may be of a crash."""
    p = subprocess.run([*by, SPECQL, *args], cwd=cwd, input=stdin, text=True, capture_output=True, timeout=timeout, **more)
    assert p.returncode == code, "specql %s: exit code %d, not %d\n%s%s" % (" ".join(args), p.returncode, code, p.stdout, p.stderr)
    assert "Sanitizer" not in p.stderr and "runtime error" not in p.stderr, p.stderr
    return p.stdout, p.stderr


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


def read(path):
    with open(path) as f:
        return f.read()


def tree(folder="."):
    return {os.path.relpath(os.path.join(d, f), folder): (os.stat(os.path.join(d, f)).st_mtime_ns, os.stat(os.path.join(d, f)).st_ino)
            for d, _, files in os.walk(folder) for f in files}


def listing(folder="."):
    """Everything below a folder, folders and links too, with all that a touch of it would change."""
    found = {}
    for d, folders, files in os.walk(folder):
        for name in [".", *folders, *files]:
            s = os.lstat(os.path.join(d, name))
            found[os.path.normpath(os.path.join(d, name))] = (s.st_mode, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns)
    return found


def settle():
    time.sleep(0.06)


def project():
    write("entities/contact.yaml", CONTACT)
    write("entities/company.yaml", COMPANY)


class Missing(Exception):
    """What a case needs is not installed."""


def needs(*programs):
    for name in programs:
        if not shutil.which(name):
            raise Missing("there is no " + name)


def nothing_above(folder):
    """A project above would be taken for the one that is tested."""
    while folder != "/":
        folder = os.path.dirname(folder)
        for mark in ("specql.yaml", ".specql"):
            if os.path.exists(os.path.join(folder, mark)):
                sys.exit("%s is in the way; remove it or set TMPDIR" % os.path.join(folder, mark))


def without_rights():
    """What runs a command so that the modes of files count, for root, too."""
    if os.geteuid() != 0:
        return []
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    os.makedirs("no rights", mode=0o555)
    if not shutil.which("setpriv") or subprocess.run([*prefix, "touch", "no rights/x"], capture_output=True).returncode == 0:
        raise Missing("root's rights cannot be taken away")
    os.rmdir("no rights")
    return prefix
