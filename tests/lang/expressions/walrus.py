# Assignment expressions: scopes, comprehensions, conditions, what is refused.
if (n := len("abc")) > 2:
    print(n)
while (n := n - 1) > 0:
    print("n", n)
print([y := 5, y**2], (a := 1) + (b := 2), a, b)
print([last := x for x in range(4)], last)
print(any((witness := x) > 2 for x in range(10)), witness)
print({(k := x): (v := x * x) for x in range(3)}, k, v)
print([[inner := (i, j) for j in range(2)] for i in range(2)], inner)


def f():
    [local := x for x in range(3)]
    return local, "x" in locals()


print(f())


def g():
    global made
    [made := x for x in range(5)]


g()
print(made)


def closure():
    total = 0
    running = [total := total + x for x in range(5)]
    return running, total


print(closure())


def nl():
    c = 0

    def inner():
        nonlocal c
        [c := c + i for i in range(4)]

    inner()
    return c


print(nl())
print((x := 1, 2), x, (x := (1, 2)), x)
print(f"{(z := 3)}", z, f"{z:=5}", (lambda: (q := 7))())


def default(p=(w := 11)):
    return p


print(default(), w)
items = [1, 2, 3]
items[(i := 0)] = (i := 2)
print(items, i)
print([t := 0] and [t for _ in range(2)], (lambda t: (t := t + 1))(1), t)
for bad in ("x := 1", "(x.y := 1)", "(x[0] := 1)", "((a, b) := 1)", "[i := 0 for i in range(5)]",
            "[x for x in (y := [1])]", "[[(j := 0) for i in range(5)] for j in range(5)]", "f(a=b:=1)",
            "(lambda: x := 1)", "def f(x=y:=1): pass", "(None := 1)", "class C:\n [z := 1 for _ in range(1)]",
            "[i for i in range(3) if (i := 1)]", "(1 := 2)", "(f() := 1)", "x = y := 3", "del (x := 1)"):
    try:
        exec(bad)
        print(bad, "ok")
    except SyntaxError as e:
        print(repr(bad), e.msg)
