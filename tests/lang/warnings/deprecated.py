# The decorator warnings.deprecated on functions, classes and methods.
import warnings, sys
from warnings import deprecated
def t(f, *a, **k):
    try: r = f(*a, **k); print(getattr(f,'__name__',f), a, k, '->', r)
    except BaseException as e: print(getattr(f,'__name__',f),a, k, '->', type(e).__name__, e)
warnings.simplefilter('always')
warnings.showwarning=lambda m,c,f,l,*r: print('W',m,c.__name__,l)
@deprecated('use g')
def f(a,b=2):
    'doc'
    return a+b
print(f(1), f.__deprecated__, f.__name__, f.__doc__, f.__wrapped__.__deprecated__, f.__wrapped__(1))
@deprecated('C old')
class C:
    def __init__(self, x): self.x=x
print(C(1).x, C.__deprecated__)
class D(C): pass
print(D(2).x)
@deprecated('no new')
class E: pass
t(E); t(E,1)
class F(E):
    def __init__(self, a): pass
t(F,1)
@deprecated('n', category=None)
def g(): return 1
print(g(), g.__deprecated__)
@deprecated('cat', category=FutureWarning, stacklevel=2)
def h(): return 1
h()
t(deprecated); t(deprecated, 5)
try: deprecated("x")(5)
except TypeError as e: print(e)
@deprecated('m')
class M:
    def __new__(cls, *a): print('new', a); return super().__new__(cls)
    def __init_subclass__(cls, **k): print('sub', k)
M(1)
class N(M, k=1): pass
class P:
    @deprecated('meth')
    def m(self): return 1
    @classmethod
    @deprecated('cm')
    def c(cls): return 2
    @deprecated('sm')
    @staticmethod
    def s(): return 3
    @property
    @deprecated('prop')
    def p(self): return 4
P().m(); P.c(); P.s() if callable(P.s) else 0; P().p
warnings._deprecated('thing', remove=(3,20))
t(warnings._deprecated,'thing', remove=(3,1))
async def co(): pass
@deprecated('aco')
async def co2(): return 5
try: co2().send(None)
except StopIteration as s: print(s.value)
