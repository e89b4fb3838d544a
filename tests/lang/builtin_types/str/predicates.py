# str: isalpha and its relatives over interesting characters.
names = "isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable isascii".split()
words = ["", "a", "A", "1", " ", "a1", "a b", "Ab", "AB", "aB", "A B", "A b", "é", "É", "ß", "²", "½", "Ⅷ", "ⅷ", "٣", "一", "日本", "_", "_a1",
         "1a", "\t\n", "\x00", "\x7f", "\xa0", "\xad", "\u200b", "\u2028", "\u3000", "😀", "ª", "ǅ", "ǆ", "Ǆ", "\u0301", "a\u0301", "Hello World",
         "hello", "They'Re", "class", "x-y", "\ud800", "\ue000", "\U0010ffff", "௧", "①", "〇", "ʰ", "Ω", "𝟙", "\x1c", "\x85", "!", "A1", "1A", "π"]
print(" " * 14, *[n[2:][:6].ljust(6) for n in names])
for w in words:
    print(ascii(w).ljust(14), *[("yes" if getattr(w, n)() else "-").ljust(6) for n in names])
for n in names:
    count = sum(getattr(chr(i), n)() for i in range(0x250))
    print(n, count)
for n in names:
    try:
        getattr("a", n)(1)
    except TypeError as e:
        print(e)
