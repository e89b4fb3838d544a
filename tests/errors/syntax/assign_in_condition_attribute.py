# exit: 1
while self.x = 3:
    pass
