# exit: 1
value = "text"
print(-value)
