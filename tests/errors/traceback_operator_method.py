# exit: 1
class V:
    def __add__(self, other):
        return self.combine(other)

    def combine(self, other):
        raise NotImplementedError("cannot add")


print(V() + V())
