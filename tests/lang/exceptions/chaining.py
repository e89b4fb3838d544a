# __cause__, __context__, __suppress_context__: set by raise, by hand, and never circular.
def chain(e):
    out = []
    seen = set()
    while e is not None and id(e) not in seen:
        seen.add(id(e))
        link = "cause" if e.__cause__ else "context" if e.__context__ and not e.__suppress_context__ else "end"
        out.append(f"{e!r} --{link}-->")
        e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
    return " ".join(out)


def attempt(f):
    try:
        f()
    except BaseException as e:
        print(f.__name__, chain(e))


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["k"]


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None


def three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise ValueError(2)
    except ValueError:
        raise TypeError(3)


def in_finally():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise KeyError("else")


def in_with():
    class CM:
        def __enter__(self):
            pass

        def __exit__(self, *a):
            raise ValueError("exit")

    with CM():
        raise KeyError("body")


def reraise_keeps():
    try:
        raise KeyError("k")
    except KeyError as e:
        try:
            raise ValueError("inner")
        except ValueError:
            pass
        raise e


def self_context():
    e = ValueError("self")
    try:
        raise e
    except ValueError:
        raise e


def cycle_broken():
    a, b = ValueError("a"), KeyError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except KeyError:
        raise a


def by_hand():
    e = ValueError("e")
    e.__context__ = KeyError("context by hand")
    e.__cause__ = TypeError("cause by hand")
    raise e


def from_class():
    raise ValueError from KeyError


def handled_before():
    try:
        raise KeyError("handled")
    except KeyError:
        pass
    raise ValueError("no context")


def nested_function():
    def helper():
        raise ValueError("helper")

    try:
        raise KeyError("outer")
    except KeyError:
        helper()


def generator_context():
    def gen():
        yield
        raise ValueError("gen")

    g = gen()
    next(g)
    try:
        raise KeyError("k")
    except KeyError:
        next(g)


for f in (implicit, explicit, suppressed, three, in_finally, in_else, in_with, reraise_keeps, self_context, cycle_broken, by_hand, from_class, handled_before, nested_function, generator_context):
    attempt(f)
e = ValueError()
for name, value in (("__cause__", 5), ("__context__", "x"), ("__suppress_context__", "yes"), ("__traceback__", 5)):
    try:
        setattr(e, name, value)
        print(name, "set", getattr(e, name))
    except TypeError as err:
        print(err)
e.__cause__ = KeyError()
print(e.__suppress_context__)
e.__cause__ = None
print(e.__suppress_context__)
e.__suppress_context__ = True
print(e.__suppress_context__)
for name in ("__cause__", "__context__", "__suppress_context__", "args"):
    try:
        delattr(e, name)
        print("deleted", name)
    except (TypeError, AttributeError) as err:
        print(err)
