# exit: 1
def f():
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("sub", [ValueError(3), KeyError(4)])])


try:
    f()
except* ValueError:
    print("values handled")
