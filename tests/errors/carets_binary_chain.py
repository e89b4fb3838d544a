# exit: 1
a = b = c = 1
d = "4"
print(a ** b // c % (a + d) - b)
