# exit: 1
raise ValueError, "text"
