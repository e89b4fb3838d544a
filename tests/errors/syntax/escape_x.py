# exit: 1
x = "\x4"
