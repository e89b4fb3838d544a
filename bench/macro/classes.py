# SPDX-License-Identifier: MIT
"""Properties, descriptors, super, class methods, operators and special methods."""


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(value)
        setattr(instance, self.name, value)


class Shape:
    sides = 0
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    @property
    def area(self):
        return 0

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def double(x):
        return x * 2

    def describe(self):
        return self.sides + len(self.name)


class Rectangle(Shape):
    sides = 4
    width = Positive()

    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width, self.height = width, height

    @property
    def area(self):
        return self.width * self.height

    @area.setter
    def area(self, value):
        self.height = value // self.width

    def describe(self):
        return super().describe() + 1


class Money:
    __slots__ = ("cents",)

    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __hash__(self):
        return hash(self.cents)

    def __len__(self):
        return self.cents

    def __getitem__(self, i):
        return self.cents * i

    def __call__(self, k):
        return k + self.cents


total, purse = 0, Money(0)
for i in range(25000):
    r = Rectangle.make(i % 10 + 1, 3)
    r.area = Shape.double(r.area)
    total += r.area + r.describe() + r.width
    purse = purse + Money(i % 3)
    total += purse(i) + purse[2] + len(Money(4)) + (Money(i) < purse) + (Money(3) == Money(i % 5))
print(total, Shape.count, purse.cents, len({Money(i % 100) for i in range(20000)}))
