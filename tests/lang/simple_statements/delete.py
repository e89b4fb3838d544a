# del: names, attributes, items, slices, nested targets, and what happens after.
a = 1
del a
try:
    a
except NameError as e:
    print(e)
b, c, d = 1, 2, 3
del b, (c, [d])
for name in "bcd":
    print(name, name in globals())
lst = list(range(10))
del lst[0], lst[-1]
print(lst)
del lst[2:4]
print(lst)
del lst[::2]
print(lst)
del lst[:]
print(lst)


class C:
    attr = 1

    def __delitem__(self, key):
        print("delitem", key)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)


obj = C()
obj.x = 1
del obj.x, obj[1, 2], obj[1:2:3], obj[...]
try:
    del obj.attr
except AttributeError as e:
    print(e)
try:
    del [1, 2][5]
except IndexError as e:
    print(e)
try:
    del {}["missing"]
except KeyError as e:
    print(repr(e))
try:
    del (1, 2)[0]
except TypeError as e:
    print(e)
try:
    del "abc"[0]
except TypeError as e:
    print(e)


def f():
    local = 1
    del local
    try:
        print(local)
    except UnboundLocalError as e:
        print(e)
    local = 2
    return local


print(f())


def g():
    cell = 1

    def inner():
        return cell

    del cell
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        del cell
    except UnboundLocalError as e:
        print(e)


g()


def h():
    global made
    made = 5
    del made
    try:
        del made
    except NameError as e:
        print(e)


h()
