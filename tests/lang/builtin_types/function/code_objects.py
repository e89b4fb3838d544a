# code objects: what compile gives, constants, names, replace, equality, line numbers.
c = compile("a = 1\nb = a + 2\ndef f(x): return x * 3\n", "file.py", "exec")
print(c.co_filename, c.co_name, c.co_qualname, c.co_firstlineno, c.co_argcount, c.co_names, type(c.co_code).__name__, c.co_freevars, c.co_cellvars)
ns = {}
exec(c, ns)
print(ns["a"], ns["b"], ns["f"](5), ns["f"].__code__.co_filename, ns["f"].__code__.co_firstlineno)
e = compile("1 + x", "<expr>", "eval")
print(eval(e, {"x": 5}), eval(e, {}, {"x": 6}), exec(e, {"x": 1}), e.co_name)
s = compile("3 * 4", "<single>", "single")
exec(s)
exec(compile("None", "s", "single"))
exec(compile("x = 5; x", "s", "single"))
exec(compile("for i in range(2): i\n", "s", "single"))
for args in (("1 +", "f", "exec"), ("a = 1", "f", "eval"), ("1; 2", "f", "eval"), ("", "f", "eval"), ("a\nb", "f", "single"), ("", "f", "single"), ("1", "f", "bad"), ("1", 5, "exec"), (5, "f", "exec"),
             ("1",), ("1", "f"), ("1", "f", "exec", "x"), ("a\0b", "f", "exec"), (None, "f", "exec"), ("1", "f", "exec", 1 << 30), ("1", "f", 5), (b"1 + 1", "f", "eval"), (" 1", "f", "eval"), ("if 1:\n pass", "f", "single")):
    try:
        print(args, "->", type(compile(*args)).__name__)
    except (SyntaxError, TypeError, ValueError) as err:
        print(args, "|", type(err).__name__, err.msg if isinstance(err, SyntaxError) else err)


def f(a, b):
    c = a + b
    return c


d = f.__code__.replace(co_name="renamed", co_filename="other.py")
print(d.co_name, d.co_filename, d.co_argcount, f.__code__ == f.__code__, f.__code__ == d, hash(f.__code__) == hash(f.__code__), f.__code__ != 5)
g = type(f)(d, globals())
print(g(1, 2), g.__name__, g.__code__.co_name)
try:
    f.__code__.replace(nonsense=1)
except TypeError as err:
    print(err)
for name in ("co_name", "co_code", "co_consts"):
    try:
        setattr(f.__code__, name, None)
    except AttributeError as err:
        print(err)
print(repr(compile("1", "name.py", "exec")).split(" at 0x")[0], repr(compile("1", "name.py", "exec")).split(", ")[1], f.__code__.co_varnames, f.__code__.co_name)
flags = {"optimized": 1, "newlocals": 2, "varargs": 4, "varkeywords": 8, "nested": 16, "generator": 32, "coroutine": 128, "async generator": 512}


def gen(*a): yield
async def co(**k): pass
async def agen(): yield
def nest():
    return lambda: f


for func in (f, gen, co, agen, nest()):
    print(func.__name__, [n for n, bit in flags.items() if func.__code__.co_flags & bit])


def lines():
    x = 1

    y = (2 +
         3)
    return y


first = lines.__code__.co_firstlineno
print(sorted({line - first for _, _, line in lines.__code__.co_lines() if line is not None} - {0}))
print({p[0] - first for p in lines.__code__.co_positions() if p[0]} <= set(range(6)), len(list(lines.__code__.co_positions())) > 0)
try:
    type(f.__code__)()
except TypeError as err:
    print("TypeError")
nested = compile("def outer():\n def inner(): pass\n return inner\nx = lambda: 0\nclass K:\n def m(self): pass\n", "n", "exec")
ns = {}
exec(nested, ns)
print(ns["outer"]().__code__.co_qualname, ns["x"].__code__.co_qualname, ns["K"].m.__code__.co_qualname, ns["outer"].__code__.co_name)
print(compile("x", "n", "eval", flags=0, dont_inherit=True, optimize=-1).co_names, compile(source="y", filename="n", mode="eval").co_names)
