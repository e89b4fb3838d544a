# exit: 1
try
    pass
except ValueError:
    pass
