# repr and ascii of str: quotes, escapes, printable and unprintable characters.
for s in ("", "a", "'", '"', "'\"", "\\", "\n\r\t", "\x00\x01\x1f", "\x7f", "\x80\x9f", "\xa0", "\xad", "é", "Ā", "日", "😀", "\u200b", "\u2028",
          "\ud800", "\udfff", "\ue000", "\ufeff", "\uffff", "\U00010000", "\U000e0001", "\U0010ffff", "it's", 'say "hi"', "both ' and \"", "\a\b\f\v",
          "\u0301", "a\u0301", "\u3000", "\u2003", "\u00ff", "\u0378", "\u0600", "\u061c", "\u180e", "\u2060", "\ufff9", "\U0001f468\u200d\U0001f469"):
    print(ascii(s), ascii(repr(s)), len(repr(s)), s == eval(repr(s)), s == eval(ascii(s)))
print(repr("é日😀"), ascii("é日😀"), repr("tab\there"), ascii("tab\there"))
print(["a", 'b"', "c'"], ("x",), {"k": "v"}, [b"a", b"'", b'"', b"'\"", b"\x00\xff\n\\"])
print(sum(len(repr(chr(i))) for i in range(0x10000)), sum(chr(i).isprintable() for i in range(0x3000)), all(len(ascii(chr(i))) >= 3 for i in range(0x1000)))


class R:
    def __repr__(self):
        return "é\n😀"


print(ascii(R()), repr(R()), ascii([R()]), "%a %r" % (R(), R()), f"{R()!a}", "{!a}".format(R()))
print(ascii(5), ascii(None), ascii("x"), ascii(["é"]), ascii({"é": "日"}))
