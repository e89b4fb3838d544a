# exit: 1
return 1
