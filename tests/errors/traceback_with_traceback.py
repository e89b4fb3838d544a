# exit: 1
def f():
    raise ValueError("cut")


try:
    f()
except ValueError as e:
    error = e.with_traceback(None)
raise error
