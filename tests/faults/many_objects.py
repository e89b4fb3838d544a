# A million small objects, freed in every order.
class P:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b


objects = [P(i, None) for i in range(200000)]
for i in range(0, len(objects), 2):
    objects[i] = None
print(sum(o.a for o in objects if o))
objects.reverse()
del objects[::3]
print(len(objects))
objects.clear()
d = {i: [i] for i in range(100000)}
for i in range(0, 100000, 3):
    del d[i]
print(len(d), sum(v[0] for v in d.values()))
strings = [f"string number {i}" for i in range(100000)]
print(len(set(strings)), sum(map(len, strings)), strings[99999])
s = {x for x in strings if x.endswith("7")}
print(len(s))
tree = None
for i in range(300000):
    tree = (tree, i)
n = 0
while tree:
    tree, value = tree
    n += value
print(n)
text = ""
for i in range(100000):
    text += "x"
print(len(text))
numbers = [i * 1.5 for i in range(200000)]
print(sum(numbers), max(numbers))
big = [i**3 << 60 for i in range(20000)]
print(sum(big) >> 60)
nested = [[[j for j in range(3)] for i in range(100)] for k in range(300)]
print(sum(sum(sum(x) for x in y) for y in nested))
