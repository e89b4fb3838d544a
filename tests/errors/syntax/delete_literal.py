# exit: 1
del 1
