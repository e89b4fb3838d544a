# References, aliasing, mutability of the containers, copies of each kind.
a = [1, [2, 3]]
b = a
c = a[:]
d = list(a)
e = a.copy()
f = [*a]
b.append(4)
c[1].append(99)
print(a, b is a, c, d, e, f, c[1] is a[1])
m = {"k": [1]}
n = m.copy()
o = {**m}
p = dict(m)
n["k"].append(2)
n["new"] = 1
print(m, n, o, p)
s = {1, 2}
t = s.copy()
t.add(3)
print(s, t)
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid)
good = [[0] * 3 for _ in range(2)]
good[0][0] = 1
print(good)


def mutate(lst, dct, tup, num, text):
    lst.append("x")
    dct["x"] = 1
    tup += (1,)
    num += 1
    text += "y"
    lst = ["rebound"]
    return lst, tup, num, text


l, dd, tt, nn, xx = [], {}, (), 0, ""
print(mutate(l, dd, tt, nn, xx), l, dd, tt, nn, xx)


def default(x, into=[], seen={}):
    into.append(x)
    seen[x] = len(into)
    return into, seen


print(default(1), default(2), default(3, []))
tup = ([1], {2: 3})
tup[0].append(2)
tup[1][2] = 4
print(tup)
x = y = []
x += [1]
print(x, y)
x = x + [2]
print(x, y)
z = w = (1,)
z += (2,)
print(z, w)
print([1, 2] is [1, 2], [] is [], "a" + "b" == "ab", (1, 2) == (1, 2))


class Node:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt


chain = None
for i in range(5):
    chain = Node(i, chain)
out = []
while chain:
    out.append(chain.v)
    chain = chain.nxt
print(out)
ring = Node("r")
ring.nxt = ring
print(ring.nxt.nxt.nxt.v)
fs = [default] * 2
print(fs[0] is fs[1], [None] * 3, [[]] * 2, ["a"] * 0)
matrix = [[i * j for j in range(4)] for i in range(4)]
rows = matrix[1:3]
rows[0][0] = "changed"
print(matrix[1][0], [r[1:3] for r in matrix], list(zip(*matrix))[1])
swap = [1, 2, 3]
swap[0], swap[2] = swap[2], swap[0]
i = 0
i, swap[i] = 2, "at 2"
print(swap)
