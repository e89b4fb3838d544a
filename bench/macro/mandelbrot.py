# SPDX-License-Identifier: MIT
"""Floating point in nested loops: a Mandelbrot set and an n-body system."""


def mandelbrot(size, limit):
    inside = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            cr = 2.0 * column / size - 1.5
            zr = zi = 0.0
            for _ in range(limit):
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                if zr * zr + zi * zi > 4.0:
                    break
            else:
                inside += 1
    return inside


def bodies(steps):
    system = [[float(i), i * 0.5, -float(i), 0.1 * i, 0.0, 0.2, 1.0 + i] for i in range(5)]
    for _ in range(steps):
        for i, a in enumerate(system):
            for b in system[i + 1:]:
                dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
                d = (dx * dx + dy * dy + dz * dz + 0.01) ** -1.5 * 0.001
                for k, delta in ((3, dx), (4, dy), (5, dz)):
                    a[k] -= delta * b[6] * d
                    b[k] += delta * a[6] * d
        for a in system:
            for k in range(3):
                a[k] += 0.001 * a[k + 3]
    return sum(a[0] for a in system)


print(mandelbrot(150, 60), round(bodies(2500), 6))
