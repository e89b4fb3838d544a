# The type statement: lazy values, parameters, attributes.
type Simple = int
type Pair[A, B] = tuple[A, B]
type Recursive = list[Recursive] | None
type Late = NotYet
print(Simple, Simple.__name__, Simple.__value__, type(Simple).__name__, Simple.__type_params__, Simple.__module__)
print(Pair, Pair.__type_params__, Pair.__value__, Pair[int, str], type(Pair[int, str]).__name__, Pair[int, str].__args__, Pair[int, str].__origin__ is Pair)
print(Recursive.__value__)
try:
    Late.__value__
except NameError as e:
    print(e)
NotYet = float
print(Late.__value__, Late.__value__ is Late.__value__)


class C:
    type Inner = list[C]
    type Uses[T] = dict[T, C]


print(C.Inner, C.Inner.__value__, C.Uses.__value__, C.Inner.__name__)


def f(x):
    type Local = x
    return Local


print(f(5).__value__, f("a").__value__, f(1) == f(1))
type = 3
print(type)
del type
for source in ("type X = 1\nX = 2", "type X[T: int] = T\nprint(X.__type_params__[0].__bound__)", "type X[*Ts, **P] = int\nprint(X.__type_params__)", "type X[T = int] = T\nprint(X.__type_params__[0].__default__)", "type int = str",
               "type X.y = 1", "type (X) = 1", "type X[0] = 1", "type X = (yield)", "type X = (y := 1)", "type X = await z", "type None = 1", "type X[T, T] = 1", "type X[T = 1, U] = 1", "type X", "type X =", "type X[*Ts: int] = 1",
               "type(5)", "type [1]", "type\n", "print(type.__name__)", "type X = lambda: 1\nprint(X.__value__())", "type X = undefined\nprint('fine')"):
    try:
        exec(source, {})
        print(repr(source), "ran")
    except SyntaxError as e:
        print(repr(source), "|", e.msg)
    except (NameError, TypeError) as e:
        print(repr(source), "|", e)
for action in ("Simple()", "Simple[int]", "Simple.__name__ = 'x'", "isinstance(1, Simple)", "Simple | None", "Pair[int]", "Simple.nothing", "Simple == Simple", "hash(Simple) == hash(Simple)", "Simple.__value__ = 1", "Simple.__call__"):
    try:
        print(action, "=", eval(action) if " = " not in action else exec(action))
    except (TypeError, AttributeError) as e:
        print(action, "|", type_name if (type_name := e.__class__.__name__) else "", e)
