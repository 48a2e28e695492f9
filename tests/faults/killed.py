"""Starts processes in a session of their own, finds them, kills them."""
import os
import signal
import subprocess
import time

sessions = set()


def start(argv, cwd):
    with open(os.devnull, "r+b") as null:
        p = subprocess.Popen(argv, cwd=cwd, stdin=null, stdout=null, stderr=null, start_new_session=True)
    sessions.add(p.pid)
    return p


def members():
    """Processes of our sessions, by number: what they run."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as f:
                head, rest = f.read().rsplit(b")", 1)
            fields = rest.split()
            if int(fields[3]) in sessions and fields[0] not in b"ZX":
                with open("/proc/%s/cmdline" % name, "rb") as f:
                    found[int(name)] = f.read().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def below(pid):
    """A process and all that it has started and that still belongs to it: what they run."""
    found, todo = {}, [pid]
    while todo:
        pid = todo.pop()
        try:
            with open("/proc/%d/cmdline" % pid, "rb") as f:
                found[pid] = f.read().replace(b"\0", b" ").decode(errors="replace")
            with open("/proc/%d/task/%d/children" % (pid, pid), encoding="utf-8") as f:
                todo += [int(child) for child in f.read().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


def kill_all():
    for _ in range(100):
        there = members()
        if not there:
            return
        for pid in there:
            kill(pid)
        time.sleep(0.01)


def wait_for(p, words, seconds):
    """A process of the session that runs something with all of these words; None if the build ends before."""
    end = time.time() + seconds
    while p.poll() is None and time.time() < end:
        for pid, command in below(p.pid).items():
            if all(w in command for w in words) and pid != p.pid and not command.startswith(("/bin/sh", "sh ", "strace ")):
                return pid
        time.sleep(0.001)
    return None


def reap(p):
    try:
        p.wait(timeout=60)
    except subprocess.TimeoutExpired:
        raise AssertionError("it does not end though what it waits for was killed") from None


def strike_process(p, rng, words, seconds, wait):
    pid = wait_for(p, words, seconds)
    if pid is None:
        return False
    time.sleep(rng.random() * wait)
    return kill(pid)


def choose(rng, what):
    """What is to be killed after a change."""
    choices = ["ninja", "ninja", "everything", "everything", "a tool", "the scan", "the scan", "generate", "specql-ninja",
               "confiture's edge"]
    if "removal" in what or "move" in what or "layout" in what:
        choices += ["the generator"] * 20
    return rng.choice(choices)


def strike(project, rng, seconds, how):
    """Starts a build and kills something of it. Whether it was still there."""
    bin_folder = project.bin
    if how == "generate":
        p = project.start(os.path.join(bin_folder, "specql"), "generate", "--quiet")
    elif how == "specql-ninja":
        p = project.start(os.path.join(bin_folder, "specql-ninja"), "--quiet")
    else:
        p = project.start()
    if how == "a tool":
        hit = strike_process(p, rng, ["specql-", " -o "], seconds + 5, 0.003)
    elif how == "the scan":
        hit = strike_process(p, rng, ["specql-scan"], seconds + 5, 0.02)
    elif how == "the generator":
        hit = strike_process(p, rng, ["specql-ninja", "--graph"], seconds + 5, 0.02)
    elif how == "confiture's edge":
        hit = strike_process(p, rng, ["onfiture"], seconds + 5, 0.4)
    else:
        time.sleep(rng.random() * (min(seconds, 0.1) if how == "specql-ninja" else seconds))
        hit = p.poll() is None
        if how == "everything":
            kill_all()
        else:
            kill(p.pid)
    if hit and rng.random() < 0.3 and how not in ("ninja", "generate", "specql-ninja"):
        kill(p.pid)  # and so Ninja never hears of it
    reap(p)
    return hit
