from collections import *
import collections, collections.abc as ca
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
od=OrderedDict(a=1,b=2); tr(lambda:od); tr(lambda: od.keys()); tr(lambda: od.items()); tr(lambda: od.values()); od.move_to_end('a'); print(od); od.move_to_end('a',False); print(od, list(reversed(od)), list(reversed(od.items()))); tr(od.move_to_end,'z'); tr(od.popitem); tr(od.popitem,last=False); tr(od.popitem); tr(od.pop,'x'); tr(od.pop,'x',3); tr(od.pop,'x',default=3); tr(lambda: OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1)); tr(lambda: OrderedDict(a=1,b=2)=={'b':2,'a':1});  tr(OrderedDict.fromkeys,'abc',1); tr(lambda: OrderedDict(a=1)|{'b':2}); tr(lambda: {'b':2}|OrderedDict(a=1)); tr(OrderedDict,1); tr(OrderedDict,1,2); tr(od.setdefault,'k',3); tr(od.copy);
for i in range(1000): od[i]=i
n=0
while len(od)>5: n+=od.popitem(last=False)[1] or 0
print(n, od)
class D(OrderedDict): pass
d=D(a=1); d.x=1; print(d, d.__reduce__()[:3]); od=OrderedDict(); od['x']=od; print(od)
tr(lambda: dict(od.items()) is None)
P=namedtuple('P','x y',defaults=[5]); p=P(1); print(p, p._asdict(), p._replace(x=3), P._fields, P._field_defaults, P._make([1,2]), P.__doc__, P.x, P.x.__doc__, P.__new__.__doc__); tr(P); tr(P,1,2,3); tr(P._make,[1]); tr(p._replace,z=1); tr(setattr,p,'x',1); tr(delattr,p,'x'); tr(namedtuple,'a','a a'); tr(namedtuple,'a','_a'); tr(namedtuple,'a','if'); tr(namedtuple,'1','a'); tr(namedtuple,'a','a',defaults=[1,2]); print(namedtuple('R','a if _b a',rename=True)._fields, P.__module__, P.__new__, p.__getnewargs__(), P.__match_args__); tr(namedtuple,'X','a+b'); print(P.__slots__, P.__repr__, P._make, p==(1,5), hash(p)==hash((1,5)), P.__replace__ is P._replace)
tr(P,x=1,z=2); E=namedtuple('E',''); print(E(), E._fields)
c=Counter('abracadabra'); print(c, c.most_common(2), c.total(), sorted(c.elements()), c['z']); c.subtract('abc'); print(c); tr(Counter.fromkeys,'a'); print(c+Counter(a=1), c-Counter(a=1), c|Counter(z=3), c&Counter(a=2), +c, -Counter(a=-1)); c.update({'q':2},r=1); print(c); del c['nope']; tr(lambda: Counter(a=1)<=Counter(a=1,b=1)); tr(lambda: Counter(a=0)==Counter()); tr(lambda: Counter(a=1)<3); c+=Counter(a=1); c-=Counter(b=9); c|=Counter(y=1); c&=Counter(a=1,y=1); print(c, c.copy(), c.__reduce__()); tr(Counter,1); tr(Counter,[1],2); print(Counter(a='x',b=1)); print(Counter(), Counter(a=1.5).total())
cm=ChainMap({'a':1},{'b':2,'a':3}); print(cm, cm['a'], cm['b'], list(cm), len(cm), cm.parents, cm.new_child({'z':1}), cm.new_child(q=2), cm.get('zz',0), 'b' in cm, bool(cm)); tr(lambda:cm['zz']); tr(cm.pop,'zz'); tr(ChainMap().popitem); tr(lambda: cm.__delitem__('b')); print(cm|{'c':1}, {'c':1}|cm, cm.copy()); cm|={'x':1}; print(cm, cm==dict(cm))
u=UserDict({'a':1},b=2); print(u, u|{'c':1}, {'c':1}|u, u.copy(), 'a' in u, UserDict.fromkeys('ab',0)); tr(lambda:u['z']); l=UserList([1,2]); print(l+[3], [0]+l, l*2, l[0:1], l==[1,2], l<[3]); l+=[4]; l.append(5); print(l, l.copy(), type(l[0:1])); s=UserString('abc'); print(s, s.upper(), type(s.upper()), s+'d', 'z'+s, s*2, s[1], s.find('b'), s.isalpha(), s=='abc', hash(s)==hash('abc'), s.center(9,'*'), 'b' in s, s.split('b'), '%s'%s)
print(isinstance([],ca.Sequence), isinstance({},ca.Mapping), isinstance(deque(),ca.MutableSequence), isinstance(c,ca.MutableMapping), issubclass(int,ca.Hashable), isinstance([],ca.Hashable), isinstance('',ca.Sequence), isinstance(range(3),ca.Sequence), isinstance(b'',ca.Buffer), isinstance(iter([]),ca.Iterator), isinstance((x for x in []),ca.Generator), isinstance(len,ca.Callable), isinstance(3,ca.Callable), isinstance({}.keys(),ca.KeysView), isinstance(set(),ca.MutableSet), isinstance(frozenset(),ca.Set), isinstance([],ca.Reversible), isinstance({},ca.Reversible), isinstance(1,ca.Sized), isinstance(zip(),ca.Iterable))
class MyS(ca.Sequence):
    def __init__(s,*a): s.a=a
    def __getitem__(s,i): return s.a[i]
    def __len__(s): return len(s.a)
