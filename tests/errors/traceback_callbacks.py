# exit: 1
def key(x):
    return 10 / x


print(sorted([1, 2, 0, 4], key=key))
