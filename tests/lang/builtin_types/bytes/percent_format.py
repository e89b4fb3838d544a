# The % operator of bytes and bytearray.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
b'%d' % 5
b'%s' % b'abc'
b'%b' % b'abc'
b'%s' % bytearray(b'x')
b'%s' % memoryview(b'y')
b'%a' % 'é'
b'%r' % 'é'
b'%c' % 65
b'%c' % b'A'
b'%x %X %o' % (255, 255, 8)
b'%#x' % 255
b'%5d|' % 42
b'%-5s|' % b'ab'
b'%05d' % 42
b'%.2f' % 3.14159
b'%e' % 1.5
b'%g' % 0.0001
b'%(a)s' % {b'a': b'v'}
b'%%' % ()
b'%s %s' % (b'a', b'b')
b'%.2s' % b'abcdef'
b'%*d' % (5, 1)
b'%i' % 2.7
b'%s' % 'abc'
b'%s' % 5
b'%b' % 'abc'
b'%c' % 'a'
b'%c' % 256
b'%c' % b'ab'
b'%d' % b'5'
b'%d' % '5'
b'%q' % 1
b'%s' % ()
b'%s' % (b'a', b'b')
b'%(a)s' % 5
b'%(a)s' % {'a': b'v'}
b'%' % ()
b'abc' % ()
b'abc' % 5
b'abc' % {}
bytearray(b'%d') % 5
bytearray(b'%s') % b'x'
b'%d' % True
b'%x' % 1.5
b'%f' % 'a'
b'%s' % None
b'%a' % None
""")


class B:
    def __bytes__(self):
        return b"B!"


print(b"%s %b" % (B(), B()), b"%a" % (B,))
