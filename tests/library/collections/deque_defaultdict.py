import itertools as it
class I:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s): s.n+=1; return s.n
    def __copy__(s): return I()
print(it.tee(I(),2))
from collections import deque
import collections as c
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
d=deque([1,2,3],maxlen=3)
tr(lambda:d);  tr(deque,1); tr(deque,[1],-1); tr(deque,[1],'a'); tr(deque,[1],2,3); tr(deque,iterable=[1],maxlen=None); tr(deque,foo=1)
tr(deque().pop); tr(deque().popleft); tr(lambda: d[3]); tr(lambda: d['a']); tr(lambda: d[0:1]); tr(lambda: d.__setitem__(5,1)); tr(lambda: d.__delitem__(5))
tr(d.index,5); tr(d.remove,7); tr(d.insert,0,1); tr(deque([1,2]).insert,5,3); tr(d.rotate,'a'); tr(d.append); tr(d.extend,1); tr(lambda:d+[1]); tr(lambda: d+deque([9])); tr(lambda:d*2); tr(lambda:2*d); tr(lambda:d*'a'); tr(hash,d)
e=deque([1,2,3]); 
def mut():
    for x in e: e.append(1)
tr(mut)
def mut():
    for x in e: e.clear()
tr(mut)
tr(deque([1]).__reduce__); tr(d.__reduce__); tr(lambda: d.__copy__()); tr(lambda: d==deque([1,2,3])); tr(lambda: d<deque([1,3])); tr(lambda:d==[1,2,3]); tr(lambda: d<[1]); tr(lambda: iter(d)); tr(lambda: reversed(d)); tr(lambda: deque[int]); tr(lambda: d.maxlen); tr(lambda: setattr(d,'maxlen',3))
tr(d.count,1); tr(d.index,2,0,1); tr(d.index,2,-3,-1); tr(lambda: 2 in d); tr(d.insert); 
d2=deque(); d2.append(d2); print(d2)
class D(deque): pass
tr(lambda: D([1],3)); print(D([1]).__reduce__())
x=deque([1,2]); x+=[3]; x*=2; print(x); x.extendleft('ab'); print(x); x.rotate(2); print(x); x.rotate(-1); print(x, x.reverse(), x)
tr(lambda: d.__iadd__(3)); tr(lambda: d.__init__([4,5])); print(d)
i=iter(deque([1,2,3])); next(i); print(i.__length_hint__(), i.__reduce__()); print(type(i), type(reversed(x)))
tr(type(i)); tr(type(i), deque([1,2]), 1); tr(type(i),[1])
tr(deque.__text_signature__); 
def bad():
    d=deque([1,2,3])
    class E:
        def __eq__(s,o): d.clear(); return False
    return E() in d
tr(bad)
def bad():
    d=deque([1,2,3])
    class E:
        def __eq__(s,o): d.append(1); return False
    return d.index(E())
tr(bad)
def bad():
    d=deque([1,2,3])
    class E:
        def __eq__(s,o): d.append(1); return False
    return d.remove(E())
tr(bad)
dd=c.defaultdict(list,a=1); tr(lambda:dd);  tr(c.defaultdict,1); tr(lambda: dd['x']); tr(lambda: c.defaultdict()['x']); tr(dd.__reduce__); tr(lambda: dd|{'q':1}); tr(lambda:{'q':1}|dd); tr(lambda:dd.copy()); tr(lambda: dd.default_factory); dd.default_factory=None; tr(lambda:dd['y']); print(dd); dd['s']=dd; print(dd)
