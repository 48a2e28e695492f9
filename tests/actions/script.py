"""What a case says: its files, and the lines of its script. README.md describes both."""
import os
import re

from words import Mistake

HEADING = re.compile(r"^--- (\S+)$")


class Line:
    """One statement: its text, and the indented lines below it."""

    def __init__(self, number, text):
        self.number, self.text, self.below = number, text, []


class Case:
    def __init__(self, path):
        self.path, self.name = path, os.path.basename(path).removesuffix(".case")
        self.files, self.lines, self.stderr, self.before = {}, [], "", ""
        with open(path, encoding="utf-8") as f:
            parts = list(split(f.read()))
        self.about = parts[0][2].strip()
        if not self.about:
            raise Mistake("the first line does not say what the case is about")
        for number, heading, text in parts[1:]:
            self.take(number, heading, text)

    def take(self, number, heading, text):
        if heading == "calls":
            self.lines += statements(number, text)
        elif heading == "stderr":
            self.stderr = text
        elif heading == "before":
            self.before = text
        elif heading.endswith((".yaml", ".sql")):
            place = heading if "/" in heading or heading == "specql.yaml" else f"entities/{heading}"
            self.files[place] = text
        else:
            raise Mistake(f"line {number}: '--- {heading}' is not known")

    def write(self, folder):
        for place, text in self.files.items():
            path = os.path.join(folder, place)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)


def split(text):
    """(line of the heading, heading, text below it), the first without heading."""
    number, heading, lines = 0, "", []
    for at, line in enumerate(text.split("\n"), 1):
        found = HEADING.match(line)
        if found:
            yield number, heading, "\n".join(lines) + "\n"
            number, heading, lines = at, found[1], []
        else:
            lines.append(line)
    yield number, heading, "\n".join(lines).rstrip("\n") + "\n"


def statements(number, text):
    """A line that is indented belongs to the one above; one whose brackets are open goes on below."""
    found = []
    for at, line in enumerate(text.split("\n"), number + 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            found.append(Line(at, line.strip()))
        elif not found:
            raise Mistake(f"line {at}: nothing stands above this indented line")
        elif opened(found[-1].text) or (found[-1].text.split()[0] == "sql" or " sql " in found[-1].text) and not line.lstrip().startswith("|"):
            found[-1].text += "\n" + line.strip()
        elif found[-1].below and opened(found[-1].below[-1]):
            found[-1].below[-1] += " " + line.strip()
        else:
            found[-1].below.append(line.strip())
    return found


def opened(text):
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", text)
    return sum(bare.count(c) for c in "{[(") > sum(bare.count(c) for c in "}])")
