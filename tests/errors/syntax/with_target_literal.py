# exit: 1
with a as 1:
    pass
