"""A terminal with a shell in it, as a person has it: tmux."""
import os
import shlex
import shutil
import subprocess
import tempfile
import time

from drive import BIN, needs


class Screen:
    """The shell's prompt is '$ '. A line that is typed begins a screen of its own."""

    def __init__(self, command=None, columns=60, lines=40, **more):
        needs("tmux")
        self.lines = 0
        self.folder = tempfile.mkdtemp(prefix="tm")
        with open(self.folder + "/rc", "w", encoding="ascii") as f:
            f.write("PS1='$ '\n")
        command = command or ["bash", "--noprofile", "--rcfile", self.folder + "/rc", "-i"]
        env = {k: v for k, v in os.environ.items() if not k.startswith("TMUX")}
        env.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": BIN + ":" + env["PATH"], **more})
        subprocess.run(["tmux", "-S", self.folder + "/socket", "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(lines),
                        shlex.join(command)], check=True, env=env)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server")
        shutil.rmtree(self.folder)

    def tmux(self, *args):
        return subprocess.run(["tmux", "-S", self.folder + "/socket", *args], check=True, text=True, capture_output=True).stdout

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def shown(self, colours=False, joined=False):
        """The screen's text; colours as escape sequences; joined: lines that were too wide are one."""
        return self.tmux("capture-pane", "-p", *(["-e"] if colours else []), *(["-J"] if joined else [])).rstrip("\n")

    def wait(self, what, seconds=60):
        """Waits until something is true of the text: a function, or words that stand in it."""
        end = time.time() + seconds
        while time.time() < end:
            text = self.shown()
            if what(text) if callable(what) else what in text:
                return text
            time.sleep(0.02)
        raise AssertionError("%s does not come:\n%s" % (what, text))

    def until(self, key, what):
        """Presses a key until something is true: a program may not listen yet."""
        for _ in range(100):
            self.press(key)
            time.sleep(0.1)
            if what(self.shown()):
                return
        raise AssertionError("%s does not help:\n%s" % (key, self.shown()))

    def run(self, line, until=None, **more):
        """Types a line; waits for its end, or for something else. Of the end also what $? is."""
        self.lines += 1
        end = "] line %d\n$" % self.lines
        self.type("clear; %s; echo \"[$?] line %d\"" % (line, self.lines))
        self.press("Enter")
        return self.wait(until or (lambda text: text.endswith(end)), **more)
