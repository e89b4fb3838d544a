# return: values, tuples, None, from loops and try blocks.
# options: -Wignore
def nothing():
    pass


def bare():
    return


def several():
    return 1, 2, *[3, 4]


def early(n):
    for i in range(10):
        for j in range(10):
            if i * j == n:
                return i, j
    return None


def through_finally():
    try:
        return "try"
    finally:
        print("finally ran")


def finally_wins():
    try:
        return "try"
    finally:
        return "finally"


def swallowed():
    try:
        raise ValueError
    finally:
        return "no error"


def loop_finally():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print("leaving", i)


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def with_return():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, *a):
            print("exit", a)

    with CM() as cm:
        return type(cm).__name__


print(nothing(), bare(), several(), early(12), early(97))
print(through_finally())
print(finally_wins())
print(swallowed())
print(loop_finally())
print(value_kept())
print(with_return())
print((lambda: (yield))().__class__.__name__)
