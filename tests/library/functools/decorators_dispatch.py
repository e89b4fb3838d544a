import functools as f, operator, sys, reprlib, keyword, heapq, bisect
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
def deco(fn):
    @f.wraps(fn)
    def w(*a,**k):
        'wrapper'
        return fn(*a,**k)
    return w
@deco
def hello(x:int)->str:
    'doc'
    return x
hello.attr=1
print(hello.__name__, hello.__doc__, hello.__wrapped__.__name__, hello(3), hello.__annotations__, hello.__module__, f.WRAPPER_ASSIGNMENTS, f.WRAPPER_UPDATES)
@f.total_ordering
class T:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v if isinstance(o,T) else NotImplemented
    def __lt__(s,o): return s.v<o.v if isinstance(o,T) else NotImplemented
print(T(1)<=T(1), T(1)>T(0), T(1)>=T(2)); tr(lambda: T(1)<=3); print(T.__le__.__doc__, T.__le__.__name__)
tr(f.total_ordering, type('E',(),{}))
for op in ('__lt__','__le__','__gt__','__ge__'):
    C=f.total_ordering(type('C',(),{'__init__':lambda s,v:setattr(s,'v',v),'__eq__':lambda a,b:a.v==b.v, op:lambda a,b,op=op:getattr(operator,op)(a.v,b.v)}))
    print(op,[(C(a)<C(b),C(a)<=C(b),C(a)>C(b),C(a)>=C(b)) for a in (1,2) for b in (1,2)])
class M:
    def m(self,a,b,*,c=0): return (type(self).__name__,a,b,c)
    pm=f.partialmethod(m,1,c=5)
    pm2=f.partialmethod(pm,2)
    cm=f.partialmethod(classmethod(lambda cls,x,y:(cls.__name__,x,y)),7)
    sm=f.partialmethod(staticmethod(lambda x,y:(x,y)),8)
    ph=f.partialmethod(m,f.Placeholder,9)
print(M().pm(3), M().pm2(), M.cm(1), M().sm(2), M().ph(4)); tr(f.partialmethod,1); print(M.__dict__['pm']); tr(M().ph); tr(f.partialmethod,print,f.Placeholder); print(M.pm(M(),6))
class CP:
    n=0
    @f.cached_property
    def p(self): 'pd'; CP.n+=1; return CP.n
x=CP(); print(x.p,x.p,x.__dict__, CP.p.__doc__, CP.p.attrname); del x.p; print(x.p)
class S:
    __slots__=()
    @f.cached_property
    def p(s): return 1
tr(lambda:S().p)
def two():
    c=f.cached_property(lambda s:1)
    class A: a=c; b=c
try: two()
except TypeError as e: print(e, e.__notes__ if hasattr(e,'__notes__') else '')
except RuntimeError as e: print('RT', e, e.__cause__)
tr(lambda: f.cached_property(lambda s:1).__get__(CP(),CP))
@f.singledispatch
def g(a,*r): return ('obj',a)
@g.register(int)
def _(a): return ('int',a)
@g.register(list)
def _(a): return ('list',a)
g.register(type(None),lambda a:'none')
@g.register(float|complex)
def _(a): return 'num'
import collections.abc as ca
@g.register(ca.Sequence)
def _(a): return 'seq'
print(g(1),g(True),g([1]),g(None),g(2.0),g(1j),g('s'),g((1,)),g({}), g.dispatch(bool) is g.dispatch(int), sorted(map(str,g.registry.keys()))); tr(g); tr(g.register,1); tr(g.register,1,2)
@g.register(ca.Sized)
def _(a): return 'sized'
@g.register(ca.Iterable)
def _(a): return 'iterable'
tr(g,set()); tr(g, '')
class SM:
    @f.singledispatchmethod
    def m(self,a): return 'any'
    @m.register(int)
    def _(self,a): return 'int'
    @f.singledispatchmethod
    @classmethod
    def c(cls,a): return cls.__name__
    @c.register(str)
    @classmethod
    def _(cls,a): return cls.__name__+'str'
print(SM().m(1), SM().m('x'), SM.c(1), SM.c('x'), SM().m.__name__, SM.__dict__['m']); tr(f.singledispatchmethod,1); tr(SM().m); print(SM.m)
@f.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(100), fib.cache_info(), fib.cache_parameters()); fib.cache_clear(); print(fib.cache_info())
@f.lru_cache
def h(*a,**k): return a,k
print(h(1),h(1.0),h(a=1,b=2),h(b=2,a=1),h.cache_info())
@f.lru_cache(maxsize=3,typed=True)
def h(*a,**k): return a,k
for i in (1,1.0,True,1,2,1,3,1.0): h(i)
print(h.cache_info())
@f.lru_cache(maxsize=0)
def z(): return 1
z();z();print(z.cache_info())
@f.lru_cache(maxsize=-5)
def z(): return 1
z();z();print(z.cache_info())
class L:
    @f.lru_cache(2)
    def m(self,x): return x
l=L(); print(l.m(1),l.m(1),L.m.cache_info())
@f.lru_cache(maxsize=10)
def bad(x): raise ValueError(x)
tr(bad,1); print(bad.cache_info())
print(sorted([3,1,2],key=f.cmp_to_key(lambda a,b:b-a)), f.reduce(lambda a,b:a+b,'abc'), f.reduce(operator.add,[1,2],10))
print(sorted(f.__all__))
