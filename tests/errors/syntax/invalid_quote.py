# exit: 1
print(“hi”)
