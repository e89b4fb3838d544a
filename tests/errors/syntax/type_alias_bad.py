# exit: 1
type 1 = int
