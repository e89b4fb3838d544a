# str(): from objects, from bytes with encodings, subclasses, wrong arguments.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
str()
str("abc")
str(5)
str(1.5)
str(None)
str([1, 'a'])
str(b'abc')
str(b'abc', 'utf-8')
str(b'abc', encoding='ascii')
str(b'\\xc3\\xa9', 'utf-8')
str(b'\\xe9', 'latin-1')
str(b'\\xff', 'utf-8')
str(b'\\xff', 'utf-8', 'replace')
str(b'\\xff', 'utf-8', errors='ignore')
str(b'\\xff', errors='replace')
str(b'\\xff', 'ascii')
str(object=5)
str(b'a', object=5)
str(object=b'a', encoding='utf-8')
str('a', 'utf-8')
str(5, 'utf-8')
str(5, errors='strict')
str(bytearray(b'xyz'), 'ascii')
str(memoryview(b'xyz'), 'ascii')
str(b'', 'no-such-codec')
str(b'x', 'no-such-codec')
str(b'x', 5)
str(b'x', 'utf-8', 5)
str(1, 2, 3, 4)
str(foo=1)
str(b'\\xff', 'utf-8', 'no-such-handler')
str(type('S', (str,), {})('sub'))
type(str(type('S', (str,), {})('sub')))
str(b'a\\x00b', 'utf-8')
'abc'.__class__
str.__name__
str.__mro__
len('')
len('é😀')
'abc' == str('abc')
'a' 'b'
bool('')
bool(' ')
'abc'.__sizeof__() > 0
str.__doc__ is not None
""")


class S(str):
    def __str__(self):
        return "custom"

    def __repr__(self):
        return "S-repr"


s = S("base")
print(s, repr(s), str(s), f"{s}", "%s" % s, s + "x", s.upper(), s[0], type(s + "").__name__, [s], str.__str__(s))
print(s == "base", hash(s) == hash("base"), {s: 1}["base"], "base" in {s}, s in {"base"}, len(s), isinstance(s, str))
s.attr = 1
print(s.attr, S().attr if hasattr(S(), "attr") else "none", S(b"x", "ascii").upper())
