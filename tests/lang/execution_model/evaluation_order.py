# Order of evaluation: left to right, everywhere.
def e(x, log=[]):
    if x is None:
        out = " ".join(map(str, log))
        log.clear()
        return out
    log.append(x)
    return x


def fn(*a, **k):
    return fn


e(1) + e(2) * e(3) - e(4)
print(e(None))
(e(1), e(2)), [e(3), {e(4): e(5), **{e(6): e(7)}}], {e(8), *[e(9)]}
print(e(None))
d = {}
d[e(1)] = e(2)
print(e(None))
d[e(1)], d[e(2)] = e(3), e(4)
print(e(None))
d[e(1)] += e(5)
print(e(None))
fn(e(1), *[e(2)], e(3), k=e(4), **{"z": e(5)})(e(6))
print(e(None))
e(1) if e(0) else e(2)
print(e(None))
e(1) < e(2) < e(0) < e(9)
print(e(None))
[e(1), e(2), e(3)][e(0):e(2):e(1)]
print(e(None))
[e(x) for x in (e(1), e(2)) if e(x + 10)]
print(e(None))
{e(k): e(v) for k, v in [(1, 2), (3, 4)]}
print(e(None))
f"{e(1)} {e(2):{e(3)}} {e(4)!r}"
print(e(None))


def deco(x):
    e(x)
    return lambda f: e("apply") and f


@deco("d1")
@deco("d2")
def g(a=e("default a"), *, k=e("default k")) -> e("never"):
    pass


print(e(None))


@deco("dc")
class C(e("base") and object, metaclass=e("meta") and type):
    e("body")


print(e(None))
lambda a=e("lambda default"): e("never")
print(e(None))
for (d[e("target")]) in [e("iter")]:
    e("body")
print(e(None))
with_log = type("CM", (), {"__enter__": lambda s: e("enter"), "__exit__": lambda s, *a: e("exit") and None})
with with_log() as d[e("t1")], with_log() as d[e("t2")]:
    e("body")
print(e(None))
try:
    raise (e("exc") and ValueError) from (e("cause") and None)
except (e("match") and ValueError):
    pass
print(e(None))
assert e("assert"), e("never")
del d[e(1)], d[e(2)]
print(e(None))
x = y = d[e("z")] = e("value")
print(e(None))
e(1) and e(0) and e(2) or e(3) or e(4)
print(e(None))
d[e("a")]: e("annotation") = e("b")
print(e(None))
-e(1) ** -e(2)
print(e(None))
e(1) in (e(2), e(3)) not in [e(4)]
print(e(None))
global_name = [e(1)][e(0)].__add__(e(2))
print(e(None))
