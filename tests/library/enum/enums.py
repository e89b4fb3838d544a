import enum, sys
from enum import *
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
class Color(Enum):
    RED=1
    GREEN=2
    CRIMSON=1
    def hello(self): return 'hi '+self.name
print(Color.RED, repr(Color.RED), Color.CRIMSON is Color.RED, list(Color), len(Color), Color(2), Color['GREEN'], Color.RED.name, Color.RED.value, Color.RED.hello(), Color, type(Color.RED), isinstance(Color.RED,Color), f'{Color.RED}', f'{Color.RED:>12}', hash(Color.RED)==hash('RED'), Color.__members__, list(reversed(Color)), 1 in Color, Color.RED in Color, 7 in Color, bool(Color), Color.RED==1, Color.RED!=Color.GREEN)
tr(Color,9); tr(lambda:Color['X']); tr(lambda: Color.X); tr(setattr,Color,'RED',3); tr(delattr,Color,'RED'); tr(setattr,Color.RED,'name','x'); tr(setattr,Color.RED,'value','x'); tr(lambda: Color.RED<Color.GREEN); tr(Color); tr(lambda: type('X',(Color,),{}))
def ext():
    class X(Color): pass
tr(ext)
def dup():
    class X(Enum):
        A=1
        A=2
tr(dup)
def mro():
    class X(Enum):
        mro=1
tr(mro)
class Auto(Enum):
    A=auto(); B=auto(); C=10; D=auto()
print(list(Auto))
class S(StrEnum):
    Foo=auto(); BAR='x'
print(S.Foo, repr(S.Foo), S.BAR.upper(), f'{S.BAR}', S('x'), isinstance(S.BAR,str), S.Foo+'a', '%s'%S.BAR)
class I(IntEnum):
    A=1; B=2
print(I.A, repr(I.A), I.A+1, f'{I.B:03d}', I.A<I.B, I(2), [10,20,30][I.A], str(I.A), format(I.A), int(I.B), I.A==1)
class P(Flag):
    R=4; W=2; X=1; RW=6
print(P.R|P.W, repr(P.R|P.X), P(0), repr(P(0)), P.RW, list(P), list(P.RW), P.R in P.RW, ~P.R, repr(~P.RW), P.R&P.W, P.R^P.RW, bool(P(0)), len(P.RW), P['R'], P(7), repr(P(7)), P.R.value, P)
tr(P,8); tr(lambda: P.R|1); tr(lambda: 1 in P.R); tr(P,'a'); tr(P,-1); print(repr(P(-2)), P(3).name, str(P(5)))
class IF(IntFlag):
    A=1; B=2; C=4
print(IF.A|IF.B, repr(IF.A|IF.B), repr(IF(8)), repr(IF.A|8), IF.A+1, repr(~IF.A), list(IF(5)), repr(IF(0)), str(IF(9)), repr(IF.A|IF(16)), 3 in IF, f'{IF.A|IF.C}')
class K(Flag,boundary=KEEP):
    A=1; B=2
print(repr(K(9)), repr(K(8)), repr(~K.A)); 
class CF(Flag,boundary=CONFORM):
    A=1; B=2
print(repr(CF(9)))
class EJ(Flag,boundary=EJECT):
    A=1; B=2
print(repr(EJ(9)), EJ._boundary_)
class Planet(Enum):
    MERCURY=(3.3e23,2.4e6); EARTH=(5.9e24,6.3e6)
    def __init__(self,mass,radius): self.mass=mass; self.radius=radius
    @property
    def g(self): return round(self.mass/self.radius**2)
print(Planet.EARTH.mass, Planet.EARTH.g, Planet.EARTH.value, repr(Planet.MERCURY), Planet((3.3e23,2.4e6)))
class N(Enum):
    def __new__(cls,v,label):
        o=object.__new__(cls); o._value_=v; o.label=label; return o
    A=1,'one'; B=2,'two'
print(N.A.label, N(2), N.B.value, N._value2member_map_)
class T(tuple,Enum):
    A=(1,2)
print(repr(T.A), T.A[0], T.A.value)
class M(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): return cls.A if v=='a' else None
print(M('a')); tr(M,'b')
class M2(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): return 5
tr(M2,3)
class G(Enum):
    @staticmethod
    def _generate_next_value_(n,s,c,l): return n+'!'
    A=auto(); B=auto()
