# exit: 1
def fail(e):
    raise e


errors = []
for e in (ValueError("one"), KeyError("two")):
    try:
        fail(e)
    except Exception as x:
        errors.append(x)
raise ExceptionGroup("several", errors)
