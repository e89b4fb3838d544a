# What the methods and operators of str answer to odd arguments.


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
'a'.find(1)
'a'.find('b','c')
'a'.find()
'a'.index('b')
'a'.rindex('b')
'a'.startswith(1)
'a'.startswith((1,))
'a'.endswith(1)
'a'.endswith(('a',2))
'a'.split(1)
'a'.split('')
'a'.split(sep='')
'a'.rsplit('')
'a'.partition('')
'a'.partition(1)
'a'.rpartition(1)
'a'.strip(1)
'a'.lstrip(1)
'a'.rstrip(1)
'a'.join(1)
'a'.join([1])
'a'.join(['a',b'b'])
1 in 'a'
'a'[1]
'a'[10**30]
'a'+1
'a'*1.5
'a'*(10**30)
'a'.center(3,'ab')
'a'.center(3,1)
'a'.center('x')
'a'.zfill('x')
'a'.replace(1,2)
'a'.replace('a',2)
'a'.replace('a','b','c')
'a'.replace('a','b',1.5)
'a'.removeprefix(1)
'a'.translate(1)
'a'.translate({97: 1.5})
'a'.translate({97: 0x110000})
'a'.translate({97: -1})
str.maketrans(1)
str.maketrans('a')
str.maketrans({'ab':1})
str.maketrans({1.5:1})
str.maketrans('a','bc')
str.maketrans('a',1)
str.maketrans(1,'a')
str.maketrans('a','b',1)
str.maketrans('ab','cd','e')
'a'.encode('x')
'a'.encode(1)
'a'.encode('utf-8',1)
'\xff'.encode('ascii','foo')
'\xff'.encode('ascii')
'\xff\xfe'.encode('ascii')
'\u1234'.encode('latin-1')
'\ud800'.encode()
'a'.encode('a\0b')
str(b'a','ascii',1)
str(1,'ascii')
str('a','ascii')
str(b'\xff','ascii')
str(b'\xff','utf-8')
str(b'\xe2\x82','utf-8')
str(1,2,3,4)
str(object=1,foo=2)
str(errors='strict')
str(b'a')
str(encoding='ascii')
'a'<1
'a'.count(1)
'a'.splitlines('x')
'a'.splitlines(keepends=1.5)
'%d' % 'a'
'%s'
'%s %s' % 1
'%s' % (1,2)
'%(a)s' % 1
'%(a)s' % {}
'%(a' % {}
'%z' % 1
'%' % ()
'%c' % 'ab'
'%c' % 1.5
'%c' % -1
'%c' % 0x110000
'%*d' % ('a',1)
'%.*d' % (1,'a')
'%x' % 1.5
'%x' % 'a'
'%f' % 'a'
'%i' % 'a'
'%d' % 1j
'a' % 1
'a' % {}
'a' % [1]
'a' % (1,)
'%s' % ()
'%9999999999999999999d' % 1
'%.9999999999999999999f' % 1
'%.2147483648f' % 1
'%1000000000000d' % 1
'{'.format()
'}'.format()
'{}'.format()
'{0} {}'.format(1)
'{} {0}'.format(1)
'{a}'.format()
'{a.b}'.format(a=1)
'{a[b]}'.format(a=1)
'{a[}'.format(a=1)
'{a.}'.format(a=1)
'{a]}'.format(a=1)
'{a[]}'.format(a=[1])
'{a[0}'.format(a=[1])
'{a[0]x}'.format(a=[1])
'{!x}'.format(1)
'{!}'.format(1)
'{!r'.format(1)
'{!rx}'.format(1)
'{:{}}'.format(1)
'{:{:{}}}'.format(1,2,3)
'{:d}'.format('a')
'{:x}'.format(1.5)
'{:s}'.format(1)
'{:10000000000000000000000}'.format(1)
'{:.10000000000000000000000}'.format(1.5)
'{99999999999999999999}'.format(1)
'{-1}'.format(1)
'{ 0}'.format(1)
'{0'.format(1)
'{0:'.format(1)
'{0:{'.format(1)
'{0!'.format(1)
'{[0]}'.format([1])
'{.real}'.format(5)
'a'.format_map(1)
'{a}'.format_map(1)
'{a}'.format_map({})
'{}'.format_map({})
'{0}'.format_map([1])
format('a',1)
format('a','d')
format('a','=5')
format('a','05')
format('a','+')
format('a',' ')
format('a',',')
format('a','#')
format('a','z')
format('a','.')
format('a','xx')
format('a','10.')
'a'.__getnewargs__()
'a'.__format__(1)
'a'.isidentifier(1)
str.upper(1)
str.join(1,2)
iter('abc').__length_hint__()
iter('abc').__reduce__()
iter('').__reduce__()
iter('é').__reduce__()
iter('abc').__setstate__('a')
'a'.casefold(1)
'abc'.__contains__(1)
'abc'.__add__(1)
'abc'.__mul__('a')
'abc'.__mul__(1.5)
'abc'.__getitem__(1.5)
'abc'.__mod__(1)
'abc'.__rmod__(1)
'abc'.__rmod__('%s')
'abc'.__eq__(1)
'a'.title(1)
str.__new__()
str.__new__(int)
""")
