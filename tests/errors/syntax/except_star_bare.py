# exit: 1
try:
    pass
except*:
    pass
