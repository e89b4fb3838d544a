# exit: 1
print "hello"
