# SPDX-License-Identifier: MIT
"""Pattern matching over classes, sequences, mappings and literals: simplifying expressions."""


class Op:
    __match_args__ = ("name", "left", "right")

    def __init__(self, name, left, right):
        self.name, self.left, self.right = name, left, right


def simplify(e):
    match e:
        case Op("+", left, 0) | Op("+", 0, left):
            return simplify(left)
        case Op("*", left, 1) | Op("*", 1, left):
            return simplify(left)
        case Op("*", _, 0) | Op("*", 0, _):
            return 0
        case Op(name, left, right):
            a, b = simplify(left), simplify(right)
            match name, a, b:
                case "+", int(), int():
                    return a + b
                case "*", int(), int():
                    return a * b
            return Op(name, a, b)
        case _:
            return e


def build(n):
    return n % 5 if n < 4 else Op("+*"[n % 2], build(n // 2), build(n // 3))


def command(event):
    match event:
        case {"type": "key", "code": int(code)} if code > 32:
            return code
        case {"type": "click", "at": (x, y)}:
            return x + y
        case ["go", ("north" | "south") as where, *rest]:
            return len(where) + len(rest)
        case "quit" | "exit":
            return 1
        case None:
            return 2
        case _:
            return 0


events = [{"type": "key", "code": 65}, {"type": "click", "at": (3, 4)}, ["go", "north", 1, 2], "exit", None, 7]
total = 0
for i in range(60000):
    total += command(events[i % 6])
results = [simplify(build(n)) for n in range(200, 700)]
print(total, sum(r for r in results if isinstance(r, int)) % 1000003, len(results))
