# SPDX-License-Identifier: MIT
"""Allocation of many small objects: binary trees, linked lists, tuples."""


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


def make(depth):
    return Node(make(depth - 1), make(depth - 1)) if depth else Node(None, None)


def check(node):
    return 1 + check(node.left) + check(node.right) if node.left else 1


class Link:
    def __init__(self, value, rest):
        self.value, self.rest = value, rest


long_lived = make(14)
total = 0
for depth in range(4, 13, 2):
    for _ in range(1 << (12 - depth)):
        total += check(make(depth))
chain = None
for i in range(200000):
    chain = Link(i, chain)
length = 0
while chain:
    length += chain.value & 1
    chain = chain.rest
points = [(i, i + 1, str(i)) for i in range(200000)]
print(check(long_lived), total, length, sum(p[1] for p in points))
