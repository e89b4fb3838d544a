#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes error_cases.inc: small programs, and the error and the warnings that CPython 3.14 has for each.

Run it with CPython 3.14: it compiles the programs itself.
"""
import sys
import warnings
from pathlib import Path

PROGRAMS = [
    'return', 'def f():\n  x=1\n  global x', 'def f(): nonlocal x', 'break', 'class C:\n  return', 'é = 1; continue',
    'def f(a,a):0', 'lambda: (yield)\nyield', 'async def f():\n yield\n return 1', 'def f():\n  [(yield) for x in y]',
    'try: a\nexcept: b\nexcept c: d', '*a,*b=c', 'match x:\n case y: 1\n case z: 2', 'match x:\n case a|1: 3',
    'f(a=1,a=2)', 'from __future__ import bar', 'x=1\nfrom __future__ import annotations', '*a', '[x:=1 for x in y]',
    'class C:\n  [x:=1 for y in z]', 'def f():\n from a import *', 'import a\nx=(await b)', '[await x for y in z]',
    'def f(): await x', 'def f(): async with x: pass', 'async with x: pass', 'del __debug__', '__debug__=1',
    'def f(__debug__):0', 'x.__debug__=1', 'f(__debug__=1)', 'import __debug__', 'def f[T,T]():0',
    'def f[T: (yield)]():0', 'type X = (yield)', 'class C[T](y:=1): 0', 'def f[T=1,U]():0', 'x: (yield)',
    'def f(x:(yield)): 0', 'def f():\n  try:0\n  finally: return\n', 'try: 0\nexcept* A: break',
    'while 1:\n try: 0\n except* A: break', 'match x:\n case {1:a,1:b}: 0', 'match x:\n case a,a:0',
    'match x:\n case C(a=1,a=2):0', 'assert(x,1)', 'x is 1', '1()', '"a"[1.0]', '"a"["b"]', '[1][x,y]', '[1,2](3)',
    '(1,2)(3)', '[1][1,2]', '{1}(2)', 'def f():\n global x\n x:int', 'def f(x):\n global x', 'def f(x):\n nonlocal x',
    'nonlocal x', 'def f(x):\n  print(x)\n  def g():\n    nonlocal y', 'global x\nx: int=1',
    'def f():\n  print(x)\n  global x', 'class C[T]:\n def f(self):\n  nonlocal T', '(x:=1)',
    'def f(): return 1; yield', 'async def f(): return 1; yield', 'async def f(): yield from x', 'yield from x',
    'class C: yield', 'class C: await x', 'x = lambda: (await x)', '[[x async for x in y] for z in w]',
    'def f(): [x async for x in y]', 'a,*b,*c=d', 'for *x in y: 0', '*x, = y', 'print(*x)', 'del *x', 'a = *b',
    'return *a', 'x[*a]', 'x[*a,b:c]', 'None=1', 'f(**a,*b)', 'f(a=1, b)', '[*a for a in b]', 'raise',
    'def f():\n  from __future__ import x', 'from __future__ import braces', 'from __future__ import *',
    'from __future__ import print_function, nested_scopes', '"doc"\nfrom __future__ import annotations\nx:a.b',
    '1 if 2 else 3 is 4', 'f"{x:{y:{z}}}"', 'x < 1 is 2', 'f(x for x in y, 1)', 'a=b=*c',
    'def f():\n  async def g(): [x for x in [await y async for y in z]]', '1 == 1 is not "a"', 'x is (1,2)',
    'x is -1', 'x is ()', 'x is None', '"%s" % x()', 'x is f""', 'None is 1', '... is x', '{} is x', '[] is x',
    'f"a"()', 'f"a"["b"]', '1[2]', '{1:2}[3]', '{1:2}[3,4](5)', 'None()', 'True[1]',
    'class C:\n x=1\n def f(self): __class__\n nonlocal x', 'x: (await y)', 'async def f():\n x: (await y)',
    'type X = await y', 'def f(x: (await y)): 0', 'def f():\n x: (yield)',
    'def f():\n  x: [z for z in w]\n  lambda: z', 'class C[T: (await x)]: 0', 'def f():\n x: (y:=1)',
    'from __future__ import annotations\nx: (yield)', 'from __future__ import annotations\ndef f(x: (y:=1)): 0',
    'lambda x,x:0', 'def f(x): global x; nonlocal x', 'def f():\n global x; nonlocal x', '[x for x in [y:=1]]',
    '[[x:=1 for y in z] for x in w]', '[x:=1 for y in z for x in w]', '[y for y in z if (x:=1) for x in w]',
    'type X[T] = [y:=1 for y in z]', 'type X = [q:=1 for y in z]', 'def f[T: [q:=1 for y in z]](): 0',
    'def f(x:[q:=1 for y in z]):0', 'class C[T]([q:=1 for y in z]): 0',
    'def f():\n for x in y:\n  async for z in w: 0', '[x async for x in y]', '(x async for x in y)',
    'def f(): (await x for x in y)', '(await x for x in y)', 'import a.__debug__', 'import a as __debug__',
    'from a import __debug__', 'from a import b as __debug__', 'global __debug__', 'def __debug__():0',
    'class __debug__:0', 'def f[__debug__]():0', 'match x:\n case __debug__: 0', 'match x:\n case {**__debug__}: 0',
    'match x:\n case [*__debug__]: 0', 'match x:\n case A(__debug__=1): 0', 'try: 0\nexcept A as __debug__: 0',
    'with a as __debug__: 0', '__debug__: int', 'x.__debug__: int', '(__debug__:=1)', '[0 for __debug__ in x]',
    'lambda __debug__: 0', 'lambda *__debug__: 0', '__debug__ += 1', 'del x.__debug__', 'nonlocal __debug__',
    'def f(): nonlocal __debug__', 'x.__debug__', 'class C:\n x: int\n global x', 'def f():\n x: int\n global x',
    'def f():\n x: int\n nonlocal x', 'import x\nglobal x', 'def f():\n import x\n global x',
    'def f(a):\n def a(): 0\n global a', 'def f(x,/,y,*,x):0', 'def f(*a,a):0', 'def f(*a,**a):0',
    'def f(a,b,c,*,d,a=1):0', 'class C:\n  def f(self): [__class__ for x in y]\n  [super for x in y]',
    'x=[i for i in range(5) if (j:=i)]; print(j)', 'def f():\n x=1\n class C:\n  nonlocal x\n  x=2',
    'class C: nonlocal x', 'def f():\n global x\n def g(): nonlocal x',
    'def f():\n def g():\n  nonlocal x\n  nonlocal y\n y=1', 'def f(): (yield from x for y in z)',
    'def f():\n  {(yield):1 for x in y}', 'def f():\n  {(yield) for x in y}', 'def f():\n  ((yield) for x in y)',
    'def f():\n  [x for x in (yield)]', 'def f():\n [x for x in y for z in (yield)]',
    'async def f():\n lambda: [await x for x in y]', 'async def f():\n def g(): [await x for x in y]',
    'async def f():\n [[await z for z in q] for x in y]', 'async def f():\n (((await z) for z in q) for x in y)',
    'def f():\n (z async for z in q)', 'async def f():\n lambda: (await x)', 'await x',
    'async def f():\n class C: await x', 'with (yield): 0', 'class C:\n async with x: 0',
    'lambda: (x async for x in y)', 'x = [await y]', '[(await x) for z in y]', 'def f(x, y=(yield)): 0',
    'class C((yield)): 0', '@(yield)\ndef f(): 0', 'def f():\n class C((yield)): 0', 'class C[T]((yield)): 0',
    'def f[T](x=(yield)): 0', 'def f[T](x: T=(yield)): 0', 'def f[T: (x,(yield))](): 0', 'def f[*T=(yield)](): 0',
    'def f[**T=(yield)](): 0', 'def f[T=(yield)](): 0', 'class C[T]: x:(yield)',
    'def f():\n  try: 0\n  finally:\n    for x in y:\n      conti'
    'nue\n      return\n    def g(): return\n    while 1: break\n',
    'for x in y:\n try: 0\n finally: break', 'for x in y:\n try: 0\n finally:\n  continue',
    'for x in y:\n try: 0\n finally:\n  class C: pass\n  break',
    'def f():\n try: 0\n finally:\n  try: 0\n  finally: return',
    'def f():\n  try: 0\n  finally:\n    for x in y:\n      return\n',
    'def f():\n  try: 0\n  finally:\n    while 1:\n      return\n    return',
    'def f():\n  try: 0\n  finally:\n    if 1:\n      return\n',
    'def f():\n  for z in w:\n   try: 0\n   finally:\n    for x in y:\n      break\n    else: break\n',
    'def f():\n  try: 0\n  finally:\n    for x in y:\n      return\n    return',
    'def f():\n  try: 0\n  finally:\n    def g(): return\n    return',
    'def f():\n  try: 0\n  finally:\n    while 1: break\n    return',
    'def f():\n  try: 0\n  finally:\n    with a:\n     return',
    'def f():\n  try: 0\n  finally:\n    match a:\n     case 1: return', 'try: 0\nfinally:\n def f(): return\n',
    'try: 0\nfinally:\n x = lambda: 0\n return',
    'def f():\n  try: 0\n  finally:\n    while 1:\n      continue\n      return',
    'def f():\n  try: 0\n  finally:\n    while 1:\n      return\n      continue',
    'def f():\n  try:\n    try: 0\n    finally: 0\n  finally:\n    return', 'def f(*,a=1): pass',
    'def f(a,*,b=1,c,d=2): pass', 'def f(a=1,/,b=2): pass', 'def f():\n x = 1\n def g():\n  nonlocal x\n  global x',
    'def f(x):\n class C:\n  nonlocal x\n  x = 1', 'class C:\n x = 1\n def f(self):\n  nonlocal x',
    'def f():\n global x\n x = 1\n def g():\n  nonlocal x', 'def f():\n for x in y: pass\n global x',
    'def f():\n with a as x: pass\n nonlocal x', 'def f():\n def x(): pass\n global x',
    'def f():\n class x: pass\n global x', 'def f():\n import x.y\n nonlocal x',
    'def f():\n try: pass\n except E as x: pass\n global x', 'def f():\n del x\n global x',
    'def f():\n x += 1\n global x', 'def f():\n [x for x in y]\n global x', 'def f():\n (x := 1)\n global x',
    'def f():\n lambda: x\n global x', 'def f():\n print(y.x)\n global x', 'def f(*x):\n nonlocal x',
    'def f(**x):\n global x', 'lambda x: (yield x)', 'lambda: (await x)', 'def f(a, (b)): pass',
    'def f(a=1, b): pass', 'def f(a, *, a): pass', 'def f(a, /, a): pass', 'lambda *a, **a: 0', 'class C[T, T]: pass',
    'type X[T, *T] = 1', 'def f[T](T): pass', 'class C[T]:\n T = 1', 'def f[T]():\n nonlocal T',
    'class C[T]:\n nonlocal T', 'def f[T]():\n global T', 'def f[T]():\n def g():\n  nonlocal T',
    '[y := 1 for x in y]', '[(y := 1) for y in z]', '[x for x in y if (x := 1)]', '[0 for x in y for z in (w := 1)]',
    '[[(x := 1) for y in z] for x in w]', 'class C: [(x := 1) for y in z]',
    'class C:\n def f(self): return [(x := 1) for y in z]', '{(a := 1): 2 for b in c}', '(x := y for z in w)',
    '[lambda: (x := 1) for x in y]', 'lambda: [x := 1 for y in z]', 'x = [(x := 1) for y in z]',
    'def f():\n nonlocal_ = [(a := 1) for b in c]\n global a', 'def f():\n global a\n [(a := 1) for b in c]',
    'def f():\n [(a := 1) for b in c]\n nonlocal a', 'while 1: pass\nelse: break', 'for x in y: pass\nelse: continue',
    'while 1:\n def f(): break', 'while 1:\n class C: continue', 'if 1: break', 'try: break\nfinally: pass',
    'with a: continue', 'for x in y:\n try: pass\n except* E:\n  for z in w: break',
    'try: pass\nexcept* E:\n def f(): return 1', 'def f():\n try: pass\n except* E: return',
    'try: pass\nexcept* E: continue', 'for x in y:\n try: pass\n except* E:\n  if z: continue',
    'try: pass\nexcept: pass\nexcept E: pass', 'try: pass\nexcept E: pass\nexcept: pass\nexcept F: pass',
    'async def f():\n yield\n return', 'async def f(): return [(yield) for x in y]', 'def f(): return 1, (yield)',
    'class C: return', 'class C: x = yield', 'async def f():\n class C: yield', 'def f():\n await x',
    'async def f():\n await x\n def g(): await y', 'async def f(): {await x for y in z}',
    'async def f(): {await x: 1 async for y in z}', 'def f(): {x async for x in y}',
    'def f(): (await x async for x in y)', 'async def f(): lambda: [x async for x in y]',
    'class C: [x async for x in y]', 'async def f():\n class C:\n  [x async for x in y]',
    'match x:\n case _: 1\n case _: 2', 'match x:\n case a if b: 1\n case _: 2', 'match x:\n case [a, a]: 1',
    'match x:\n case [a, *a]: 1', 'match x:\n case {1: a, **a}: 1', 'match x:\n case C(a, b=a): 1',
    'match x:\n case (a | b): 1', 'match x:\n case [a] | [b]: 1', 'match x:\n case [a] | b: 1',
    'match x:\n case _ | 1: 1', 'match x:\n case (1 | _) | 2: 1', 'match x:\n case [*a, *b]: 1',
    "match x:\n case {'a': 1, 'a': 2}: 1", 'match x:\n case {1: 1, 1.0: 2}: 1', 'match x:\n case {True: 1, 1: 2}: 1',
    'match x:\n case {a.b: 1, a.b: 2}: 1', 'match x:\n case {-1: 1, -1: 2}: 1',
    "match x:\n case {b'x': 1, b'x': 2}: 1", 'match x:\n case {None: 1, None: 2}: 1',
    'match x:\n case C(a=1, b=2, a=3): 1', 'match x:\n case [_, a as a]: 1', 'match x:\n case (a as b) as b: 1',
    'match x:\n case [a, b] | [b, a]: 1', 'match x:\n case (a, b) | (b, c): 1', "match x:\n case {'x': a} | C(a): 1",
    'match x:\n case {1+2j: a}: 1', 'match x:\n case [] | [a]: 1', 'match x:\n case a: 1\n case b: 2',
    'match x:\n case a as b: 1\n case _: 2', 'match x:\n case (a): 1\n case _: 2',
    'match x:\n case {2.5: a, 2.5: b}: 1', 'match x:\n case {\'it\\\'s\': a, "it\'s": b}: 1', 'a, *b, *c = d',
    '*a = b', '[*a, *b] = c', '(*a,) = b', '*a, = b', 'for *a in b: pass', 'for a, *b, *c in d: pass',
    'with a as (*b, *c): pass', 'x = *a', 'x = *a, b', 'print(*a, **b)', 'del (a, *b)', '*a += 1', '[*a for b in c]',
    '{**a for b in c}', 'return *a, b', 'yield *a, b', 'def f(): yield *a', 'def f(): return *a', 'x[*a, *b]',
    'x[a:b, *c] = 1', 'f(*a, b=1, *c)', 'f(x=1, x=2)', 'f(x=1, **y, x=2)', 'class C(x=1, x=2): pass',
    'class C(*a, **b): pass', 'from __future__ import annotations; x: int',
    'x = 1; from __future__ import annotations', "'doc'; from __future__ import division",
    "'doc'\n'doc2'\nfrom __future__ import division",
    'from __future__ import division\nimport x\nfrom __future__ import annotations',
    'from __future__ import (division, nope)', 'from __future__ import a as b',
    'from __future__ import braces, division', 'import __future__\nfrom __future__ import division',
    'if 1:\n from __future__ import division', 'from .__future__ import x', "x is not 'a'", '1 is x', 'x is (1,)',
    'x is (y,)', "x is b''", 'x is 1.5', 'x is None is 1', 'x is True', 'x is ...', 'x is []', "x is f'{y}'",
    'assert (x, y)', 'assert ()', 'assert (x,)', 'assert (1, 2)', "assert 'x'", '1(2)', '1.5()', "'a'()", "b'a'()",
    '(1,)()', '[]()', '{}()', '{1}()', '[x for x in y]()', '{x for x in y}()', '{x: 1 for x in y}()',
    '(x for x in y)()', "f'{x}'()", "t'{x}'()", '...()', '(lambda: 0)()', '1.5[x]', 'None[0]', '...[0]', "'a'['b']",
    "'a'[1.5]", "'a'[None]", "'a'[x]", "'a'[True]", "'a'[1:2]", "'a'[(1, 2)]", "'a'[[]]", "b'a'['b']", "(1, 2)['a']",
    "[1]['a']", '[1][1.5]', "[x for x in y]['a']", '{1}[0]', '{x for x in y}[0]', '(x for x in y)[0]',
    '(lambda: 0)[0]', "{1: 2}['a']", "f'{x}'['a']", "t'{x}'[0]", "'a'[f'{x}']", "'a'[lambda: 0]", "'a'[{}]",
    '[1, 2][3, 4]', 'x = [1, 2][3, 4] = 5', "del 'a'['b']", "'a'['b'] = 1", '[(1, 2) (3, 4)]', '[[1] [2]]',
    'if x is 1: pass', 'while x is not 2: pass', "x == y is 'a'", '[z for z in y if z is 1]',
    'try: pass\nfinally:\n x is 1', 'def f():\n try: return\n finally: x is 1',
    'def f():\n for x in y:\n  try: continue\n  finally: 1()',
    'def f():\n try: pass\n finally:\n  while x: break\n  else: return',
    'def f():\n try: pass\n finally:\n  with a: return 1', 'for x in y:\n try: pass\n finally:\n  if z: continue',
    'def f():\n try: pass\n finally:\n  match x:\n   case 1: return',
    'def f():\n try: pass\n except E: return\n finally: pass',
    'def f():\n try: pass\n finally:\n  try: return\n  except E: pass',
    'async def f():\n try: pass\n finally:\n  async for x in y: return',
    'def f():\n try: pass\n finally:\n  lambda: (yield)', 'def f[T: (yield)](): pass', 'def f[T: (x := 1)](): pass',
    'def f[T = (await x)](): pass', 'class C[T: [x := 1 for y in z]]: pass', 'type X = (x := 1)',
    'type X = [(yield) for x in y]', 'class C[T](x := 1): pass', 'class C[T](metaclass=(yield)): pass',
    'def f[T=int, U](): pass', 'def f[*Ts=int, **P](): pass', 'class C[T=int, *Ts]: pass', 'def f(x: (y := 1)): pass',
    'def f() -> (yield): pass', 'x: (await y) = 1', 'class C:\n x: (y := 1)', 'x.y: (yield)', 'x[0]: (z := 1)',
    'def f():\n x.y: (yield)', '(x): (yield)', 'def f(*a: (yield)): pass', 'type X[T: (yield)] = 1',
    '__debug__: int = 1', 'class C(__debug__=1): pass', 'import x as __debug__', 'for __debug__ in x: pass',
    '(__debug__ for __debug__ in x)', 'def f(*, __debug__): pass', 'x.__debug__ += 1', 'with x as y.__debug__: pass',
    'global __debug__\n__debug__ = 1', 'type __debug__ = 1', 'class C[__debug__]: pass',
    'match x:\n case [*__debug__]: pass', 'import a.b as c.d', 'from . import *', 'class C:\n from a import *',
    'def f(): import *', 'def f():\n from .a import *', 'def f():\n nonlocal f', 'global x\nnonlocal x',
    'def f(a):\n a: int\n def g():\n  nonlocal a\n  a: str',
    'def f():\n x: int = 1\n def g():\n  nonlocal x\n  x: str = 2', 'def f():\n global x\n (x): int = 1',
]


def quoted(text):
    """A C++ string literal."""
    out = []
    for byte in text.encode():
        char = chr(byte)
        out.append("\\n" if char == "\n" else "\\" + char if char in "\\\"" else
                   char if 32 <= byte < 127 else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def case(program):
    error, span = "", (0, 0, 0, 0)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(program, "x", "exec")
        except SyntaxError as problem:
            error = problem.msg
            span = (problem.lineno, problem.offset, problem.end_lineno, problem.end_offset)
    texts = [str(warning.message) for warning in caught]
    return (f"{{{quoted(program)},\n {quoted(error)}, {{{', '.join(str(number) for number in span)}}},\n "
            f"{quoted(chr(10).join(texts))}}},\n")


def main():
    if sys.version_info[:2] != (3, 14):
        sys.exit("this needs CPython 3.14")
    head = ("// SPDX-License-Identifier: MIT\n"
            "// Made by make_cases.py: program, error, its place, warnings one a line.\n"
            "// clang-format off\n")
    Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("error_cases.inc")).write_text(
        head + "".join(case(program) for program in PROGRAMS))


if __name__ == "__main__":
    main()
