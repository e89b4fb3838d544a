# Arithmetic of complex and real numbers with signed zeros, infinities and NaN; what is not defined.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
(1j).__sizeof__()
(1j).__getnewargs__()
divmod(1j,1)
1j//1
1j%1
5//1j
1j/0
1j/0j
1/0j
(1+2j)/(3+4j)
(1+2j)/2
2/(1+2j)
1j*1e308*10
complex("inf+nanj")*1j
2*complex("inf+nanj")
complex(1,float("inf"))*2
1.0-(0-0j)
-0.0+complex(-0.0,-0.0)
complex(-0.0,-0.0)-0.0
complex(-0.0,-0.0)-0
0-complex(-0.0,-0.0)
1j-1j
complex(1,-0.0)+2
complex(1,-0.0)*2
complex(1,-0.0)*-2
complex(1,-0.0)/2
2*complex(1,-0.0)
complex(1,-0.0)*True
complex(float("inf"),float("nan"))/complex(1,1)
1/complex(float("inf"),1)
complex(1,1)/complex(float("inf"),1)
complex(float("inf"),float("inf"))/complex(1,1)
complex(float("inf"),1)*complex(1,1)
abs(3+4j)
abs(complex(1e308,1e308))
abs(complex("inf+nanj"))
abs(complex("nan"))
-(1-0j)
+(1j)
~1j
hash(1j)
hash(1+0j)
hash(complex("nan"))==0
bool(0j)
int(1j)
float(1j)
complex.__bool__(1e-320j)
""")
