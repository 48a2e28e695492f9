"""What the table of commands says: help, usage, completion."""
import os
import random
import re
import shutil
import subprocess

from drive import BIN, CONTACT, ROOT, SPECQL, needs, project, read, specql, write
from screen import Screen


def case_wrong_usage():
    for args, said in (
        (["generate", "--chek"], "unknown option '--chek'; did you mean '--check'?"),
        (["generate", "--check", "--watch"], "--check and --watch exclude each other"),
        (["generate", "--frozen", "--watch"], "--frozen and --watch exclude each other"), (["generate", "-vq"], "exclude each other"),
        (["generate", "-v", "--check"], "exclude each other"), (["docs", "-j", "x"], "--jobs takes a number of at most 4 digits, not 'x'"),
        (["validate", "--stdin-path", "a.yaml", "--check-registry"], "exclude each other"), (["clean", "--dry-run", "-q"], "exclude each other"),
        (["validate", "--stdin-path", "a.yaml", "a.yaml"], "stands in the place of FILE"), (["init", "entity", "X", "-B", "y"], "unknown option '-B'"),
        (["help", "--nonsense"], "unknown option '--nonsense'"), (["help", "-é"], "unknown option '-é'"), (["help", "genrate"], "unknown command 'genrate'"),
        (["diff"], "OLD is missing"), (["diff", "a", "b", "--fail-on", "safe"], "--fail-on takes backfill|breaking, not 'safe'"),
        (["generate", "-j", "10000"], "--jobs takes a number of at most 4 digits, not '10000'"), (["generate", "--check=yes"], "takes no value"),
        (["validate", "--format", "xml"], "--format takes text|json|github|sarif, not 'xml'"),
        (["validate", "--format"], "text|json|github|sarif is missing after --format"), (["docs", "-B"], "OUT is missing after --output-root"), (["explain"], "FILE… is missing"),
        (["schema", "x"], "'x' is one word too many"), (["generate", ""], "an argument is empty; leave it out"), (["init", "project", ""], "an argument is empty"),
        (["validate", "--", ""], "an argument is empty"), (["init", "projekt"], "unknown word 'projekt'; did you mean 'project'?"),
        (["registry", "lst"], "unknown word 'lst'; did you mean 'list'?"), (["help", "registry", "lst"], "unknown command 'registry lst'; did you mean 'registry list'?"),
        (["docs", "--help=x"], "--help takes no value"), (["docs", "--version="], "--version takes no value"),
        (["completion", "ksh"], "'ksh' is none of bash|zsh|fish"), (["genrate"], "unknown command 'genrate'; did you mean 'generate'?"),
        (["ninja", "-B", ""], "the OUT of --output-root is empty"), (["ninja", "--config="], "the FILE of --config is empty"),
        (["ninja", "--frosen"], "unknown option '--frosen'; did you mean '--frozen'?"), (["ninja", "--graph=0", "-q"], "--graph and --quiet exclude each other"),
    ):
        out, err = specql(*args, code=2)
        assert said in err and out == "", (args, err)
    specql(code=2)
    assert not os.listdir(".")


def case_random_lines():
    """Whatever stands in a line, it is refused or done, and never crashes. Always the same lines."""
    table = read(ROOT + "/gen/command/commands.def")
    commands = [c for c in re.findall(r'^COMMAND\(\w+, "([a-z ]+)"', table, re.M) if c not in ("generate", "docs", "verify")]
    options = re.findall(r'"([a-z-]+)", (?:0|\'(.)\'), (?:NULL|"[^"]*"), \w+,', table)
    values = ["", "x", "entities", "entities/contact.yaml", "-", "--", "é", "a b", "nowhere/x.yaml", "0", "text", "json", "Contact", "crm.Contact", "\x1b[1m", "%s%n", "'", "9" * 40, "x" * 300]
    draw = random.Random(5)
    project()
    specql("generate", "entities")
    for _ in range(250):
        line = [*draw.choice(commands).split()]
        for _ in range(draw.randrange(4)):
            name, letter = draw.choice(options)
            line += draw.choice([["--" + name], ["-" + (letter or "h")], ["--" + name, draw.choice(values)], ["--%s=%s" % (name, draw.choice(values))],
                                 [draw.choice(values)], ["--" + name[:-1]]])
        p = subprocess.run([SPECQL, *line], input="entity: A\n", text=True, capture_output=True, timeout=60, errors="replace")
        assert p.returncode in (0, 1, 2) and "Sanitizer" not in p.stderr and "runtime error" not in p.stderr, (line, p)
        assert p.returncode != 2 or ("usage: specql" in p.stderr or "specql help" in p.stderr) and p.stdout == "", (line, p)
        assert p.returncode != 1 or p.stderr or "--exit-code" in line or "--fail-on" in " ".join(line) or "validate" in line, (line, p)


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


