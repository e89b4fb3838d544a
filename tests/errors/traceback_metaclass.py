# exit: 1
class Meta(type):
    def __new__(mcs, name, bases, ns):
        if "required" not in ns:
            raise TypeError(f"{name} lacks required")
        return super().__new__(mcs, name, bases, ns)


class Good(metaclass=Meta):
    required = 1


class Bad(metaclass=Meta):
    pass
