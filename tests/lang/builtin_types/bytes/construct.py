# bytes(): from sizes, iterables, text, buffers, objects, and errors.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
bytes()
bytes(3)
bytes(0)
bytes([1, 2, 255])
bytes((65, 66))
bytes(range(5))
bytes(x * 2 for x in range(3))
bytes('abc', 'ascii')
bytes('é', 'utf-8')
bytes('é', encoding='latin-1')
bytes('é', 'ascii', 'replace')
bytes(source='abc', encoding='ascii', errors='strict')
bytes(b'abc')
bytes(bytearray(b'abc'))
bytes(memoryview(b'abc'))
bytes({1: 2, 3: 4})
bytes(set())
bytes(True)
bytes(source=3)
bytes(-1)
bytes(10**30)
bytes([256])
bytes([-1])
bytes(['a'])
bytes([1.5])
bytes([None])
bytes('abc')
bytes('abc', 5)
bytes(5, 'ascii')
bytes(b'a', 'ascii')
bytes(errors='strict')
bytes(encoding='ascii')
bytes('é', 'ascii')
bytes(1.5)
bytes(None)
bytes(object())
bytes(1, 2, 3, 4)
bytes(foo=1)
bytes.fromhex('00ff')
bytes.fromhex(' 0a 0B\\n0c ')
bytes.fromhex('')
bytes.fromhex('abc')
bytes.fromhex('a b')
bytes.fromhex('zz')
bytes.fromhex('0x00')
bytes.fromhex('é')
bytes.fromhex(5)
bytes.fromhex(b'00ff')
b'\\x00\\xff'.hex()
b'\\x01\\x02\\x03'.hex('-')
b'\\x01\\x02\\x03\\x04\\x05'.hex(':', 2)
b'\\x01\\x02\\x03\\x04\\x05'.hex(':', -2)
b''.hex(':')
b'ab'.hex(sep=b'_')
b'ab'.hex('--')
b'ab'.hex('')
b'ab'.hex('é')
b'ab'.hex(5)
b'ab'.hex(':', 'x')
b'abc'.hex(':', 0)
repr(b"'")
repr(b'"')
repr(bytes(range(256)))[:60]
str(b'abc')
b'abc' == 'abc'
b'a' b'b'
len(b'abc')
bool(b'')
b'\\n\\t\\r\\\\'
list(b'abc')
tuple(b'')
bytes.__doc__ is not None
bytes.maketrans(b'ab', b'xy')[95:100]
""")


class B:
    def __bytes__(self):
        return b"from B"


class I:
    def __index__(self):
        return 2


class S(bytes):
    def __repr__(self):
        return "S!"


print(bytes(B()), bytes(I()), bytes([I(), 3]), S(b"abc"), S(3) == bytes(3), type(S(b"a") + b"b").__name__, S(b"xyz")[1], bytes(S(b"q")), S.fromhex("41"), hash(S(b"a")) == hash(b"a"))
