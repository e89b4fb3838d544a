# SPDX-License-Identifier: MIT
"""Reading and writing attributes, of instances, classes, modules and slots, and polymorphic calls."""
import math


class Point:
    scale = 3

    def __init__(self):
        self.x = self.y = self.z = 0

    def bump(self):
        self.x += 1
        self.y += self.x & 3
        self.z = self.x + self.y
        return self


class Slotted:
    __slots__ = ("n", "next")

    def __init__(self, n):
        self.n, self.next = n, None


class Dog:
    def sound(self):
        return 1


class Cat:
    def sound(self):
        return 2


p, total = Point(), 0
for i in range(150000):
    p.bump().bump()
    total += p.x + p.y - p.z + p.scale + Point.scale
s = Slotted(1)
s.next = s
for i in range(200000):
    s = s.next
    s.n += 1
animals = [Dog(), Cat(), Dog()]
for i in range(60000):
    for animal in animals:
        total += animal.sound()
for i in range(60000):
    total += math.floor(math.pi) + int(math.sqrt(16.0))
s.next = None
print(total, p.x, s.n)
