# exit: 1
"a" = 5
