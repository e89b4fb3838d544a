# exit: 1
print("one", end=" ")
print("two", end=" ")
raise SystemError("after unfinished line")
