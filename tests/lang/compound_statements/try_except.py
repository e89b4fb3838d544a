# try and except: matching by class and tuple, binding, unbinding, else, finally.
def classify(action):
    try:
        action()
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return "lookup " + type(e).__name__
    except Exception as e:
        return "other " + type(e).__name__
    except:
        return "bare"
    else:
        return "fine"
    finally:
        print("finally", end=" ")


def system_exit():
    raise SystemExit


def nothing():
    pass


print(classify(lambda: 1 / 0))
print(classify(lambda: {}[1]))
print(classify(lambda: [][1]))
print(classify(lambda: int("x")))
print(classify(system_exit))
print(classify(nothing))
e = "outer"
try:
    raise ValueError("inner")
except ValueError as e:
    print(e)
print("e" in globals())


def rebound():
    try:
        raise ValueError
    except ValueError as err:
        err = 5
        print(err)
    try:
        print(err)
    except UnboundLocalError as x:
        print(x)


rebound()


def deleted():
    try:
        raise ValueError
    except ValueError as err:
        del err
    print("no complaint")


deleted()


def evaluated():
    print("handler expression evaluated")
    return ValueError


try:
    pass
except evaluated():
    print("never")
try:
    raise TypeError("t")
except ():
    print("never")
except (ValueError, (KeyError, TypeError)) if False else (ValueError, TypeError):
    print("tuple")
for wrong in (5, "text", (ValueError, 3), int, [TypeError]):
    try:
        try:
            raise KeyError("k")
        except wrong:
            print("never")
    except TypeError as x:
        print(x, "|", repr(x.__context__))
try:
    try:
        raise ValueError(1)
    finally:
        print("cleanup")
except ValueError as x:
    print("after", x)
try:
    try:
        raise ValueError(1)
    except KeyError:
        print("never")
    else:
        print("never")
except ValueError as x:
    print("passed through", x)
try:
    try:
        pass
    except ValueError:
        print("never")
    else:
        raise ValueError("from else")
except ValueError as x:
    print(x)
try:
    raise TypeError("no parentheses")
except ValueError, TypeError:
    print("3.14 form")
