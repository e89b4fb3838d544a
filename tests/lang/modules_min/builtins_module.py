# builtins: every public name, and what kind of thing it is.
import builtins

names = [n for n in dir(builtins) if not n.startswith("_")]
classes = [n for n in names if isinstance(getattr(builtins, n), type)]
exceptions = [n for n in classes if issubclass(getattr(builtins, n), BaseException)]
print(len([n for n in classes if n not in exceptions]), [n for n in classes if n not in exceptions])
print([n for n in names if n not in classes])
print(len(exceptions), exceptions)
for n in classes:
    c = getattr(builtins, n)
    assert c.__module__ == "builtins" and isinstance(c.__doc__, (str, type(None))), n
for n in names:
    v = getattr(builtins, n)
    if callable(v) and n not in classes and type(v).__name__ == "builtin_function_or_method":
        print(n, v.__name__, v.__module__, v.__self__.__name__)
