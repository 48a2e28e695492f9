"""Two builds at once, and files that change while one works."""
import os
import random
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time

from killed import kill, reap, start, wait_for
from project import Project, text, write


def project(args, tmp, entities=0):
    return Project(args.bin, tmp, entities or min(args.entities, 40), random.Random(args.seed), os.environ.get("NINJA", "ninja"))


def finish(p, label):
    """One more build ends in the right bytes, and the next has nothing to do."""
    p.build_reference()
    p.check_whole(label)
    p.build(label)
    p.check_equal(label)
    p.check_null(label)


def case_two_builds(args, tmp):
    """Ninja beside Ninja or beside `specql generate`, of the same state of the project or of two."""
    p = project(args, tmp)
    for n in range(1, max(3, args.rounds // 5) + 1):
        label = "round %d of seed %d, %s" % (n, args.seed, p.change())
        if n % 2:
            p.build_reference()
        first = p.start()
        time.sleep(p.rng.random() * 0.15)
        if not n % 2:
            p.add_field()
            p.condition()
        second = p.start() if p.rng.random() < 0.7 else p.start(os.path.join(p.bin, "specql"), "generate", "--quiet")
        reap(first)
        reap(second)
        if n % 2:
            p.check_whole(label)
            p.build(label)
            p.check_equal(label)
            p.check_null(label)
        else:
            p.build(label)
            p.build_reference()
            p.check_equal(label)
            p.check_null(label)
    p.settle()
    p.check_clean(label)


def case_edits(args, tmp):
    """The project changes while it is built: the next build has it all."""
    p = project(args, tmp)
    seconds = 0.5
    for n in range(1, max(3, args.rounds // 5) + 1):
        label = "round %d of seed %d, %s" % (n, args.seed, p.change())
        running = p.start()
        while running.poll() is None:
            time.sleep(p.rng.random() * seconds / 2)
            p.rng.choice([p.add_field, p.condition, p.comment, p.remove, p.bring_back, p.by_hand])()
        began = time.time()
        p.build(label)
        seconds = time.time() - began
        p.build_reference()
        p.check_equal(label)
        p.check_null(label)


def stopped(command, what, cwd, words=None):
    """Starts an edge's command; it stops before it puts its first file in its place. Its process and the number of the tool."""
    calls = "rename,renameat,renameat2,linkat"
    p = start(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=%s:signal=STOP:when=1" % calls,
               "sh", "-c", command], cwd)
    pid = wait_for(p, words or ["specql-", what], 20)
    assert pid, "%s did not begin" % command
    times = 0  # it also stands still for moments, whenever strace looks at it
    for _ in range(4000):
        with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
            times = times + 1 if f.read().rsplit(")", 1)[1].split()[0] in "Tt" else 0
        if times == 60:
            return p, pid
        time.sleep(0.005)
    raise AssertionError("%s did not stop" % command)


def go_on(p, pid):
    """Lets it end, which may stop once more, before another file."""
    end = time.time() + 60
    while p.poll() is None and time.time() < end:
        try:
            os.kill(pid, signal.SIGCONT)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    reap(p)


def traces():
    """Whether processes may be traced here."""
    return shutil.which("strace") and subprocess.run(
        ["strace", "-qq", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL).returncode == 0


def another(p, entity):
    """One more field, and another name for an action."""
    content = re.sub(r"- name: \w+", "- name: do_%s" % p.new_name(), text(p.path(entity)), count=1)
    write(p.path(entity), content.replace("fields:\n", "fields:\n  %s: text\n" % p.new_name(), 1))


def case_late_writer(args, tmp):
    """A tool that is overtaken by another build, which reads newer inputs, does not put its old text over the new one."""
    if not traces():
        print("late_writer: left out, for strace is missing or may not trace")
        return
    p = project(args, tmp, 8)
    entity = p.entities[0]
    name = os.path.basename(entity)[:-5]
    table, model = "db/schema/10_tables/%s.sql" % name, ".specql/model/%s.json" % entity[:-5]
    impacts = "frontend/generated/mutation-impacts.json"
    for what, before in ((table, model), (model, None), (impacts, "frontend"), ("db/generated/schema_local.sql", ".specql/sql.ok")):
        p.change()
        another(p, entity)
        p.generate()
        p.run("before", p.ninja, before or "sql")
        if what in (impacts, model):
            os.unlink(p.path(what))  # it is to be made of what is there now
        command = p.run("commands", p.ninja, "-t", "commands", what).strip().split("\n")[-1]
        late, pid = stopped(command, what, p.dir)
        another(p, entity)
        p.build(what)
        go_on(late, pid)
        p.build_reference()
        p.check_equal("a late writer of " + what)
        if what == model:
            p.check_null(what)


def slow_confiture(tmp):
    """Confiture, but it takes a second."""
    path = os.path.join(tmp, "confiture")
    real = os.environ.get("CONFITURE") or shutil.which("confiture")
    write(path, "#!/bin/sh\nsleep 1\nexec %s \"$@\"\n" % shlex.quote(real))
    os.chmod(path, 0o755)
    return path


def case_lock(args, tmp):
    """`specql generate` says who has the lock; one of a dead process is nobody's."""
    p = project(args, tmp, 8)
    generate = [os.path.join(p.bin, "specql"), "generate", "--quiet"]
    p.settings("confiture: %s\n" % slow_confiture(tmp))
    p.add_field()
    first = p.start(*generate)
    assert wait_for(first, ["specql-confiture"], 20)
    said = p.run("the second", *generate)
    who = "waiting for specql generate, process %d on %s, since %s" % (first.pid, socket.gethostname(), time.strftime("%Y-"))
    assert who in said, said
    # It gives the lock back right before it ends.
    assert first.wait(5) == 0
    p.add_field()
    first = p.start(*generate)
    assert wait_for(first, ["specql-confiture"], 20)
    kill(first.pid)
    reap(first)
    assert "process %d " % first.pid in text(p.path(".specql/lock"))
    said = p.run("after the kill", *generate)
    assert "waiting" not in said, said
    p.settle()
    p.build_reference()
    p.check_equal("after the kill")
    p.check_null("after the kill")


def case_late_graph(args, tmp):
    """A generator that has read an old shape does not leave an old build.ninja behind."""
    if not traces():
        print("late_graph: left out, for strace is missing or may not trace")
        return
    p = project(args, tmp, 8)
    p.add_field()
    p.remove()
    p.run("the scan", os.path.join(p.bin, "specql-scan"))
    late, pid = stopped(" ".join(p.generator()), "", p.dir, ["specql-ninja", "--graph"])
    p.remove()
    p.bring_back()
    p.rename()
    second = p.start()
    time.sleep(1)
    assert second.poll() is None, "the second did not wait"
    os.kill(pid, signal.SIGCONT)
    reap(late)
    reap(second)
    finish(p, "a late generator")
    p.check_clean("a late generator")


def case_overtaken(args, tmp):
    """Ninja has read build.ninja, and then a generator whose Ninja was killed replaces it: the new one is built."""
    if not traces():
        print("overtaken: left out, for strace is missing or may not trace")
        return
    p = project(args, tmp, 8)
    p.remove()
    assert p.gone
    p.build("without an entity")
    p.bring_back()
    p.run("the scan", os.path.join(p.bin, "specql-scan"))
    late = start(["strace", "-qq", "-o", "/dev/null", "-P", "build.ninja", "-e", "trace=read",
                  "-e", "inject=read:delay_exit=2000000:when=2", p.ninja], p.dir)  # the second read finds the end
    time.sleep(1)
    p.run("the generator", *p.generator())
    reap(late)
    assert late.returncode == 0, "Ninja went on with the old build.ninja"
    finish(p, "a build.ninja that was replaced")


def case_scans(args, tmp):
    """An entity changes while a scan reads it or writes of another: the copy is of the last edit, or the next build scans."""
    p = project(args, tmp, 4)
    for settings in "", "remote: true\n":
        p.settings(settings)
        p.generate()
        path = p.path(p.some())
        copy, before = p.path(".specql/src/" + os.path.relpath(path, p.dir)), text(path)
        other = os.path.join(os.path.dirname(path), "one.yaml")
        for n in range(max(60, 4 * args.rounds)):
            if n % 2:
                os.unlink(other)
            else:
                write(other, "entity: One\nschema: one\nfields: {name: text}\n")
            scan = p.start(os.path.join(p.bin, "specql-scan"))
            until, edits = time.time() + p.rng.random() * 0.012, 0
            while time.time() < until:
                edits += 1
                write(path, before + "# %d.%d\n" % (n, edits))
            reap(scan)
            seen = text(copy) == text(path)
            shape, *times = (os.stat(f).st_mtime_ns for f in (p.path(".specql/shape.txt"), path, os.path.dirname(path)))
            again = ".specql/never" in text(p.path(".specql/scan.d"))
            assert seen or max(times) > shape or again, "round %d of seed %d, %r: an edit is lost" % (n, args.seed, settings)
