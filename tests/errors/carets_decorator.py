# exit: 1
def broken(f):
    raise TypeError("decorator failed")


@broken
def function():
    pass
