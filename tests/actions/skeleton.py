"""What an entity asks for of another is not left out: models that are made of skeletons of interfaces are the same as of whole ones."""
import os
import re
import subprocess

SKELETON = re.compile(r"\.skel(?=$|\s)")


def models(folder):
    """The models of a project that are made of skeletons, and the command of each."""
    said = subprocess.run([os.environ.get("NINJA", "ninja"), "-C", folder, "-t", "commands", "sql"], capture_output=True, text=True, check=True)
    for line in said.stdout.splitlines():
        if "specql-model" in line and SKELETON.search(line):
            yield re.search(r" -o (\S+)", line).group(1), line


def differing(folder):
    """Those that are others if they are made of whole interfaces."""
    other = f"{folder}/.specql/whole.json"
    for path, command in models(folder):
        subprocess.run(SKELETON.sub(".json", command.replace(f" -o {path}", f" -o {other}")), shell=True, cwd=folder, capture_output=True, check=True)
        with open(f"{folder}/{path}", encoding="utf-8") as f, open(other, encoding="utf-8") as g:
            if f.read() != g.read():
                yield path
        os.remove(other)
