# exit: 1
x = *y
