import itertools as it
def tr(fn,*a,**k):
    try:
        r=fn(*a,**k); print(repr(r))
        return r
    except BaseException as e: print(type(e).__name__, e)
for n in sorted(dir(it)):
    f=getattr(it,n)
    if isinstance(f,type) and n!='__loader__' and f.__text_signature__: print(n, f.__text_signature__, f.__module__, f.__name__)
    tr(f) if not n.startswith('_') else 0
tr(it.count,'a'); tr(it.count,1,2); tr(it.count,1.5); tr(it.count,step=2); tr(it.count,1,'a'); tr(it.count,1,1); tr(it.count,True); tr(it.count,0,1.0); tr(it.count,x=1); tr(it.count,1,2,3); tr(it.count, 2**70); tr(it.count,1,True)
c=it.count(2**63-2); print([next(c) for i in range(4)],c); c=it.count(3,-2); print([next(c) for i in range(4)],c)
tr(it.repeat,1,2,3); tr(it.repeat,1,-3); tr(it.repeat,1,times=2); tr(it.repeat,1); tr(it.repeat,1,'a'); tr(len,it.repeat(1,2)); tr(it.repeat(1,3).__length_hint__); tr(it.repeat(1).__length_hint__); tr(it.repeat,x=3)
tr(it.cycle,1); tr(it.cycle,[1],a=2); tr(it.accumulate,1); tr(it.accumulate,[1],1,2,3); tr(list,it.accumulate([1,2,3],initial=5)); tr(list,it.accumulate([1,2,3],lambda a,b:a*b)); tr(list,it.accumulate([],initial=None)); tr(list,it.accumulate([1,'a']))
tr(it.chain,1); tr(next,it.chain(1)); tr(it.chain.from_iterable,1); tr(next,it.chain.from_iterable([1])); tr(it.chain,a=1); tr(it.chain[int])
tr(it.compress,[1],1); tr(it.compress,data=[1],selectors=[2]); tr(it.dropwhile,1,[2]); tr(next,it.dropwhile(1,[2])); tr(it.starmap,1,2); tr(list,it.starmap(pow,[(2,3),[3,2]])); tr(next,it.starmap(pow,[1]))
tr(it.islice,[1]); tr(it.islice,[1],'a'); tr(it.islice,[1],-1); tr(it.islice,[1],1,-2); tr(it.islice,[1],1,2,0); tr(it.islice,[1],1,2,'a'); tr(it.islice,[1],'a',2); tr(list,it.islice(range(10),2,None,3)); tr(it.islice,[1],None,None,None); tr(it.islice,1,2); tr(it.islice,[1],1,2,3,4); tr(it.islice,[1],2,'a')
tr(it.tee,1); tr(it.tee,[1],-1); tr(it.tee,[1],0); tr(it.tee,[1],2,3); a,b=it.tee([1,2,3]); print(type(a),next(a),list(b)); print(type(a.__copy__())); tr(it.tee,[1],n=3); tr(it._tee,1); tr(it._tee,[1]); print(it.tee(a,3)[0] is a)
tr(it.zip_longest,1); tr(it.zip_longest,fillvalue=3); tr(it.zip_longest,[1],foo=3); tr(it.zip_longest,[1],fillvalue=3,a=2); tr(list,it.zip_longest('ab','c',fillvalue=None)); tr(it.zip_longest,[1],2)
tr(it.groupby,1); tr(it.groupby,[1],key=None); tr(it.groupby,[1],2,3); print([(k,list(g)) for k,g in it.groupby('aabbc')]); g=it.groupby('aab'); k,x=next(g); print(x); next(g); print(list(x)); tr(it.groupby,iterable=[1]); tr(it._grouper,1,2); tr(it._grouper)
tr(it.product,1); tr(it.product,[1],repeat=-1); tr(it.product,[1],repeat='a'); tr(it.product,[1],foo=1); tr(list,it.product([1,2],repeat=0)); tr(list,it.product('ab',[1,2])); tr(list,it.product()); tr(list,it.product([],[1])); tr(it.product,[1,2],repeat=2**60); tr(it.product, repeat=2**62)
tr(it.permutations,[1],-1); tr(it.permutations,[1],'a'); tr(it.permutations,1); tr(list,it.permutations('abc',2)); tr(list,it.permutations([1],2)); tr(list,it.permutations([],0)); tr(it.permutations,[1],None); tr(it.permutations,[1],1.0)
tr(it.combinations,[1]); tr(it.combinations,[1],-1); tr(list,it.combinations('abc',2)); tr(list,it.combinations_with_replacement('abc',2)); tr(list,it.combinations([1],0)); tr(list,it.combinations_with_replacement([],1)); tr(list,it.combinations_with_replacement([],0)); tr(it.combinations,[1],r='a'); tr(it.combinations_with_replacement,[1],-1)
tr(it.batched,[1]); tr(it.batched,[1],0); tr(list,it.batched('abcde',2)); tr(list,it.batched('abcde',2,strict=True)); tr(it.batched,[1],2,True); tr(it.batched,1,2); tr(it.batched,[1],'a'); tr(it.batched,[1],n=2)
tr(it.pairwise,1); tr(list,it.pairwise('abc')); tr(it.pairwise,iterable=[1]); tr(list,it.pairwise('a'))
tr(it.takewhile,1); tr(it.takewhile,bool,[1,0]); tr(list,it.takewhile(bool,[1,0,1])); tr(it.filterfalse,None,[0,1]);tr(list,it.filterfalse(None,[0,1])); tr(list,it.filterfalse(bool,[0,1])); tr(it.takewhile,bool,[1],x=2); tr(it.takewhile,bool,1)
import sys
print(sys.getsizeof(it.product([1])) > 0)
tr(it.chain(1).__setstate__) if hasattr(it.chain(),'__setstate__') else print('no setstate')
g=(x for x in [1]); a,b=it.tee(g)
def gg():
    yield next(a)
a,b=it.tee(gg()); tr(next,a)
tr(it.count().__reduce__) if 0 else 0
pass

