# exit: 1
def make():
    return [lambda: {"k": None}]


make()[0]()["k"]()
