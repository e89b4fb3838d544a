# exit: 1
match 1:
    case 1
        pass
