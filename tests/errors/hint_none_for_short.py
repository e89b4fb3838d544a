# exit: 1
q = 1
print(zz)
