# \N{...}: characters by name, in strings and f-strings.
# options: -Wignore
print("\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{greek small letter alpha}", "\N{BULLET}x", "\N{SNOWMAN}")
print(f"\N{BULLET}{1}\N{EM DASH}", rf"\N{1}", r"\N{BULLET}", b"\N{x}", len("\N{GRINNING FACE}"))
print("\N{DIGIT ONE}\N{SPACE}\N{COMMA}\N{LATIN CAPITAL LETTER A}", "\N{EURO SIGN}", ascii("\N{NO-BREAK SPACE}"))
print("\N{CJK UNIFIED IDEOGRAPH-4E00}", "\N{HANGUL SYLLABLE GA}", "\400" == "\u0100", "\777" == "\u01ff")