print(list(G))
F=Enum('F','A B C'); print(list(F), F.__module__, F.__qualname__); F=Enum('F',['A','B'],start=5); print(list(F)); F=Enum('F',{'A':'x','B':'y'}); print(list(F)); F=Enum('F',[('A',1),('B',2)],module='mm',qualname='q.F'); print(list(F),F.__module__,F.__qualname__); F=IntEnum('F','A B',start=0); print(F.A+0, F(1)); F=Flag('F','A B'); print(list(F)); F=Enum('F','A B',type=str); print(list(F))
tr(Enum,'X'); 
def un():
    @unique
    class X(Enum): A=1; B=1; C=2; D=2
tr(un)
def v1():
    @verify(UNIQUE)
    class X(Enum): A=1; B=1
tr(v1)
def v2():
    @verify(CONTINUOUS)
    class X(Enum): A=1; B=4
tr(v2)
def v3():
    @verify(NAMED_FLAGS)
    class X(Flag,boundary=KEEP): A=1; B=6
tr(v3)
def v4():
    @verify(CONTINUOUS)
    class X(Flag): A=1; B=8
tr(v4)
class Mem(Enum):
    A=member(1); B=nonmember(2)
    @member
    def f(self): return 1
    class Inner: pass
    x=lambda self: 3
print(list(Mem), Mem.B, Mem.A.x(), Mem.Inner)
class Ig(Enum):
    _ignore_='a b'
    a=1; b=2
    C=3
print(list(Ig), hasattr(Ig,'a'))
class Or(Enum):
    _order_='A B'
    A=1; B=2
def badorder():
    class Or(Enum):
        _order_='B A'
        A=1; B=2
tr(badorder)
class UH(Enum):
    A=[1]; B={}
print(UH([1]), UH({}), [1] in UH, [2] in UH); tr(UH,[3])
class Empty(Enum): pass
tr(Empty,1); print(len(Empty), list(Empty))
class Base(Enum):
    def m(self): return self.value*2
class D(Base): A=3
print(D.A.m(), D.__mro__[1] is Base)
class Data: 
    def __init__(s,*a): pass
print(Color.RED.__reduce_ex__(2), sorted(x for x in dir(Color) if not x.startswith('__')), sorted(x for x in dir(Color.RED) if not x.startswith('__')))
import functools
class Hash(Enum):
    A=1
    def __eq__(s,o): return True
    __hash__=Enum.__hash__
print({Color.RED:1}[Color.RED], Color.RED is Color(1), Color.__doc__, enum.auto(3), Color._member_names_)
class Neg(IntFlag):
    A=1; B=2; M=-1
print(list(Neg), repr(Neg.M), repr(Neg(-1)))
class name_clash(Enum):
    name='x'; value='y'
print(name_clash.name, name_clash.name.name, name_clash.value.value)
print(enum.show_flag_values(5), enum.bin(5), enum.bin(-5), enum.bin(3,8), EnumType is EnumMeta, repr(FlagBoundary.STRICT), str(STRICT), list(EnumCheck))
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
class AddA(Enum):
    A=1
    def __init__(self,v): self._add_alias_('Z'); self._add_value_alias_('zz')
print(AddA.Z, AddA('zz'))
class Perm(Flag):
    B=2; A=1; C=4
print(list(Perm), repr(Perm.A|Perm.B|Perm.C), Perm.A|Perm.B)
def alias():
    class X(Flag): A=1; B=2; D=12
    return X.D, list(X)
tr(alias)
class WithProp(Enum):
    A=1
    @enum.property
    def foo(self): return 'foo'+self.name
print(WithProp.A.foo); tr(lambda: WithProp.foo); tr(lambda: Color.RED.GREEN); tr(lambda: Color.RED.zip)
def pr():
    class X(Enum):
        _A_=1
tr(pr)
class Pv(Enum):
    __x=1
    A=2
print(list(Pv))
def two():
    class X(int,str,Enum): A=1
tr(two)
def noenum():
    class X(Enum,int): A=1
tr(noenum)
