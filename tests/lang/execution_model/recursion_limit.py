# The recursion limit: reached, caught, changed, and the program goes on.
import sys


def forever(n=0):
    return forever(n + 1)


try:
    forever()
except RecursionError as e:
    print(type(e).__name__, e)


def depth():
    try:
        return 1 + depth()
    except RecursionError:
        return 0


d = depth()
print(900 < d < 1001)
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)
print(sys.getrecursionlimit(), 100 < depth() < 201)
sys.setrecursionlimit(5000)
print(4900 < depth() < 5001)
for bad in (0, -1, 10**20, "x", None):
    try:
        sys.setrecursionlimit(bad)
        print("ok", bad)
    except (ValueError, TypeError, OverflowError, RecursionError) as e:
        print(type(e).__name__, e)


def nested_low(n):
    if n:
        return nested_low(n - 1)
    try:
        sys.setrecursionlimit(20)
    except RecursionError as e:
        return str(e)


print(nested_low(50))
sys.setrecursionlimit(1000)


class A:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __add__(self, other):
        return self + other

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __bool__(self):
        return bool(self)

    def __getitem__(self, i):
        return self[i]


for action in ("A().x", "repr(A())", "A() == A()", "A() + 1", "A()()", "iter(A())", "len(A())", "hash(A())", "not A()", "A()[0]",
               "str(A())", "f'{A()}'", "{A(): 1}", "A() in [A()]", "[*A()]", "print(A())"):
    try:
        eval(action)
        print(action, "returned")
    except RecursionError as e:
        print(action, "RecursionError")
even = lambda n: True if n == 0 else odd(n - 1)
odd = lambda n: False if n == 0 else even(n - 1)
print(even(300), odd(300))
print("still alive", forever.__name__)
