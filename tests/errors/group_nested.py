# exit: 1
raise ExceptionGroup("outer", [
    ValueError(1),
    ExceptionGroup("inner", [TypeError("a\nb"), OSError(2, "gone", "f.txt")]),
    ExceptionGroup("other", [KeyError("k")]),
])
