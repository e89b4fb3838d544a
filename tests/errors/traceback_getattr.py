# exit: 1
class Lazy:
    def __getattr__(self, name):
        return self.load(name)

    def load(self, name):
        raise AttributeError(f"nothing called {name}")


Lazy().something
