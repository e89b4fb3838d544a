# exit: 1
print(*)
