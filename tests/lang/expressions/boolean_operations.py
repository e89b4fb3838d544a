# and, or, not: operand values returned, short circuit, conditions in many places.
def v(x):
    print(f"[{x!r}]", end="")
    return x


for a in (0, 1, "", "s"):
    for b in ([], [1]):
        print(v(a) and v(b), v(a) or v(b), not v(a))
print(v(1) and v(0) and v(2))
print(v(0) or v("") or v(None))
print(v(0) or v(1) and v(2))
print((v(0) or v(1)) and v(2))
print(not v(0) and v(5))
print(not (v(0) and v(5)))
print(not not v(3), not v(None))
print(1 if v(0) or v(1) else 2)
x = None
print(x and x.attribute, x or "default")
if v(1) and not v(0):
    print("taken")
if not (v(1) and v(0)) and (v(0) or v(3)):
    print("taken")
while v(0) or not v(1):
    pass
print()
print([n for n in range(6) if n and n % 2 or n == 4])
print((lambda a, b: a and b)(1, 2), (lambda a, b: a or b)(1, 2))


class Angry:
    def __bool__(self):
        raise ValueError("no truth here")


for source in ("not Angry()", "Angry() and 1", "Angry() or 1", "1 and Angry() and 2", "1 if Angry() else 2",
               "bool(Angry())", "0 and Angry()", "[1 for _ in [1] if Angry()]", "all([Angry()])", "any([Angry()])"):
    try:
        print(source, eval(source))
    except ValueError as e:
        print(source, e)
a, b, c = 1, 0, 3
assert (a and b or c) == 3 and (a or b and c) == 1
print(a and (b or c), (a and b) or c, not a or b, a == 1 and b == 0 or c == 9)
result = a and b
result = result or c
print(result, (a or b) is a, [] or {} or () or 0, 1 and 2 and 3)
