# exit: 1
class A(b=1, C):
    pass
