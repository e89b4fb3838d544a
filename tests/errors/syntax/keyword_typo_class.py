# exit: 1
clas A:
    pass
