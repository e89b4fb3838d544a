# ours: CPython crashes here
# Values nested a hundred thousand deep: made, compared, printed, hashed, freed.
N = 100000


def attempt(name, action):
    try:
        result = action()
        print(name, "gave", type(result).__name__)
    except (RecursionError, MemoryError) as e:
        print(name, type(e).__name__)


lst = []
for _ in range(N):
    lst = [lst]
tup = ()
for _ in range(N):
    tup = (tup,)
dct = {}
for _ in range(N):
    dct = {"k": dct}
lst2 = []
for _ in range(N):
    lst2 = [lst2]


class Node:
    def __init__(self, nxt):
        self.nxt = nxt


def hash_and_forget(value):
    try:
        hash(value)
    except RecursionError:
        pass


chain = None
for _ in range(N):
    chain = Node(chain)
gen = iter(())
for _ in range(N):
    gen = map(None, gen)
attempt("repr list", lambda: repr(lst))
attempt("repr tuple", lambda: repr(tup))
attempt("repr dict", lambda: repr(dct))
attempt("str list", lambda: str(lst))
attempt("format", lambda: f"{lst}")
attempt("equal", lambda: lst == lst2)
attempt("less", lambda: lst < lst2)
# A hash needs so little of the stack for each level that this many may fit.
attempt("hash", lambda: hash_and_forget(tup))
attempt("in", lambda: lst in [lst2])
attempt("sort", lambda: sorted([lst, lst2]))
attempt("max", lambda: max(lst, lst2))
attempt("next", lambda: list(gen))
print("freeing")
del lst, tup, dct, lst2, chain, gen
exc = None
for _ in range(5000):
    e = ValueError()
    e.__context__ = exc
    exc = e
del exc, e
f = lambda: 0
for _ in range(N):
    f = (lambda g: lambda: g)(f)
del f
print("freed")
