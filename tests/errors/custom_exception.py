# exit: 1
class AppError(Exception):
    def __init__(self, code):
        self.code = code

    def __str__(self):
        return f"code {self.code}"


class Outer:
    class Nested(AppError):
        pass


def work():
    raise Outer.Nested(42)


work()
