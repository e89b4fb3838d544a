# SPDX-License-Identifier: MIT
"""Text from values: f-strings with and without specs, str.format, %, str, repr, join."""

rows = []
for i in range(20000):
    x = i * 0.37
    rows.append(f"{i:>6}|{x:8.3f}|{i % 7!r}|{'ab'[i % 2]}|{x:e}|{i:,}")
    rows.append("{0:05d} {name:<8} {1:.2%}".format(i, x / 100000, name="n%d" % (i % 13)))
    rows.append("%s=%d (%05.1f) %r" % ("key", i, x, "v"))
    rows.append(str(i) + " " + repr(x) + " " + str((i, x)))
text = "\n".join(rows)
print(len(text), hash(text) == hash("\n".join(rows)), text[:60], sum(map(len, rows)))
