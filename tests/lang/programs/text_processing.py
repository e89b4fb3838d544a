# Words, wrapping, tables, ciphers, diffs, edit distance, run lengths, templates.
text = """The quick brown fox jumps over the lazy dog. The dog sleeps; the fox, being quick,
jumps again and again until the dog wakes up and barks at the brown fox."""


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def justify(line, width):
    words = line.split()
    if len(words) == 1:
        return line
    gaps, spaces = len(words) - 1, width - sum(map(len, words))
    return "".join(w + " " * (spaces // gaps + (i < spaces % gaps)) for i, w in enumerate(words[:-1])) + words[-1]


for line in wrap(text, 30):
    print(f"|{line:<30}|{line:^30}|{justify(line, 30)}|")
counts = {}
for word in text.lower().replace(".", "").replace(",", "").replace(";", "").split():
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:6]:
    print(f"{word:>8} {'#' * n} {n / sum(counts.values()):.1%}")


def caesar(text, k):
    table = {}
    for base in (ord("a"), ord("A")):
        table |= {base + i: base + (i + k) % 26 for i in range(26)}
    return text.translate(table)


secret = caesar("Attack at Dawn!", 13)
print(secret, caesar(secret, 13))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"), min(counts, key=lambda w: (distance(w, "foz"), w)))


def runs(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out


encoded = "".join(f"{c}{n}" if n > 1 else c for c, n in runs("aaabccddddd"))
print(encoded, runs(""), runs("é😀😀"))


def diff(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            yield " " + a[i]
            i, j = i + 1, j + 1
        elif j < len(b) and (i == len(a) or table[i][j + 1] >= table[i + 1][j]):
            yield "+" + b[j]
            j += 1
        else:
            yield "-" + a[i]
            i += 1


print(*diff("one two three four".split(), "one 2 three five four".split()), sep="\n")
rows = [("name", "qty", "price"), ("apple", 3, 0.5), ("watermelon", 1, 3.25), ("é", 10, 12.0)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for r in rows:
    print(" | ".join(f"{x:>{w}.2f}" if isinstance(x, float) else f"{x:<{w}}" for x, w in zip(r, widths)))
print("{greeting}, {who.upper!r:.9}... {n:>{w}}".format(greeting="Hi", who="x", n=5, w=3), "%(a)s/%(b)03d" % {"a": "A", "b": 7})
print(" ".join(w.capitalize() for w in "the end of the text".split()), "".join(reversed("palindrome")), "racecar" == "racecar"[::-1], "a-b_c d".replace("-", " ").replace("_", " ").title().replace(" ", ""))
