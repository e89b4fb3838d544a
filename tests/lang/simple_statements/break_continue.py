# break and continue: through loops, else clauses, try and with blocks.
for i in range(5):
    if i == 1:
        continue
    if i == 3:
        break
    print(i)
else:
    print("never")
for i in range(2):
    pass
else:
    print("for else", i)
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("while else")
for i in range(3):
    try:
        if i == 0:
            continue
        if i == 1:
            break
    finally:
        print("finally", i)
for i in range(3):
    try:
        raise ValueError
    except ValueError:
        if i == 1:
            continue
        print("handled", i)
    else:
        print("never")


class CM:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)

    def __exit__(self, *exc):
        print("exit", self.name, exc[0])


for i in range(3):
    with CM(i):
        if i == 0:
            continue
        break
for i in range(2):
    for j in range(3):
        if j == 1:
            break
        print(i, j)
    else:
        print("never")
    print("outer", i)
while True:
    while True:
        break
    else:
        print("never")
    break
else:
    print("never")


def f():
    for i in range(10):
        try:
            break
        finally:
            for j in range(2):
                if j:
                    continue
                print("nested", i, j)
    return i


print(f())
for i in range(3):
    with CM("outer"), CM("inner"):
        continue
