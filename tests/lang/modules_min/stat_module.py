# stat: constants and the text of modes.
import stat

print([(k, getattr(stat, k)) for k in sorted(dir(stat)) if isinstance(getattr(stat, k), int)])
print(stat._filemode_table)
for m in (0o100644, 0o40755, 0o120777, 0o10600, 0o140777, 0o60660, 0o20620, 0o104755, 0o104644, 0o102711, 0o102644, 0o41777, 0o41776, 0, 0o170000, 0o160000):
    print(oct(m), stat.filemode(m), stat.S_IMODE(m), stat.S_IFMT(m), [f for f in dir(stat) if f.startswith("S_IS") and callable(getattr(stat, f)) and getattr(stat, f)(m)])
for source in ("stat.S_ISDIR('x')", "stat.S_ISDIR(1.5)", "stat.filemode('x')", "stat.S_IFMT(10**20)", "stat.S_ISDOOR(1)", "stat.filemode(-1)"):
    try:
        print(source, eval(source))
    except (TypeError, OverflowError) as e:
        print(source, "|", type(e).__name__, e)
