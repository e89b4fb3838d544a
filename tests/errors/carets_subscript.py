# exit: 1
data = {"x": [{"y": (1, 2)}]}


def get(i):
    return data["x"][0]["y"][i] + 1


print(get(1))
get(7)
