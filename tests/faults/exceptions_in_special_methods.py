# Special methods that raise: from every operation that calls them, and state kept afterwards.
class Boom(Exception):
    pass


def boom(self, *args):
    raise Boom


names = "repr str bytes format lt le eq ne gt ge hash bool len getitem setitem delitem iter next reversed contains add radd iadd sub mul call enter exit int float index abs neg getattr setattr delattr get set delete init new del_ instancecheck".split()
cls = type("All", (), {f"__{n}__": boom for n in names if n not in ("getattr", "setattr", "delattr", "init", "new", "del_", "get", "set", "delete", "instancecheck")})
x = cls()
for source in """repr(x)
str(x)
bytes(x)
format(x)
f'{x}'
x < 1
1 < x
x == 1
1 == x
x != 1
hash(x)
{x: 1}
{x}
{}[x]
x in {}
x in {1}
bool(x)
not x
x and 1
x or 1
1 if x else 2
len(x)
x[0]
x[0:1]
iter(x)
list(x)
tuple(x)
set(x)
dict(x)
[*x]
(lambda *a: a)(*x)
(lambda **k: k)(**x)
next(x)
reversed(x)
1 in x
x + 1
1 + x
x * 1
sum([x])
x()
int(x)
float(x)
range(x)
[1][x]
'a' * x
abs(x)
-x
sorted([x, x])
max(x, x)
min([x, x])
[x].index(1)
[1].index(x)
[x].count(1)
[1, x].remove(5)
[x] == [1]
[x] < [1]
(x,) == (1,)
{1: x} == {1: 2}
print(x)
'%s' % x
'%r' % (x,)
'{}'.format(x)
'{!r}'.format(x)
','.join(x)
','.join([x])
str([x])
repr({1: x})
isinstance(x, int)
zip(x)
map(str, x)
filter(None, x)
list(filter(None, [x]))
enumerate(x)
any(x)
all([x])
any([x])
sum(x)
divmod(x, 1)
pow(x, 2)
round(x)
chr(x)
bytearray(x)
memoryview(x)
frozenset(x)
frozenset([x])
x == x
x in [x]
[x].index(x)
slice(x).indices(5)
'abc'[x:]
[1, 2].insert(x, 1)
[1].pop(x)
'a'.center(x)
print('a', sep=x)
type('T', (x,), {})
exec(x)
eval(x)
getattr(x, 'y')
open(x)
dict([(x, 1)])
dict.fromkeys([x])
{1: 2}.get(x)
{1}.discard(x)
{1} | {x}
x.__missing_attribute__""".splitlines():
    try:
        eval(source)
        print(source, "returned")
    except Boom:
        print(source, "Boom")
    except Exception as e:
        print(source, type(e).__name__)
for statement in ("x[0] = 1", "del x[0]", "x += 1", "with x: pass", "for i in x: pass", "a, b = x", "assert x", "if x: pass", "while x: pass", "raise x", "del x.y", "x.y = 1", "[*a] = x", "match x:\n case [1, 2]: pass", "match x:\n case 1: pass", "print(*x)", "import sys; sys.stdout.write(x)"):
    try:
        exec(statement, {"x": x})
        print(statement, "returned")
    except Boom:
        print(statement, "Boom")
    except Exception as e:
        print(statement, type(e).__name__)
for hook in ("__getattribute__", "__setattr__", "__delattr__", "__init__", "__new__", "__get__", "__set__", "__delete__", "__set_name__", "__init_subclass__", "__class_getitem__", "__getattr__"):
    try:
        c = type("C", (), {hook: boom})
        for action in (lambda: c(), lambda: c().x, lambda: setattr(c(), "x", 1), lambda: delattr(c(), "x"), lambda: c[1], lambda: type("S", (c,), {}), lambda: type("H", (), {"d": c()})().d, lambda: setattr(type("H", (), {"d": c()})(), "d", 1), lambda: delattr(type("H", (), {"d": c()})(), "d")):
            try:
                action()
                print(hook, "fine", end="; ")
            except Exception as e:
                print(hook, type(e).__name__, end="; ")
        print()
    except Exception as e:
        print(hook, "class", type(e).__name__)
