# NameError and UnboundLocalError: each way to get one, and its attributes.
def report(f):
    try:
        f()
        print(f.__name__, "fine")
    except NameError as e:
        print(f.__name__, type(e).__name__, e, e.name)


def global_missing():
    return missing_global


def local_before():
    x
    x = 1


def after_del():
    x = 1
    del x
    x


def del_unbound():
    del x
    x = 1


def del_global():
    global gone
    del gone


def loop():
    for i in ():
        pass
    i


def in_except():
    try:
        raise ValueError
    except ValueError as e:
        pass
    e


def with_not_entered():
    if 0:
        with open("x") as f:
            pass
    f


def free_unbound():
    def inner():
        return x

    inner()
    x = 1


def augmented():
    x += 1


def augmented_global():
    global undefined_counter
    undefined_counter += 1


def comprehension():
    [y for x in range(1)]


def generator():
    list(zz for x in range(1))


def class_body():
    class C:
        nothing


def import_shadow():
    sys.path
    import sys


def match_unbound():
    match 5:
        case [x]:
            pass
    x


def nested_function():
    f()

    def f():
        pass


def walrus():
    if False and (w := 1):
        pass
    w


def conditional_class():
    if 0:
        class K: pass
    K()


def star():
    if 0:
        a, *b = 1, 2
    b


def default_uses():
    def g(x=undefined_default): pass


def decorator():
    @undefined_decorator
    def g(): pass


def annotation_is_lazy():
    def g(x: undefined_annotation): pass


def type_alias():
    if 0:
        type T = int
    T


def many():
    a = b = c = d = 1
    del a, b
    b


for f in (global_missing, local_before, after_del, del_unbound, del_global, loop, in_except, with_not_entered, free_unbound,
          augmented, augmented_global, comprehension, generator, class_body, import_shadow, match_unbound, nested_function,
          walrus, conditional_class, star, default_uses, decorator, annotation_is_lazy, type_alias, many):
    report(f)
