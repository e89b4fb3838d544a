# exit: 1
é = "日本" 5 x
