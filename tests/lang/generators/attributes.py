# What a generator tells about itself.
def gen(a, b=2):
    local = a
    yield local
    yield b


g = gen(1)
print(g.__name__, g.__qualname__, g.gi_code.co_name, g.gi_running, g.gi_yieldfrom, g.gi_suspended)
print(sorted(g.gi_frame.f_locals.items()), g.gi_frame.f_lineno - g.gi_code.co_firstlineno)
next(g)
print(sorted(g.gi_frame.f_locals.items()), g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_suspended)
list(g)
print(g.gi_frame, g.gi_running, g.gi_suspended, g.gi_code.co_name)
g.__name__ = "renamed"
g.__qualname__ = "a.b"
print(g.__name__, g.__qualname__, repr(g).split(" at ")[0])
try:
    g.__name__ = 5
except TypeError as e:
    print(e)
for name in ("gi_frame", "gi_running", "gi_code", "gi_yieldfrom"):
    try:
        setattr(g, name, None)
    except AttributeError as e:
        print(e)


def outer():
    sub = gen(5)
    print("yieldfrom before", me.gi_yieldfrom, me.gi_running)
    yield from sub


me = outer()
next(me)
print(me.gi_yieldfrom.__name__, me.gi_running)
print(type(gen).__name__, gen.__code__.co_flags & 0x20 != 0, hasattr(g, "send"), hasattr(g, "gi_await"))
print(type(g).__mro__, isinstance(g, type(me)))
try:
    type(g)()
except TypeError as e:
    print(e)
try:
    class Sub(type(g)):
        pass
except TypeError as e:
    print(e)


def doc():
    """generator doc"""
    yield


print(doc.__doc__, doc().__doc__, (x for x in ()).__doc__)
print([hasattr(g, n) for n in ("__iter__", "__next__", "__len__", "__getitem__", "__del__", "throw", "close")])
genexp = (i for i in [1])
print(genexp.__name__, genexp.__qualname__)


class C:
    def method(self):
        yield self.__class__.__name__

    @classmethod
    def cm(cls):
        yield cls.__name__

    @property
    def prop(self):
        yield "prop"


c = C()
print(c.method().__qualname__, list(c.method()), list(C.cm()), list(c.prop), next(C.method(c)))
print(bool(g), g == g, g != me, {g: 1}[g], callable(g))
