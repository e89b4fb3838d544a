# Assignment: targets of every kind, order of evaluation, chains.
a = b = c = [1, 2]
print(a is b is c, a)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), [r, s] = (1, 2), [3, 4]
print(p, q, r, s)
[t] = "z"
print(t)
() = ()
[] = ""


class Box:
    pass


box = Box()
box.value, box.other = 10, 20
print(box.value, box.other)
items = [0, 1, 2, 3, 4]
items[0], items[-1] = items[-1], items[0]
print(items)
items[1:3] = "abc"
print(items)
items[::2] = [9] * len(items[::2])
print(items)


def trace(name, value):
    print("eval", name)
    return value


class Log:
    def __setitem__(self, key, value):
        print("set", key, value)

    def __setattr__(self, key, value):
        print("setattr", key, value)


trace("target1", Log())[trace("key1", 1)] = trace("target2", Log())[trace("key2", 2)] = trace("value", "v")
trace("obj", Log()).name = trace("right", 5)
i = 0
lst = [10, 20]
i, lst[i] = 1, 99
print(i, lst)
d = {}
d["k"] = d["self"] = 1
print(d)
for d["loop"] in range(3):
    pass
print(d)
