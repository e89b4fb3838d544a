# exit: 1
print(lenn([1, 2]))
