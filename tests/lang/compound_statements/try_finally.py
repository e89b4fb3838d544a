# finally: runs on every way out, in order; what it raises or returns replaces.
# options: -Wignore
log = []


def f(how):
    for _ in range(1):
        try:
            log.append("try")
            if how == "return":
                return "returned"
            if how == "break":
                break
            if how == "continue":
                continue
            if how == "raise":
                raise ValueError("raised")
        finally:
            log.append("finally")
    else:
        log.append("else")
    return "end"


for how in ("return", "break", "continue", "raise", "fall"):
    log.clear()
    try:
        result = f(how)
    except ValueError as e:
        result = e
    print(how, log, result)


def nested():
    try:
        try:
            try:
                1 / 0
            finally:
                print("inner")
        except KeyError:
            print("never")
        finally:
            print("middle")
    except ZeroDivisionError:
        print("caught")
        return "value"
    finally:
        print("outer")


print(nested())


def replaced():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


try:
    replaced()
except KeyError as e:
    print(repr(e), repr(e.__context__))


def override():
    try:
        return 1
    finally:
        return 2


def cancel_break():
    for i in range(3):
        try:
            return i
        finally:
            continue
    return "after loop"


def cancel_raise():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "cancelled"


def order():
    def note(x):
        print("note", x)
        return x

    try:
        return note("value")
    finally:
        note("finally")


def try_in_finally():
    try:
        raise ValueError(1)
    finally:
        try:
            raise KeyError(2)
        except KeyError as e:
            print("inside", repr(e.__context__))


print(override(), cancel_break(), cancel_raise(), order())
try:
    try_in_finally()
except ValueError as e:
    print(repr(e), e.__context__)


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


for v in generator():
    print(v)
    break
g = generator()
next(g)
g.close()
