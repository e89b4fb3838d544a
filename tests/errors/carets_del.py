# exit: 1
d = {}
del d["a"]["b"]
