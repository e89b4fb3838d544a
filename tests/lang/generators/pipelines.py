# Generators put to work: pipelines, permutations, coroutines of the old kind, interleaving.
def numbers():
    n = 2
    while True:
        yield n
        n += 1


def sieve():
    def drop(source, p):
        for n in source:
            if n % p:
                yield n

    source = numbers()
    while True:
        prime = next(source)
        yield prime
        source = drop(source, prime)


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


print(list(take(20, sieve())))


def permutations(items):
    if len(items) <= 1:
        yield tuple(items)
        return
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (x, *rest)


print(["".join(p) for p in permutations("abc")], sum(1 for _ in permutations([1, 2, 3, 4, 5])))


def average():
    total = count = 0
    value = None
    while True:
        value = yield value if value is None else total / count
        total += value
        count += 1


a = average()
next(a)
print([a.send(x) for x in (10, 20, 60)])


def grep(word, target):
    while True:
        line = yield
        if word in line:
            target.send(line.upper())


def collect(into):
    while True:
        into.append((yield))


found = []
c = collect(found)
next(c)
g = grep("a", c)
next(g)
for line in ("alpha", "xyz", "beta"):
    g.send(line)
print(found)


def scheduler(tasks):
    log = []
    while tasks:
        task = tasks.pop(0)
        try:
            log.append(next(task))
            tasks.append(task)
        except StopIteration as e:
            log.append(e.value)
    return log


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"
    return f"{name} done"


print(scheduler([task("a", 2), task("b", 3), task("c", 0)]))


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(4, "A", "B", "C")))


def windows(it, n):
    window = []
    for x in it:
        window.append(x)
        if len(window) == n:
            yield tuple(window)
            window.pop(0)


print(list(windows("abcde", 3)))
gens = [take(3, sieve()) for _ in range(3)]
print([next(g) for _ in range(3) for g in gens])


def words(text):
    word = ""
    for c in text:
        if c.isalpha():
            word += c
        elif word:
            yield word
            word = ""
    if word:
        yield word


print(list(words("it's a test, really!")), dict((w, len(w)) for w in words("one two")))
