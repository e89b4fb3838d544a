# exit: 1
class Bad:
    def __str__(self):
        raise ValueError


e = ValueError("objects as notes")
e.__notes__ = ["text", 5, Bad(), None]
raise e
