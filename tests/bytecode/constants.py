"""What is computed before the program runs."""


def f(x):
    a = 2 ** 100 + 1, -1, not 0, 1.5 * 2, "ab" * 3, (1, 2) + (3,), b"x"[0], 3 - 4j
    b = [1, 2, 3, x], [1, 2, 3], {1, 2, 3}
    c = x in [1, 2], x in {1, 2}
    d = x[1:2], x[1:x], x[::2]
    e = f"{x!r:>{a}}-{b}", f"plain", "%s=%r" % (a, b), f"{x=}"
    g = t"{x!s:>10}tail"
    h = {"a": 1, **x, "b": x}
    1 << 1000, 1 / 0, 0x123456789abcdef0123456789
    return None
