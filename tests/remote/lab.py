"""What the tests of remote/ share: projects, the engine, servers."""
import json
import os
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


def project(source, to, more=""):
    """A copy of the project with `remote: true` and more settings."""
    shutil.copytree(source, to)
    with open(to + "/specql.yaml", "a") as settings:
        settings.write("\nremote: true\n" + more)


def files(folder):
    return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)


def read(path):
    with open(path, "rb") as f:
        return f.read()


# What differs between two builds of one state: times, and what the engines keep for themselves.
OWN = (".specql/turn", ".specql/seal", ".specql/siso/", ".specql/.ninja", ".specql/.siso", ".specql/scan", ".specql/began", ".specql/dir/", ".specql/bin/")


def differences(a, b):
    """Files of one folder that are not the same in the other."""
    names = [f for f in set(files(a)) | set(files(b)) if f == ".specql/siso/main.star" or
             not (f.startswith(OWN) or f.endswith(".siso_tmp"))]
    return [f for f in sorted(names) if not all(os.path.isfile(os.path.join(d, f)) for d in (a, b)) or
            read(os.path.join(a, f)) != read(os.path.join(b, f))]


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
    """BuildBox: cache and, with `works`, a worker."""

    def __init__(self, folder, works=False):
        super().__init__(folder)
        self.works = works

    def command(self):
        worker = ["--buildbox-run=" + os.path.abspath(TOOLS + "/buildbox-run-hosttools"), "--jobs=2"]
        return [TOOLS + "/buildbox-casd", "--bind=" + self.address, *(worker if self.works else []), self.folder]


class BazelRemote(Server):
    """bazel-remote: a cache."""

    def command(self):
        return [TOOLS + "/bazel-remote", "--dir", self.folder, "--max_size", "1", "--grpc_address", self.address,
                "--http_address", f"127.0.0.1:{port()}", "--access_log_level", "none"]


CACHES = {"casd": Casd, "bazel-remote": BazelRemote}


# ---- the engine ----


class Build:
    """One run of Siso, as docs/remote.md says."""

    def __init__(self, out, server, *options, wait=True):
        self.out, self.began = out, time.time()
        self.log = open(out + ".log", "wb")
        works = getattr(server, "works", False)
        address = ["-reapi_address", server.address, "-reapi_insecure", "-reapi_instance", ""] if server else ["-offline"]
        cache = [] if works or not server else ["-re_exec_enable=false", "-re_cache_enable_write"]
        self.process = subprocess.Popen(
            [TOOLS + "/siso", "ninja", "-C", out, "-config_repo_dir", ".specql/siso", "-state_dir", ".specql/siso",
             "-log_dir", ".specql/siso", "-fs_keep_tainted", *address, *cache, *options],
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
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
