"""Results go straight to their variable; swaps and unpacking build no tuple."""


def f(a, b, o):
    c = a + b
    c = c * 2
    c += 1
    a, b = b, a + b
    a, b = b, a
    first, second = o
    (x, [y, *z]), o.w = a, b
    d = e = o.x
    o[a] = o[1] = c
    o[a:b] = o[1:]
    o.attr += a
    o[a] -= b
    o[a:b] *= c
    (n := a + 1)
    m = a + (a := 3)
    del o.attr, o[a], d, (e, y)
    return n, m, first, second, x, z
