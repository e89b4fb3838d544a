# A comprehension's variable is unbound until its loop binds it, whatever a temporary left in its place.
def ints(n):
    return [n + 1 + n * 2 + (n - 3) * 4, [y for x in [1] if [y for y in [5]]]]


def outer(n):
    big = (n + 1) * (n + 2) + (n + 3) * (n + 4)
    try:
        return big, [b for a in range(n) if b for b in range(3)]
    except UnboundLocalError as error:
        return big, str(error)


def cells(n):
    total = n * 2 + (n + (n + (n + 1)))
    try:
        return total, [(lambda: late)() for a in [n] for late in [(lambda: late)()]]
    except NameError as error:
        return total, type(error).__name__


def deep(n):
    return n if n == 0 else 1 + deep(n - 1)


for n in (0, 3):
    print(outer(n), cells(n))
try:
    ints(2)
except NameError as error:
    print(error)
# Recursion that swings around the borders of the stack's chunks, with values left on the way.
print([deep(n) for n in range(0, 900, 50)], sum(deep(700) for _ in range(20)))


def leave_loops(n):
    for a in [[n], [n + 1]]:
        for b in (str(a), "x"):
            with_list = [b] * 2
            if len(with_list) == 2:
                return with_list + [deep(n)]


print([leave_loops(n) for n in range(3)])


def generator(n):
    for i in range(n):
        yield deep(i) + sum(generator(i)) if i < 4 else i


print(list(generator(9)))
