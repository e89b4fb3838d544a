# SPDX-License-Identifier: MIT
"""Exception handlers that mostly have nothing to do: try, finally and with where nothing is raised."""


class Guard:
    entered = left = 0

    def __enter__(self):
        Guard.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        Guard.left += 1
        return False


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1
    finally:
        seen.append(1)


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        table[key] = key
        return key


seen, table, total = [], {}, 0
for i in range(120000):
    total += parse("17") + lookup(table, i % 100)
    try:
        total += i
    except (TypeError, ValueError) as error:
        print(error)
    else:
        total -= 1
for i in range(60000):
    with Guard() as guard:
        total += guard.entered > guard.left
print(total, len(seen), Guard.entered, Guard.left)
