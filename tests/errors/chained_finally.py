# exit: 1
try:
    raise ValueError("body")
finally:
    [][0]
