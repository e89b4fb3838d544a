# How except clauses match: order, subclasses, tuples, rebinding inside, names after.
class A(Exception): pass
class B(A): pass
class C(B): pass
class D(Exception): pass


def which(exc, *clauses):
    for clause in clauses:
        try:
            try:
                raise exc
            except clause:
                return clause.__name__ if isinstance(clause, type) else tuple(c.__name__ for c in clause)
        except BaseException:
            pass
    return "none"


print(which(C(), A), which(A(), C, B), which(B(), (D, A)), which(D(), A, Exception), which(C, B), which(SystemExit(), Exception, BaseException), which(KeyError(), LookupError), which(A(), ()))


def order(exc):
    try:
        raise exc
    except C:
        return "C"
    except B:
        return "B"
    except A:
        return "A"
    except (D, ValueError) as e:
        return type(e).__name__
    except Exception:
        return "Exception"
    except:
        return "bare"


print([order(e) for e in (A, B, C, D, ValueError, KeyError, KeyboardInterrupt, B())])


def nested():
    try:
        try:
            raise A("inner")
        except D:
            return "wrong"
    except A as e:
        return f"outer {e}"


print(nested())


def handler_raises_same():
    out = []
    try:
        try:
            raise A(1)
        except A:
            raise A(2)
        except A:
            out.append("a sibling clause does not catch")
    except A as e:
        out.append(f"outer {e}")
    return out


print(handler_raises_same())


def evaluated(name, cls):
    print("evaluated", name, end="; ")
    return cls


try:
    raise A
except evaluated("D", D):
    pass
except evaluated("A", A):
    print("matched")
except evaluated("never", B):
    pass


def loop():
    out = []
    for exc in (A, D, None, C):
        try:
            if exc:
                raise exc
        except A:
            out.append("a")
            continue
        except D:
            out.append("d")
        else:
            out.append("else")
            continue
        finally:
            out.append("f")
        out.append("after")
    return out


print(loop())
e = "before"
try:
    raise A("x")
except A as e:
    inner = e
try:
    e
except NameError as err:
    print(err)
print(inner)
t = (A, D)
try:
    raise B
except t:
    print("tuple variable")
try:
    raise D
except (A, (B, (C, D))) if False else (A, D):
    print("flat tuple")
try:
    raise D
except [A, D][1]:
    print("expression")
import sys


def info():
    try:
        raise A("info")
    except A:
        kind, value, tb = sys.exc_info()
        return kind.__name__, str(value), tb.tb_frame.f_code.co_name


print(info(), sys.exc_info())


def outer_context():
    try:
        raise A("outer")
    except A:
        def inner():
            return repr(sys.exception())

        try:
            raise D("inner")
        except D:
            first = inner()
        return first, inner()


print(outer_context())
