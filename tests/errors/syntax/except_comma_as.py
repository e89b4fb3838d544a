# exit: 1
try:
    pass
except ValueError, TypeError as e:
    pass
