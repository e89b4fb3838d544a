# exit: 1
code = compile("x = 1\ny = x / 0\n", "generated.txt", "exec")
exec(code)
