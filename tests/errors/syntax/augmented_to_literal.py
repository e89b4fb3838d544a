# exit: 1
1 += x
