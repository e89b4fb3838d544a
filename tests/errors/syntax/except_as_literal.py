# exit: 1
try:
    pass
except ValueError as 1:
    pass
