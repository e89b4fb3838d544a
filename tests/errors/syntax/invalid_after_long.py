# exit: 1
def function(argument):
    value = argument + 1
    if value > 2:
        return [value for value in range(10) if value % 2 == 0 and]
