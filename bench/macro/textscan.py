# SPDX-License-Identifier: MIT
"""Scanning text: a tokenizer, split, strip, replace, find, startswith, joins, case, character by character."""

source = "\n".join(f"let value_{i} = (alpha + {i * 17}) * beta / 3.5;  # note {i}" for i in range(1500))


def tokens(text):
    i, n, out = 0, len(text), []
    while i < n:
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isalpha() or c == "_":
            start = i
            while i < n and (text[i].isalnum() or text[i] == "_"):
                i += 1
            out.append(("name", text[start:i]))
        elif c.isdigit():
            start = i
            while i < n and (text[i].isdigit() or text[i] == "."):
                i += 1
            out.append(("number", text[start:i]))
        elif c == "#":
            i = text.find("\n", i)
            if i < 0:
                break
        else:
            out.append(("sign", c))
            i += 1
    return out


found = tokens(source)
kinds = {}
for kind, word in found:
    kinds[kind] = kinds.get(kind, 0) + 1
size = 0
for _ in range(12):
    for line in source.splitlines():
        name, _, rest = line.partition("=")
        rest = rest.strip().replace("alpha", "a").replace(" ", "")
        if name.startswith("let ") and "beta" in rest and rest.find("#") > 0:
            size += len("".join([name.strip().upper(), ":", rest.split("#")[0]]))
        size += len(rest.rstrip("0123456789")) + rest.count("(")
print(len(found), kinds, size, sum(ord(c) for c in source) % 1009)
