# exit: 1
def f():
    yield x = 1
