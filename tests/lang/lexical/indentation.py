# Indentation: depths, blank lines, comments, continuation lines, tabs, and its errors.
if True:
  if True:
      x = 1

      # a comment
   # oddly placed comment

      y = (1 +
  2)
      z = [
 1,
                2]
  print(x, y, z)
# comment at column 0 inside nothing
def f():
	if True:
		return "tabs"


print(f())
if True: a = 1; b = 2;
print(a, b)
class C: x = 1; y = 2
print(C.x, C.y)
v = 1 + \
    2 + \
        3
print(v)
if v == 6 and \
   a == 1:
    print("joined")
for i in range(2): print(i); \
    print("same line")


def many():
    if 1:
        if 1:
            if 1:
                if 1:
                    return "deep"
    return "never"


print(many())
for source in ("  x = 1", "if 1:\nx = 1", "if 1:\n  x = 1\n y = 2", "if 1:\n    x = 1\n      y = 2", "x = 1\n  y = 2",
               "if 1:\n\tx = 1\n        y = 2", "if 1:\n        x = 1\n\ty = 2", "def f():\nreturn", "class A:\npass",
               "for x in y:\npass", "while 1:\npass", "with a:\npass", "try:\npass", "try:\n pass\nexcept:\npass",
               "if 1:\n pass\nelse:\npass", "if 1:\n pass\nelif 2:\npass", "try:\n pass\nfinally:\npass",
               "if 1:", "def f():", "def f():\n    # only a comment\n", "match 1:\ncase 1:\n  pass", "match 1:\n case 1:\n pass",
               "x = 1 \\ \ny", "x = \\", "\\\n", "if 1:\n  a\n  b\n c\n"):
    try:
        compile(source, "<test>", "exec")
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "|", type(e).__name__, e.msg, e.lineno)
