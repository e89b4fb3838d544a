# SPDX-License-Identifier: MIT
"""A demonstration: small programs of different kinds, each in a few lines of plain Python."""
import sys


def heading(text):
    print(f"\n{text}\n{'-' * len(text)}")


def spigot():
    """The digits of pi, for ever, by integers that grow without bound."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def queens(size, columns=()):
    """Every placement of queens that do not attack each other."""
    row = len(columns)
    if row == size:
        yield columns
        return
    for column in range(size):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(columns)):
            yield from queens(size, (*columns, column))


def mandelbrot(width=64, height=19, limit=40):
    for row in range(height):
        line = ""
        for column in range(width):
            c = complex(3.0 * column / width - 2.1, 2.4 * row / (height - 1) - 1.2)
            z, steps = 0j, 0
            while abs(z) < 2 and steps < limit:
                z, steps = z * z + c, steps + 1
            line += " .:-=+*#%@"[min(9, steps * 9 // limit)] if steps < limit else "@"
        yield line.rstrip()


def simplify(expression):
    """Algebra by pattern matching."""
    match expression:
        case (op, a, b):
            match op, simplify(a), simplify(b):
                case ("+", int(x), int(y)):
                    return x + y
                case ("*", int(x), int(y)):
                    return x * y
                case ("+", 0, x) | ("+", x, 0) | ("*", 1, x) | ("*", x, 1):
                    return x
                case ("*", 0, _) | ("*", _, 0):
                    return 0
                case other:
                    return other
        case atom:
            return atom


def derivative(expression, name):
    match expression:
        case int():
            return 0
        case str():
            return int(expression == name)
        case ("+", a, b):
            return ("+", derivative(a, name), derivative(b, name))
        case ("*", a, b):
            return ("+", ("*", derivative(a, name), b), ("*", a, derivative(b, name)))


def show(expression):
    match expression:
        case ("*", a, b):
            return f"{show(a)}*{show(b)}"
        case ("+", a, b):
            return f"({show(a)} + {show(b)})"
        case atom:
            return str(atom)


class Account:
    """Failures are values too: they carry a cause, notes, and company."""

    def __init__(self, owner, balance):
        self.owner, self.balance = owner, balance

    def pay(self, amount):
        if amount > self.balance:
            error = ValueError(f"{self.owner} has {self.balance}, not {amount}")
            error.add_note("nothing was paid")
            raise error
        self.balance -= amount


def main():
    print(f"Islet runs Python {sys.version_info[0]}.{sys.version_info[1]} programs.")

    heading("Sixty digits of pi, from a generator over big integers")
    digits = spigot()
    print(f"{next(digits)}." + "".join(str(next(digits)) for _ in range(60)))

    heading("The Mandelbrot set, in complex numbers")
    print(*mandelbrot(), sep="\n")

    heading("Eight queens, by a generator that delegates to itself")
    solutions = list(queens(8))
    print(f"{len(solutions)} solutions; the first:")
    for column in solutions[0]:
        print(" ".join("Q" if c == column else "." for c in range(8)))

    heading("A derivative, by structural pattern matching")
    polynomial = ("+", ("*", 3, ("*", "x", "x")), ("+", ("*", 2, "x"), 7))
    print(f"d/dx {show(polynomial)} = {show(simplify(derivative(polynomial, 'x')))}")

    heading("Several failures at once, in an exception group")
    failures = []
    for owner, balance in {"Ada": 100, "Grace": 20, "Alan": 5}.items():
        try:
            Account(owner, balance).pay(50)
        except ValueError as error:
            failures.append(error)
    try:
        raise ExceptionGroup("payday", failures)
    except* ValueError as group:
        for error in group.exceptions:
            print(f"{type(error).__name__}: {error} ({error.__notes__[0]})")

    heading("Two to the power of a thousand")
    print(2**1000)


if __name__ == "__main__":
    main()
