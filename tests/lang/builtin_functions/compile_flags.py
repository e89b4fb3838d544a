# compile(): its flags, modes and arguments, and what from __future__ imports hand on.
TOP_LEVEL_AWAIT, DONT_IMPLY_DEDENT, INCOMPLETE = 0x2000, 0x200, 0x4000


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


def show(*args, **keywords):
    try:
        code = compile(*args, **keywords)
    except (SyntaxError, TypeError, ValueError, OverflowError) as error:
        print(args, keywords, type(error).__name__, error)
    else:
        print(args, keywords, hex(code.co_flags), code.co_filename)


show("await x", "f", "exec", TOP_LEVEL_AWAIT)
show("x = 1", "f", "exec", TOP_LEVEL_AWAIT)
show("[i async for i in x]", "f", "eval", TOP_LEVEL_AWAIT)
show("async with a: pass", "f", "exec", TOP_LEVEL_AWAIT)
show("await x", "f", "exec")
show("yield 1", "f", "exec", TOP_LEVEL_AWAIT)
show("if 1:\n  pass", "f", "single", DONT_IMPLY_DEDENT)
show("if 1:\n  pass\n", "f", "single", DONT_IMPLY_DEDENT)
for source in ("if 1:", "(1", '"""', "def f():\n", "x = [1,\n", "class A:\n  pass", "1 +"):
    show(source, "f", "exec", INCOMPLETE)
    show(source, "f", "single", INCOMPLETE | DONT_IMPLY_DEDENT)
show("1", "f", "eval", 0x1000000)
show("1", "f", "eval", 0x40000)
show("1", "f", "eval", 0x100)
show("1", "f", "eval", 1 << 40)
show("1", "f", "eval", -1)
show("1", "f", "func_type")
show("1", "f", "xx", 0x400)
show("1", "f", "xx")
show("1", "f", b"eval")
show("1", "f", "eval", 0, False, 5)
show("1", "f", "eval", _feature_version=3)
show("1", "f", "eval", 0, 0, 0, 3)
show("1", "f", "eval", "x")
show(1, "f", "eval")
show("1", 1, "eval")
show("1", "a\0b", "eval")
show("1", b"bytes name", "eval")
show("1", bytearray(b"f"), "eval")
print(compile("1", Path("a path"), "eval").co_filename)
show("1\0", "f", "eval")
show(b"1\0", "f", "eval")
show()
show("x")
print(eval(compile(b"# coding: latin-1\n'\xe9'", "f", "eval")), eval("# coding: latin-1\n'\xe9'"), exec("# coding: nonsense\n"))


async def answer():
    return 42


namespace = {"answer": answer}
coroutine = eval(compile("result = await answer()", "f", "exec", TOP_LEVEL_AWAIT), namespace)
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value, namespace["result"])
space = {}
exec(compile("from __future__ import annotations\nd = compile('1', 'g', 'eval')\ne = compile('1', 'g', 'eval', 0, True)", "f", "exec"), space)
print(hex(space["d"].co_flags), hex(space["e"].co_flags))
