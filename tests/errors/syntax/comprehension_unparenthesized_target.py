# exit: 1
[x, y for x, y in z]
