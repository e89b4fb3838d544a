# Augmented assignment: every operator, each kind of target, evaluated once.
x = 7
x += 3
print(x)
x -= 1
print(x)
x *= 5
print(x)
x //= 2
print(x)
x %= 13
print(x)
x **= 2
print(x)
x /= 4
print(x)
x = 12
x <<= 3
print(x)
x >>= 1
print(x)
x |= 3
print(x)
x &= 0b110011
print(x)
x ^= 0xFF
print(x)
s = "ab"
s += "cd"
s *= 2
print(s)
lst = alias = [1]
lst += (2, 3)
lst *= 2
print(lst, alias is lst)
t = u = (1,)
t += (2,)
print(t, u)


def key():
    print("key called")
    return "k"


d = {"k": 1}
d[key()] += 5
print(d)


class C:
    total = 10

    def __iadd__(self, other):
        print("iadd", other)
        return self

    def __sub__(self, other):
        return ("sub", other)

    def __rmatmul__(self, other):
        return ("rmatmul", other)


c = C()
c += 1
print(type(c).__name__)
c.total += 5
print(c.total, C.total)
m = 3
m @= c
print(m)
c -= 4
print(c)
tup = ([],)
try:
    tup[0] += [1]
except TypeError as e:
    print(e, tup)
try:
    undefined += 1
except NameError as e:
    print(e)
try:
    n = None
    n += 1
except TypeError as e:
    print(e)
for op in "+= -= *= /= //= %= **= <<= >>= &= |= ^= @=".split():
    try:
        exec(f"v = []; v {op} None")
    except TypeError as e:
        print(op, e)
