import reprlib
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
r=reprlib.Repr(); print(reprlib.repr(list(range(100))), reprlib.repr('x'*100), reprlib.repr({i:i for i in range(10)}), reprlib.repr(10**100), reprlib.repr(set('abcdefghij')), reprlib.repr((1,)), reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr(frozenset()), reprlib.repr(object)); r.indent=2; print(r.repr([1,[2,{3:4}]])); r.indent='--'; print(r.repr((1,2))); r.indent=-1; tr(r.repr,[1]); r.indent=1.5; tr(r.repr,[1])
class RR:
    @reprlib.recursive_repr()
    def __repr__(s): return f'<{s!r}>'
print(RR(), RR.__repr__.__wrapped__.__name__); from collections import deque; print(reprlib.repr(deque(range(10)))); r=reprlib.Repr(maxlist=2,fillvalue='~'); print(r.repr([1,2,3]))
class Bad:
    def __repr__(s): 1/0
print(reprlib.repr(Bad()))
