# Shortest paths, spanning trees, topological order, strongly connected parts.
graph = {"a": {"b": 7, "c": 9, "f": 14}, "b": {"c": 10, "d": 15}, "c": {"d": 11, "f": 2}, "d": {"e": 6}, "f": {"e": 9}, "e": {}}


def dijkstra(graph, start):
    distance, previous, todo = {start: 0}, {}, {start}
    while todo:
        node = min(todo, key=lambda n: (distance[n], n))
        todo.discard(node)
        for other, weight in graph[node].items():
            if distance[node] + weight < distance.get(other, float("inf")):
                distance[other], previous[other] = distance[node] + weight, node
                todo.add(other)
    return distance, previous


def path(previous, end):
    nodes = [end]
    while nodes[-1] in previous:
        nodes.append(previous[nodes[-1]])
    return nodes[::-1]


def topological(graph):
    order, state = [], {}

    def visit(node, trail=()):
        match state.get(node):
            case "done":
                return
            case "open":
                raise ValueError(f"cycle: {' -> '.join((*trail[trail.index(node):], node))}")
        state[node] = "open"
        for other in sorted(graph[node]):
            visit(other, (*trail, node))
        state[node] = "done"
        order.append(node)

    for node in sorted(graph):
        visit(node)
    return order[::-1]


def spanning_tree(edges):
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for weight, a, b in sorted(edges):
        if root(a) != root(b):
            parent[root(a)] = root(b)
            yield a, b, weight


def components(graph):
    index, low, stack, out = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in graph[v]:
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while True:
                part.append(stack.pop())
                if part[-1] == v:
                    break
            out.append(sorted(part))

    for v in graph:
        if v not in index:
            visit(v)
    return out


distance, previous = dijkstra(graph, "a")
print(distance, path(previous, "e"))
print(topological(graph))
try:
    topological({"x": ["y"], "y": ["z"], "z": ["y"]})
except ValueError as e:
    print(e)
tree = list(spanning_tree([(w, a, b) for a, out in graph.items() for b, w in out.items()]))
print(tree, sum(w for *_, w in tree))
print(components({1: [2], 2: [3], 3: [1], 4: [3, 5], 5: [6], 6: [5], 7: []}))


def knight(n):
    """Warnsdorff's rule."""
    board = [[-1] * n for _ in range(n)]

    def moves(x, y):
        return [(x + dx, y + dy) for dx in (-2, -1, 1, 2) for dy in (-2, -1, 1, 2)
                if abs(dx) != abs(dy) and 0 <= x + dx < n and 0 <= y + dy < n and board[y + dy][x + dx] < 0]

    x = y = 0
    for step in range(n * n):
        board[y][x] = step
        options = moves(x, y)
        if options:
            x, y = min(options, key=lambda p: (len(moves(*p)), p))
    return board


for row in knight(6):
    print(" ".join(f"{v:2}" for v in row))
