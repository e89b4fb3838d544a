# Messages for calls that do not fit the parameters.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def defaults(a=1, b=2): pass
def keyword(*, k): pass
def keywords(*, k, l, m=1): pass
def mixed(a, b=1, *, k): pass
def positional(a, b, /): pass
def positional_default(a, b=1, /, **kw): pass
def star(*args): pass
def kw(**kwargs): pass


def attempt(source):
    try:
        eval(source)
        print(source, "ok")
    except (TypeError, AttributeError) as e:
        print(source, "->", e)


for source in """none(1)
none(1, 2)
none(x=1)
one()
one(1, 2)
one(1, 2, 3)
one(b=1)
one(1, a=1)
one(1, b=2, c=3)
two()
two(1)
two(b=1)
two(1, 2, 3)
three()
three(1)
three(a=1)
three(1, c=3)
default()
default(1, 2, 3)
default(b=1)
default(1, 2, b=3)
defaults(1, 2, 3)
defaults(c=1)
keyword()
keyword(1)
keyword(1, 2, k=3)
keyword(k=1, l=2)
keywords()
keywords(k=1)
keywords(l=1, m=2)
keywords(1, k=1, l=2)
mixed()
mixed(1)
mixed(1, 2, 3, k=4)
mixed(k=1)
positional(a=1, b=2)
positional(1, b=2)
positional(1)
positional_default(a=1)
positional_default(1, a=2, b=3)
star(a=1)
kw(1)
kw(1, a=2)
one(**{'a': 1, 'b': 2})
one(*[1, 2])
one(1, **{'a': 2})
one(**{1: 2})
kw(**{'a': 1}, **{'a': 2})
kw(a=1, **{'a': 2})
one(*5)
one(**5)
one(*None)
two(*[1], **[2])
(lambda: 0)(1)
(lambda x: 0)()
(five := 5)()
(text := 'abc')()
(nothing := None)()
one.missing()
len()
len(1, 2)
len(x=1)
abs()
print(bad=1)
int(1, 2, 3)
[].append()
[].append(1, 2)
{}.get()
''.join()
''.join(1, 2)
isinstance(1)
divmod(1)
one(aa=1)
default(1, bb=2)""".splitlines():
    attempt(source)


class C:
    def method(self, a): pass
    def noself(): pass
    @staticmethod
    def static(a): pass
    @classmethod
    def klass(cls, a): pass


for source in ("C().method()", "C().method(1, 2)", "C.method()", "C().noself()", "C.static()", "C.klass()", "C(1)",
               "C(a=1)", "C().klass(1, 2)", "C().static(1, 2)", "C.klass(b=1)", "object(1)", "C().nothing()"):
    try:
        eval(source)
        print(source, "ok")
    except (TypeError, AttributeError) as e:
        print(source, "->", e)
