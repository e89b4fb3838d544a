# except*: splitting groups, nesting, naked exceptions, raising inside.
def show(e, depth=0):
    pad = "  " * depth
    if isinstance(e, BaseExceptionGroup):
        print(pad + f"{type(e).__name__}: {e}")
        for x in e.exceptions:
            show(x, depth + 1)
    else:
        print(pad + repr(e))


def group():
    return ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3), KeyError(4)])])


try:
    raise group()
except* ValueError as e:
    print("values")
    show(e)
except* (TypeError, KeyError) as e:
    print("others")
    show(e)
else:
    print("never")
finally:
    print("finally")
try:
    try:
        raise group()
    except* ValueError:
        print("values handled")
except ExceptionGroup as e:
    show(e)
try:
    raise ValueError("naked")
except* ValueError as e:
    show(e)
try:
    try:
        raise ValueError("naked")
    except* TypeError:
        print("never")
except ValueError as e:
    print(repr(e))
try:
    try:
        raise group()
    except* ValueError as e:
        raise RuntimeError("from handler")
    except* TypeError as e:
        raise RuntimeError("second")
except ExceptionGroup as e:
    show(e)
    print([repr(x.__context__) for x in e.exceptions][:1])
try:
    try:
        raise group()
    except* KeyError:
        raise
except ExceptionGroup as e:
    show(e)
try:
    pass
except* ValueError:
    print("never")
else:
    print("else")
try:
    raise ExceptionGroup("all", [OSError(1), OSError(2)])
except* OSError as e:
    print(len(e.exceptions))
for bad in (ExceptionGroup, (ValueError, ExceptionGroup), 5, "x"):
    try:
        try:
            raise group()
        except* bad:
            print("never")
    except TypeError as e:
        print(e)
try:
    raise BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError(1)])
except* KeyboardInterrupt as e:
    show(e)
except* ValueError as e:
    show(e)
for i in range(2):
    try:
        raise ExceptionGroup("loop", [ValueError(i)])
    except* ValueError as e:
        last = e
print("e" in globals(), last)
for source in ("try: pass\nexcept*: pass", "try: pass\nexcept* ValueError: pass\nexcept TypeError: pass",
               "for i in x:\n try: pass\n except* ValueError:\n  break",
               "def f():\n try: pass\n except* ValueError:\n  return"):
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
