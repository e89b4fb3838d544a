# exit: 1
def f(a, b=[].pop()):
    pass
