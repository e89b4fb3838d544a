# exit: 1
x = None
x.y.z
