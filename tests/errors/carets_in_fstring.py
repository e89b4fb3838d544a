# exit: 1
name = "x"
number = 0
print(f"value: {name} and {1 / number:.2f}")
