# What comes out of another interpreter when its code fails.
from concurrent import interpreters

there = interpreters.create()


def show(code):
    try:
        there.exec(code)
    except interpreters.ExecutionFailed as error:
        print(repr(error))
        print(error)
        print(error.__cause__, error.__context__, error.excinfo.type.__name__, repr(error.excinfo.msg))
    except Exception as error:
        print(type(error).__name__, error)


show("1/0")
show("raise ValueError")
show("raise SystemExit(3)")
show("raise KeyboardInterrupt")
show("""
try:
    {}['key']
except KeyError as error:
    raise RuntimeError('wrapped') from error
""")
show("""
class Odd(Exception):
    pass
error = Odd('a', 1)
error.add_note('a note')
raise error
""")
show("raise ExceptionGroup('several', [ValueError(1), TypeError(2)])")
show("def f(: pass")
show("return")
show("a\0b")
show(" indented")
show(None)
show(len)
show(lambda: 5)
show(lambda x: None)
show(lambda: (yield))
show("import nothing_of_this_name")
show("prin('x')")
there.exec("")
there.exec("print('still usable')")
there.exec(b"print('bytes')")
there.exec(lambda: None)
there.exec(compile("5", "x", "single"))
there.close()
