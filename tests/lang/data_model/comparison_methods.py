# Rich comparison: reflected forms, subclass priority, defaults, total orders, chains.
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", end=" ")
        return self.n == other.n if isinstance(other, V) else NotImplemented

    def __lt__(self, other):
        print("lt", end=" ")
        return self.n < other.n if isinstance(other, V) else NotImplemented

    def __le__(self, other):
        print("le", end=" ")
        return self.n <= other.n if isinstance(other, V) else NotImplemented

    __hash__ = None


a, b = V(1), V(2)
print(a == b, a != b, a < b, a <= b, a > b, a >= b)
print(a == 1, a != 1, 1 == a, a is not None, a == None)
for source in ("a < 1", "1 < a", "a >= 'x'", "1 <= a", "a > None"):
    try:
        print(source, eval(source))
    except TypeError as e:
        print(source, "|", e)
print(sorted([V(3), V(1), V(2)], key=lambda v: v.n)[0].n, min([V(3), V(1)]).n, max(V(3), V(5)).n)


class Sub(V):
    def __eq__(self, other):
        print("Sub.eq", end=" ")
        return True

    def __gt__(self, other):
        print("Sub.gt", end=" ")
        return "from sub"


print(V(1) == Sub(2), V(1) < Sub(2), Sub(1) == V(2), Sub(1) != V(3))


class Plain:
    pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, p.__eq__(q), p.__ne__(q), p.__eq__(p), p.__lt__(q), p.__hash__() == hash(p))


class OnlyNe:
    def __ne__(self, other):
        return "ne result"


print(OnlyNe() != 1, OnlyNe() == 1)


class Weird:
    def __eq__(self, other):
        return []

    def __lt__(self, other):
        return "truthy"

    def __contains__(self, x):
        return [x]


w = Weird()
print(w == 1, w != 1, w < 1, 1 > w, w < 1 < 2, 5 in w, not (w == 1), 5 not in w, [w] == [1], w in [1])


class Raises:
    def __eq__(self, other):
        raise ValueError("eq failed")


for source in ("Raises() == 1", "Raises() != 1", "1 == Raises()", "Raises() in [1]", "[Raises()] == [1]", "[1].index(Raises())",
               "(1,) == (Raises(),)", "{1: Raises()} == {1: 2}", "[Raises()].count(1)", "[0].remove(Raises())"):
    try:
        print(source, eval(source))
    except ValueError as e:
        print(source, "|", e)
r = Raises()
print(r in [r], [r] == [r], (r,) == (r,), [r].index(r), [r].count(r))
print((1).__eq__("a"), (1).__lt__(2), "a".__eq__(1), [].__eq__(()), object().__lt__(1), None.__eq__(None), (1.0).__eq__(1), (1).__eq__(1.0))
