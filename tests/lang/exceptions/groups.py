# ExceptionGroup: construction, split, subgroup, derive, nesting, attributes.
def show(g, depth=0):
    if g is None:
        return "None"
    if isinstance(g, BaseExceptionGroup):
        return f"{type(g).__name__}({g.message!r}: {', '.join(show(e) for e in g.exceptions)})"
    return repr(g)


g = ExceptionGroup("top", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3), OSError(4)]), KeyError(5)])
print(show(g), len(g.exceptions), g.args, str(g), g.message)
for cond in (ValueError, (ValueError, KeyError), lambda e: isinstance(e, OSError), ExceptionGroup, KeyboardInterrupt, lambda e: True, lambda e: False, Exception):
    m, r = g.split(cond)
    print("match", show(m), "rest", show(r))
    print("subgroup", show(g.subgroup(cond)))
print(g.subgroup(lambda e: True) is g, g.split(Exception)[0] is g, g.derive([ValueError("d")]), type(g.derive([KeyboardInterrupt()])).__name__)
for source in ("ExceptionGroup()", "ExceptionGroup('m')", "ExceptionGroup('m', [])", "ExceptionGroup('m', 5)", "ExceptionGroup('m', [5])", "ExceptionGroup('m', [ValueError])", "ExceptionGroup(5, [ValueError()])",
               "ExceptionGroup('m', [KeyboardInterrupt()])", "BaseExceptionGroup('m', [KeyboardInterrupt()])", "BaseExceptionGroup('m', [ValueError()])", "ExceptionGroup('m', (ValueError(),))", "ExceptionGroup('m', {ValueError()})",
               "ExceptionGroup('m', [ValueError()], 3)", "g.split()", "g.split(5)", "g.split('x')", "g.subgroup(None)", "g.split((ValueError, 5))", "g.derive()", "g.derive(5)", "ExceptionGroup[ValueError]", "g.exceptions[0]",
               "ExceptionGroup('m', [e for e in [ValueError(1)]])", "g.message == 'top'", "ExceptionGroup(exceptions=[ValueError()], message='m')"):
    try:
        print(source, "=", repr(eval(source)))
    except TypeError as e:
        print(source, "|", e)
    except ValueError as e:
        print(source, "| ValueError", e)
for name in ("message", "exceptions"):
    try:
        setattr(g, name, "x")
        print("set", name)
    except AttributeError as e:
        print(e)


class MyGroup(ExceptionGroup):
    def __new__(cls, message, excs, extra=None):
        self = super().__new__(cls, message, excs)
        self.extra = extra
        return self

    def derive(self, excs):
        return MyGroup(self.message, excs, self.extra)


m = MyGroup("mine", [ValueError(1), TypeError(2)], "kept")
a, b = m.split(ValueError)
print(show(a), a.extra, show(b), b.extra)


class NoDerive(ExceptionGroup):
    pass


print(type(NoDerive("n", [ValueError(), TypeError()]).split(ValueError)[0]).__name__)


class BadDerive(ExceptionGroup):
    def derive(self, excs):
        return 5


try:
    BadDerive("b", [ValueError(), TypeError()]).split(ValueError)
except TypeError as e:
    print(e)
g.add_note("a note")
try:
    raise g
except ExceptionGroup as caught:
    match, rest = caught.split(ValueError)
    print(match.__notes__, rest.__notes__, match.__traceback__ is caught.__traceback__, match.__notes__ is g.__notes__)


def leaves(e):
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions:
            yield from leaves(x)
    else:
        yield e


print([repr(x) for x in leaves(g)])
lst = [ValueError("listed")]
h = ExceptionGroup("h", lst)
lst.append(TypeError())
print(len(h.exceptions), type(h.exceptions).__name__, repr(h))
deep = ValueError("bottom")
for i in range(100):
    deep = ExceptionGroup(f"level {i}", [deep])
print(show(deep.subgroup(ValueError))[:60], deep.subgroup(TypeError), len(list(leaves(deep))))
