# match: patterns that the compiler refuses.
def check(patterns):
    for pattern in patterns.strip().splitlines():
        source = f"match x:\n case {pattern}: pass\n"
        try:
            compile(source, "<test>", "exec")
            print(f"{pattern:30} fine")
        except SyntaxError as e:
            print(f"{pattern:30} {e.msg}")


check("""
1 + 2
1 + 2j
-1
-x
+1
- -1
1 - 2j
1j + 2
1j + 1j
'a' 'b'
f'a'
t'a'
f'{x}'
a | b
a | 1
1 | a
(a, b) | [a, b]
(a, b) | (a, c)
[a, a]
(a, a)
{'a': x, 'b': x}
{'a': 1, 'a': 2}
{1: _, 1.0: _}
{-1: _, -1: _}
{a: 1}
{**rest, 'a': 1}
{**_}
{**a, **b}
{'a': 1, **rest}
{f'a': 1}
{1 + 1: _}
{None: _, a.b: _}
[*a, *b]
[*_, *_]
*a
*a,
(*a)
C(x=1, x=2)
C(a=1, 2)
C(1, *a)
C(**a)
C()
a.b.C(x)
C[0]()
a.b
a.b | c
a()
f()()
_ | 1
1 | _
_ as x
x as _
x as y
1 as x.y
1 as 2
(1 as x) as y
x if y
x if y if z
lambda: 1
x.y[0]
not 1
...
1 < 2
[a, [b, a]]
None
True()
x as None
C(x as y)
()
[]
{}
(1)
(1,)
1,
1, 2
1, *_
_
_, _
C(_)
x := 1
await y
yield
""")
for source in ("match x:\n pass", "match x:\n case _: pass\n case 1: pass", "match x:\n case y: pass\n case 1: pass",
               "match x:", "match x:\n case 1:", "match:\n case 1: pass", "match x\n case 1: pass", "match x:\n case 1 pass",
               "match x: case 1: pass", "match x:\n case: pass", "case 1: pass", "match x:\n case y if 1: pass\n case _: pass",
               "match x:\n case 1 | _: pass\n case 2: pass", "match x, y:\n case a, b: pass", "match *x:\n case _: pass",
               "match *x,:\n case _: pass", "match x:\n case 1: pass\nelse: pass", "match x:\n case (y): pass\n case 1: pass"):
    try:
        compile(source, "<test>", "exec")
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "|", e.msg)
