# str: split, rsplit, splitlines, partition, rpartition, join.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
'a b c'.split()
'  a  b  '.split()
''.split()
'   '.split()
'a,b,,c'.split(',')
',a,'.split(',')
''.split(',')
'a b c d'.split(None, 2)
'  a  b  c '.split(None, 1)
'a,b,c'.split(',', 1)
'a,b,c'.split(',', 0)
'a,b,c'.split(',', -1)
'a b'.split(None, 0)
' a b'.split(maxsplit=0)
'a--b--c'.split('--')
'aaa'.split('a')
'aaa'.split('aa')
'a,b'.split(sep=',')
'a b,c'.split(sep=',', maxsplit=5)
'a\\tb\\nc\\x0bd\\x0ce\\x1cf\\x85g\\u2003h\\u3000i'.split()
'a\\xa0b'.split()
'a😀b😀c'.split('😀')
'a b c'.rsplit()
'a b c d'.rsplit(None, 2)
'a,b,c'.rsplit(',', 1)
',a,'.rsplit(',', 1)
'  a  b '.rsplit(None, 1)
'aaa'.rsplit('a', 2)
''.rsplit()
'a\\nb\\r\\nc\\rd'.splitlines()
'a\\nb\\r\\nc\\rd'.splitlines(True)
'a\\n'.splitlines()
'\\n'.splitlines()
'\\n\\n'.splitlines(keepends=True)
''.splitlines()
'a\\x0bb\\x0cc\\x1cd\\x1de\\x1ef\\x85g\\u2028h\\u2029i'.splitlines()
'a\\r'.splitlines(True)
'a\\n\\rb'.splitlines()
'a=b=c'.partition('=')
'abc'.partition('=')
''.partition('x')
'=abc'.partition('=')
'a--b'.partition('--')
'a=b=c'.rpartition('=')
'abc'.rpartition('=')
'abc='.rpartition('=')
','.join(['a', 'b', 'c'])
''.join(['a', 'b'])
','.join([])
','.join(['x'])
','.join('abc')
', '.join({'a': 1, 'b': 2})
'-'.join(str(i) for i in range(4))
'ab'.join(('1', '2'))
'é'.join(['😀', 'a'])
','.join(x for x in ())
'a'.split('')
'a'.split(5)
'a'.split(None, 'x')
'a'.split(',', None)
'a'.rsplit('')
'a'.partition('')
'a'.partition(5)
'a'.partition()
'a'.rpartition('')
','.join(5)
','.join(['a', 1])
','.join(['a', None, 1])
','.join([b'a'])
','.join(None)
','.join()
'a'.splitlines(2)
'a'.splitlines('x')
'a'.split(',', 1, 2)
'a'.split(maxsplit='1')
'a,b'.split(',', 10**30)
'x'.join(['a'] * 3).split('x')
' '.join('  many   spaces '.split())
'one two'.split(' ', maxsplit=True)
""")


class L(str):
    def join(self, it):
        return "overridden " + super().join(it)


print(L("-").join("ab"), type(L("a b").split()[0]).__name__, ",".join([L("x")]), type("".join([L("x")])).__name__)


def gen():
    yield "a"
    raise ValueError("inside join")


try:
    ",".join(gen())
except ValueError as e:
    print(e)
