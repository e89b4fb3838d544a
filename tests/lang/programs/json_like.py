# A reader and writer of a JSON-like notation.
class Reader:
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "r": "\r"}

    def __init__(self, text):
        self.text, self.at = text, 0

    def fail(self, what):
        line = self.text.count("\n", 0, self.at) + 1
        raise ValueError(f"{what} at line {line}, column {self.at - self.text.rfind(chr(10), 0, self.at)}")

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def expect(self, c):
        self.skip()
        if self.text[self.at:self.at + 1] != c:
            self.fail(f"expected {c!r}")
        self.at += 1

    def value(self):
        self.skip()
        match self.text[self.at:self.at + 1]:
            case "{":
                return self.table()
            case "[":
                return self.array()
            case '"':
                return self.string()
            case "t" | "f" | "n":
                for word, value in (("true", True), ("false", False), ("null", None)):
                    if self.text.startswith(word, self.at):
                        self.at += len(word)
                        return value
                self.fail("unknown word")
            case c if c and (c.isdigit() or c == "-"):
                return self.number()
            case "":
                self.fail("end of text")
            case _:
                self.fail("unexpected character")

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.eE0123456789":
            self.at += 1
        text = self.text[start:self.at]
        try:
            return float(text) if any(c in text for c in ".eE") else int(text)
        except ValueError:
            self.fail(f"bad number {text!r}")

    def string(self):
        self.expect('"')
        out = []
        while (c := self.text[self.at:self.at + 1]) != '"':
            self.at += 1
            if not c:
                self.fail("unterminated string")
            if c == "\\":
                e = self.text[self.at:self.at + 1]
                self.at += 1
                if e == "u":
                    c = chr(int(self.text[self.at:self.at + 4], 16))
                    self.at += 4
                else:
                    c = self.escapes.get(e) or self.fail(f"bad escape {e!r}")
            out.append(c)
        self.at += 1
        return "".join(out)

    def sequence(self, end, item):
        self.at += 1
        self.skip()
        if self.text[self.at:self.at + 1] == end:
            self.at += 1
            return
        while True:
            yield item()
            self.skip()
            c = self.text[self.at:self.at + 1]
            self.at += 1
            if c == end:
                return
            if c != ",":
                self.at -= 1
                self.fail(f"expected ',' or {end!r}")

    def array(self):
        return list(self.sequence("]", self.value))

    def pair(self):
        self.skip()
        key = self.string()
        self.expect(":")
        return key, self.value()

    def table(self):
        return dict(self.sequence("}", self.pair))


def read(text):
    reader = Reader(text)
    value = reader.value()
    reader.skip()
    if reader.at != len(text):
        reader.fail("left over")
    return value


def write(value, indent=None, depth=0):
    pad = "" if indent is None else "\n" + " " * indent * (depth + 1)
    end = "" if indent is None else "\n" + " " * indent * depth
    comma = ", " if indent is None else ","
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case str():
            return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c) or (c if " " <= c <= "~" else f"\\u{ord(c):04x}") for c in value) + '"'
        case list() | tuple():
            return "[" + comma.join(pad + write(v, indent, depth + 1) for v in value) + (end if value else "") + "]"
        case dict():
            return "{" + comma.join(f"{pad}{write(k)}: {write(v, indent, depth + 1)}" for k, v in value.items()) + (end if value else "") + "}"
    raise TypeError(f"cannot write {type(value).__name__}")


text = '''{"name": "islet", "numbers": [1, -2.5, 1e3, 0], "nested": {"empty": {}, "list": [], "deep": [[["x"]]]},
 "escapes": "a\\n\\t\\"\\\\ \\u00e9", "flags": [true, false, null]}'''
value = read(text)
print(value)
print(write(value))
print(write(value, 2))
print(read(write(value)) == value)
for bad in ("", "[1, 2", '{"a" 1}', "[1 2]", '"abc', "tru", "[1,]", "{1: 2}", "01x", '"\\q"', "[1] 2", "-"):
    try:
        print(read(bad))
    except ValueError as e:
        print(repr(bad), "->", e)
try:
    write({1, 2})
except TypeError as e:
    print(e)
