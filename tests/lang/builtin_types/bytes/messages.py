# What bytes and bytearray answer to all kinds of arguments.
class A:
    def __bytes__(self): return b'hello'
class B:
    def __bytes__(self): return 1
class C:
    def __index__(self): return 3
class D:
    def __index__(self): raise TypeError('x')
class E:
    def __index__(self): raise ValueError('x')
class F:
    def __getitem__(self,i):
        if i>3: raise IndexError
        return i
class S(str):
    def __bytes__(self): return b'S'
import sys
class Sub(bytes): pass


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
bytes(1.5)
bytes(-1)
bytes(10**30)
bytearray(-1)
bytes('a')
bytes('a','bogus')
bytes('é','ascii')
bytes('é','ascii','replace')
bytes(b'a','ascii')
bytes(1,'ascii')
bytes(errors='strict')
bytes(encoding='ascii')
bytes(encoding='ascii',source='a')
bytes(source=b'a')
bytes([1,2,256])
bytes([1,-1])
bytes([1,'a'])
bytes([1.5])
bytes(object())
bytes(None)
bytes([10**30])
bytes(range(5))
bytes({1,2})
bytes(iter([1,2]))
bytes((1,300))
bytes(True)
bytes(1,2,3,4)
bytearray('a')
bytearray(b'a','ascii')
bytearray(1,'ascii')
bytearray([256])
bytearray(['a'])
bytearray([1.5])
bytearray(None)
bytearray(1.5)
bytearray(1,2,3,4)
bytearray(encoding='ascii')
bytearray(source='a',encoding='ascii')
bytes(A())
bytearray(A())
bytes(B())
bytes(C())
bytearray(C())
bytes([C()])
bytes(D())
bytes(E())
bytes(E)
bytes(F())
bytes(S('a'))
Sub(b'abc'), type(Sub(b'abc')), Sub([1,2])
b'abc'[5]
b'abc'[10**30]
bytearray(b'abc')[5]
bytearray(b'abc')['a']
b'abc' + 'a'
b'abc' + 1
b'abc' + bytearray(b'd'), bytearray(b'd') + b'abc', b'a' + memoryview(b'x')
bytearray(b'a') + 'a'
b'abc' * 1.5
b'abc' * -1
'a' in b'abc'
97 in b'abc', 300 in b'abc' if 0 else 0
300 in b'abc'
-1 in b'abc'
1.5 in b'abc'
b'bc' in b'abc', bytearray(b'bc') in b'abc', b'' in b''
'a' in bytearray(b'abc')
300 in bytearray(b'abc')
b'abc' < 'a'
b'abc' < bytearray(b'abd'), bytearray(b'a') < b'b', b'a' < memoryview(b'b')
b'abc' == 'abc', b'abc' == bytearray(b'abc'), bytearray(b'abc') == memoryview(b'abc'), b'a' == [97]
bytearray(b'a') < 'a'
b'abc'.find('a')
b'abc'.find(300)
b'abc'.find(-1)
b'abc'.find(98), b'abc'.find(b'c'), b'abc'.rfind(97), b'abc'.find(bytearray(b'b'))
b'abc'.find(1.5)
b'abc'.find(None)
b'abc'.index(b'x')
b'abc'.index(120)
b'abc'.rindex(b'x')
bytearray(b'abc').index(b'x')
b'abc'.count('a')
b'abcabc'.count(97), b'abcabc'.count(b'bc'), b'abc'.count(b'')
b'abc'.find(b'a','b')
b'abc'.startswith('a')
b'abc'.startswith(('a',))
b'abc'.startswith((b'x',b'a')), b'abc'.startswith(bytearray(b'a')), b'abc'.startswith(b'', 4), b'abc'.startswith(memoryview(b'a'))
b'abc'.startswith(97)
b'abc'.endswith([b'c'])
b'abc'.split('a')
b'abc'.split(b'')
b'abc'.split(1)
b'a b  c'.split(), b'a,b,c'.split(b',',1), b'a,b,c'.rsplit(b',',1), b' a b '.rsplit(None,1), b' a b '.split(None,1)
b'a\nb\r\nc\rd\x0be'.splitlines(), b'a\n'.splitlines(True)
b'abc'.partition('a')
b'abc'.partition(b'')
b'abc'.partition(b'b'), b'abc'.rpartition(b'x'), bytearray(b'abc').partition(b'b'), bytearray(b'abc').rpartition(b'x')
b'abc'.strip('a')
b'abc'.strip(b'ac'), b' \t\n\x0b\x0c\rabc '.strip(), b'abc'.lstrip(bytearray(b'a')), b'abc'.rstrip(memoryview(b'c'))
b'abc'.strip(1)
b'abc'.join(1)
b'abc'.join(['a'])
b'abc'.join([1])
b','.join([b'a',bytearray(b'b'),memoryview(b'c')])
bytearray(b',').join([b'a',b'b'])
b'abc'.join('ab')
b'abc'.join(b'ab')
b'abc'.center(10,'x')
b'abc'.center(10,b'xy')
b'abc'.center(10,bytearray(b'x')), b'abc'.ljust(6,b'-'), b'abc'.rjust(6), bytearray(b'abc').center(6)
b'abc'.center('a')
b'abc'.center(10,120)
b'abc'.zfill(6), b'-12'.zfill(6), b'+12'.zfill(6), bytearray(b'12').zfill(4)
b'abc'.replace('a','b')
b'abc'.replace(b'a','b')
b'abc'.replace(b'a',b'xyz'), b'aaa'.replace(b'a',b'b',2), b'abc'.replace(b'',b'-'), b'abc'.replace(b'',b'-',2), b'abcabc'.replace(b'bc',b'')
b'abc'.replace(97,98)
b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c'), bytearray(b'abc').removeprefix(b'x')
b'abc'.removeprefix('a')
b'abc'.translate('a')
b'abc'.translate(b'abc')
b'abc'.translate(None)
b'abc'.translate(None,b'b'), b'abc'.translate(None,delete=b'b'), b'abc'.translate(bytes(range(1,256))+b'\0')
b'abc'.translate(None,'b')
b'abc'.translate(1)
bytes.maketrans(b'a','b')
bytes.maketrans(b'a',b'bc')
bytes.maketrans(b'a',b'b')[95:100]
bytes.maketrans(1,b'a')
bytearray.maketrans(b'a',b'b')[97]
b'a\tb'.expandtabs(4), b'\t\t'.expandtabs(), bytearray(b'a\tb').expandtabs(tabsize=2)
b'abc'.expandtabs('a')
b'abc'.hex(), b'abc'.hex('-'), b'abcde'.hex('-',2), b'abcde'.hex('-',-2), b'abc'.hex(b':'), b''.hex('-'), b'abc'.hex('-',0), bytearray(b'abcd').hex(sep=':',bytes_per_sep=3)
b'abc'.hex('--')
b'abc'.hex(1)
b'abc'.hex('é')
b'abc'.hex('\u1234')
b'abc'.hex(b'\xff')
b'abc'.hex('')
b'abc'.hex('-','a')
b'abc'.hex('-',10**30)
bytes.fromhex('61 62 63'), bytes.fromhex('6162 '), bytes.fromhex(''), bytearray.fromhex('61'), bytes.fromhex(' 61\n62\t')
bytes.fromhex('6')
bytes.fromhex('6g')
bytes.fromhex('61 6')
bytes.fromhex('é')
bytes.fromhex(1)
bytes.fromhex(b'6162')
bytes.fromhex(b'616')
bytes.fromhex(b'61\xff')
bytes.fromhex('6 1')
bytes.fromhex('61é')
Sub.fromhex('61'), type(Sub.fromhex('61'))
b'abc'.decode('utf-8',1)
b'abc'.decode(), bytearray(b'abc').decode('ascii'), b'\xff'.decode('latin-1')
b'abc'.isalpha(), b'a1'.isalnum(), b'12'.isdigit(), b'aB'.islower(), b'AB'.isupper(), b'Ab Cd'.istitle(), b' \t'.isspace(), b'\xff'.isascii(), b''.isascii(), b''.isalpha()
b'abC'.upper(), b'ABc'.lower(), b'hello world'.title(), b'hELLO'.capitalize(), b'aBc'.swapcase(), bytearray(b'abc').upper()
b'abc'.__getnewargs__()
b'abc'.__bytes__()
bytearray(b'abc').__reduce__()
bytearray(b'abc').__reduce_ex__(2)
bytearray(b'abc').__reduce_ex__(4)
iter(b'abc').__length_hint__(), iter(b'abc').__reduce__(), iter(b'').__reduce__(), type(iter(b'')), type(iter(bytearray()))
iter(bytearray(b'abc')).__reduce__()
list(iter(b'ab')), list(iter(bytearray(b'ab')))
hash(bytearray(b'a'))
bytes.__new__(int)
repr(b'a\'b'), repr(b'a"b'), repr(b'a\'"b'), repr(b'\x00\x7f\xff\n\r\t\\'), repr(bytearray(b'\'')), str(bytearray(b'a'))
b'abc'.isalpha(1)
b''.join([]), b''.join([b'a']), bytearray().join([])
b'abc'[::-1], b'abc'[0:2], b'abc'[::2], bytearray(b'abc')[::-1]
""")
