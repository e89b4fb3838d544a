# exit: 1
match x:
    case [a] | {"b": b}:
        pass
