# object: its methods, sentinels, identity, default behaviour.
# options: -Wignore
o = object()
print(type(o).__name__, o == o, o != o, o == object(), hash(o) == hash(o), bool(o), callable(o), isinstance(o, object))
print(sorted(n for n in dir(o)))
print(o.__class__, o.__doc__.split("\n")[0] if o.__doc__ else None, object.__name__, object.__base__, object.__mro__, object.__dict__.__class__.__name__)
print(o.__sizeof__() > 0, o.__format__("") == str(o), o.__eq__(o), o.__eq__(1), o.__ne__(1), o.__ne__(o), o.__lt__(o), o.__reduce_ex__.__name__)
for source in ("o.x = 1", "o.x", "o < o", "o + o", "o()", "o[0]", "len(o)", "iter(o)", "del o.x", "o.__dict__", "o.__format__('x')", "object.x = 1",
               "-o", "o in o", "with_ = o.__enter__", "next(o)", "int(o)", "float(o)", "str.upper(o)", "abs(o)", "object().__init__(5)", "hash()"):
    try:
        exec(source)
        print(source, "ok")
    except (AttributeError, TypeError) as e:
        print(source, "|", type(e).__name__, e)
print(None, type(None), None == None, None is None, bool(None), repr(None), hash(None) == hash(None), None.__class__.__name__, None.__doc__ is None or True)
print(NotImplemented, type(NotImplemented), ..., type(...), repr(...), Ellipsis is ..., bool(...))
for source in ("None()", "None.x", "None + 1", "None[0]", "None < 1", "type(None)(1)", "type(...)(1)", "bool(NotImplemented)", "None.x = 1",
               "type(NotImplemented)(5)", "del None.x", "for x in None: pass", "a, b = None", "None @ None", "len(None)", "int(None)"):
    try:
        exec(source)
        print(source, "ok")
    except TypeError as e:
        print(source, "|", "TypeError", e)
    except AttributeError as e:
        print(source, "|", "AttributeError", e)
print(type(None)() is None, type(...)() is ..., type(NotImplemented)() is NotImplemented)


class C:
    pass


a, b = C(), C()
print(id(a) == id(a), id(a) != id(b), a is a, a is not b, a == b, a in [b], a in [a, b], [a, b].index(b))
print(isinstance(C, object), issubclass(C, object), isinstance(object, type), isinstance(type, object), issubclass(type, object))
print(object.__subclasshook__(int), C.__subclasshook__(int), object.__getstate__.__name__)
a.x = 1
print(a.__getstate__(), b.__getstate__(), (5).__getstate__(), a.__reduce_ex__(2)[1][0].__name__)
print(object.__new__(C).__class__.__name__, C.__init__ is object.__init__, C.__hash__ is object.__hash__, C.__eq__ is object.__eq__)
print(object.__str__(5), object.__repr__(a).startswith("<__main__.C object at"), object.__dir__(a) == a.__dir__(), "x" in object.__dir__(a))
