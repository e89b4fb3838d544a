# String literals: quotes, prefixes, escapes, joining, line continuation inside.
print('single', "double", '''three
lines''', """more "quotes" in ''', kept""")
print('a\'b', "a\"b", 'a"b', "a'b", 'back\\slash', '\a\b\f\v' == '\x07\x08\x0c\x0b', '\t|', 'a\
b')
print(repr('\0\1\12\123\377'), repr('\x41\u00e9\U0001F600'))
print(r'\n', R"\x", r'a\'b', r"\\", r'''raw
\ ''', len(r'\\'))
print(u'unicode', U"U", 'a' 'b' "c", 'x' r'\n' 'y', ('par'
      'enthesis'))
print('\08' == '\x008', '\1234' == 'S4')
print(b'bytes', B"B", rb'\n', bR'\x', Rb"\t", BR'q', b'\x00\xff\101', b'a' b'b', b'''tri
ple''', b'\'')
print(len("😀"), len("é"), len("é"), "日本語"[1], "😀"[0] == "\U0001F600", ascii("é😀"), repr("é😀\x7f\xa0\u200b\ud800"))
print("tab\there", "nul\0".encode(), "cr\rlf".replace("\r", "|"), "a\\\nb" == "a\\" + "\nb")
print('''a''' '''b''', '' '' "", """""" == '', '''"''' + """'""", '\'\'\'', "''''")
print("\
no newline at first", """\
neither here""")
for source in (r"'\x4'", r"'\xg1'", r"'\u123'", r"'\U0011FFFF'", r"'\N'", r"'\N{'", "'abc",
               '"""abc', "'a\nb'", r"b'\x4'", "b'é'", r"b'\xg'", "'a' b'b'", "ur'x'", "bu'x'", r"'\U1234'", "rb'é'",
               "'''abc'", r"'\u'", "r'\\'", r"'\x'"):
    try:
        print(source, repr(eval(source)))
    except SyntaxError as e:
        print(ascii(source), "|", e.msg)
