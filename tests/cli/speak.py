"""What the table of commands says: help, usage, completion."""
import os
import re
import shutil
import subprocess

from drive import BIN, ROOT, SPECQL, project, read, specql, write


def case_wrong_usage():
    for args, said in (
        (["generate", "--chek"], "unknown option '--chek'; did you mean '--check'?"),
        (["generate", "--check", "--watch"], "--check and --watch exclude each other"),
        (["generate", "--frozen", "--watch"], "--frozen and --watch exclude each other"), (["generate", "-vq"], "exclude each other"),
        (["generate", "-v", "--check"], "exclude each other"), (["docs", "-j", "x"], "--jobs takes a number, not 'x'"),
        (["validate", "--stdin-path", "a.yaml", "--check-registry"], "exclude each other"), (["clean", "--dry-run", "-q"], "exclude each other"),
        (["validate", "--stdin-path", "a.yaml", "a.yaml"], "stands in the place of FILE"), (["init", "entity", "X", "-B", "y"], "unknown option '-B'"),
        (["help", "--nonsense"], "unknown option '--nonsense'"), (["help", "genrate"], "unknown command 'genrate'"),
        (["diff"], "OLD is missing"), (["diff", "a", "b", "--fail-on", "safe"], "--fail-on takes backfill|breaking, not 'safe'"),
        (["generate", "-j", "x"], "--jobs takes a number"), (["generate", "--check=yes"], "takes no value"),
        (["validate", "--format", "xml"], "--format takes text|json|github|sarif, not 'xml'"),
        (["validate", "--format"], "needs a text|json|github|sarif"), (["explain"], "FILE… is missing"),
        (["schema", "x"], "'x' is one word too many"), (["init", "projekt"], "unknown word 'projekt'"),
        (["completion", "ksh"], "'ksh' is none of bash|zsh|fish"), (["genrate"], "unknown command 'genrate'; did you mean 'generate'?"),
    ):
        out, err = specql(*args, code=2)
        assert said in err and out == "", (args, err)
    specql(code=2)


def case_help_and_pages():
    table = read(ROOT + "/gen/command/commands.def")
    commands = re.findall(r'^COMMAND\(\w+, "([a-z ]+)"', table, re.M)
    out = specql("help")[0]
    for name in commands:
        assert name.split()[0] in out
        for args in (["help", *name.split()], [*name.split(), "--help"]):
            if name.split()[0] in ("help",) and args[-1] == "--help":
                continue
            if os.path.exists(os.path.join(BIN, "specql-" + name.split()[0])) or args[0] == "help":
                text = specql(*args)[0]
                assert text.startswith("usage: specql " + name), text
                assert max(len(line) for line in text.split("\n")) <= 132
    if shutil.which("mandoc"):
        for name in [[]] + [c.split() for c in commands]:
            page = specql("help", *name, "--man")[0]
            p = subprocess.run(["mandoc", "-Tlint", "-W", "warning"], input=page, text=True, capture_output=True)
            assert p.returncode == 0 and p.stdout == "", (name, p.stdout)


def completed(line):
    words = line.split(" ")
    script = 'eval "$("%s" completion bash)"; COMP_WORDS=(%s); COMP_CWORD=%d; _specql; printf "%%s\\n" "${COMPREPLY[@]}"' % (
        SPECQL, " ".join("'%s'" % w for w in words), len(words) - 1)
    return subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=True).stdout.split()


def case_completion():
    project()
    assert "generate" in completed("specql ") and completed("specql va") == ["validate"]
    assert completed("specql generate --ch") == ["--check"]
    assert completed("specql validate --format s") == ["sarif"]
    assert completed("specql init ") == ["project", "entity"]
    assert "--field" in completed("specql init entity --")
    assert completed("specql validate entities/con") == ["entities/contact.yaml"]
    assert completed("specql completion f") == ["fish"]
    for shell, check in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])):
        write("script." + shell, specql("completion", shell)[0])
        if shutil.which(shell):
            subprocess.run(check + ["script." + shell], check=True)
    if shutil.which("fish"):
        p = subprocess.run(["fish", "-c", "source script.fish; complete -C 'specql generate --ch'"], text=True, capture_output=True)
        assert "--check" in p.stdout, p
    if shutil.which("zsh"):
        p = subprocess.run(["zsh", "-fc", "autoload -U compinit; compinit -u -D; source ./script.zsh; (( $+functions[_specql] )) && print -r -- $_comps[specql]"],
                           text=True, capture_output=True)
        assert p.stdout.strip() == "_specql", p
