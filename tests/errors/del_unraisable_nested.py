class D:
    def __del__(self):
        self.helper()

    def helper(self):
        return {}["missing"]


def f():
    d = D()


f()
print("after")
