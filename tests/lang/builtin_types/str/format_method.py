# str.format and format_map: fields, attributes, indexes, conversions, nesting, errors.
class P:
    x, y = 1, [10, 20]

    def __format__(self, spec):
        return f"P<{spec}>"


p = P()
d = {"k": {"n": [1, 2]}, "a b": 3, "1": "one"}
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
'{}'.format(1)
'{} {}'.format(1, 2)
'{0} {1} {0}'.format(1, 2)
'{a} {b}'.format(a=1, b=2)
'{} {a}'.format(1, a=2)
'{0.x} {0.y[1]}'.format(p)
'{p.y[0]}'.format(p=p)
'{0[k][n][1]}'.format(d)
'{0[a b]}'.format(d)
'{0[1]}'.format(d)
'{0[1]}'.format([5, 6])
'{0[-1]}'.format([5])
'{[0]} {.x}'.format('ab', p)
'{!r} {!s} {!a}'.format('é', 'é', 'é')
'{0!r:>6}|'.format('a')
'{:>5}|{:<5}|{:^5}|'.format(1, 2, 3)
'{:*^7}'.format('ab')
'{:{}}|'.format('a', 5)
'{:{w}.{p}f}'.format(3.14159, w=8, p=2)
'{0:{1}{2}}'.format('a', '>', 4)
'{:spec}'.format(p)
'{0:}'.format(p)
'{{}}'.format()
'{{{}}}'.format(1)
'{{{{}}}}'.format()
'a{}b'.format('')
'{:d} {:x} {:e}'.format(1, 255, 1.0)
'{:,}'.format(1234567)
'{:%}'.format(0.5)
'{a[b]}'.format(a={'b': 1})
'{0:%Y}'.format(p)
'{:{}{}}'.format('x', '*', '^5')
''.format()
'abc'.format(1, 2, a=3)
'{a}'.format_map({'a': 1})
'{a.x}'.format_map({'a': p})
'{'.format()
'}'.format()
'{}'.format()
'{} {}'.format(1)
'{0} {}'.format(1, 2)
'{} {0}'.format(1, 2)
'{a}'.format()
'{5}'.format(1)
'{0.z}'.format(p)
'{0[z]}'.format(d)
'{0[5]}'.format([1])
'{!x}'.format(1)
'{!}'.format(1)
'{!rr}'.format(1)
'{0'.format(1)
'{0!'.format(1)
'{0:'.format(1)
'{0]}'.format(1)
'{0[}'.format(1)
'{0[]}'.format(1)
'{0.}'.format(1)
'{.}'.format(1)
'{a.}'.format(a=1)
'{0x}'.format(1)
'{-1}'.format(1)
'{ 0}'.format(1)
'{0 }'.format(1)
'{:d}'.format('a')
'{:>5}'.format(None)
'{:5}'.format([])
'{:{}}'.format(1)
'{:{:{}}}'.format(1, 2, 3)
'{:{a}'.format(1, a=2)
'{0[k}'.format(d)
'{0]'.format(1)
'{99999999999999999999}'.format(1)
'{0[99999999999999999999]}'.format([1])
'{}'.format_map()
'{}'.format_map({})
'{a}'.format_map([])
'{a}'.format_map({'b': 1})
'{0[0]x}'.format('a')
'}}{{'.format()
'{:}}'.format(1)
'{é}'.format(é=1)
'{0!r}'.format
""".replace("\n'{0!r}'.format\n", "\n"))


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b} {c.real}".format_map(Default(a=1, c=5)))
print("{:{fill}{align}{width}}".format("mid", fill="-", align="^", width=9), "{0:{0}}|".format(5), "{0.__class__.__name__}".format(1.5))
print(str.format("{} {}", 1, 2), "{}".format("{}"), "{:{}}".format("a", ""), "{0:0{1}d}".format(7, 3))
