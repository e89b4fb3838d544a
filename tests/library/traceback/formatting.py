import traceback as T, sys, io
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
def f(x): return g(x)+1
def g(x):
    return 1/(x -
        0)
def rec(n):
    if n: rec(n-1)
    else: raise ValueError('deep')
def chained():
    try: f(0)
    except ZeroDivisionError as e: raise KeyError('k') from e
def ctx():
    try: f(0)
    except ZeroDivisionError: {}['x']
def grp():
    raise ExceptionGroup('g',[ValueError(1),ExceptionGroup('h',[TypeError('t'),KeyError('z')])])
def noted():
    e=ValueError('n'); e.add_note('note 1'); e.add_note('two\nlines'); raise e
def syn(): compile('a = = 1','<s>','exec')
def attr(): [].appendd
def nm(): printt
class Weird(Exception):
    def __str__(self): 1/0
def weird(): raise Weird
for fn in (lambda: f(0), lambda: rec(10), chained, ctx, grp, noted, syn, attr, nm, weird):
    try: fn()
    except Exception as e:
        s=T.format_exc(); print(s)
        print(T.format_exception_only(e)); print(T.format_exception(e)==T.format_exception(type(e),e,e.__traceback__), ''.join(T.format_exception(e))==s)
        print(T.extract_tb(e.__traceback__)[-1:]); te=T.TracebackException.from_exception(e); print(str(te), te.exc_type_str, te.__notes__, te.exceptions is None, len(te.stack), te==T.TracebackException.from_exception(e))
try: f(0)
except Exception as e: err=e
print(''.join(T.format_tb(err.__traceback__,1)), ''.join(T.format_tb(err.__traceback__,-1))); b=io.StringIO(); T.print_exception(err,file=b,chain=False); print(b.getvalue()); b=io.StringIO(); T.print_tb(err.__traceback__,file=b); print(b.getvalue()); print([ (fr.f_code.co_name,l) for fr,l in T.walk_tb(err.__traceback__)])
def st(): return T.extract_stack()
s=st(); print([(x.name,x.line) for x in s]); print(''.join(T.format_list([('file.py',3,'func','code here'),('f2',4,'g',None)]))); fs=T.FrameSummary('a.py',1,'n',line='x'); print(fs, len(fs), list(fs), fs==('a.py',1,'n','x'), fs[0]); tr(T.format_exception,1); tr(T.format_exception,ValueError,1); print(T.format_exception(None), T.format_exception_only(None), T.format_exception_only(ValueError('x')), T.format_exception_only(ValueError()));
te=T.TracebackException.from_exception(err,capture_locals=True); print(''.join(te.stack.format()[1:])); print(list(T.TracebackException.from_exception(ExceptionGroup('q',[ValueError(1)])).format_exception_only(show_group=True)))
class SS(T.StackSummary):
    def format_frame_summary(self,fs,**k): return fs.name+'\n' if fs.name!='g' else None
print(SS.extract(T.walk_tb(err.__traceback__)).format()); T.clear_frames(err.__traceback__); print(sorted(T.__all__)); print(''.join(T.format_stack()[-1:])); eg=ExceptionGroup('many',[ValueError(i) for i in range(20)]); T.print_exception(eg,file=sys.stdout); tr(T.print_last)
def w():
    T.print_stack(limit=1,file=sys.stdout); T.print_stack(file=sys.stdout)
w(); T.print_list(T.extract_tb(err.__traceback__),file=sys.stdout)
try: 
    try: 1/0
    finally: T.print_exc(file=sys.stdout)
except ZeroDivisionError: pass
