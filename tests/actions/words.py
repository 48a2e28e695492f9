"""Values as a case writes them, {name: Ann, company: $acme, tags: [a, b]}: JSON whose quotes may be left out."""
import json
import re

ANY = object()
BARE = re.compile(r"[^\s,:\[\]{}\"']+(?: +[^\s,:\[\]{}\"']+)*(?::[^\s,\[\]{}\"']+)*")
NAME = re.compile(r"\$(\w+)(?:\.(\w+))?")


class Mistake(Exception):
    """The case itself is wrong."""


class Reader:
    """named: gives the value of $name or $name.column."""

    def __init__(self, text, named):
        self.text, self.at, self.named = text, 0, named

    def blank(self):
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def sees(self, sign):
        self.blank()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def need(self, sign):
        if not self.sees(sign):
            raise Mistake(f"'{sign}' is missing before '{self.text[self.at:self.at + 30]}'")

    def quoted(self, quote):
        if quote == '"':
            text, self.at = json.JSONDecoder().raw_decode(self.text, self.at - 1)
            return text
        end = self.at
        while True:
            end = self.text.find(quote, end)
            if end < 0:
                raise Mistake(f"a text has no end: {self.text[self.at:]}")
            if self.text[end:end + 2] != quote * 2:
                break
            end += 2
        text = self.text[self.at:end].replace(quote * 2, quote)
        self.at = end + 1
        return text

    def word(self):
        found = BARE.match(self.text, self.at)
        if not found:
            raise Mistake(f"a value is missing before '{self.text[self.at:self.at + 30]}'")
        self.at = found.end()
        return found[0]

    def list(self, end, item):
        items = []
        while not self.sees(end):
            if items:
                self.need(",")
            items.append(item())
        return items

    def pair(self):
        self.blank()
        key = self.quoted(self.text[self.at - 1]) if self.sees('"') or self.sees("'") else self.key()
        self.need(":")
        return key, self.value()

    def key(self):
        found = re.compile(r"[^\s,:\[\]{}]+").match(self.text, self.at)
        if not found:
            raise Mistake(f"a key is missing before '{self.text[self.at:self.at + 30]}'")
        self.at = found.end()
        return found[0]

    def value(self):
        for sign in "{[\"'":
            if self.sees(sign):
                return dict(self.list("}", self.pair)) if sign == "{" else self.list("]", self.value) if sign == "[" else self.quoted(sign)
        word = self.word()
        if word == "*":
            return ANY
        name = NAME.fullmatch(word)
        if name:
            return self.named(name[1], name[2])
        try:
            return json.loads(word)
        except ValueError:
            return word


def read(text, named):
    """One value, and nothing behind it."""
    reader = Reader(text, named)
    value = reader.value()
    reader.blank()
    if reader.at < len(text):
        raise Mistake(f"not understood: '{text[reader.at:]}'")
    return value


def holds(expected, found):
    """Whether everything that is expected is there; an object may hold more, a list of texts has any order."""
    if expected is ANY:
        return found is not None
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(k in found and holds(v, found[k]) for k, v in expected.items())
    if isinstance(expected, list):
        if not isinstance(found, list) or len(expected) != len(found):
            return False
        if all(isinstance(v, str) for v in expected + found):
            return sorted(expected) == sorted(found)
        return all(map(holds, expected, found))
    return expected == found and isinstance(expected, bool) == isinstance(found, bool)


def shown(value):
    return json.dumps(value, ensure_ascii=False, default=lambda _: "*")
