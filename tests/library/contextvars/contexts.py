import contextvars as cv
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
tr(cv.ContextVar); tr(cv.ContextVar,1); tr(cv.ContextVar,'a',1); tr(cv.ContextVar,'a',default=1); tr(cv.ContextVar,'a',foo=1)
v=cv.ContextVar('v'); w=cv.ContextVar('w',default=5)
tr(v.get); tr(v.get,3); tr(w.get); tr(w.get,3); tr(v.get,1,2); tr(v.set); 
t=v.set(1); tr(lambda:t); tr(lambda: t.old_value); print(t.old_value is cv.Token.MISSING, cv.Token.MISSING, t.var is v); tr(v.reset,t); tr(lambda:t); tr(v.reset,t); tr(v.reset,1)
t=v.set(1); tr(w.reset,t)
tr(cv.Token); tr(cv.Context,1); c=cv.Context(); tr(lambda:c); print(len(c), list(c), c.get(v), c.get(v,3)); tr(lambda:c[v]); tr(lambda:c[1]); tr(lambda: 1 in c); tr(c.get,1); tr(c.run); 
c2=cv.copy_context(); print(len(c2), v in c2, w in c2, list(c2.keys())==[v], list(c2.items())==[(v,1)], list(c2.values())); print(c2==cv.copy_context(), c2==c)
def f(x): v.set(x); return v.get(), c2.get(v)
print(c2.run(f,7), v.get(), c2[v])
def g(): c2.run(g)
tr(c2.run,g)
tr(c2.run,v.reset,t)
with v.set(99) as tok: print(v.get(), tok is tok)
print(v.get())
with v.set(3): pass
tk=v.set(4)
v.reset(tk)
def h():
    with tk: pass
tr(h)
print(sorted(cv.__all__))
tr(lambda: cv.ContextVar[int]); tr(lambda: cv.Token[int]); tr(hash,c); tr(c.copy);  tr(lambda: type('x',(cv.Context,),{})); tr(lambda: type('x',(cv.ContextVar,),{}))
print(w, v); tr(lambda: v.name); tr(lambda: c2<c); tr(lambda: c.__setitem__(v,1));  
print(cv.Context.__module__)
class G:
    def __hash__(s): return 3
a=cv.ContextVar('a',default=None); print(a)
tr(lambda: a.default)
