# exit: 1
try:
    pass
except ValueError:
    pass
except* TypeError:
    pass
