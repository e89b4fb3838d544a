# exit: 1
def f(**k=1):
    pass
