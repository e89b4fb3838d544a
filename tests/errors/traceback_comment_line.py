# exit: 1
x = [1, 2, 3]  # a list
y = x[5]  # too far
