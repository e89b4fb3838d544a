# exit: 1
items = [3, "a"]
print(1 < 2 < items[0] < items[1])
