# exit: 1
values = [1, 2]
assert len(values) == 3
