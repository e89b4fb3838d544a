# exit: 1
x = "\N{no such character}"
