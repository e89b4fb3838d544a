# Where tracebacks point when unpacking with * fails, in displays and calls, and inside any(), all(), tuple().
import sys

sys.stderr = sys.stdout


def star_list():
    x = [1, *2, 3]


def star_only_list():
    x = [*1]


def star_tuple():
    x = (*1,)


def star_set():
    x = {1, *2}


def star_call():
    print(1, *2)


def star_call_only():
    print(*1)


def star_call_mixed():
    print(*[1], *2, 5, sep="")


def star_method():
    [].append(*1)


def star_function(*a):
    star_function(*5, **{})


def star_module_function():
    import math
    math.floor(*1.5)


def star_return():
    return *1, 2


def any_items():
    return any(1 / 0 for x in [1])


def all_source():
    return all(x for x in 5)


def tuple_items():
    return tuple(
        1 / 0
        for x in [1])


for f in (star_list, star_only_list, star_tuple, star_set, star_call, star_call_only, star_call_mixed, star_method,
          star_function, star_module_function, star_return, any_items, all_source, tuple_items):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
