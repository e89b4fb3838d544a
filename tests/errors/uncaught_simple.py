# exit: 1
def divide(a, b):
    return a / b


def outer(n):
    total = 1 + divide(n, n - n)
    return total


print("before")
outer(5)
