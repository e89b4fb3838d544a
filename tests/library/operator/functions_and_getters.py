import operator as o
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
import sys
print(sorted(o.__all__))
import _operator
for n in sorted(o.__all__):
    f=getattr(_operator,n)
    if callable(f) and not isinstance(f,type): print(n, f.__text_signature__)
tr(o.itemgetter); tr(o.itemgetter, a=1); tr(o.itemgetter(1)); tr(o.itemgetter(1),2,3); tr(o.itemgetter(1),a=3); tr(repr,o.itemgetter(1,'a')); tr(o.itemgetter(1).__reduce__)
tr(o.itemgetter(1,2), [1,2,3]);  tr(o.itemgetter(7), (1,2,3)); tr(o.itemgetter(slice(1,2)), (1,2,3))
tr(o.attrgetter); tr(o.attrgetter, 1); tr(o.attrgetter,'a.b','c'); tr(o.attrgetter('x')); tr(o.attrgetter('real.imag'), 3); tr(o.attrgetter('real','x'),3); tr(o.attrgetter('real').__reduce__); tr(o.attrgetter('real'),a=3)
tr(o.methodcaller); tr(o.methodcaller, 1); tr(o.methodcaller,'a',1,b=2); tr(o.methodcaller('a',1).__reduce__); tr(o.methodcaller('a',1,b=2).__reduce__); tr(o.methodcaller('upper')); tr(o.methodcaller('upper'),'a'); tr(o.methodcaller('upper'),'a',1); tr(o.methodcaller('split','a',maxsplit=1),'bab'); tr(o.methodcaller('x'),1)
tr(o.methodcaller, name='upper')
tr(o.concat,1,2); tr(o.concat,[],1); tr(o.concat,[],[2]); tr(o.iconcat,1,2); tr(o.countOf,[1,2,1],1); tr(o.countOf,1,1); tr(o.indexOf,[1],2); tr(o.indexOf,[1,2],2); tr(o.indexOf,1,2)
tr(o.length_hint,[]); tr(o.length_hint,1,'a'); tr(o.length_hint,1,2); tr(o.length_hint,object()); tr(o.length_hint)
tr(o.call); tr(o.call,print,1,sep=2); tr(o.index,1.0); tr(o.is_none,None); tr(o.is_not_none,None); tr(o.truth,[])
tr(_operator._compare_digest,'a','a'); tr(_operator._compare_digest,'é','é'); tr(_operator._compare_digest,b'a',bytearray(b'a')); tr(_operator._compare_digest,'a',b'a'); tr(_operator._compare_digest,1,1)
tr(o.setitem,[1],0,2); tr(o.delitem,[1],3); tr(o.add,1); tr(o.add,1,2,3); tr(o.add,a=1); tr(o.contains,[1],1); tr(o.not_,1,2); tr(o.neg); tr(o.pow,2,3)
print(o.itemgetter.__text_signature__,o.attrgetter.__text_signature__,o.methodcaller.__text_signature__, o.itemgetter.__match_args__ if hasattr(o.itemgetter,'__match_args__') else '')
print(o.itemgetter.__module__, o.add.__module__, o.__add__ is o.add)
tr(lambda: type('x',(o.itemgetter,),{}))
