def __getattr__(name):
    if name.startswith("dyn"):
        return f"made {name}"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return ["listed", "dyn"]


real = "real"
