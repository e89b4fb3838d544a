# exit: 1
[x for x of y]
