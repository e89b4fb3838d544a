# complex(): from text, numbers, objects with __complex__, and each error.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


class C:
    def __complex__(self):
        return 1 + 2j


class CB:
    def __complex__(self):
        return 1


class Fl:
    def __float__(self):
        return 5.5


class I:
    def __index__(self):
        return 5


class CS(complex):
    pass


class CSub:
    def __complex__(self):
        return CS(1)


class Nothing:
    pass


class FN(float):
    def __complex__(self):
        return 3j


show("""
complex("1+2j")
complex(" ( 1+2j ) ")
complex("1 + 2j")
complex("j")
complex("-j")
complex("1+j")
complex("1e5j")
complex("")
complex("()")
complex("(1")
complex("1+2")
complex("1_0+2_0j")
complex("inf-infj")
complex("nanj")
complex("1J")
complex(b"1")
complex("1\\x00")
complex("٣+٤j")
complex("é")
complex("\\ud800")
complex("1",2)
complex(1,"2")
complex("1","2")
complex([])
complex(1,[])
complex([],1)
complex(None)
complex(C())
complex(CB())
complex(Fl())
complex(I())
complex(real=1,imag=2)
complex(imag=2)
complex(real="1")
complex(1,2,3)
complex(x=1)
complex(Nothing())
complex(1,C())
complex(FN(1))
complex(10**400)
complex(1,10**400)
complex.from_number(1)
complex.from_number("1")
complex.from_number(C())
complex.from_number(Nothing())
complex.from_number(Fl())
complex(CS(1j))
type(complex(CS(1j)))
(1j).__complex__()
type(CS(1).__complex__())
CS(1+2j)
repr(CS(1+2j))
CS(1)+1
type(CS(1)+1)
complex(1,-0.0)
complex(-0.0,1)
complex(-0.0,-0.0)
complex(float("nan"),float("-inf"))
complex("1e400+1j")
complex("1+-2j")
complex("+1-2j")
complex("1+2j3")
complex("1 ")
complex("infinity+infinityj")
complex("1"*5000)
complex(1,real=2)
""")
