# exit: 1
whlie True:
    pass
