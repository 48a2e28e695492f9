"""What the tests of remote/ share: projects, the engine, servers."""
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time

NINJA = os.environ.get("NINJA", "ninja")
HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.environ.get("SPECQL_REMOTE", os.path.join(HERE, "../../build/remote/bin"))
HOME = {"scan", "graph", "project", "parser", "sql", "verify", "confiture"}  # the rules that docs/remote.md keeps at home


def ninja(out, *args):
    return subprocess.run([NINJA, "-C", out, *args], check=True, capture_output=True, text=True).stdout


def project(source, to, more="", change=lambda settings: settings):
    """A copy of the project with `remote: true` and more settings."""
    shutil.copytree(source, to)
    settings = read(to + "/specql.yaml").decode()
    with open(to + "/specql.yaml", "w", encoding="utf-8") as f:
        f.write(change(settings) + "\nremote: true\n" + more)


def files(folder):
    return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)


def read(path):
    with open(path, "rb") as f:
        return f.read()


# What differs between two builds of one state: times, what the engines keep for themselves, and what a tool that was
# killed leaves for the next scan to sweep away.
OWN = (".specql/room/", ".specql/turn", ".specql/seal", ".specql/siso/", ".specql/.ninja", ".specql/.siso", ".specql/scan", ".specql/began", ".specql/dir/", ".specql/bin/")


def differences(a, b):
    """Files of one folder that are not the same in the other."""
    names = [f for f in set(files(a)) | set(files(b)) if f == ".specql/siso/main.star" or
             not (f.startswith(OWN) or f.endswith(".siso_tmp"))]
    return [f for f in sorted(names) if not all(os.path.isfile(os.path.join(d, f)) for d in (a, b)) or
            meaning(a, f) != meaning(b, f)]


def meaning(folder, name):
    """What a file holds. A record of what was made for a path tells the newest first, and then the builds before."""
    text = read(os.path.join(folder, name))
    return text.split(b"\n")[0] if name.startswith(".specql/emit/") else text


# ---- what docs/remote.md says ----


def page():
    return read(os.path.join(HERE, "../../docs/remote.md")).decode()


def documented(program, here):
    """The words of the page's command that begins with the program, with what has another name here."""
    text = re.search(r"^ *(%s(?:.*\\\n)*.*)$" % program, page(), re.M).group(1).replace("\\\n", " ")
    for said, name in here.items():
        assert said in text, f"docs/remote.md: no '{said}' in the command of {program}"
        text = text.replace(said, shlex.quote(name))
    return [f"{TOOLS}/{program.split()[0]}", *shlex.split(text)[1:]]


# ---- servers ----


def port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A server of its own folder, which survives it."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, port(), None
        os.makedirs(folder, exist_ok=True)

    address = property(lambda self: f"127.0.0.1:{self.port}")

    def start(self):
        with open(self.folder + ".log", "ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, start_new_session=True)
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise SystemExit(f"{self.command()[0]} did not start; {self.folder}.log says why")

    def kill(self):
        """Without a word, and with the actions that it runs."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Casd(Server):
    """BuildBox: cache and, with `works`, a worker, started as docs/remote.md says."""

    def __init__(self, folder, works=False):
        super().__init__(folder)
        self.works = works

    def command(self):
        command = documented("buildbox-casd", {"0.0.0.0:9092": self.address, "/usr/bin": os.path.abspath(TOOLS),
                                               "/var/cache/specql": self.folder})
        return [w for w in command if self.works or w.split("=")[0] not in ("--buildbox-run", "--jobs", "--runner-arg")]


class BazelRemote(Server):
    """bazel-remote, started as docs/remote.md says: a cache. It also listens for HTTP, which nobody uses here."""

    def command(self):
        return documented("bazel-remote", {"0.0.0.0:9092": self.address, "/var/cache/specql": self.folder}) + [
            "--http_address", f"127.0.0.1:{port()}", "--access_log_level", "none"]


class LockedCache(BazelRemote):
    """bazel-remote as docs/remote.md says for a network that is not trusted: only for those who have a certificate."""

    def __init__(self, folder):
        super().__init__(folder)
        self.keys = folder + ".keys"
        os.makedirs(self.keys)
        for authority, names in ("ca", ("server", "client")), ("other", ("stranger",)):
            self.certify(authority, "-subj", "/CN=" + authority)
            for name in names:
                self.certify(name, "-subj", "/CN=" + name, "-CA", authority + ".pem", "-CAkey", authority + ".key",
                             "-addext", "subjectAltName=IP:127.0.0.1")

    def certify(self, name, *more):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-keyout", name + ".key", "-out", name + ".pem", *more], check=True, cwd=self.keys, capture_output=True)

    def command(self):
        return documented("bazel-remote --tls", {
            "0.0.0.0:9092": self.address, "/var/cache/specql": self.folder, "server.": self.keys + "/server.",
            "ca.pem": self.keys + "/ca.pem"}) + ["--http_address", f"127.0.0.1:{port()}", "--access_log_level", "none"]

    def client(self, name):
        """Its next client is the one of this name."""
        options = re.search(r"^ *\| `-reapi_insecure` \| (`.*?):", page(), re.M).group(1).replace("`", "").replace(",", "").split()
        self.tls = [w for pair in zip(options, (f"{self.keys}/{f}" for f in ("ca.pem", name + ".pem", name + ".key"))) for w in pair]
        return self


CACHES = {"casd": Casd, "bazel-remote": BazelRemote}


# ---- the engine ----


def siso(out, server):
    """What docs/remote.md says, and what its table says to take instead."""
    words = documented("siso", {"-C out": "-C=" + out, "cache.example.com:9092": server.address if server else ""})
    if getattr(server, "tls", None):
        words[words.index("-reapi_insecure"):words.index("-reapi_insecure") + 1] = server.tls
    if getattr(server, "works", False):
        words = [w for w in words if w not in ("-re_exec_enable=false", "-re_cache_enable_write")]
    return words if server else words[:words.index("-reapi_address")] + ["-offline"]


class Build:
    """One run of Siso."""

    def __init__(self, out, server, *options, wait=True):
        self.out, self.began = out, time.time()
        self.log = open(out + ".log", "wb")
        self.process = subprocess.Popen(
            [*siso(out, server), *options], stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
            env=os.environ | {"TMPDIR": os.path.dirname(out)})  # for its log
        if wait:
            self.finish()

    def finish(self, limit=300):
        try:
            self.status = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.status = self.process.wait()
        self.seconds = time.time() - self.began
        return self

    def interrupt(self):
        os.killpg(self.process.pid, signal.SIGINT)
        return self.finish(60)

    def steps(self):
        """What ran, as Siso's own record says, by rule: where it came from."""
        found = []
        with open(self.out + "/.specql/siso/siso_metrics.json") as f:
            for line in f:
                step = json.loads(line)
                if "action" in step and "outputs" in step:
                    where = "cache" if step.get("cached") else "remote" if step.get("is_remote") else "home"
                    found.append((step["action"], where, step["outputs"][0]))
        return found

    def said(self):
        return read(self.out + ".log").decode(errors="replace")
