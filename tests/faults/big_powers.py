# ours: what takes CPython too long must here end in an exception, at once
# Integer results that would not fit in any memory, and one that is small however it is asked for.
def attempt(source):
    try:
        exec(source, {})
        print(source, "returned")
    except (MemoryError, OverflowError, ValueError):
        print(source, "refused")


for source in ("10 ** 10 ** 10 ** 10", "9 ** 9 ** 9 ** 9", "(1 << 60) ** (1 << 60)", "1 << (1 << 40)", "2 ** 2 ** 45", "int('1' * 10, 36) ** 10**10", "2 ** (2 ** 62)", "(-2) ** (2 ** 61 + 1)", "round(15, -(10**18))"):
    attempt(source)
print("alive")
