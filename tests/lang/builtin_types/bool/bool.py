# bool: construction, arithmetic, text, identity, no subclasses.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
bool()
bool(0)
bool(1)
bool(-1)
bool('')
bool('False')
bool([])
bool([0])
bool(None)
bool(0.0)
bool(0j)
bool(float('nan'))
bool(range(0))
bool(b'')
bool(...)
bool(1, 2)
bool(x=1)
True + True
True * 3
True - False
True / 2
True // 2
True % 2
True ** 2
-True
+True
abs(True)
True & False
True | False
True ^ True
True & 1
True | 2
False ^ 3
True << 2
not True
not 0
True and False
True or 1 / 0
True == 1
True is bool(1)
True == 1.0
True != 2
True > False
True < 2
True in [1]
1 in {True}
[10, 20][True]
'ab'[False]
{True: 'a', 1: 'b', 1.0: 'c'}
sum([True, True, False])
max(True, False)
sorted([True, False, True])
str(True)
repr(False)
f'{True}'
f'{True:d}'
f'{True:>6}'
f'{True!r:>6}'
'%s %d %r' % (True, True, False)
format(True, 's')
int(True)
float(True)
complex(True)
hash(True)
True.real
True.imag
True.numerator
True.bit_length()
True.to_bytes()
True.conjugate()
bool.from_bytes(b'\\x00')
bool.from_bytes(b'\\x05')
type(True)
bool.__mro__
isinstance(True, int)
issubclass(bool, int)
type(True + 0)
type(True & True)
type(True & 1)
True.__and__(False)
True.__and__(1)
True.__or__(2.0)
True.__rand__(True)
True.__xor__(True)
True.__invert__.__name__
True.__bool__()
True.__repr__()
round(True)
divmod(True, True)
range(True)
[0] * True
True.x
True[0]
bool.__new__(bool, 5)
bool.__new__(int)
len(True)
all([]), any([])
all([1, 'a', [0]]), any([0, '', []])
True is not False
""".replace("True[0]\n", ""))
try:
    class Sub(bool):
        pass
except TypeError as e:
    print(e)
for name in ("True", "False", "None"):
    try:
        exec(f"{name} = 1")
    except SyntaxError as e:
        print(e.msg)
