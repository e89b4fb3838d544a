# Name resolution: local, enclosing, global, builtin; class and comprehension scopes.
x = "global"


def reads_global():
    return x


def local():
    x = "local"
    return x


def unbound(flag):
    if flag:
        x = "assigned"
    try:
        return x
    except UnboundLocalError as e:
        return str(e), e.name


print(reads_global(), local(), unbound(True), unbound(False), x)


def for_unbound():
    for n in []:
        pass
    try:
        return n
    except UnboundLocalError as e:
        return str(e)


print(for_unbound())


def import_local():
    import sys as s
    return s.__name__


print(import_local(), "s" in globals())


def shadow_builtin():
    len = lambda x: "shadowed"
    return len([])


print(shadow_builtin(), len([1]))
len = lambda x: "global shadow"
print(len([1]))
del len
print(len([1]))


class C:
    x = "class"
    y = x

    def method(self):
        return x, self.x

    lst = [x for _ in range(1)]
    gen = list(x for _ in range(1))
    lam = (lambda: x)()
    nested = [[x for _ in range(1)] for _ in range(1)]

    class D:
        z = x


print(C.y, C().method(), C.lst, C.gen, C.lam, C.nested, C.D.z)


class Rebinds:
    x = x
    print(x)
    x = "rebound"
    print(x)
    del x
    print(x)


def enclosing():
    x = "enclosing"

    class E:
        y = x
        x = "class body"
        z = x

        def m(self):
            return x

    return E.y, E.z, E().m()


try:
    print(enclosing())
except NameError as e:
    print(type(e).__name__, e)


def enclosing2():
    x = "enclosing"

    class E:
        y = x

        def m(self):
            return x

    return E.y, E().m()


print(enclosing2())


def comprehension():
    x = "local"
    [x for x in range(3)]
    {x for x in range(3)}
    {x: x for x in range(3)}
    list(x for x in range(3))
    return x


print(comprehension())
exec("x = 'by exec'")
print(x)


def exec_local():
    y = 1
    exec("y = 2; z = 3")
    return y, "z" in locals()


print(exec_local())
ns = {"x": "ns"}
exec("def f(): return x", ns)
print(ns["f"](), eval("x", ns), eval("[x for _ in range(2)]", ns, {"x": "l"}), eval("x", ns, {"x": "l"}))
try:
    exec("class Q:\n a = 1\n b = [a for _ in range(1)]")
except NameError as e:
    print(e)
print(sorted(k for k in globals() if not k.startswith("__"))[:4])
