# SPDX-License-Identifier: MIT
"""Sorting: integers, strings, keys, tuples, nearly sorted, a heap in Python."""

state = 42


def random():
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return state


numbers = [random() for _ in range(200000)]
words = [f"w{n % 5000}" for n in numbers[:60000]]
pairs = [(n % 100, n) for n in numbers[:60000]]
print(sorted(numbers)[1000], sorted(words)[500], sorted(pairs)[77], sorted(numbers, key=lambda n: -n)[3])
nearly = sorted(numbers)
for i in range(0, len(nearly), 500):
    nearly[i] = random()
nearly.sort()
print(nearly[99], sorted(words, key=len, reverse=True)[0], min(numbers), max(words))


def heapsort(items):
    heap = []
    for x in items:
        heap.append(x)
        i = len(heap) - 1
        while i and heap[(i - 1) // 2] > heap[i]:
            heap[(i - 1) // 2], heap[i] = heap[i], heap[(i - 1) // 2]
            i = (i - 1) // 2
    out = []
    while heap:
        out.append(heap[0])
        last = heap.pop()
        if heap:
            heap[0], i = last, 0
            while (c := 2 * i + 1) < len(heap):
                if c + 1 < len(heap) and heap[c + 1] < heap[c]:
                    c += 1
                if heap[i] <= heap[c]:
                    break
                heap[i], heap[c], i = heap[c], heap[i], c
    return out


print(heapsort(numbers[:20000]) == sorted(numbers[:20000]))
