# exit: 1
class C:
    def __init__(self):
        self.value = 1

    def method(self):
        return value


C().method()
