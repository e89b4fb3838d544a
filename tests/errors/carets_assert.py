# exit: 1
def check(x):
    assert x > 0, f"x must be positive, not {x}"


check(1)
check(-1)
