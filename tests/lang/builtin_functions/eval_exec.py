# eval and exec: namespaces, return values, code objects, closures, errors.
x = "global"


def f():
    x = "local"
    return eval("x"), eval("x", {"x": "given"}), eval("x", {"x": 1}, {"x": 2}), eval("x", globals()), eval("x", None, {"x": 3})


print(f())
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
eval('1 + 2')
eval(' 3')
eval('\\t4\\n')
eval('x')
eval('y', {'y': 5})
eval('y', {}, {'y': 6})
eval('y', {}, {})
eval(b'1 + 1')
eval(bytearray(b'2'))
eval(memoryview(b'3'))
eval('[i for i in range(3)]')
eval('lambda: x')()
eval('(yield)')
eval('x = 1')
eval('1; 2')
eval('')
eval('1 +')
eval(5)
eval(None)
eval('1', 5)
eval('1', {}, 5)
eval('1', [])
eval('1', {}, {}, {})
eval()
eval(source='1')
eval('1', globals={'a': 1})
eval('a', globals={'a': 1})
eval('a', locals={'a': 2})
eval('print', {'__builtins__': {}})
eval('len([1])', {'__builtins__': {'len': len}})
eval('__builtins__', {}).__class__.__name__
eval('__name__')
eval('x\\n')
eval('(\\n1\\n)')
eval('1 if True else 2')
eval('eval("1+1")')
eval('a\\0b')
eval('f"{1+1}"')
eval('x' * 3)
eval('not_defined')
eval(compile('5 * 5', 's', 'eval'))
eval(compile('z = 5', 's', 'exec'))
exec('1 + 1')
exec('q = 7')
q
exec('q = 8', {})
q
exec(compile('q = 9', 's', 'exec'))
q
exec('def g(): return 1\\nr = g()', ns := {})
sorted(k for k in ns if k != '__builtins__')
ns['r']
exec('a = 1; b = a + 1', {}, loc := {})
loc
exec('import math as mm', d := {})
d['mm'].floor(1.5)
exec(5)
exec('x', 5)
exec('return 1')
exec('break')
exec('yield 1')
exec('if 1:\\n  a = 5\\n  print(a)')
exec('raise KeyError(1)')
exec()
exec('pass', closure=())
exec('', {}, {})
exec('# comment')
exec('print(1)\\nprint(2)')
exec(b'print("bytes")')
exec('class K: v = 1\\nprint(K.v, K.__module__)', {'__name__': 'custom', 'print': print})
exec('print(__name__)', {'print': print})
exec('print(__name__)', {'print': print, '__builtins__': {}})
""")


class Mapping:
    def __getitem__(self, key):
        if key == "print":
            raise KeyError(key)
        return f"<{key}>"

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


exec("a = b\ndel a\nprint(c)", {}, Mapping())
print(eval("anything", {}, Mapping()))
try:
    exec("a", Mapping())
except TypeError as e:
    print(e)


def outer():
    v = 10

    def inner():
        return v

    def other():
        return v * 2

    try:
        exec(other.__code__)
    except TypeError as e:
        print(e)
    exec(inner.__code__, globals(), closure=inner.__closure__)
    try:
        exec(inner.__code__, closure=(1, 2))
    except TypeError as e:
        print(e)
    exec("made = 5")
    return "made" in locals()


print(outer())


class C:
    exec("attr = 5")
    y = eval("attr + 1")


print(C.attr, C.y)
exec("for i in range(2): exec('print(i)')")
print([eval("i * 2") for i in range(3)], (lambda n: eval("n + 1"))(5))
