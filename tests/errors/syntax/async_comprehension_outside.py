# exit: 1
x = [i async for i in y]
