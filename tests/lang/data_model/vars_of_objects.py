# vars() and __dict__ of exceptions, modules, namespaces, functions; methods beside slots; UnraisableHookArgs.
import sys, types
class A:
    def __del__(self): raise ValueError('x')
got=[]
sys.unraisablehook = lambda u: got.append((type(u).__name__, u.exc_type, str(u.exc_value), len(u), type(u).__mro__))
a=A(); del a
print(got)
e=ValueError(1); e.x=2; e.add_note('n'); print(vars(e), e.__dict__)
n=types.SimpleNamespace(a=1); print(vars(n), n.__dict__ is vars(n)); n.__dict__['b']=2; print(n)
m=types.ModuleType('m'); print(sorted(vars(m)), m.__dict__ is vars(m))
for x in (5, [], object(), len, None):
    try: print(vars(x))
    except TypeError as e: print(e)
print(type(vars(int)).__name__, vars(type(n)).get('__doc__'))
def f(): 'd'
f.z=1; print(vars(f))
class L(list): pass
l=L(); l.q=1; print(vars(l), type(l.__getitem__).__name__, L.__getitem__, L.__contains__)
print(list.__getitem__([1, 2], 1), dict.__getitem__({1: 2}, 1), dict.__contains__({}, 1), set.__contains__({1}, 1))
class M(list):
    def __getitem__(self, i): return 'mine', super().__getitem__(i)
print(M([7])[0], M([7]).pop())

class G(dict):
    def __missing__(self,k): return k
print(G()['x'], 'x' in G(), G(a=1).__contains__('a'))
try: f.__dict__=5
except TypeError as e: print(e)
try: del f.__dict__
except TypeError as e: print(e)
