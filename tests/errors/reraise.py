# exit: 1
def f():
    try:
        raise ValueError("again")
    except ValueError as e:
        saved = e
    raise saved


def g():
    try:
        f()
    except ValueError:
        raise


g()
