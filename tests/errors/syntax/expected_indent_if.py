# exit: 1
if True:
x = 1
