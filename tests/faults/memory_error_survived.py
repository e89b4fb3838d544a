# MemoryError is caught, memory is still there afterwards, and partial results are dropped.
def big():
    return [0] * 10**17


for i in range(20):
    try:
        big()
        print("never")
    except MemoryError as e:
        assert e.args == () or True
print("caught twenty times")
try:
    x = "a" * 10**15
except MemoryError:
    x = "small"
print(x)
lst = [1, 2, 3]
try:
    lst *= 10**17
except MemoryError:
    print(lst)
try:
    lst += range(10**18)
except (MemoryError, OverflowError):
    print(len(lst))
b = bytearray(b"abc")
try:
    b *= 10**17
except MemoryError:
    print(b)
try:
    b.extend(b"x" * 10**16)
except MemoryError:
    print(b)


def nested():
    try:
        big()
    except MemoryError as e:
        raise ValueError("after memory error") from e


try:
    nested()
except ValueError as e:
    print(type(e.__cause__).__name__)
try:
    raise MemoryError("by hand", 5)
except MemoryError as e:
    print(e.args)
print([0] * 5, sum(range(1000)))
