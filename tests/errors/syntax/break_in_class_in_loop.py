# exit: 1
while 1:
    class A:
        break
