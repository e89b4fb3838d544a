# The builtins namespace: __builtins__, shadowing, replacing, restricted namespaces.
import builtins

print(builtins.__name__, builtins.len is len, __builtins__ is builtins)
builtins.my_builtin = "visible everywhere"
print(my_builtin)
del builtins.my_builtin
try:
    my_builtin
except NameError as e:
    print(e)
original = builtins.len
builtins.len = lambda x: "replaced"
print(len([1, 2]))
builtins.len = original
print(len([1, 2]))
ns = {}
exec("a = len('abc')", ns)
print(ns["a"], "__builtins__" in ns, ns["__builtins__"] is builtins.__dict__)
exec("x = len('abc')", {"__builtins__": {"len": lambda s: "custom"}}, out := {})
print(out)
for source, b in (("len('x')", {}), ("print(1)", {"len": len}), ("[x for x in range(3)]", {}), ("1 + 1", {}),
                  ("__import__('sys')", {}), ("(lambda: len)()", {"len": 5})):
    try:
        print(source, eval(source, {"__builtins__": b}))
    except NameError as e:
        print(source, "|", e)
for statement, b in (("import sys", {}), ("class C: pass", {}), ("assert 0", {}), ("raise ValueError", {}),
                     ("def f(): return len\nf()", {})):
    try:
        exec(statement, {"__builtins__": b})
        print(statement, "ok")
    except Exception as e:
        print(statement, "|", type(e).__name__, e)


def f():
    return len([1])


g = type(f)(f.__code__, {"__builtins__": {"len": lambda x: "g's own"}})
print(f(), g(), g.__builtins__["len"]([]), f.__builtins__ is builtins.__dict__)
try:
    f.__builtins__ = {}
except AttributeError as e:
    print(e)
print([n for n in ("abs", "zip", "None", "True", "Ellipsis", "__debug__", "__import__", "exec", "copyright") if hasattr(builtins, n)])
print(builtins.__dict__["None"], builtins.__doc__.splitlines()[0] if builtins.__doc__ else None)
