# exit: 1
f(True=1)
