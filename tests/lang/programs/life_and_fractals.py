# Sets and grids: the game of life, Sierpinski, a maze, Langton's ant, cellular automata.
def step(cells):
    around = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    around[x + dx, y + dy] = around.get((x + dx, y + dy), 0) + 1
    return {p for p, n in around.items() if n == 3 or n == 2 and p in cells}


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
cells = glider
for _ in range(4):
    cells = step(cells)
print(sorted(cells), cells == {(x + 1, y + 1) for x, y in glider})
r = {(0, 1), (1, 0), (1, 1), (1, 2), (2, 0)}
history = []
for _ in range(60):
    history.append(len(r))
    r = step(r)
print(history)
for y in range(16):
    print(" " * (15 - y) + " ".join("*" if y & x == x else " " for x in range(y + 1)).rstrip())


def automaton(rule, width, steps):
    row = [int(i == width // 2) for i in range(width)]
    for _ in range(steps):
        yield "".join(".#"[c] for c in row)
        row = [rule >> (row[i - 1] * 4 + row[i] * 2 + row[(i + 1) % width]) & 1 for i in range(width)]


print(*automaton(30, 31, 10), sep="\n")
black, position, direction = set(), 0, 1
for _ in range(11000):
    direction *= -1j if position not in black else 1j
    black ^= {position}
    position += direction
print(len(black), position, sum(1 for p in black if p.real > 0))
state = 7


def random(n):
    global state
    state = (state * 48271) % 2147483647
    return state % n


def maze(w, h):
    walls = {(x, y) for x in range(2 * w + 1) for y in range(2 * h + 1)}
    stack = [(1, 1)]
    walls.discard((1, 1))
    while stack:
        x, y = stack[-1]
        options = [(dx, dy) for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2)) if (x + dx, y + dy) in walls and 0 < x + dx < 2 * w and 0 < y + dy < 2 * h]
        if not options:
            stack.pop()
            continue
        dx, dy = options[random(len(options))]
        walls -= {(x + dx // 2, y + dy // 2), (x + dx, y + dy)}
        stack.append((x + dx, y + dy))
    return walls


w, h = 12, 6
walls = maze(w, h)
for y in range(2 * h + 1):
    print("".join("#" if (x, y) in walls else " " for x in range(2 * w + 1)))
distance, queue = {(1, 1): 0}, [(1, 1)]
for x, y in queue:
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        p = (x + dx, y + dy)
        if p not in walls and p not in distance:
            distance[p] = distance[x, y] + 1
            queue.append(p)
print(distance[2 * w - 1, 2 * h - 1], max(distance.values()), len(distance) == 2 * w * h - 1)
