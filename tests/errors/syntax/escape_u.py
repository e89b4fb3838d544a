# exit: 1
x = "abc \u12"
