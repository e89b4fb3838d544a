# Strings at the borders of their widths, lone surrogates, NULs, and builders that change width.
borders = [0, 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]
chars = [chr(c) for c in borders]
for a in chars:
    for b in chars:
        s = a + b
        assert len(s) == 2 and s[0] == a and s[1] == b and s[::-1] == b + a and (s * 3)[4] == a and s.find(b) in (0, 1) and (a in s) and s == a + b
        assert hash(s) == hash(a + b) and {s: 1}[a + b] == 1 and s.replace(a, "x").count("x") >= 1 and s.split(b)[0] in (a, "") and s[:1] + s[1:] == s
        assert s.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == s and s.encode("utf-16-le", "surrogatepass") if False else True
        assert (s < b + a) == ([ord(a), ord(b)] < [ord(b), ord(a)]) and s.upper() is not None and repr(s) and ascii(s)
        assert eval(repr(s)) == s and eval(ascii(s)) == s and f"{s:>4}"[2:] == s and len(s.center(10)) == 10 and s.join(["1", "2", "3"]).count(s) >= 2
print("pairs agree")
big = ""
for c in chars * 50:
    big += c
print(len(big), big[13] == chars[13], big.count("\x00"), big.find(chars[13]), big.rfind(chars[0]), len(set(big)), big == "".join(chars * 50), sorted(set(big)) == chars)
for s in chars:
    for method in "upper lower title capitalize casefold swapcase strip split isalpha isspace isupper isidentifier isprintable isnumeric splitlines expandtabs encode".split():
        try:
            getattr(s * 3, method)()
        except UnicodeEncodeError as e:
            print(ascii(s), method, e.reason)
for codec in ("utf-8", "ascii", "latin-1"):
    for handler in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace"):
        out = []
        for s in chars:
            try:
                out.append(len(s.encode(codec, handler)))
            except UnicodeEncodeError:
                out.append("E")
        print(codec, handler, *out)
bad = [bytes([a, b, c]) for a in (0x00, 0x7F, 0x80, 0xC0, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF) for b in (0x41, 0x80, 0x8F, 0x9F, 0xA0, 0xBF, 0xC2) for c in (0x41, 0x80, 0xBF, 0xE0)]
total = 0
for b in bad:
    for handler in ("ignore", "replace", "backslashreplace", "surrogateescape"):
        t = b.decode("utf-8", handler)
        total = (total * 31 + sum(map(ord, t)) + len(t)) % 10**9
    try:
        b.decode()
        total += 1
    except UnicodeDecodeError as e:
        total = (total * 7 + e.start + 3 * e.end) % 10**9
print(total)
print("a\0b" == "a\0b", "\0" in "a\0b", "a\0b".split("\0"), len("\0" * 1000), "%s" % "\0" == "\0", {"\0": 1}["\0"], int("\x00" == "\x00"))
for name in ("\0", "a\0", "\ud800", "", " ", "a b", "1", "é"):
    o = type("O", (), {})()
    setattr(o, name, 1)
    print(ascii(name), getattr(o, name), list(map(ascii, vars(o))), ascii(type("C", (), {name: 2}).__dict__[name]))
try:
    print("\ud800")
except UnicodeEncodeError as e:
    print(e)
