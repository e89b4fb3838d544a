# exit: 1
def pairs():
    yield 1, 2
    yield 3, 4, 5


for a, b in pairs():
    print(a, b)
