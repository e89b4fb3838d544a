# exit: 1
inner = ValueError("noted")
inner.add_note("a note on the leaf")
group = ExceptionGroup("g", [inner, TypeError("t")])
group.add_note("a note on the group")
try:
    1 / 0
except ZeroDivisionError as e:
    raise group from e
