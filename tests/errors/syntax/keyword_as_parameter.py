# exit: 1
def f(lambda): pass
