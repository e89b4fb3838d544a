# SPDX-License-Identifier: MIT
"""Method calls and attributes: particles, a bank, inheritance and properties."""


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def add(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scale(self, k):
        return Vector(self.x * k, self.y * k)

    def length2(self):
        return self.x * self.x + self.y * self.y


class Particle:
    def __init__(self, i):
        self.position = Vector(i, -i)
        self.velocity = Vector(1.0, 0.5)

    def step(self, dt):
        self.position = self.position.add(self.velocity.scale(dt))

    @property
    def energy(self):
        return self.velocity.length2() / 2


class Charged(Particle):
    def step(self, dt):
        super().step(dt)
        self.velocity = self.velocity.scale(0.999)


particles = [Particle(i) if i % 2 else Charged(i) for i in range(100)]
for _ in range(1200):
    for p in particles:
        p.step(0.01)
print(round(sum(p.energy for p in particles), 6), round(sum(p.position.x for p in particles), 6))
