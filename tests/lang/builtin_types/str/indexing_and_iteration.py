# str: indexing, slicing, iteration, comparison, membership over one, two and four byte characters.
# options: -Wignore
for s in ("hello", "héllo", "hĀllo", "h😀llo", ""):
    print(repr(s), len(s), s[:2], s[2:], s[-2:], s[::-1], s[1::2], s[:-1], s[10:], list(s), [*reversed(s)], s + "!", "?" + s, s * 2)
    print([s[i] for i in range(len(s))], [s[-i - 1] for i in range(len(s))], "".join(sorted(s)), max(s, default=None), s == s[:], s.encode())
mixed = "aé中😀"
print([ord(c) for c in mixed], [hex(ord(c)) for c in mixed[::-1]], mixed[1:3], mixed[3] == "\U0001f600", mixed[:1] == "a", mixed[:1].encode())
print(mixed[0] + mixed[1], mixed[2] + mixed[3], (mixed[0] + "b").isascii(), "é"[0:0] == "", ("😀" + "a")[1:] == "a", ("😀a")[1:].isascii())
print(sorted(["b", "a", "B", "é", "😀", "中", "", "ab"]), "a" < "ab" < "b", "\uffff" < "\U00010000", "Z" < "a", max("abc", "abd"))
print("abc" == "abc", "abc" != "abd", "abc" < "abd", "abc" <= "abc", "b" > "abc", "" < "a", "é" == "e\u0301", "a" >= "b")
for a in ("a", "é", "中", "😀"):
    for b in ("a", "é", "中", "😀"):
        print(int(a < b), int(a == b), int(a in b + "x"), len(a + b), end="  ")
print()
it = iter("a😀b")
print(next(it), next(it), next(it), next(it, "end"), type(it).__name__, it.__length_hint__())
it = iter("abc")
next(it)
print(it.__length_hint__(), list(it), it.__length_hint__(), list(it))
for source in ("'abc'[5]", "'abc'[-4]", "''[0]", "'abc'['a']", "'abc'[1.0]", "'abc'[None]", "'abc'[0] = 'x'", "del 'abc'[0]", "'abc'[::0]", "'abc'[1:2] = 'x'",
               "'abc'.x = 1", "'a' + 1", "'a' + None", "1 + 'a'", "'a' * 'a'", "'a' * 1.5", "'a' - 'b'", "-'a'", "'a' < 1", "'a' < None", "'a' < b'a'"):
    try:
        exec(source)
        print(source, "ok")
    except Exception as e:
        print(source, "|", type(e).__name__, e)
s = "start"
t = s
s += " more"
print(s, t, s is t)
big = ""
for i in range(1000):
    big += str(i % 10)
print(len(big), big[:12], big[-3:], big.count("7"))
print("\ud800" == "\ud800", len("\ud800\udc00"), "\ud83d\ude00" == "😀", repr("\udcff"), "a\x00b", len("a\x00b"), ord("\x00"))
print("abc".__getitem__(1), "abc".__contains__("b"), "abc".__len__(), "abc".__add__("d"), "abc".__mul__(2), "abc".__rmul__(2), "abc".__eq__(5), "b".__gt__("a"))
