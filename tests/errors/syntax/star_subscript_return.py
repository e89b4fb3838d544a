# exit: 1
def f():
    return **x
