# exit: 1
class BadStr(Exception):
    def __str__(self):
        raise TypeError("no text for you")


raise BadStr(1)
