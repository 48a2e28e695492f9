"""A big project that changes, is built in its folder and beside it, and compared."""
import hashlib
import os
import re
import shutil
import subprocess
import time

from killed import members, start

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = ("db/schema", "db/generated", "frontend", "docs")


def text(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def write(path, content):
    """As an editor does, by a new file."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new~", "w", encoding="utf-8") as f:
        f.write(content)
    os.rename(path + ".new~", path)


class Made:
    """What lies in the output folders below a root, by hashes; a file of the same stamp is not read again."""

    def __init__(self, root):
        self.root, self.known = root, {}

    def look(self):
        now = {}
        for top in MADE:
            for folder, _, files in os.walk(os.path.join(self.root, top)):
                for name in files:
                    path = os.path.join(folder, name)
                    short = os.path.relpath(path, self.root)
                    try:
                        st = os.lstat(path)
                        key = (st.st_ino, st.st_mtime_ns, st.st_size)
                        known = self.known.get(short)
                        if not known or known[0] != key:
                            with open(path, "rb") as f:
                                known = (key, hashlib.sha1(f.read()).digest())
                    except FileNotFoundError:  # a process that was not killed works on
                        continue
                    if not name.endswith(".tmp"):
                        now[short] = known
        self.known = now
        return {path: known[1] for path, known in now.items()}


def differences(one, other):
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class Project:
    def __init__(self, bin_folder, tmp, entities, rng, ninja):
        self.rng, self.ninja, self.tmp, self.serial = rng, ninja, tmp, 0
        self.dir, self.beside = os.path.join(tmp, "p"), os.path.join(tmp, "beside")
        self.bin = os.path.join(tmp, "bin")
        os.mkdir(self.bin)
        for name in os.listdir(bin_folder):  # copies: some rounds change them
            if name.startswith("specql"):
                shutil.copy(os.path.join(bin_folder, name), self.bin)
        subprocess.check_call([os.path.join(HERE, "../../bench/monorepo"), str(entities), self.dir])
        self.entities = sorted(os.path.relpath(os.path.join(d, f), self.dir)
                               for d, _, files in os.walk(self.dir) for f in files)
        self.settings("")
        self.gone = []
        self.made, self.reference = Made(self.dir), Made(self.beside)
        self.generate()
        self.build("the first build")
        self.build_reference()
        self.check_equal("the first build")
        self.old = self.made.look()

    # ---- changes ----

    def path(self, entity):
        return os.path.join(self.dir, entity)

    def edit(self, entity, old, new):
        content = text(self.path(entity))
        assert old in content, entity
        write(self.path(entity), content.replace(old, new, 1))

    def some(self):
        return self.rng.choice(self.entities)

    def new_name(self):
        self.serial += 1
        return "added_%d" % self.serial

    def generator(self):
        """As Ninja calls it that has read this build.ninja."""
        version = re.search(r"^  version = (\w+)$", text(os.path.join(self.dir, "build.ninja")), re.M).group(1)
        return [os.path.join(self.bin, "specql-ninja"), "--graph=" + version]

    def add_field(self):
        entity, name = self.some(), self.new_name()
        self.edit(entity, "fields:\n", "fields:\n  %s: text\n" % name)
        return "a field of " + entity

    def add_ref(self):
        entity, name = self.some(), self.new_name()
        other = re.search(r"^entity: (\w+)", text(self.path(self.some())), re.M).group(1)
        self.edit(entity, "fields:\n", "fields:\n  %s: ref(%s)\n" % (name, other))
        return "a reference of " + entity

    def comment(self):
        entity = self.some()
        self.edit(entity, "fields:\n", "fields: # %s\n" % self.new_name() if "fields:\n" in text(self.path(entity)) else "")
        self.edit(entity, "fields: # added_%d\n" % self.serial, "# a comment\nfields:\n")
        return "a comment in " + entity

    def condition(self):
        entity = self.some()
        content = text(self.path(entity))
        write(self.path(entity), re.sub(r"quantity >= \d+", "quantity >= %d" % self.rng.randint(1, 99), content))
        return "a condition of " + entity

    def remove(self):
        everything = "".join(text(self.path(e)) for e in self.entities)
        for entity in self.rng.sample(self.entities, len(self.entities)):
            name = re.search(r"^entity: (\w+)", text(self.path(entity)), re.M).group(1)
            if "ref(%s)" % name not in everything:
                self.gone.append((entity, text(self.path(entity))))
                os.unlink(self.path(entity))
                self.entities.remove(entity)
                return "removal of " + entity
        return self.add_field()

    def bring_back(self):
        if not self.gone:
            return self.add_field()
        entity, content = self.gone.pop(0)
        refs = set(re.findall(r"ref\((\w+)\)", content))
        there = {re.search(r"^entity: (\w+)", text(self.path(e)), re.M).group(1) for e in self.entities}
        content = "\n".join(line for line in content.split("\n")
                            if not any("ref(%s)" % r in line for r in refs - there))
        write(self.path(entity), content)
        self.entities.append(entity)
        return "return of " + entity

    def rename(self):
        entity = self.some()
        new = entity.replace("/entities/", "/entities/%s/" % self.new_name())
        os.makedirs(os.path.dirname(self.path(new)))
        os.rename(self.path(entity), self.path(new))
        self.entities[self.entities.index(entity)] = new
        return "move of " + entity

    def by_hand(self):
        path = self.path("db/schema/50_custom/%s.sql" % self.rng.choice("abc"))
        if os.path.exists(path) and self.rng.random() < 0.5:
            os.unlink(path)
        else:
            write(path, "SELECT '%s';\n" % self.new_name())
        return "SQL by hand"

    def tool(self):
        kind = self.rng.choice(["table", "helpers", "foreign_keys", "model", "ninja", "scan", "confiture"])
        path = os.path.join(self.bin, "specql-" + kind)
        shutil.copy(path, path + ".new")
        with open(path + ".new", "ab") as f:
            f.write(b"x")
        os.rename(path + ".new", path)
        return "a new specql-" + kind

    def layout(self):
        self.settings("" if "layout" in text(self.path("specql.yaml")) else "layout: by_schema\n")
        return "another layout"

    def settings(self, more):
        """No documentation: it is half of the edges, and of the same kind as others."""
        write(self.path("specql.yaml"), "docs: false\n" + more)

    def change(self):
        """Changes something; removals are frequent, what rebuilds the world is not."""
        self.old = self.made.look()
        return self.rng.choice([self.add_field] * 4 + [self.remove] * 5 + [self.bring_back] * 3 + [self.add_ref] * 2 + [
            self.rename, self.comment, self.condition, self.condition, self.by_hand, self.by_hand] +
            ([self.tool] if self.rng.random() < 0.3 else []) + ([self.layout] if self.rng.random() < 0.2 else []))()

    # ---- building ----

    def run(self, label, *argv, code=0, cwd=None):
        done = subprocess.run(argv, cwd=cwd or self.dir, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", stdin=subprocess.DEVNULL)
        if code is not None:
            said = "\n".join(line for line in done.stdout.split("\n") if not re.match(r"\[\d+/\d+\] ", line))
            assert done.returncode == code, "%s: %s gives %d\n%s" % (label, argv[0], done.returncode, said[-2000:])
        return done.stdout

    def generate(self, **more):
        return self.run("the graph", os.path.join(self.bin, "specql-ninja"), "--quiet", **more)

    def start(self, *argv):
        return start(argv or [self.ninja], self.dir)

    def build(self, label):
        return self.run(label, self.ninja)

    def build_reference(self, schema=True):
        """Seconds that it took."""
        began = time.time()
        if not os.path.exists(self.beside):
            self.run("beside", os.path.join(self.bin, "specql-ninja"), "--quiet", "-C", self.dir, "-B", self.beside)
        self.run("beside", self.ninja, "-C", self.beside, *([] if schema else ["sql", "frontend"]))
        return time.time() - began

    def settle(self):
        """Waits until nothing that was started works any more."""
        for _ in range(6000):
            if not members():
                return
            time.sleep(0.01)
        raise AssertionError("processes that were not killed do not come to an end: %s" % members())

    # ---- comparing ----

    def check_whole(self, label, schema=True):
        """Whatever is there now is of before or of after the change."""
        now, new = self.made.look(), self.reference.look()
        for path, digest in now.items():
            if path.startswith("db/generated/") and not schema:
                continue  # it was not made beside
            assert digest in (self.old.get(path), new.get(path)), "%s: %s is half written" % (label, path)

    def check_equal(self, label, schema=True):
        new, now = self.reference.look(), self.made.look()
        bad = [path for path in differences(now, new) if schema or not path.startswith("db/generated/")]
        assert not bad, "%s: not as without the kill: %s" % (label, ", ".join(bad[:10]))

    def check_null(self, label):
        said = self.build(label)
        assert "no work to do" in said, "%s: the build after it is no null build:\n%s" % (label, said[-3000:])

    def check_clean(self, label):
        clean = os.path.join(self.tmp, "clean")
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.dir, clean, symlinks=True, ignore=lambda folder, names: [
            n for n in names if n == ".specql" or (folder == self.dir and n in ("build.ninja", "frontend", "docs")) or
            os.path.relpath(os.path.join(folder, n), self.dir) in ("db/generated", *(
                "db/schema/" + x for x in names if folder.endswith("/schema") and x != "50_custom"))])
        self.generate(cwd=clean)
        self.run("clean", self.ninja, cwd=clean)
        bad = differences(self.made.look(), Made(clean).look())
        assert not bad, "%s: not as a clean build: %s" % (label, ", ".join(bad[:10]))
        for path in ("build.ninja", ".specql/shape.txt", ".specql/outputs", ".specql/sql.list", ".specql/catalog"):
            assert text(os.path.join(clean, path)) == text(self.path(path)), "%s: %s is not as in a clean build" % (label, path)
        shutil.rmtree(clean)
