# t-strings: the Template, its strings, interpolations and values.
name, n = "Ada", 3
t = t"Hello {name}, {n:>5} and {n + 1!r:x}."
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(repr(i), i.value, i.expression, i.conversion, repr(i.format_spec))
print(list(t) == [*t], [type(x).__name__ for x in t], [x if isinstance(x, str) else x.value for x in t])
print(t"".strings, t"plain".strings, t"{n}".strings, t"{n}{name}".strings, t"".interpolations, t"".values, list(t""))
print((t"a{n}" + t"b{name}").strings, (t"a" t"b{n}" t"c").strings, (t"x" + t"{n}y").values)
width = 7
u = t"{name:{width}}|{name:*^{width}}"
print([i.format_spec for i in u.interpolations], [i.expression for i in u.interpolations])
print(t"{n=}".strings, t"{n=}".interpolations[0].conversion, t"{n = }".strings, t"{n=:5}".interpolations[0].conversion)
print(repr(t"a{n}b"), repr(t"{{x}}"), rt"\n{n}".strings, tr"\d".strings, T"{n}".values, Rt"\q".strings)
print(t"{t"inner {n}"}".values[0].strings, t"{f"{n}"}".values, t'{"quoted"}'.interpolations[0].expression)


def f(template):
    out = []
    for item in template:
        if isinstance(item, str):
            out.append(item.lower())
        else:
            out.append(format({"r": repr, "s": str, "a": ascii, None: lambda x: x}[item.conversion](item.value), item.format_spec))
    return "".join(out)


print(f(t"UPPER {name!r:>8} {n:03d} {1.5:.2f}"))
for bad in ('t"a" + "b"', '"a" + t"b"', 't"{}"', 't"{n!x}"', 'bt"x"', 'ft"x"', 't"a".strings.x', 't"{n"', 't"}"',
            'hash(t"a") == hash(t"a")', 't"a" == t"a"', 't"a" "b"', '"a" t"b"', 'f"a" t"b"'):
    try:
        result = eval(bad)
        print(bad, type(result).__name__)
    except Exception as e:
        print(bad, "|", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
i = t"{name!s:>{n}}".interpolations[0]
match i:
    case object(value=v, expression=e, conversion=c, format_spec=s):
        print(v, e, c, s)
