"""Where names live: globals, locals, cells, namespaces; what may be unbound is checked once."""
import os.path
import os.path as p
from os import sep as s, path

x = 1


def local(a, *args, k=2, **kwargs):
    """Docstring."""
    global x
    x = a
    if a:
        maybe = k
    print(maybe, maybe)
    del maybe
    return args, kwargs


def outer(n):
    total = 0

    def inner():
        nonlocal total
        total += n
        return total
    return inner


del x