m=MyS(1,2,3); print(list(m), list(reversed(m)), m.index(2), m.count(3), 2 in m)
match m:
    case [a,b,c]: print('seq',a,b,c)
class Inc(ca.Sequence): pass
tr(Inc)
class Inc2(ca.Mapping):
    def __len__(s): return 0
tr(Inc2)
class MyM(ca.MutableMapping):
    def __init__(s): s.d={}
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,k,v): s.d[k]=v
    def __delitem__(s,k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
mm=MyM(); mm.update({'a':1},b=2); print(dict(mm), mm.keys(), mm.items(), list(mm.values()), mm.pop('a'), mm.setdefault('q',3), mm.popitem(), mm=={'q':3}, 'b' in mm, mm.get('zz')) if False else print(dict(mm), list(mm.keys()), mm.pop('a'), mm.setdefault('q',3), mm=={'b':2,'q':3}); tr(mm.pop,'zz')
match mm:
    case {'q':x}: print('map',x)
class MySet(ca.MutableSet):
    def __init__(s,it=()): s.s=list(dict.fromkeys(it))
    def __contains__(s,x): return x in s.s
    def __iter__(s): return iter(s.s)
    def __len__(s): return len(s.s)
    def add(s,x):
        if x not in s.s: s.s.append(x)
    def discard(s,x):
        if x in s.s: s.s.remove(x)
    def __repr__(s): return f'MySet({s.s})'
a=MySet('abc'); print(a|{'d'}, a&{'a'}, a-{'a'}, a^{'z'}, a<=set('abcd'), {'a'}<=a, a==set('abc'), a.isdisjoint('xyz'), a._hash()==hash(frozenset('abc'))); a|='z'; a.remove('z'); tr(a.remove,'z'); a-={'a'}; a^={'q'}; print(a, a.pop())
tr(lambda: ca.Callable[[int],str]); tr(lambda: ca.Callable[...,int]); tr(lambda: ca.Iterable[int]); tr(lambda: ca.Callable[int]); tr(lambda: ca.Callable[1,2])
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def g(self): pass
tr(A)
class B(A):
    f=1; g=2
print(B(), sorted(A.__abstractmethods__), isinstance(B(),A))
@A.register
class C: pass
print(isinstance(C(),A), issubclass(C,A), issubclass(int,A)); tr(A.register,1); tr(C.register if hasattr(C,'register') else (lambda:0)); A.register(int); print(isinstance(3,A)); tr(lambda: issubclass(1,A))
class X(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls,C): return 3
tr(lambda: issubclass(int,X))
class Y(A): pass
tr(lambda: Y.register(A)); tr(lambda: abc.get_cache_token()>0); 
class Z: pass
abc.update_abstractmethods(Y); print(Y.__abstractmethods__=={'f','g'})
tr(lambda: isinstance(3,abc.ABC)); print(collections.abc.Set.__name__, collections.abc.Sized.__module__)
