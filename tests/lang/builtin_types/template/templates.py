# t-strings and the types behind them: parts, joining, making by hand, errors.
from string.templatelib import Interpolation, Template


def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:60} {result}")


x = 5
name = "bob"
t = t"hello {name!r:>{x}} and {x=} {x:02d}!"
show("""
t
t.strings
t.interpolations
t.values
list(t)
type(t)
type(iter(t)).__name__
t + t'abc'
t'abc' + t'def'
t'{x}' + t'{x}'
t + 'a'
'a' + t
t.__add__(1)
t''
t''.strings
list(t'')
t'{x}'.strings
list(t'{x}')
t'{{{x}}}'
t'{x!s}{x!a}{x!r}'
t'{x + 1}{name.upper()}'
t'{x}' 'b' t'c'
Template('a', 'b', Interpolation(1, 'x'), Interpolation(2), 'c', '')
Template()
Template('')
Template(1)
Template('a', foo=1)
Interpolation()
Interpolation(1)
Interpolation(1, 'x', 'r', '>5')
Interpolation(1, 'x', 'z')
Interpolation(1, 'x', None)
Interpolation(1, 2)
Interpolation(1, 'x', 'r', 5)
Interpolation(1, 'x', 5)
Interpolation(value=1, expression='e', conversion='s', format_spec='f')
Interpolation(1, 'x', 'r', 'f').__reduce__()
Interpolation.__match_args__
t == t
t'a' == t'a'
Interpolation(1) == Interpolation(1)
Template[int]
Interpolation[int, str]
Template.__name__, Template.__module__, Template.__qualname__
type('T', (Template,), {})
type('T', (Interpolation,), {})
bool(t'')
len(t)
""")

match t.interpolations[0]:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)

try:
    t.strings = ()
except AttributeError as error:
    print("AttributeError")
loop = [1]
loop.append(Interpolation(loop))
print(loop)
