import contextlib as C, sys, io
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
@C.contextmanager
def cm(x):
    'doc'
    print('in',x)
    try: yield x*2
    except ValueError as e: print('caught',e)
    finally: print('out',x)
with cm(3) as v: print(v)
with cm(4): raise ValueError('boo')
def k():
    with cm(5): raise KeyError('k')
tr(k)
@cm(9)
def deco(a): print('deco',a); return a
print(deco(1), deco(2)); print(cm.__doc__, cm.__name__, cm(0).__doc__)
@C.contextmanager
def noyield():
    if 0: yield
tr(noyield().__enter__)
@C.contextmanager
def two():
    yield 1
    yield 2
def t2():
    with two(): pass
tr(t2)
def t3():
    @C.contextmanager
    def x():
        try: yield
        except KeyError: yield
    with x(): raise KeyError
tr(t3)
def t4():
    with cm(1): raise StopIteration('stop')
tr(t4)
class Cl:
    def close(s): print('closed')
with C.closing(Cl()) as c: print(type(c).__name__)
b=io.StringIO()
with C.redirect_stdout(b): print('hidden')
print(b.getvalue())
with C.redirect_stderr(b): print('e',file=sys.stderr)
print(repr(b.getvalue()))
with C.suppress(KeyError,ValueError): {}['x']
with C.suppress(ValueError): raise ExceptionGroup('g',[ValueError(1)])
def sg():
    with C.suppress(ValueError): raise ExceptionGroup('g',[ValueError(1),KeyError(2)])
tr(sg)
with C.nullcontext(5) as n: print(n)
with C.ExitStack() as st:
    print(st.enter_context(cm(1)))
    st.callback(print,'cb',end='!\n')
    st.push(lambda *a: print('push',a[0]) or True)
    raise IndexError
print('after')
st=C.ExitStack(); st.callback(print,'x'); s2=st.pop_all(); st.close(); s2.close()
def chain():
    with C.ExitStack() as st:
        @st.callback
        def _(): raise KeyError('inner')
        raise ValueError('outer')
try: chain()
except KeyError as e: print(repr(e), repr(e.__context__), e.__context__.__context__)
tr(C.ExitStack().enter_context,1)
class Half:
    def __enter__(s): pass
tr(C.ExitStack().enter_context,Half())
def order():
    with C.ExitStack() as st:
        for i in range(3): st.callback(print,i)
order()
class ACM(C.AbstractContextManager): pass
tr(ACM)
class Ok:
    def __enter__(s): return s
    def __exit__(s,*a): pass
print(isinstance(Ok(),C.AbstractContextManager), isinstance(3,C.AbstractContextManager), issubclass(Ok,C.AbstractAsyncContextManager))
class CD(C.ContextDecorator):
    def __enter__(s): print('enter'); return s
    def __exit__(s,*a): print('exit',a[0])
@CD()
def f(): print('body')
f()
def run(co):
    try:
        while True: co.send(None)
    except StopIteration as e: return e.value
@C.asynccontextmanager
async def acm(x):
    print('ain',x)
    try: yield x
    except ValueError as e: print('acaught',e)
    finally: print('aout',x)
async def main():
    async with acm(1) as v: print(v)
    async with acm(2): raise ValueError('q')
    @acm(7)
    async def ff(): return 'ff'
    print(await ff())
    async with C.AsyncExitStack() as st:
        await st.enter_async_context(acm(3)); st.enter_context(cm(4))
        async def cb(*a): print('acb',a)
        st.push_async_callback(cb,1); st.push_async_exit(lambda *a: cb('exit'))
    class AC:
        async def aclose(s): print('aclosed')
    async with C.aclosing(AC()): pass
    async with C.nullcontext(3) as q: print(q)
    try:
        async with acm(8): raise KeyError('z')
    except KeyError as e: print(e)
    try: await C.AsyncExitStack().enter_async_context(3)
    except TypeError as e: print(e)
run(main())
print(sorted(C.__all__), C.AbstractContextManager[int])
