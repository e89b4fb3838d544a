# exit: 1
def a():
    def b():
        def c():
            x = = 1
