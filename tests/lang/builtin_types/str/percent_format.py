# The % operator of str: conversions, flags, widths, mappings, errors.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
'%s' % 'a'
'%s %s' % ('a', 1)
'%r' % 'a'
'%a' % 'é'
'%d' % 42
'%i' % -42
'%u' % 42
'%d' % 3.99
'%d' % True
'%5d|' % 42
'%-5d|' % 42
'%05d|' % 42
'%+d' % 42
'% d' % 42
'%+5d|' % -42
'%x' % 255
'%X' % 255
'%#x' % 255
'%#X' % 255
'%o' % 8
'%#o' % 8
'%x' % -255
'%#010x' % 255
'%.3d' % 5
'%8.3d|' % -5
'%+.3d' % 5
'%e' % 12345.678
'%E' % 12345.678
'%.2e' % 0
'%f' % 3.14159
'%.2f' % 3.14159
'%8.2f|' % 3.14159
'%-8.2f|' % 3.14159
'%08.2f|' % -3.14159
'%+.1f' % 2.55
'%.0f' % 2.5
'%#.0f' % 2.5
'%g' % 1234567.0
'%g' % 0.00001
'%G' % 1e-10
'%#g' % 1.0
'%.3g' % 1234.5
'%g' % 100000
'%f' % float('inf')
'%F' % float('nan')
'%05f' % float('inf')
'%c' % 'x'
'%c' % 120
'%c' % 0x1F600
'%5c|' % 'x'
'%%' % ()
'%5%|' % ()
'100%%' % ()
'%(a)s %(b)d' % {'a': 1, 'b': 2}
'%(a)s %(a)s' % {'a': 1}
'%(a b)s' % {'a b': 1}
'%()s' % {'': 5}
'%(a)5.1f|' % {'a': 1.25}
'%((x))s' % {'(x)': 1}
'%*d|' % (5, 42)
'%-*d|' % (5, 42)
'%*d|' % (-5, 42)
'%.*f' % (2, 3.14159)
'%*.*f|' % (8, 2, 3.14159)
'%.3s|' % 'abcdef'
'%5.2s|' % 'abc'
'%-5s|' % 'a'
'%5s|' % 'é😀'
'%.0s|' % 'abc'
'%ld %hd %Lf' % (1, 2, 3.0)
'%s' % None
'%s' % [1, 2]
'%s' % ((1, 2),)
'%s' % {'a': 1}
'%r %s' % ({1}, (2,))
'abc' % ()
'abc' % []
'abc' % {}
'abc' % {'a': 1}
'%s' % ()
'%s %s' % 'a'
'%s %s' % ('a',)
'%s' % ('a', 'b')
'%d' % 'a'
'%d' % None
'%d' % 1j
'%x' % 1.5
'%x' % 'a'
'%o' % 1.0
'%f' % 'a'
'%f' % None
'%c' % 'xy'
'%c' % -1
'%c' % 0x110000
'%c' % 1.5
'%c' % ''
'%q' % 1
'%' % ()
'%5' % 1
'%(a)s' % 1
'%(a)s' % (1,)
'%(a)s' % {}
'%(a' % {'a': 1}
'%(a)' % {'a': 1}
'%*d' % ('a', 1)
'%*d' % (1,)
'%.*d' % ('a', 1)
'%s %(a)s' % {'a': 1}
'%d' % float('inf')
'%d' % float('nan')
'%d' % 10**30
'%x' % 10**30
'%5d|' % 10**10
'%é' % 1
'%.1000f' % 1.0 == '1.' + '0' * 1000
'%s%s' % ('é', '😀')
'%1$s' % 1
""")


class M:
    def __getitem__(self, key):
        return f"<{key}>"


class I:
    def __index__(self):
        return 11

    def __float__(self):
        return 1.5

    def __str__(self):
        return "I!"


print("%(x)s and %(y)5s|" % M(), "%x %o %X" % (I(), I(), I()), "%f %e" % (I(), I()), "%s %r" % (I(), 1), "%d" % I())


class S(str):
    def __mod__(self, other):
        return "overridden"


print(S("%s") % 1, "%s" % S("sub"), type("%s" % S("sub")).__name__)
