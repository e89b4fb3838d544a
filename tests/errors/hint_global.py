# exit: 1
configuration = {}


def read():
    return configurtion


read()
