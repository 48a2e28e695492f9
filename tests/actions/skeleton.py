"""What is read of an entity is all that is asked for: models that are made of skeletons of interfaces are the same as of whole ones, and
hooks that are made of what is left of a model for them the same as of all of it."""
import os
import re
import subprocess

SKELETON = re.compile(r"\.skel(?=$|\s)")
MADE = ".specql/whole"


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def run(folder, command):
    subprocess.run(command, shell=True, cwd=folder, capture_output=True, check=True)


def models(folder):
    """The models of a project, and the command of each."""
    said = subprocess.run([os.environ.get("NINJA", "ninja"), "-C", folder, "-t", "commands", "sql"], capture_output=True, text=True, check=True)
    for line in said.stdout.splitlines():
        if "specql-model" in line:
            yield re.search(r" -o (\S+)", line).group(1), line


def hooks(folder, tool, source):
    """The hooks of an entity, made of a file."""
    run(folder, f"{tool} -o {MADE}.ts {source}")
    return read(f"{folder}/{MADE}.ts")


def differing(folder):
    """Files that are others if they are made of whole interfaces and models."""
    for path, command in models(folder):
        run(folder, SKELETON.sub(".json", command.replace(f" -o {path}", f" -r -o {MADE}.json")))
        if read(f"{folder}/{path}") != read(f"{folder}/{MADE}.json"):
            yield path
        for client in ("apollo", "tanstack"):
            tool = re.search(r"\S+specql-", command).group(0) + client
            if hooks(folder, tool, MADE + ".json") != hooks(folder, tool, MADE + ".hook"):
                yield f"{client} of {path}"
    for made in os.listdir(f"{folder}/.specql"):
        if made.startswith("whole."):
            os.remove(f"{folder}/.specql/{made}")
