# exit: 1
def apply(f, *args):
    return f(*args)


apply(lambda x: apply(lambda y: x + y, "s"), 1)
