# Filters by message, module and line; stacklevel and skip_file_prefixes; -W options at run time.
import sys
import warnings

shown = []
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: shown.append((str(message), category.__name__, lineno))


def flush(title):
    print(title, shown)
    shown.clear()


with warnings.catch_warnings():
    warnings.resetwarnings()
    warnings.filterwarnings("ignore", message="spam")
    warnings.warn("Spam and eggs")
    warnings.warn("eggs and spam")
    flush("message")
with warnings.catch_warnings():
    warnings.resetwarnings()
    warnings.filterwarnings("error", module="__main__", category=RuntimeWarning)
    try:
        warnings.warn("boom", RuntimeWarning)
    except RuntimeWarning as error:
        print("raised", error)
    warnings.warn("other", UserWarning)
    warnings.warn_explicit("elsewhere", RuntimeWarning, "file.py", 3)
    flush("module")
with warnings.catch_warnings():
    warnings.simplefilter("ignore", lineno=7)
    warnings.warn_explicit("seven", UserWarning, "x.py", 7)
    warnings.warn_explicit("eight", UserWarning, "x.py", 8)
    flush("line")
for action in ("default", "always", "all", "module", "once", "ignore"):
    registry = {}
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter(action)
        for line in (1, 1, 2):
            warnings.warn_explicit("text", UserWarning, "f.py", line, "mod", registry)
            warnings.warn_explicit("text2", UserWarning, "f.py", line, "mod", registry)
        warnings.warn_explicit("text", UserWarning, "f.py", 1, "other", {})
    flush(action)
    print(sorted(str(key) for key in registry if key != "version"))


def inner(level):
    warnings.warn(f"level {level}", stacklevel=level)


def outer(level):
    inner(level)


with warnings.catch_warnings():
    warnings.simplefilter("always")
    for level in (0, 1, 2, 3, 50):
        outer(level)
    flush("levels")
    exec(compile("def hidden(**k):\n    import warnings\n    warnings.warn('prefix', **k)", "/hidden/file.py", "exec"), globals())
    hidden()
    hidden(skip_file_prefixes=("/hidden",))
    hidden(skip_file_prefixes=("/other",))
    flush("prefixes")
    log = {}
    exec("import warnings\nwarnings.warn('in exec')", log)
    print("__warningregistry__" in log, log.get("__name__"))
    flush("exec")
with warnings.catch_warnings(record=True) as messages:
    warnings.simplefilter("always")
    warnings.warn("recorded", DeprecationWarning, source=[1])
    warnings.warn(UserWarning("an", "instance"))
    print([(str(m.message), m.category.__name__, m.lineno, m.source) for m in messages])
with warnings.catch_warnings():
    warnings.resetwarnings()
    warnings._processoptions(["error::ValueError", "ignore::DeprecationWarning", "bad", "once"])
    print([(f[0], f[2].__name__) for f in warnings.filters])
    warnings.warn("dep", DeprecationWarning)
    warnings.warn("user")
    warnings.warn("user")
    flush("options")


class Sub(UserWarning):
    def __str__(self):
        return "own text"


with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.warn("x", Sub)
    warnings.warn(Sub(1, 2))
    flush("subclass")
    warnings.simplefilter("error", Sub)
    try:
        warnings.warn(Sub("y"))
    except Sub as error:
        print(error.args)
print(warnings.formatwarning("m", UserWarning, "no such file", 3), end="")
print(warnings.formatwarning("m", UserWarning, "no such file", 3, "   the line  "), end="")
print(sorted(warnings.__all__), warnings.defaultaction, warnings.filters is not None)
