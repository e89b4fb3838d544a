import functools as f, operator as o, itertools as it, collections as c, sys
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
P=f.Placeholder
tr(lambda:P); tr(lambda:type(P)); tr(type(P)); tr(type(P),1); tr(lambda: P.__reduce__()); tr(lambda: bool(P))
tr(f.partial); tr(f.partial,1); tr(f.partial,print,P); tr(f.partial,print,1,P); tr(f.partial,print,a=P)
p=f.partial(print,P,2,P,3)
tr(p); tr(p,1); tr(p,1,2,3,4); print(p.args,p.keywords,p.func); print(f.partial(p,5), f.partial(p,5,P,7) if 0 else '')
print(f.partial(p,5,6)); print(f.partial(p,P,6)); 
class Q(f.partial): pass
print(Q(int)); print(Q.__mro__, f.partial.__mro__)
tr(p.__setstate__,1); tr(p.__setstate__,(1,2,3,4)); tr(setattr,p,'func',1); p.x=3; print(p.__reduce__()); print(p.__dict__)
tr(p.__setstate__,(print,(P,),{},None))
tr(delattr,p,'func'); tr(delattr,p,'__dict__')
tr(f.reduce,1); tr(f.reduce,1,2); tr(f.reduce,max,[]); tr(f.reduce,max,[],initial=4); tr(f.reduce,max,[1],3,initial=4); tr(f.reduce, max,[1],foo=3)
K=f.cmp_to_key(lambda a,b:a-b); print(type(K), K); tr(K); tr(K,1,2); print(K(1)<K(2)); tr(lambda: K(1)<1); tr(hash,K(1)); tr(f.cmp_to_key); print(K(1).obj); tr(lambda:K.obj); tr(lambda:K(1)==K(1)); tr(lambda: K<K(1))
tr(lambda: setattr(K,'obj',3)); 
@f.lru_cache(maxsize=2)
def g(x,*,y=2): 'doc'; return x
tr(f.lru_cache, 'a'); tr(f.lru_cache,1,2,3); tr(g,[]); print(g.__reduce__())
tr(f._lru_cache_wrapper,1,2,3,4); tr(f._lru_cache_wrapper,print,'a',3,4); tr(f._lru_cache_wrapper, print)
