# The operator % of str and bytes: every conversion, flag and complaint.


def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        if len(result) > 200:
            result = f"{result[:60]}... {len(result)}"
        print(ascii(case), ascii(result))


show(r"""
b'%d' % 'a'
b'%d' % 1.9
b'%x' % 1.9
b'%f' % 'a'
b'%c' % 'a'
b'%c' % 300
b'%c' % b'ab'
b'%c' % b'a'
b'%c' % bytearray(b'a')
b'%c' % 97
b'%c' % 1.5
b'%b' % 1
b'%s' % 'a'
b'%s' % memoryview(b'abc')
b'%r' % 'é'
b'%a' % 'é'
b'%z' % 1
b'%\xff' % 1
'%\xff' % 1
'%\u1234' % 1
'%\n' % 1
b'%(a)s' % {b'a': b'x'}
b'%(a)s' % {'a': b'x'}
b'%(a' % {}
b'%' % ()
b'%5s|' % b'abc'
b'%-5s|' % b'abc'
b'%.2s|' % b'abc'
bytearray(b'%d') % 5
b'%d' % (1,2)
b'%d %d' % 1
b'a' % 1
b'%i' % 3.5
b'%x' % 'a'
b'%*d' % ('a',1)
b'%d' % None
'%d' % None
'%d' % float('inf')
'%d' % float('nan')
'%x' % None
'%05f' % float('inf')
'%-05d|' % 3
'%+05d|' % 3
'% d' % 3
'%#x %#X %#o %#.5x %#10x %#010x %-#10x|' % (255,255,8,255,255,255,255)
'%#x' % -255
'%#010x' % -255
'%.3d' % -5
'%+.3d' % 5
'%010.3d' % 5
'%-10.3d|' % 5
'%5%|' % ()
'%-5%|' % ()
'%hd %ld %Ld' % (1,2,3)
'%lld' % 3
'%c%c' % ('a', 98)
'%5c|%-5c|%05c|' % ('a','b','c')
'%.0c|' % 'a'
'%r' % ('a',)
'%a' % 'é'
'%.2r' % 'abc'
'%s' % 5
'%5s|%-5s|%05s|' % (1,2,3)
'%.2s' % 'abc'
'%.s|' % 'abc'
'%.f' % 1.5
'%.*f' % (2, 1.234)
'%*d' % (5, 1)
'%*d|' % (-5, 1)
'%.*f' % (-2, 1.234)
'%*d' % (10**30, 1)
'%.*d' % (10**30, 1)
'%e %E %g %G %f %F' % (1.5,1.5,1e20,1e20,1.5,float('inf'))
'%#g %#f %#.0f %#.0e' % (1.0,1.0,1.0,1.0)
'%d' % True
'%s' % True
'%f' % True
'%x' % True
'%d' % 10**5000
'%d' % (10**5000)
'%x' % (10**50)
'%o' % (10**50)
'%(a)s %(b)d' % {'a':1,'b':2}
'%(a(b))s' % {'a(b)':1}
'%()s' % {'':1}
'%(a)s' % (1,)
'%s %(a)s' % {'a':1}
'%(a)s %s' % {'a':1}
'%(a)*d' % {'a':1}
'%s' % {'a':1}
'%s %s' % {'a':1}
'%s' % [1]
'%s %s' % ([1],2)
'%s' % ((1,2),)
'%i' % 1.5, '%u' % 1.5
'%d' % '1'
'%d' % complex(1)
'%f' % complex(1)
'%e' % 10**400
'%f' % (10**400)
'%.50f' % 0.1
'%.200g' % 0.1
'%s' % 'é'
'é%s' % 'a'
'%s\u1234' % 'a'
'%c' % 'é'
'%c' % 0x1234
'%c' % True
'%c' % ''
'%c' % None
'%c' % b'a'
'%d' % b'1'
'%-+ #05d|' % 7
'% +d' % 7
'%+s' % 'a'
'%0s|' % 'a'
'%5.1f|%-8.3e|' % (3.14159, 31415.9)
'%g' % 1e-5, '%g' % 100000, '%g' % 1000000, '%g' % 0.0001
'%.10s|' % 'abc'
'%1$s' % 'a'
'%y' % 1
'%é' % 1
'%s %' % 1
'%d%' % 1
'%(x)' % {'x':1}
'%(x' % 1
'%.' % 1
'%5' % 1
'%*' % 1
'%*d' % 1
'%.*f' % 5
'%h' % 1
""")
