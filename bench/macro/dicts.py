# SPDX-License-Identifier: MIT
"""Dictionaries and sets: counting, grouping, graph search, memo tables."""


def graph(n):
    return {i: [(i * 3 + 1) % n, (i * 7 + 2) % n, (i + 1) % n] for i in range(n)}


def reach(edges, start):
    seen, queue, depth = {start}, [start], {start: 0}
    for node in queue:
        for other in edges[node]:
            if other not in seen:
                seen.add(other)
                depth[other] = depth[node] + 1
                queue.append(other)
    return len(seen), max(depth.values())


counts = {}
for i in range(300000):
    key = (i * 2654435761) % 1009
    counts[key] = counts.get(key, 0) + 1
groups = {}
for i in range(150000):
    groups.setdefault(f"k{i % 500}", []).append(i)
edges = graph(60000)
memo = {}


def ways(n, k):
    if n == 0:
        return 1
    if n < 0 or k == 0:
        return 0
    if (n, k) not in memo:
        memo[n, k] = ways(n - k, k) + ways(n, k - 1)
    return memo[n, k]


print(len(counts), max(counts.values()), len(groups), sum(map(len, groups.values())), reach(edges, 0), ways(150, 150))
