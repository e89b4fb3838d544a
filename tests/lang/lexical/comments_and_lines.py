# -*- coding: utf-8 -*-
# Comments, blank lines, line joining, semicolons, form feeds, line ends.
x = 1  # trailing comment
# "quoted # in comment"
s = "# not a comment"
print(x, s)  # done

t = (1,  # one
     # between
     2

     ,

     3)
print(t)
d = {  # open
    "a": 1,  # a

    "b": [  # nested
        2,
    ],
}
print(d)
y = 1 + \
2
print(y); print("semi"); x = 5
print(x)
if x: \
    print("continued")
print("a",
      "b",

      sep="-",
      )
print(eval("1 # comment"), eval("(1\n+\n2)"), eval("  3"), eval("\t4 "), eval("5\n\n"), eval("\n 6") if False else 6)
ns = {}
exec("a = 1\r\nb = 2\r\n", ns)
exec("c = 3\rd = 4\r", ns)
exec("e = 5\n\n\n# end", ns)
exec("", ns)
exec("\n\n", ns)
exec("# only", ns)
exec("f = 6;", ns)
exec("\f\ng = 7\n\f", ns)
exec("if 1:\n    h = 8\n\f    i = 9\n", ns)
exec("j = '''a\r\nb'''", ns)
exec(b"k = 11", ns)
exec(b"\xef\xbb\xbfl = 12", ns)
exec("m = 13", ns)
exec(b"# coding: latin-1\nn = '\xe9'", ns)
exec("o = 1;p = 2 ;q = 3", ns)
print({k: v for k, v in ns.items() if k != "__builtins__"})
for source in ("x = 1 2", "x = ;", ";", "a;;b", "x = 1;; y", "if 1: ; x", "(1", "[1, 2", "{1: 2", "(1]", "[1}", ")", "a)", "((1)",
               "x = (\n1,\n2\ny = 3", "print('a'\nprint('b')", "a = {'x': 1,\n'y': 2\nb = 3", "(\n", "[\n)", b"# coding: nope\n",
               b"x = '\xff'", "x = 1\0", b"# coding: utf-8\n'\xe9'"):
    try:
        compile(source, "<test>", "exec")
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "|", e.msg, e.lineno, e.offset)
    except ValueError as e:
        print(repr(source), "| ValueError", e)
