# SPDX-License-Identifier: MIT
"""Strings: building, splitting, joining, formatting, searching, counting words."""

text = " ".join(f"word{i % 97} and {i * 7919 % 1000:04d}," for i in range(20000))
counts = {}
for word in text.split():
    word = word.strip(",").lower()
    counts[word] = counts.get(word, 0) + 1
top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5]
print(len(text), len(counts), top)
out = []
for i in range(60000):
    out.append(f"{i}:{i * 2:x}:{'even' if i % 2 == 0 else 'odd'}")
joined = "|".join(out)
print(len(joined), joined.count("even"), joined.find("59999"), joined.replace("odd", "o")[-20:])
built = ""
for i in range(100000):
    built += chr(97 + i % 26)
print(len(built), built.upper()[:26], built[::-1][:10], sum(1 for c in built if c in "aeiou"))
print(sum(len(line.split(":")) for line in joined.split("|")), "%s-%d-%5.2f" % ("x", 5, 2.5), text.title()[:20])
