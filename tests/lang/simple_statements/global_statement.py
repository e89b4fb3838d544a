# global: reads, writes, deletions, in classes and nested functions.
counter = 0


def bump():
    global counter
    counter += 1
    return counter


print(bump(), bump(), counter)


def outer():
    counter = "local"

    def inner():
        global counter
        counter = "set by inner"
        return counter

    inner()
    return counter


print(outer(), counter)


def define():
    global made_function, MadeClass, imported

    def made_function():
        return "made"

    class MadeClass:
        pass

    import sys as imported


define()
print(made_function(), made_function.__qualname__, MadeClass.__qualname__, imported.__name__)


def loop():
    global loop_variable
    for loop_variable in range(3):
        pass


loop()
print(loop_variable)


class C:
    global class_global
    class_global = "from class"
    ordinary = 1


print(class_global, hasattr(C, "class_global"), C.ordinary)


def handler():
    global error
    try:
        1 / 0
    except ZeroDivisionError as error:
        print("inside", error)


handler()
print("error" in globals())


def reader():
    return free_global


try:
    reader()
except NameError as e:
    print(e)
free_global = "now"
print(reader())
for source in ("def f(a):\n global a", "def f():\n x = 1\n global x", "def f():\n print(x)\n global x",
               "def f():\n global x\n nonlocal x", "nonlocal y", "def f():\n nonlocal z",
               "def f():\n x: int = 1\n global x", "def f():\n global x\n x: int"):
    try:
        exec(source)
        print("ok")
    except SyntaxError as e:
        print(e.msg, e.lineno)
