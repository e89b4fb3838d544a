# cmath: every function on a grid of ordinary and special arguments, rounded where C libraries differ.
import cmath
import math

VALUES = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e308, -1e308, 1e-320, 710.0, -800.0, math.inf, -math.inf]
NAMES = "acos acosh asin asinh atan atanh cos cosh exp log log10 sqrt tan tanh sin sinh polar isfinite isinf isnan".split()


def part(x):
    return "%.12g" % x if isinstance(x, float) else str(x)


def text(result):
    if isinstance(result, complex):
        return f"{part(result.real)},{part(result.imag)}"
    return ":".join(part(x) for x in result) if isinstance(result, tuple) else str(result)


def attempt(function, *args, **options):
    try:
        return text(function(*args, **options))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for name in NAMES:
    for real in VALUES:
        # The signs that C leaves open when both parts are infinite are nobody's to check.
        row = [attempt(getattr(cmath, name), complex(real, imag)) for imag in VALUES if not (math.isinf(real) and math.isinf(imag))]
        print(name, real, *row)
for name in NAMES:
    print(name, *(attempt(getattr(cmath, name), value) for value in (1, True, "x", None, 10**400, [])))
print(attempt(cmath.sqrt), attempt(cmath.sqrt, 1, 2), attempt(cmath.phase, -1), attempt(cmath.phase, complex(-1, -0.0)))
print(*(attempt(cmath.rect, r, phi) for r in (0.0, 1.0, -2.0, math.inf, -math.inf, math.nan) for phi in (0.0, -0.0, 1.0, -2.0, math.inf, math.nan)))
print(attempt(cmath.rect, 1j, 1), attempt(cmath.rect, 1), attempt(cmath.log), attempt(cmath.log, 1, 2, 3), attempt(cmath.log, 1j, 2j))
print(attempt(cmath.log, 0), attempt(cmath.log, 1j, 0), attempt(cmath.log, 1j, 1), attempt(cmath.log, 8, 2), attempt(cmath.log, 1, "a"))
for args, options in (((1, 1 + 1e-10j), {}), ((1, 2), {}), ((1, 2), {"rel_tol": -1}), ((math.inf, math.inf), {}), ((1, 1j), {"abs_tol": 5}),
                      ((math.nan, math.nan), {}), ((complex(math.inf, 1), math.inf), {}), (("a", 1), {}), ((1,), {})):
    print(attempt(cmath.isclose, *args, **options), end=" ")
print()
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, cmath.__name__)
