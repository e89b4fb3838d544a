# Lists changed while something walks over them.
a = [1, 2, 3, 4]
for x in a:
    if x == 2:
        a.remove(x)
print(a)
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = [1, 2, 3, 4, 5]
for i, x in enumerate(a):
    if i == 1:
        del a[3:]
    print(x, end=" ")
print(a)
a = [1, 2, 3]
for x in a:
    a.clear()
print(a)
a = [1, 2, 3]
it = iter(a)
print(next(it), it.__length_hint__())
a.clear()
print(list(it), it.__length_hint__())
a.extend([5, 6])
print(list(it))
a = [1, 2, 3]
r = reversed(a)
print(next(r), r.__length_hint__())
a.append(9)
print(list(r), list(r))
a = [1, 2, 3, 4]
r = reversed(a)
del a[1:]
print(list(r))


class Evil:
    def __init__(self, lst):
        self.lst = lst

    def __eq__(self, other):
        self.lst.clear()
        return False


lst = [1, 2, 3]
print(Evil(lst) in lst, lst)
lst = [1, 2, 3]
try:
    print(lst.index(Evil(lst)))
except ValueError as e:
    print(e)
lst = [1, 2, 3]
print(lst.count(Evil(lst)), lst)
lst = [1, 2, 3]
lst[0] = Evil(lst)
print(lst == [0, 2, 3], lst)
lst = [1, 2, 3]
try:
    lst.remove(Evil(lst))
except ValueError as e:
    print(e, lst)


class Repr:
    def __init__(self, lst):
        self.lst = lst

    def __repr__(self):
        self.lst.clear()
        return "cleared"


lst = [1, 2, 3]
lst[1] = Repr(lst)
print(repr(lst), lst)


class Index:
    def __init__(self, lst):
        self.lst = lst

    def __index__(self):
        self.lst.clear()
        return 1


lst = [1, 2, 3]
try:
    print(lst[Index(lst)])
except IndexError as e:
    print(e)
lst = [1, 2, 3]
try:
    lst[Index(lst)] = 5
except IndexError as e:
    print(e)
lst = [1, 2, 3]
print(lst[Index(lst):], lst)
lst = [1, 2, 3]
lst.insert(Index(lst), "x")
print(lst)
lst = [1, 2, 3]
try:
    lst.pop(Index(lst))
except IndexError as e:
    print(e)
lst = [1, 2, 3]


def gen():
    for x in lst:
        if len(lst) > 6:
            return
        lst.append(0)
        yield x


lst.extend(gen())
print(lst)
lst = [1, 2, 3]
lst[1:2] = (lst.pop() for _ in range(2))
print(lst)
a = [3, 2, 1]
a[:], a[0] = sorted(a), "first"
print(a)
a = [1, 2, 3]
a += (a.append(x) or x for x in (7, 8))
print(a)
nested = [[1, 2], [3]]
for inner in nested:
    for x in inner:
        if x == 1:
            nested.append([9])
print(nested)
