# exit: 1
raise ValueError("v") from KeyError("never raised")
