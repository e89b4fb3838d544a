# The module warnings: argument errors, filters, registries, how a warning is shown.
import warnings, sys
W=warnings
def t(f, *a, **k):
    try: r = f(*a, **k); print(getattr(f,'__name__',f), a, k, '->', r)
    except BaseException as e: print(getattr(f,'__name__',f),a, k, '->', type(e).__name__, e)
t(W.filterwarnings,'x'); t(W.filterwarnings,'ignore',5); t(W.filterwarnings,'ignore',category=5); t(W.filterwarnings,'ignore',category=int)
t(W.filterwarnings,'ignore',module=5); t(W.filterwarnings,'ignore',lineno='a'); t(W.filterwarnings,'ignore',lineno=-1)
t(W.simplefilter,'x'); t(W.simplefilter,'ignore',5); t(W.simplefilter,'ignore',lineno='a'); t(W.simplefilter,'ignore',lineno=-1)
t(W.warn); t(W.warn,5); t(W.warn,'x',5); t(W.warn,'x',int); t(W.warn,'x',stacklevel='a'); t(W.warn,'x',skip_file_prefixes=5); t(W.warn,'x',skip_file_prefixes=(5,)); t(W.warn, 'x', UserWarning, 1, None, ())
t(W.warn_explicit); t(W.warn_explicit,'m',UserWarning,'f',1); t(W.warn_explicit,'m',UserWarning,'f.py',1,registry=5); t(W.warn_explicit,'m',5,'f',1);t(W.warn_explicit,'m',UserWarning,5,1);t(W.warn_explicit,'m',UserWarning,'f','x');t(W.warn_explicit,'m',UserWarning,'f',1,module_globals=5)
t(W.formatwarning,'m',UserWarning,'nofile',1); t(W.formatwarning,'m',UserWarning,'nofile',1,'  line '); t(W.formatwarning,'m',UserWarning,__file__,1)
t(W.showwarning,'m',UserWarning,'nofile',1)
import io
s=io.StringIO(); t(W.showwarning,'m',UserWarning,'nofile',1,s); print(s.getvalue())
print(W.WarningMessage('m',UserWarning,'f',1), repr(W.WarningMessage('m',UserWarning,'f',1,source=5)))
with W.catch_warnings(record=True) as log:
    W.simplefilter('always'); W.warn('a'); W.warn(DeprecationWarning('b')); print(log)
    print([ (type(x.message), x.category, x.lineno, x.file, x.line, x.source, x._category_name) for x in log])
c=W.catch_warnings(); print(repr(c), repr(W.catch_warnings(record=True)), repr(W.catch_warnings(module=sys)))
t(c.__exit__); t(c.__enter__); t(c.__enter__); t(c.__exit__)
t(W.catch_warnings, True)
with W.catch_warnings(action='error'):
    t(W.warn,'x'); t(W.warn,'x',RuntimeWarning)
with W.catch_warnings(action='ignore', category=RuntimeWarning): t(W.warn,'y',RuntimeWarning)
for a in ['ignore','i','error::DeprecationWarning','x','error:::::','::Nope','::int','::a.b','error:::mod:x','error:::mod:-1','','d','ig','m','all','al','a']:
    with W.catch_warnings():
        try: W._setoption(a); print(repr(a), W.filters[0])
        except W._OptionError as e: print(repr(a), 'OptionError', e)
W._processoptions(['x'])
W.resetwarnings(); print(W.filters)


W.simplefilter('once'); W.simplefilter('once'); print(W.filters[0], len(W.filters))
W.warn('o'); W.warn('o')
W.resetwarnings(); 
W.simplefilter('module')
for i in range(2): W.warn('mod')
W.warn('mod')
W.resetwarnings(); W.simplefilter('default')
for i in range(2): W.warn('def')
W.warn('def')
W.filters.insert(0,('bogus',None,Warning,None,0)); W._filters_mutated()
t(W.warn,'z')
W.filters[:]=[(1,2)]; W._filters_mutated(); t(W.warn,'z2')
W.filters=5
t(W.warn,'z3')
W.filters=[]
def fw(*a): return repr(a)+'\n'
W.formatwarning=fw; W.warn('custom format'); 
W.showwarning=lambda *a,**k: print('SHOW',a,k); W.warn('custom show')
W.showwarning=5
t(W.warn,'bad show')
