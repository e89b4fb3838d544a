# exit: 1
x = 0777
