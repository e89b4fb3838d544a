# Interpreters come, are told apart, and go.
from concurrent import interpreters


def attempt(call, *args, **kwargs):
    try:
        print("->", call(*args, **kwargs))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


main = interpreters.get_main()
print(main, main.whence, main.id, main.is_running(), main is interpreters.get_current())
one, two = interpreters.create(), interpreters.create()
print(one, two, one.whence, one.is_running())
print(interpreters.list_all() == [main, one, two], interpreters.Interpreter(one.id) is one)
attempt(interpreters.create, 1)
attempt(interpreters.Interpreter, 99)
attempt(interpreters.Interpreter, "1")
attempt(interpreters.Interpreter, -1)
attempt(interpreters.Interpreter, 2**70)
attempt(setattr, one, "id", 5)
attempt(setattr, one, "whence", 5)
for refused in (main.close, main.is_running):
    attempt(refused)
attempt(main.exec, "pass")
attempt(main.call, len, ())
attempt(main.prepare_main, a=1)
one.exec("import sys; sys.marker = 1; name = 'first'")
two.exec("""if True:
    import sys
    print(hasattr(sys, "marker"), "name" in globals(), __name__)""")
attempt(one.exec, """if True:
    from concurrent import interpreters
    me = interpreters.get_current()
    print(me, me.is_running(), [i.id for i in interpreters.list_all()])
    try:
        me.close()
    except interpreters.InterpreterError as error:
        print(error)
    try:
        me.exec("pass")
    except interpreters.InterpreterError as error:
        print(error)
    child = interpreters.create()
    print(child)
    child.exec("print('in the child')")
    child.close()
    del child, me""")
one.close()
attempt(one.close)
attempt(one.exec, "pass")
attempt(one.call, len, ())
attempt(one.is_running)
print(one, one.id, one.whence, one == one)
attempt(interpreters.Interpreter, one.id)
two.exec("""if True:
    import atexit
    atexit.register(print, "at exit")
    class Loud:
        def __del__(self):
            print("gone")
    keep = Loud()
    def generator():
        try:
            yield 1
        finally:
            print("generator closed")
    half = generator()
    next(half)""")
# The last reference takes it along.
del two
print(interpreters.list_all())
