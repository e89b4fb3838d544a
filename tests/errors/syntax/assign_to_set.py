# exit: 1
{1, 2} = x
