# Twelve thousand operations on numbers of all kinds and sizes; their results, boiled down to one number per hundred.
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


OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b,
    "%": lambda a, b: a % b, "divmod": divmod, "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "<<": lambda a, b: a << (b % 200 if isinstance(b, int) else b),
    ">>": lambda a, b: a >> (b % 300 if isinstance(b, int) else b), "pow3": lambda a, b: pow(a, b, any_int()),
    "**": lambda a, b: a % 10000 ** (b % 40) if isinstance(a, int) and isinstance(b, int) else None,
}
NAMES = list(OPERATIONS)
total = 0
for i in range(1, 12001):
    name, a, b = pick(NAMES), any_number(), any_number()
    if name in "&|^pow3<<>>**" and rnd() % 10:
        a, b = any_int(), any_int()
    try:
        result = OPERATIONS[name](a, b)
        result = hex(result) if isinstance(result, int) else repr(result)
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    total = digest(result, total)
    if i % 100 == 0:
        print(f"{total:x}", end="\n" if i % 500 == 0 else " ")
    if i % 1000 == 0:
        print(name, repr(a)[:60], repr(b)[:60], result[:100])
