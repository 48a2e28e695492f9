"""A disk that fills up, and a kill at every single thing that the generator does to the disk."""
import collections
import os
import random
import re
import shlex
import shutil
import subprocess

from project import Made, differences, text, write
from twice import another, project, traces

CALLS = "write,writev,pwrite64,rename,renameat,renameat2,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat,utimensat,ftruncate"


def case_every_step(args, tmp):
    """kill -9 of specql-ninja before each call by which it changes the disk, when entities go, come and move; all of them
    in a long run, else a choice."""
    if not traces():
        print("every_step: left out, for strace is missing or may not trace")
        return
    p = project(args, tmp, 8)
    p.layout()
    p.change()
    p.remove()
    p.rename()
    p.add_ref()
    p.by_hand()
    p.build_reference()
    saved = os.path.join(tmp, "saved")
    os.rename(p.dir, saved)
    subprocess.check_call(["cp", "-a", saved, p.dir])
    log = os.path.join(tmp, "log")
    p.run("all", "strace", "-f", "-qq", "-o", log, "-e", "trace=" + CALLS, os.path.join(p.bin, "specql-ninja"), "--quiet")
    counts = collections.Counter(re.findall(r"^\d+ +(\w+)\(", text(log), re.M))
    steps = [(call, n) for call in sorted(counts) for n in range(1, counts[call] + 1)]
    assert len(steps) > 50, counts
    chosen = steps if args.rounds >= 100 else sorted(random.Random(args.seed).sample(
        steps, 3) + random.Random(args.seed).sample([s for s in steps if s[0] == "rename"], 5))
    for call, n in chosen:
        shutil.rmtree(p.dir)
        subprocess.check_call(["cp", "-a", saved, p.dir])
        label = "killed before the %s number %d of %d" % (call, n, counts[call])
        p.run(label, "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e",
              "inject=%s:signal=KILL:when=%d" % (call, n), os.path.join(p.bin, "specql-ninja"), "--quiet",
              code=None if call == "utimensat" else -9)  # the time is asked for until it has gone on
        p.made = Made(p.dir)
        p.check_whole(label)
        p.build(label)
        p.check_equal(label)
        p.check_null(label)
        tables = p.path("db/schema")
        empty = [d for d, folders, files in os.walk(tables) if not folders and not files and d.count("/") > tables.count("/") + 1]
        assert not empty, "%s: folders are left: %s" % (label, empty)
    print("every_step: killed before %d of %d calls" % (len(chosen), len(steps)))


def room(folder, blocks):
    """Leaves so many blocks of 4096 bytes; the file that fills the rest is there already."""
    ballast = os.path.join(folder, "ballast")
    fd = os.open(ballast, os.O_WRONLY | os.O_APPEND)
    try:
        while os.write(fd, b"x" * 4096):
            pass
    except OSError:
        pass
    os.close(fd)
    os.truncate(ballast, max(0, os.path.getsize(ballast) - blocks * 4096))


def case_full_disk(args, tmp):
    """`specql generate` where there is no room, more and more of it, and at last enough."""
    if os.geteuid() != 0:
        print("full_disk: left out, for only root can mount a small file system")
        return
    p = project(args, tmp, 12)
    out = os.path.join(tmp, "small")
    os.mkdir(out)
    subprocess.check_call(["mount", "-t", "tmpfs", "-o", "size=24m", "none", out])
    try:
        generate = [os.path.join(p.bin, "specql"), "generate", "--quiet", "-C", p.dir, "-B", out]
        p.run("with room", *generate)
        p.made = Made(out)
        p.check_equal("with room")
        open(os.path.join(out, "ballast"), "wb").close()
        full = 0
        for blocks in ([0, 1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 4096] if args.rounds >= 100 else [0, 2, 8, 16, 32, 64, 4096]):
            if full < 3 or blocks == 4096:
                p.change()
                p.rng.choice([p.add_field, p.remove])()
                p.build_reference()
            room(out, blocks)
            label = "%d blocks" % blocks
            done = subprocess.run(generate, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
            said = done.stdout
            good = not any(w in said for w in ("error", "No space"))
            full += not good
            assert good or "No space left on device" in said, "%s: no clear error:\n%s" % (label, said[-2000:])
            assert "Traceback" not in said and "dumped core" not in said, said
            assert done.returncode == (0 if good else 1), "%s: exit code %d:\n%s" % (label, done.returncode, said[-2000:])
            if not good:
                now, new = p.made.look(), p.reference.look()
                gone = [path for path in p.old if path in new and path not in now]
                assert not gone, "%s: gone: %s" % (label, gone)
                left = subprocess.check_output(["find", out, "-name", "*.tmp"], text=True)
                assert not left, "%s: left: %s" % (label, left)
        assert full >= 3, "it was full only %d times" % full
        os.unlink(os.path.join(out, "ballast"))
        p.run("with room again", *generate)
        p.check_equal("with room again")
        assert not differences(p.made.look(), p.reference.look())
    finally:
        subprocess.call(["umount", out])


def nameless(folder):
    """Whether files without names can be made in a folder."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return False
    return True


def case_no_links(args, tmp):
    """A system that gives no name to a file without one (Linux before 6.10): the same bytes, and nothing beside them."""
    if not traces() or not nameless(tmp):
        print("no_links: left out, for strace is missing or may not trace, or files have names from the beginning here")
        return
    p = project(args, tmp, 8)
    for made in (".specql", "build.ninja", "db", "frontend"):
        shutil.rmtree(p.path(made)) if os.path.isdir(p.path(made)) else os.unlink(p.path(made))
    log = os.path.join(tmp, "log")
    refused = ["strace", "-f", "-qq", "-o", log, "-e", "trace=linkat", "-e", "inject=linkat:error=ENOENT"]
    p.run("the graph", *refused, os.path.join(p.bin, "specql-ninja"), "--quiet")
    p.run("without links", *refused, p.ninja)
    assert text(log).count("ENOENT") > 50, "files are not linked here"
    left = subprocess.check_output(["find", p.dir, "-name", "*.tmp"], text=True)
    assert not left, "left: " + left
    p.check_equal("without links")
    p.check_null("without links")


def case_between(args, tmp):
    """kill -9 before each time that the edges of a schema and of an emitter put a file in its place."""
    if not traces():
        print("between: left out, for strace is missing or may not trace")
        return
    p = project(args, tmp, 8)
    p.settings("emitters:\n  - name: page\n    command: cp \"$in\" \"$out\"\n    output: frontend/pages/{entity}.txt\n")
    p.generate()
    p.build("with an emitter")
    entity = p.entities[0]
    page = "frontend/pages/%s.txt" % os.path.basename(entity)[:-5]
    calls = "rename,renameat,renameat2"
    for what in ("db/generated/schema_local.sql", page):
        for n in range(1, 5 if args.rounds >= 100 else 3):
            another(p, entity)
            p.generate()
            p.run("before", p.ninja, "sql")
            command = p.run("commands", p.ninja, "-t", "commands", what).strip().split("\n")[-1]
            label = "%s, killed before rename %d" % (what, n)
            p.run(label, "strace", "-qq", "-o", "/dev/null", "-e", "trace=" + calls, "-e",
                  "inject=rename:signal=KILL:when=%d" % n, *shlex.split(command), code=None)
            another(p, entity)
            p.build_reference()
            p.build(label)
            p.check_equal(label)
            p.check_null(label)
