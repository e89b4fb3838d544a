"""Class bodies: cells, annotations, static attributes, private names."""


@register
class C(Base):
    """Docstring."""
    x: int = 1
    if x:
        y: str

    @property
    def value(self: "C") -> int:
        self.__hidden = 1
        return self.__hidden

    def cell(self):
        return __class__
