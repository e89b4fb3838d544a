# exit: 1
def f(a=):
    pass
