# exit: 1
print("a",
      "b"
x = 1
