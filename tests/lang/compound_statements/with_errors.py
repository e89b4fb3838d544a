# with: objects that are no context managers, lookups on the type, truth of exit's result.
class OnlyEnter:
    def __enter__(self):
        pass


class OnlyExit:
    def __exit__(self, *a):
        pass


class AsyncOnly:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


for thing in (5, None, "s", OnlyEnter(), OnlyExit(), AsyncOnly()):
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)


class OnInstance:
    pass


o = OnInstance()
o.__enter__ = lambda: 1
o.__exit__ = lambda *a: True
try:
    with o:
        pass
except TypeError as e:
    print(e)


class Truthy:
    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return self.answer


class Loud:
    def __bool__(self):
        print("bool asked")
        return True


with Truthy(Loud()):
    raise ValueError
with Truthy(Loud()):
    pass
with Truthy([0]):
    raise ValueError
try:
    with Truthy([]):
        raise ValueError("stays")
except ValueError as e:
    print(e)


class BadBool:
    def __bool__(self):
        raise TypeError("no truth")


try:
    with Truthy(BadBool()):
        raise ValueError("v")
except TypeError as e:
    print(e, repr(e.__context__))


class WrongArgs:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


try:
    with WrongArgs():
        pass
except TypeError as e:
    print(e)


class Replace:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        raise KeyError("new") from value


try:
    with Replace():
        raise ValueError("old")
except KeyError as e:
    print(repr(e), repr(e.__cause__))


class Swap:
    __enter__ = lambda self: 1
    __exit__ = lambda self, *a: print("exit args", a[0]) or True


with Swap() as value:
    print(value)
    raise SystemExit
class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *a):
        print(cls.__name__, len(a))


with Static() as s:
    print(s)
