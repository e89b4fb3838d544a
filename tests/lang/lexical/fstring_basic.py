# f-strings: expressions, conversions, format specifications, debugging form, nesting.
name, n, pi = "Ada", 42, 3.14159265
print(f"{name}", f"{n}", f"{name} is {n}", f"{n + 1}", f"{name.upper()!r}", f"{'x'}", f"", f"plain")
print(f"{name!r} {name!s} {name!a} {'é'!a} {n!r:>5} {name!r:*^9}")
print(f"{pi:.2f} {pi:8.3f}| {n:05d} {n:x} {n:#b} {n:,} {1234567:_} {n:<6}| {name:>6}| {name:^7}|")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}| {name:{'>'}{width}}| {n:{width}}| {pi:{'.2f'}}")
print(f"{n=} {n = } {n=:>5} {name=} {name=!s} {n + 1=} {pi=:.2f} { n = }")
print(f"{{}} {{{n}}} {{n}} {{{{", f"{'{'}{'}'}", f"{'a' if n else 'b'}", f"{(lambda x: x * 2)(4)}", f"{ {'k': 1}['k'] }")
print(f"{'nested ' + f'{n}'} {f'{f"{n}"}'}", f'{"same quotes" + 'inside'}', f"{"a"}", f"{f"{f"{1}"}"}")
print(f"""{
    n  # a comment
    + 1
} multi""", f"{'\n'}|", f"{'a\tb'}")
print(f"a" f"{n}" "b{n}", f"{n}" r"\{n}", rf"\d{n}", fr"\{n}\n", F"{n}", Rf"{n}\q")
print(f"{n!r}", f"{n:}", f"{name:}", f"{[1, 2]}", f"{(1,)}", f"{1, 2}", f"{None}", f"{n if n else 0}", f"{not n}")
print(f"{n:{n}}|", f"{'a':{'b' if not n else 'c'}>{4}}", f"{n:{'0'}{6}}", f"{pi:{width}.{precision}}")
print(f"{*[1, 2],}", f"{yield_ if (yield_ := 5) else 0}", f"{n:=+5}", f"{n!r:=^5}", f"{n != 1}", f"{n == 42}", f"{n >= 1}")


class F:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "F()"

    def __str__(self):
        return "str F"


x = F()
print(f"{x} {x:abc} {x!r} {x!s:>8} {x:%Y-%m} {x::} {x:{{}}} {x: }")
print(f"{x=} {x=:spec} {x=!r:>5}", f"{'a' 'b'}", f"{'''tri'''}", f"{n:{''}}", f"\x41{n}\u2022", f"{ord('\u2022')}")


async def co():
    return f"{await other()}"


def gen():
    yield f"{(yield 1)}"


g = gen()
print(next(g), g.send("sent"), f"{lambda_ if (lambda_ := 3) else 0}", f"{{{f'{n}'}}}", f"{n}%", f"%s {n}" % 1)
