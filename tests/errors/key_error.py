# exit: 1
table = {"a": {"b": 1}}
print(table["a"]["b"])
print(table["a"]["missing"])
