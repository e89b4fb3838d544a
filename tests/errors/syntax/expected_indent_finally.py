# exit: 1
try:
    pass
finally:
pass
