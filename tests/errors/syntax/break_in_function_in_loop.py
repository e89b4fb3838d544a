# exit: 1
for i in x:
    def f():
        break
