import dataclasses as D
from dataclasses import *
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
@dataclass
class P:
    x:int
    y:int=3
    z:list=field(default_factory=list)
p=P(1); print(p, p==P(1), p!=P(2), P.__doc__, P.__match_args__, fields(P)[0].name, [f.name for f in fields(p)], p.z is P(1).z, P.y, hasattr(P,'x'), P.__eq__.__qualname__, P.__init__.__qualname__); tr(P); tr(P,1,2,3,4); tr(hash,p); tr(lambda:p<p); print(P.__dataclass_params__); print(fields(P)[1]); print(P.__init__.__annotations__)
@dataclass(frozen=True,order=True)
class F:
    a:int
    b:str='q'
f=F(1); print(f<F(2), F(1)<=F(1), hash(f)==hash(F(1)), {f:1}[F(1)], sorted([F(3),F(1)])); tr(setattr,f,'a',2); tr(delattr,f,'a'); tr(setattr,f,'zz',2); tr(lambda:f<3); print(f.__replace__(b='n'), replace(f,a=9)); tr(replace,f,q=1); tr(replace,3)
@dataclass
class C(P):
    w:str='w'
    x:float=2.0
print(C(), C.__match_args__, fields(C)[0].type)
def nd():
    @dataclass
    class X:
        a:int=1
        b:int
tr(nd)
def md():
    @dataclass
    class X:
        a:list=[]
tr(md)
@dataclass
class K:
    a:int
    _:KW_ONLY
    b:int=2
    c:int=field(default=3,kw_only=False) 
    d:int=field(kw_only=True,default=7)
print(K(1,5,b=9), K.__match_args__, K.__doc__); tr(K,1,2,3)
@dataclass(kw_only=True)
class KW: a:int; b:int=1
print(KW(a=1)); tr(KW,1)
@dataclass
class IV:
    a:int
    b:InitVar[int]
    c:InitVar[int]=5
    d:int=field(init=False,default=0)
    def __post_init__(self,b,c): self.d=b+c
print(IV(1,2), InitVar[int], InitVar[list[int]], [x.name for x in fields(IV)]); tr(replace,IV(1,2),a=3); tr(replace,IV(1,2),d=3); print(replace(IV(1,2),b=1,c=1))
pass
@dataclass
class CV:
    a:int=1
    b:'ClassVar[int]'=2
    c:int=3
print(CV(), fields(CV)[0].name, len(fields(CV)))
@dataclass(slots=True)
class S:
    a:int
    b:int=2
    def m(self): return super().__repr__() and __class__ is S
s=S(1); print(s, S.__slots__, s.m()); tr(setattr,s,'zz',1); 
@dataclass(slots=True,weakref_slot=True,frozen=True)
class S2: a:int
print(S2.__slots__, S2(1)); tr(setattr,S2(1),'a',1)
@dataclass(eq=False)
class NE: a:int=1
print(NE()==NE(), hash(NE()) is not None)
@dataclass(repr=False,init=False)
class NR: a:int=1
print('NR object' in repr(NR()))
@dataclass(unsafe_hash=True)
class UH: a:int=1; b:list=field(default_factory=list,hash=False,compare=False,repr=False)
print(hash(UH())==hash((1,)), UH()==UH(1,[2]), UH())
@dataclass
class Nest: p:P; l:list; d:dict; t:tuple
n=Nest(P(1),[P(2)],{'k':P(3)},(P(4),)); print(asdict(n)); print(astuple(n)); print(asdict(P(1),dict_factory=lambda x: list(x))); tr(asdict,3); tr(astuple,P); tr(fields,3); print(is_dataclass(P), is_dataclass(P(1)), is_dataclass(3))
M=make_dataclass('M',[('x',int),('y',int,field(default=5))],namespace={'f':lambda s:s.x},bases=(),frozen=True); print(M(1), M(1).f(), M.__module__); tr(make_dataclass,'M',['a','a']); tr(make_dataclass,'M',['if']); tr(make_dataclass,'M',[('a',)]); 
tr(lambda: dataclass(order=True,eq=False)(type('X',(),{}))); tr(field,default=1,default_factory=list)
def fr():
    @dataclass
    class X(F): pass
tr(fr)
def fr():
    @dataclass(frozen=True)
    class X(P): pass
tr(fr)
def noann():
    @dataclass
    class X: a=field()
tr(noann)
def lt():
    @dataclass(order=True)
    class X:
        a:int=1
        def __lt__(s,o): pass
tr(lt)
def uh():
    @dataclass(unsafe_hash=True)
    class X:
        a:int=1
        def __hash__(s): return 1
tr(uh)
def ws():
    @dataclass(weakref_slot=True)
    class X: a:int=1
tr(ws)
@dataclass
class R: r:object=None
r=R(); r.r=r; print(r)
@dataclass
class E: pass
print(E(), E()==E(), E.__doc__)
match P(1,2):
    case P(a,b): print(a,b)
@dataclass
class Selfy: self:int=1
print(Selfy())
@dataclass
class Meta: a:int=field(metadata={'k':1},doc='adoc')
print(fields(Meta)[0].metadata, Meta.__dataclass_fields__['a'].doc, MISSING.__class__.__name__, KW_ONLY.__class__.__name__)
@dataclass
class Fwd: a:'Undefined'; b:int=1
print(Fwd(1), fields(Fwd)[0].type)
def inner():
    @dataclass
    class L: a:int
    return L(1)
print(inner()); print(sorted(D.__all__)); tr(lambda: Field[int])
