# Lists changed under a running sort, by keys, comparisons and finalizers.
def attempt(name, action):
    try:
        print(name, action())
    except (ValueError, RuntimeError, TypeError, IndexError) as e:
        print(name, type(e).__name__, e)


def by_key(change):
    lst = [5, 3, 1, 4]

    def key(x):
        change(lst)
        return x

    lst.sort(key=key)
    return lst


attempt("append", lambda: by_key(lambda l: l.append(9)))
attempt("clear", lambda: by_key(lambda l: l.clear()))
attempt("read", lambda: by_key(lambda l: len(l)))
attempt("index", lambda: by_key(lambda l: l[0]))
attempt("sort inside", lambda: by_key(lambda l: l.sort()))
attempt("del", lambda: by_key(lambda l: l.__delitem__(slice(None))))
attempt("iadd", lambda: by_key(lambda l: l.__iadd__([1])))
attempt("insert", lambda: by_key(lambda l: l.insert(0, 1)))
attempt("copy", lambda: by_key(lambda l: l.copy()))


class Cmp:
    lst = None

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Cmp.action(Cmp.lst)
        return self.n < other.n

    def __repr__(self):
        return f"Cmp{self.n}"


def by_lt(action):
    Cmp.action = staticmethod(action)
    Cmp.lst = [Cmp(3), Cmp(1), Cmp(2)]
    Cmp.lst.sort()
    return Cmp.lst


attempt("lt clear", lambda: by_lt(lambda l: l.clear()))
attempt("lt append", lambda: by_lt(lambda l: l.append(1)))
attempt("lt read", lambda: by_lt(lambda l: list(l)))
attempt("lt repr", lambda: by_lt(lambda l: repr(l)))


def failing_key(x):
    if x == 1:
        raise KeyError("key failed")
    return x


lst = [3, 1, 2]
try:
    lst.sort(key=failing_key)
except KeyError:
    print("after a failing key", lst)


class BadLt:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 5:
            raise ZeroDivisionError("compare failed")
        return self.n < other.n


lst = [BadLt(i % 10) for i in range(40)]
ids = sorted(map(id, lst))
try:
    lst.sort()
except ZeroDivisionError as e:
    print(e, sorted(map(id, lst)) == ids, len(lst))


class Del:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __del__(self):
        gone.append(self.n)


gone = []
lst = [Del(i) for i in (3, 1, 2)]
lst.sort(key=lambda d: Del(d.n + 10))
print([d.n for d in lst], sorted(gone))
s = sorted(lst, key=lambda d: -d.n)
lst.clear()
print([d.n for d in s])
