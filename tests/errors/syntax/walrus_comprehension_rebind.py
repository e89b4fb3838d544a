# exit: 1
[x := 1 for x in y]
