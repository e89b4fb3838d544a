"""A plain module."""
print("plain is imported", __name__, __package__, __file__.rsplit("/", 2)[-2:])
value = 1
_private = 2


def function():
    return value


class Class:
    pass
