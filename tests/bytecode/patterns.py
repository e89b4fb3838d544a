"""match statements."""


def f(subject):
    match subject:
        case 0 | 1 | "one":
            return 1
        case None:
            return 2
        case [x, y, *rest] if x:
            return x, y, rest
        case [_, *_, last]:
            return last
        case {"key": value, **others}:
            return value, others
        case Point(x=0, y=[a, b] as both) | Pair(a, [b, *both]):
            return a, b, both
        case mod.CONST:
            return 3
        case str():
            return 4
        case other:
            return other
