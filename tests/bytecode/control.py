"""Conditions become jumps; loops jump back once."""


def conditions(a, b, c):
    if a < b and not (b == 1 or c is None):
        return 1
    elif 0 <= a < c:
        return 2
    x = a or b or c
    y = a if b in (1, 2) else c
    z = a < b.x < c
    assert a, b
    return x and y and z


def loops(n):
    while True:
        n -= 1
        if n > 10:
            continue
        if not n:
            break
    for i in range(n):
        if i == 3:
            break
        print(i)
    else:
        print("no break")
    for k, (v, w) in n.items():
        pass
    while n:
        if __debug__:
            n = None
    if 0:
        never()
