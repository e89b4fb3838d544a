# exit: 1
try:
    pass
except ValueError as e.x:
    pass
