# exit: 1
class CM:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise ValueError("in exit")


with CM() as cm:
    print("body")
