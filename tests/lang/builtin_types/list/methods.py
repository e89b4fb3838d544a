# list: append, extend, insert, remove, pop, clear, index, count, reverse, copy.
def attempt(source, start=(3, 1, 2, 1)):
    a = list(start)
    try:
        result = eval(source, {"a": a, "G": G})
        print(f"{source:28} {result!r:16} {a}")
    except Exception as e:
        print(f"{source:28} {type(e).__name__}: {e}  {a}")


class G:
    """yields, then fails"""

    def __iter__(self):
        yield 10
        yield 20
        raise ValueError("half way")


for source in """a.append(5)
a.append([5])
a.append()
a.append(1, 2)
a.extend([7, 8])
a.extend('ab')
a.extend({'k': 1})
a.extend(x for x in (1, 2))
a.extend(a)
a.extend(())
a.extend(5)
a.extend(None)
a.extend(G())
a.insert(0, 'x')
a.insert(2, 'x')
a.insert(-1, 'x')
a.insert(100, 'x')
a.insert(-100, 'x')
a.insert(True, 'x')
a.insert('a', 1)
a.insert(1.5, 1)
a.insert(1)
a.insert(10**30, 'x')
a.remove(1)
a.remove(9)
a.remove(1.0)
a.remove(True)
a.remove()
a.pop()
a.pop(0)
a.pop(-2)
a.pop(4)
a.pop(-5)
a.pop('a')
a.pop(None)
a.pop(1.0)
a.pop(0, 1)
[].pop()
[].pop(0)
a.clear()
a.clear(1)
a.index(1)
a.index(1, 2)
a.index(1, -1)
a.index(2, 0, 2)
a.index(9)
a.index(1, 0, -10)
a.index(1, 2, 10**30)
a.index(1, 'x')
a.index(1, None)
a.index()
a.index(1, 2, 3, 4)
a.count(1)
a.count(9)
a.count(1.0)
a.count()
a.reverse()
a.reverse(1)
a.copy()
a.copy() is a
a.copy(1)
a.sort()
a.__len__()
a.__iadd__([4])
a.__imul__(2)
a.__add__([4])
a.__mul__(2)
a.__rmul__(2)
a.__setitem__(0, 9)
a.__delitem__(0)
a.__eq__([3, 1, 2, 1])
a.__eq__(5)
a.__lt__([4])
a.__hash__
a.__init__('xy')
a.__init__()
a.__init__(1, 2)
a.nothing()
list.append(a, 7)
list.append((), 7)
list.__len__(a)
list.pop(a)
list[int]
list[int, str]""".splitlines():
    attempt(source)


class E:
    def __eq__(self, other):
        raise KeyError("eq")


for source in ("[E()].index(1)", "[E()].count(1)", "[E()].remove(1)", "1 in [E()]"):
    try:
        eval(source)
    except KeyError as e:
        print(source, repr(e))
nan = float("nan")
print([nan].index(nan), [nan].count(nan), nan in [nan], [nan] == [nan], [float("nan")].count(float("nan")))


class Sub(list):
    def append(self, x):
        super().append(("sub", x))


s = Sub([1])
s.append(2)
s.extend([3])
s += [4]
print(s, type(s).__name__, type(s + []).__name__, type(s[:]).__name__, type(s.copy()).__name__, type(s * 2).__name__, s == [1, ("sub", 2), 3, 4], isinstance(s, list))
