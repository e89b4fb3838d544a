# exit: 1
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("middle") from e
except KeyError:
    raise TypeError("last")