SHELLS = {
    "bash": (["bash", "--noprofile", "--rcfile"], "PS1='$ '\n. ./script.bash\nbind 'set show-all-if-ambiguous on'\n"),
    "zsh": (["zsh", "-f", "-i"], "PS1='$ '\nautoload -U compinit && compinit -u -D\n. ./script.zsh\n"),
    "fish": (["fish", "--no-config", "-i", "-C"], "function fish_prompt; echo '$ '; end; function fish_greeting; end; source script.fish\n"),
}
# What is typed before Tab, and what is in the line, or offered, then.
TYPED = (
    ("specql va", "specql validate "), ("specql generate --ch", "specql generate --check "), ("specql validate --format sa", "specql validate --format sarif "),
    ("specql init ent", "specql init entity "), ("specql init entity X --fi", "specql init entity X --field "), ("specql validate entities/con", "specql validate entities/contact.yaml "),
    ("specql completion f", "specql completion fish "), ("specql diff --fail-on br", "specql diff --fail-on breaking "), ("specql registry ass", "specql registry assign "),
    ("specql help gra", "specql help graph "), ("specql clean --d", "specql clean --dry-run "), ("specql generate --output-base ent", "specql generate --output-base entities/"),
    ("specql validate --format=sa", "specql validate --format=sarif "), ("specql generate --output-base=ent", "specql generate --output-base=entities/"),
    ("specql-ninja --fr", "specql-ninja --frozen "), ("specql-diff --fail-on br", "specql-diff --fail-on breaking "), ("specql-ninja -B ent", "specql-ninja -B entities/"),
    ("specql validate 'entities/two w", "entities/two words.yaml"), ("specql init entity -C ent", "specql init entity -C entities/"),
)


def in_shell(shell):
    """Types into an interactive shell, and presses Tab."""
    needs(shell)
    command, setup = SHELLS[shell]
    write("script." + shell, specql("completion", shell)[0])
    write("setup", setup)
    with Screen(command + {"bash": ["setup", "-i"], "zsh": [], "fish": [setup]}[shell], columns=100, TERM="xterm") as s:
        if shell == "zsh":
            s.type(". ./setup; clear")
            s.press("Enter")
        s.wait(lambda text: text.endswith("$"))
        for typed, then in TYPED:
            s.type(typed)
            s.press("Tab")
            plain = then.rstrip()
            s.wait(lambda text: plain in text.replace("\\ ", " "), seconds=10)
            s.until("C-c", lambda text: text.endswith("$"))
            s.type("clear")
            s.press("Enter")
            s.wait(lambda text: text == "$")


def prepare():
    project()
    write("entities/two words.yaml", CONTACT)
    write("entities/notes.txt", "")


def case_completion_in_bash():
    prepare()
    in_shell("bash")


def case_completion_in_zsh():
    prepare()
    in_shell("zsh")


def case_completion_in_fish():
    prepare()
    in_shell("fish")


def completed(line):
    words = line.split(" ")
    script = 'eval "$("%s" completion bash)"; COMP_WORDS=(%s); COMP_CWORD=%d; _specql; printf "%%s\\n" "${COMPREPLY[@]}"' % (
        SPECQL, " ".join("'%s'" % w for w in words), len(words) - 1)
    return set(subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=True).stdout.split())


def case_completion_of_the_table():
    """Bash's function and fish's list offer every command, option and word of the table."""
    table = read(ROOT + "/gen/command/commands.def")
    commands = dict(re.findall(r'^COMMAND\((\w+), "([a-z ]+)"', table, re.M))
    options = re.findall(r'^OPTION\((\w+), \w+, "([a-z-]+)", [^,]+, (?:NULL|"([^"]*)")', table, re.M)
    assert len(options) > 30 and completed("specql ") == {c for c in commands.values() if " " not in c}
    for key, name in commands.items():
        offered = completed("specql %s --" % name)
        assert {"--" + o for c, o, _ in options if c == key} <= offered and "--help" in offered, (name, offered)
    for key, option, argument in options:
        if argument and "|" in argument:
            assert completed("specql %s --%s " % (commands[key], option)) == set(argument.split("|")), (key, option)
    assert completed("specql init ") == {"project", "entity"}
    if shutil.which("fish"):
        lines = ["specql %s --" % c for c in commands.values()] + ["specql help generate --", "specql registry validate ", "specql init "]
        script = specql("completion", "fish")[0] + "".join("echo = '%s'; complete -C '%s'\n" % (line, line) for line in lines)
        said = subprocess.run(["fish", "--no-config"], input=script, text=True, capture_output=True).stdout
        offered = {part.split("\n")[0]: {line.split("\t")[0] for line in part.split("\n")[1:] if line} for part in said.split("= ")[1:]}
        for line in lines:
            assert offered[line] == completed(line), (line, offered[line], completed(line))
