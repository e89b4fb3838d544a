# exit: 1
x = return if True else 1
