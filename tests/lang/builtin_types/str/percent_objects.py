# The operator % with objects that convert themselves.
class A:
    def __bytes__(self): return b'hi'
class B:
    def __bytes__(self): return 'hi'
class C:
    def __index__(self): return 97
class D:
    def __int__(self): return 7
class E:
    def __int__(self): return 'a'
class F:
    def __int__(self): raise TypeError('boo')
class G:
    def __index__(self): raise TypeError('boo')
class H:
    def __float__(self): return 2.5
class M(dict):
    def __missing__(self, k): return k*2
class L(list):
    pass
class S(str): pass
class T(tuple): pass


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
'%5%' % (1,)
'%5%' % 1
'%(a)%' % {'a':1}
'%-%' % (1,)
'%.5%' % (1,)
b'%5%' % (1,)
'%%' % ()
'%*%' % (2, 1)
b'%(a)s' % (1,)
b'%s' % b'a'
b'%s' % 'a'
b'%s' % [1]
b'%-5c|%5c|%05c|' % (1,2,3)
b'%.1b' % b'abc'
b'%5a|' % 'a'
b'%.3a|' % 'abcde'
b'%e' % 1.5
b'%#x %+d % d %05d' % (255, 1, 1, 1)
'%s' % b'a'
b'%s' % A()
b'%s' % B()
'%c' % C()
b'%c' % C()
'%x' % C()
'%d' % C()
'%f' % C()
'%*d' % (C(), 1)
'%d' % D()
'%x' % D()
'%d' % E()
'%d' % F()
'%x' % G()
'%d' % G()
'%f %d' % (H(), 1)
'%d' % H()
'%s' % S('abc')
S('%s') % 1
'%s %s' % T((1,2))
'%(ab)s' % M()
'%(ab)s' % L()
'%()s' % S('')
b'%(ab)s' % bytearray(b'x')
b'%(ab)s' % 'x'
'%(ab)s' % b'x'
'%(ab)s' % memoryview(b'x')
'%c' % 97.0
'%c' % 10**30
'%c' % (10**30)
b'%c' % (10**30)
b'%c' % -1
""")
