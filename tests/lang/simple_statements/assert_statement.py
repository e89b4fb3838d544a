# assert: with and without a message; the message is evaluated only on failure.
def message():
    print("message evaluated")
    return "bad"


assert True, message()
assert [0]
try:
    assert False
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert 1 == 2, message()
except AssertionError as e:
    print(repr(e))
try:
    assert 0, ("a", "tuple")
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert [], None
except AssertionError as e:
    print(repr(e))
try:
    assert {}, 3 + 4
except AssertionError as e:
    print(e)


class Falsy:
    def __bool__(self):
        print("asked")
        return False


try:
    assert Falsy()
except AssertionError:
    print("caught")
try:
    assert (lambda: 1)() > 1, f"{1 + 1}"
except AssertionError as e:
    print(e)
print(__debug__)
AssertionError = ValueError
try:
    assert False, "not fooled by rebinding"
except ValueError:
    print("wrong")
except BaseException as e:
    print(type(e).__name__, e)
