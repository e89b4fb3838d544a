# exit: 1
def numbers():
    for i in range(3):
        yield i


def inverse(it):
    for x in it:
        yield 1 / x


print(list(inverse(numbers())))
