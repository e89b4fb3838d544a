# exit: 1
f(x):
    return x
