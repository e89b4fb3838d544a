# str: center, ljust, rjust, zfill.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
'abc'.center(10)
'abc'.center(9)
'abcd'.center(9)
'abc'.center(2)
'abc'.center(10, '*')
'abc'.center(8, '*')
''.center(3, '-')
'abc'.ljust(6)
'abc'.ljust(6, '.')
'abc'.ljust(-5)
'abc'.rjust(6)
'abc'.rjust(6, '😀')
'é'.rjust(3, '-')
'42'.zfill(5)
'-42'.zfill(6)
'+42'.zfill(6)
'--42'.zfill(7)
'abc'.zfill(2)
''.zfill(3)
'-'.zfill(3)
'+'.zfill(1)
'a-1'.zfill(6)
'😀'.zfill(3)
'abc'.center()
'abc'.center('x')
'abc'.center(5, 'xx')
'abc'.center(5, '')
'abc'.center(5, 5)
'abc'.center(5, b'x')
'abc'.ljust(5.0)
'abc'.rjust(None)
'abc'.zfill('5')
'abc'.zfill()
'abc'.ljust(1, 2, 3)
'abc'.ljust(10**30)
'abc'.center(True)
'ab'.center(5)
'a'.center(4)
'abc'.ljust(0)
'é' * 3
'ab' * 0
'ab' * -1
3 * 'ab'
len('a' * 10**6)
'ab' * True
""")
for width in range(8):
    print(repr("ab".center(width, ".")), repr("abc".center(width, ".")), repr("ab".ljust(width, ".")), repr("-7".zfill(width)))
