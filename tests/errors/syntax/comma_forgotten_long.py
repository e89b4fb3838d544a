# exit: 1
value = (alpha, beta gamma, delta)
