# while: else clauses, conditions with effects, infinite loops left by break, nested.
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
else:
    print("reached 1 in", steps)
stack = list("abc")
while stack:
    print(stack.pop(), end=" ")
print()
while False:
    print("never")
else:
    print("else at once")
i = 0
while True:
    i += 1
    if i < 5: continue
    if i == 7: break
    print(i)
while (line := "abc"[i - 7:i - 6]) and i < 12:
    print(line)
    i += 1
while 0: pass
while i: i -= 1
print(i)
total = 0
x = 10
while x > 0:
    y = x
    while y > 0:
        total += 1
        y -= 3
        if y == 1:
            break
    else:
        total += 100
    x -= 1
print(total)


def search(items, wanted):
    i = 0
    while i < len(items):
        if items[i] == wanted:
            return i
        i += 1
    return -1


print(search("hello", "l"), search("hello", "z"))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __bool__(self):
        self.n -= 1
        return self.n >= 0


c = Countdown(3)
while c:
    print("tick", c.n)
print(c.n)
a, b = 0, 1
while b < 50:
    a, b = b, a + b
print(a, b)
