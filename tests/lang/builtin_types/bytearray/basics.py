# bytearray: construction, mutation by index and slice, growth, equality.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
bytearray()
bytearray(3)
bytearray(b'abc')
bytearray([1, 2, 3])
bytearray('é', 'utf-8')
bytearray(range(3))
bytearray(bytearray(b'x'))
bytearray(memoryview(b'ab'))
bytearray('abc')
bytearray(-1)
bytearray([256])
bytearray(None)
bytearray(1.5)
bytearray(b'a', 'ascii')
bytearray.fromhex('0aff')
bytearray(b'abc') == b'abc'
bytearray(b'abc') == bytearray(b'abc')
bytearray(b'abc') == 'abc'
bytearray(b'a') < b'b'
bytearray(b'abc')[0]
bytearray(b'abc')[-1]
bytearray(b'abc')[1:]
bytearray(b'abc')[::-1]
bytearray(b'abc')[5]
bytearray(b'abc')['a']
bytearray(b'abc') + b'd'
b'a' + bytearray(b'b')
bytearray(b'ab') * 2
bytearray(b'ab') * -1
98 in bytearray(b'abc')
b'bc' in bytearray(b'abc')
hash(bytearray())
bool(bytearray())
len(bytearray(5))
list(bytearray(b'ab'))
repr(bytearray(b"'"))
str(bytearray(b'a'))
bytearray(b'\\x00\\xff')
bytes(bytearray(b'abc'))
""")
b = bytearray(b"hello")
b[0] = 72
b[-1] = ord("!")
print(b)
b[1:3] = b"EEE"
print(b)
b[1:1] = [1, 2]
del b[0]
del b[-2:]
print(b)
b = bytearray(range(10))
b[::2] = b"abcde"
print(b)
del b[::3]
print(b)
b[:] = b""
print(b, len(b))
b = bytearray(b"xyz")
for source in ("b[0] = 256", "b[0] = -1", "b[0] = 'a'", "b[0] = b'a'", "b[5] = 1", "b['a'] = 1", "b[0] = 1.5", "del b[9]", "b[::2] = b'abc'", "b[0:2] = 'ab'",
               "b[0:2] = [300]", "b[0:1] = 5", "b += 'a'", "b += 5", "b *= 'a'", "b.x = 1", "b + 'a'", "b += [1, 2]", "b *= 2", "b += b'--'"):
    try:
        exec(source)
        print(source, "ok", b)
    except Exception as e:
        print(source, "|", type(e).__name__, e)
alias = c = bytearray(b"a")
c += b"b"
c *= 2
print(alias, c is alias)
c[len(c):] = c
print(c)
c[1:3] = c
print(c)


class Sub(bytearray):
    extra = 1


s = Sub(b"abc")
print(s, type(s[1:]).__name__, s.extra, type(s + b"d").__name__, type(s.copy()).__name__, s.upper())
