# exit: 1
with a:
pass
