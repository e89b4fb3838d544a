# exit: 1
f(): int = 1
