# exit: 1
del *a
