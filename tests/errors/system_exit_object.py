# exit: 1
class C:
    def __str__(self):
        return "object as exit code"


raise SystemExit(C())
