# exit: 1
counter = 0


def f():
    local_value = 1
    return local_valeu


f()
