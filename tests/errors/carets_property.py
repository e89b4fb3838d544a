# exit: 1
class C:
    @property
    def value(self):
        return self.missing_attribute


print(C().value)
