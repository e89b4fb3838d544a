# SPDX-License-Identifier: MIT
"""Float loops over attributes and lists: planets that attract each other."""


class Body:
    def __init__(self, place, speed, mass):
        self.x, self.y, self.z = place
        self.vx, self.vy, self.vz = speed
        self.mass = mass


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        d2 = dx * dx + dy * dy + dz * dz
        pull = dt / (d2 * d2**0.5)
        am, bm = a.mass * pull, b.mass * pull
        a.vx -= dx * bm
        a.vy -= dy * bm
        a.vz -= dz * bm
        b.vx += dx * am
        b.vy += dy * am
        b.vz += dz * am
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = sum(0.5 * b.mass * (b.vx**2 + b.vy**2 + b.vz**2) for b in bodies)
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2) ** 0.5
    return total


bodies = [Body((i * 1.5, 0.3 * i, -0.1 * i), (0.1 * i, 0.5 - 0.1 * i, 0.02), 1.0 / (i + 1)) for i in range(5)]
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
before = energy(bodies, pairs)
for _ in range(12000):
    advance(bodies, pairs, 0.0005)
print(f"{before:.9f} {energy(bodies, pairs):.6f}")
