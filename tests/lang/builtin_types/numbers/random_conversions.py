# Twelve thousand conversions and methods of numbers of all kinds and sizes, boiled down to one number per hundred.
seed = 12345


def rnd():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
    return seed >> 11


def pick(items):
    return items[rnd() % len(items)]


EDGES = [2**31, 2**46, 2**47, 2**47 - 1, -(2**47), -(2**47) - 1, 2**48, 2**53, 2**53 + 1, 10**18, 2**63, -(2**63), 2**64, -(2**64),
         2**127, -(2**127), 2**128]
FLOATS = [0.0, -0.0, 1.0, -1.0, float("inf"), float("-inf"), float("nan"), 0.5, 1.5, 2.5, 1e308, 1e-308, 5e-324, 2.0**53, 2.0**47,
          2.0**63, -(2.0**47)]


def any_int():
    kind = rnd() % 8
    if kind == 0:
        return rnd() % 10 - 5
    if kind == 1:
        return pick(EDGES) + rnd() % 3 - 1
    if kind == 2:
        return rnd() - 2**52
    if kind == 3:
        return rnd() * rnd() * (rnd() % 5 - 2)
    result = 0
    for _ in range(rnd() % (12 if kind < 7 else 60)):
        result = result << 53 | rnd()
    if kind == 6:
        result = (1 << rnd() % 500) + rnd() % 3 - 1
    return result if rnd() & 1 else -result


def any_float():
    kind = rnd() % 8
    if kind == 0:
        return pick(FLOATS)
    if kind == 1:
        return float(rnd() % 100) / 4
    if kind == 2:
        return float(any_int() % 10**18)
    return (rnd() / 2**53 - 0.5) * float(f"1e{rnd() % 40 - 20 if kind < 6 else rnd() % 600 - 300}")


def any_number():
    kind = rnd() % 10
    if kind < 4:
        return any_int()
    if kind < 7:
        return any_float()
    return complex(any_float(), any_float()) if kind < 9 else pick([True, False])


def digest(text, so_far):
    return (so_far * 1000003 + int.from_bytes(text.encode(), "little")) % (2**89 - 1)


SPECS = [".3f", "e", "g", ".10g", "", ">20", "+", "010", "_", "n", "%", ",.2f", ".0f", "#x", "b", "X", "o", "d", "+_d", "c", "08.3e", "z.1f"]
PERCENTS = ["%d", "%x", "%r", "%s", "%f", "%e", "%g", "%10.3f", "%-20d|", "%+d", "%#o", "%i", "%c", "%.3d"]


def signed_bytes(a, order="big"):
    return a.to_bytes((a.bit_length() + 8) // 8, order, signed=True)


CONVERSIONS = {
    "repr": repr, "str": str, "hash": lambda a: hash(a) if a == a else 0, "neg": lambda a: -a, "abs": lambda a: abs(a.real), "bool": bool,
    "invert": lambda a: ~a if a is not True and a is not False else 0, "int": int, "float": float, "round": round,
    "round2": lambda a: round(a, rnd() % 40 - 20), "bit_length": lambda a: a.bit_length(), "bit_count": lambda a: a.bit_count(),
    "hex": hex, "oct": oct, "bin": bin, "ratio": lambda a: a.as_integer_ratio(), "float hex": lambda a: a.hex(),
    "fromhex": lambda a: float.fromhex(a.hex()), "to_bytes": lambda a: signed_bytes(a, pick(["big", "little"])),
    "from_bytes": lambda a: int.from_bytes(signed_bytes(a), "big", signed=bool(rnd() & 1)), "is_integer": lambda a: a.is_integer(),
    "conjugate": lambda a: a.conjugate(), "complex": complex, "floor": lambda a: a.__floor__(), "ceil": lambda a: a.__ceil__(),
    "trunc": lambda a: a.__trunc__(), "format": lambda a: format(a, pick(SPECS)), "int(str)": lambda a: int(str(a)),
    "int(hex)": lambda a: int(hex(a), 16), "base": lambda a: int(str(abs(a)), pick([11, 12, 36, 16])), "float(repr)": lambda a: float(repr(a)),
    "complex(repr)": lambda a: complex(repr(a)), "real": lambda a: a.real, "imag": lambda a: a.imag,
    "sizeof": lambda a: a.__sizeof__() if isinstance(a, int) else 0, "getnewargs": lambda a: a.__getnewargs__(),
    "percent": lambda a: pick(PERCENTS) % (a,),
}
NAMES = list(CONVERSIONS)
total = 0
for i in range(1, 12001):
    name, a = pick(NAMES), any_number()
    try:
        result = repr(CONVERSIONS[name](a))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    total = digest(result, total)
    if i % 100 == 0:
        print(f"{total:x}", end="\n" if i % 500 == 0 else " ")
    if i % 1000 == 0:
        print(name, repr(a)[:60], result[:100])
