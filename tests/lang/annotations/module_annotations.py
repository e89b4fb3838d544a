# Module level annotations.
a: int = 1
b: str
c: undefined_for_now

if a:
    d: float
if not a:
    e: bytes
for i in range(1):
    f: list

try:
    __annotations__
except NameError as err:
    print(err)
undefined_for_now = "defined at last"
import __main__

print(__main__.__annotations__)
print(__main__.__annotate__(1) == __main__.__annotations__)
(g): int = 5
x = [0]
x[0]: int = 3
print(g, x, sorted(__main__.__annotations__))
__main__.__annotations__["added"] = 1
print("added" in __main__.__annotations__)
