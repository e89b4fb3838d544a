value = "the program's own file"
