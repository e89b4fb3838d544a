# exit: 1
for f() in x:
    pass
