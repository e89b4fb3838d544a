# exit: 1
foo(a b)
