# exit: 1
improt math
