# exit: 1
raise ValueError("several", 1, [2])
