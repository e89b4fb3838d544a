# exit: 130
# ours: CPython kills itself by the signal, whose status a shell shows as 130 and other parents as -2
raise KeyboardInterrupt
