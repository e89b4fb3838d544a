# bytes: searching, splitting, stripping, cases, predicates, padding.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
b'hello'.find(b'l')
b'hello'.find(108)
b'hello'.find(b'l', 3)
b'hello'.find(b'')
b'hello'.rfind(b'l')
b'hello'.rfind(111)
b'hello'.index(b'e')
b'hello'.index(b'x')
b'hello'.index(300)
b'hello'.rindex(b'x')
b'hello'.find('l')
b'hello'.find(-1)
b'hello'.count(b'l')
b'hello'.count(108)
b'hello'.count(b'')
b'hello'.startswith(b'he')
b'hello'.startswith((b'x', b'h'))
b'hello'.startswith('h')
b'hello'.endswith(b'lo', 0, 4)
b'hello'.endswith([b'o'])
b'a b  c'.split()
b'a,b,,c'.split(b',')
b'a,b,c'.split(b',', 1)
b'a,b,c'.rsplit(b',', 1)
b' a b '.split(None, 1)
b'a'.split(b'')
b'a'.split(',')
b'a,b'.split(sep=bytearray(b','))
b'a\\nb\\r\\nc\\rd'.splitlines()
b'a\\nb'.splitlines(True)
b'a\\x0bb\\x1cc\\x85d'.splitlines()
b'a=b=c'.partition(b'=')
b'abc'.partition(b'=')
b'a=b=c'.rpartition(b'=')
b'a'.partition(b'')
b'a'.partition('x')
b','.join([b'a', b'b'])
b','.join([b'a', bytearray(b'b'), memoryview(b'c')])
b''.join([])
b','.join(['a'])
b','.join([b'a', 5])
b','.join(b'ab')
b'  a '.strip()
b'  a '.lstrip()
b'  a '.rstrip()
b'xxaxx'.strip(b'x')
b'abc'.strip('a')
b'abc'.strip(None)
b'aXbX'.replace(b'X', b'--')
b'aXbX'.replace(b'X', b'-', 1)
b'ab'.replace(b'', b'-')
b'ab'.replace('a', b'b')
b'hello'.removeprefix(b'he')
b'hello'.removesuffix(b'lo')
b'hello'.removeprefix('he')
b'abc'.translate(bytes.maketrans(b'ab', b'xy'))
b'abc'.translate(None, b'b')
b'abc'.translate(None, delete=b'ac')
b'abc'.translate(b'x')
b'abc'.translate('x' * 256)
bytes.maketrans(b'a', b'xy')
bytes.maketrans('a', 'b')
b'Hello World'.upper()
b'Hello'.lower()
b'hello world'.title()
b'hELLO'.capitalize()
b'Hello'.swapcase()
b'\\xe9\\xc9'.upper()
b'abc'.isalpha()
b'abc1'.isalnum()
b'12'.isdigit()
b' \\t'.isspace()
b'ABC'.isupper()
b'abc'.islower()
b'Abc Def'.istitle()
b'\\x7f'.isascii()
b'\\x80'.isascii()
b''.isalpha()
b''.isascii()
b'ab'.center(6)
b'ab'.center(6, b'*')
b'ab'.ljust(4, b'-')
b'ab'.rjust(4)
b'-5'.zfill(5)
b'ab'.center(6, '*')
b'ab'.center(6, b'**')
b'a\\tb'.expandtabs(4)
b'abc'[1]
b'abc'[-1]
b'abc'[1:]
b'abc'[::-1]
b'abc'[5]
b'abc' + b'd'
b'abc' * 2
2 * b'ab'
b'abc' + 'd'
b'b' in b'abc'
98 in b'abc'
300 in b'abc'
'b' in b'abc'
b'abc' < b'abd'
b'a' < 'b'
b'' == bytearray()
max(b'abc')
sorted(b'cab')
b'abc'.__contains__(97)
b'abc'.isdecimal()
b'abc'.encode()
b'abc'.format()
""")
