# Identifiers: Unicode letters, NFKC folding, underscore, keywords and soft keywords.
é = 1
数 = 2
α_β = 3
_ = 4
__ = 5
_x1 = 6
x̄ = 7
print(é, 数, α_β, _, __, _x1, x̄)
ﬁ = "ligature"
print(fi, "fi" in globals(), "ﬁ" in globals())
𝐱 = "bold"
print(x)
ª = "ordinal"
print(a)
café = "composed"
print(café)
match = case = type = 1
match, case, type, _ = "soft", "keywords", "are", "names"
print(match, case, type, _)


class match:
    case = 2

    def type(self, match, case=3):
        return match, case


print(match.case, match().type(1), match().type(match=5, case=6))
type = 8
print(type - 1, type, [type][0], type * 2)
match = [1, 2, 3]
print(match[0], match [1])
match = print
match(1)
match (2)
match, x = 5, 6
print(match * x, match - x, match + -x)
type: int = 9
print(type)
for word in "x x1 1x _ é € class match print None True nonlocal async await _ ª 数 x-y".split():
    print(word, word.isidentifier(), end="; ")
print()
for source in ("€ = 1", "x€ = 1", "class = 1", "None = 1", "True = 1", "x = ½", "def async(): pass", "a? = 1", "$x = 1",
               "import await", "f(None=1)", "for True in x: pass", "lambda None: 0", "def f(True): pass", "x.None",
               "x.class", "global None", "with a as None: pass", "import a as True", "class None: pass", "a!b", "x = \u200b1",
               "‘quoted’", "print(“hi”)", "a – b", "__debug__ = 1", "a.__debug__ = 1", "def f(__debug__): pass"):
    try:
        compile(source, "<test>", "exec")
        print(ascii(source), "fine")
    except SyntaxError as e:
        print(ascii(source), "|", ascii(e.msg))
