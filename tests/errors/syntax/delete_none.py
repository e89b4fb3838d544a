# exit: 1
del None
