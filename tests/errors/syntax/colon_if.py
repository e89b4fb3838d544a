# exit: 1
if True
    pass
