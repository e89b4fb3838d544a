# Attributes, text and repr of each exception class.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
str(Exception())
str(Exception('a'))
str(Exception('a', 1))
repr(Exception())
repr(Exception('a'))
repr(Exception('a', 1))
Exception('a', 1).args
Exception(x=1)
BaseException(1, 2).args
str(KeyError('k'))
str(KeyError('a', 'b'))
str(KeyError())
str(KeyError(1))
repr(KeyError('k'))
str(ValueError(['l']))
StopIteration().value
StopIteration(5).value
StopIteration(5, 6).value
StopIteration(5, 6).args
StopAsyncIteration(1).args
SystemExit().code
SystemExit(3).code
SystemExit('a', 'b').code
SystemExit(3).args
str(OSError())
str(OSError(2, 'No such file'))
OSError(2, 'No such file').errno
OSError(2, 'No such file').strerror
OSError(2, 'No such file').filename
OSError(2, 'No such file').args
type(OSError(2, 'x'))
type(OSError(17, 'x'))
type(OSError(13, 'x'))
type(OSError(9999, 'x'))
type(OSError('x'))
str(OSError(2, 'No such file', 'name.txt'))
OSError(2, 'x', 'name').filename
OSError(2, 'x', 'name').args
OSError(2, 'x', 'a', None, 'b').filename2
str(OSError(2, 'x', 'a', None, 'b'))
repr(OSError(2, 'x', 'a'))
OSError('only').errno
OSError(1, 2, 3, 4, 5, 6).args
FileNotFoundError(5, 'custom').errno
str(BlockingIOError(11, 'x', 5))
BlockingIOError(11, 'x', 5).characters_written
type(OSError(32, 'p')), type(OSError(104, 'r')), type(OSError(111, 'c')), type(OSError(4, 'i')), type(OSError(110, 't')), type(OSError(20, 'd')), type(OSError(21, 'd')), type(OSError(3, 'p')), type(OSError(10, 'c'))
ImportError('m', name='n', path='p').name
ImportError('m', name='n', path='p').path
ImportError('m').name
str(ImportError('m', name='n'))
repr(ImportError('m', name='n'))
ImportError('m', foo=1)
ModuleNotFoundError('m', name='x').name
NameError('m', name='n').name
NameError('m').name
UnboundLocalError('m', name='q').name
NameError('m', foo=1)
AttributeError('m', name='n', obj=5).name
AttributeError('m', name='n', obj=5).obj
AttributeError('m').obj
SyntaxError('m').msg
SyntaxError('m').lineno
str(SyntaxError('m'))
SyntaxError('m', ('f', 1, 2, 'text')).filename
SyntaxError('m', ('f', 1, 2, 'text')).lineno
SyntaxError('m', ('f', 1, 2, 'text')).offset
SyntaxError('m', ('f', 1, 2, 'text')).text
SyntaxError('m', ('f', 1, 2, 'text', 3, 4)).end_lineno
SyntaxError('m', ('f', 1, 2, 'text', 3, 4)).end_offset
str(SyntaxError('m', ('f.py', 7, 2, 'text')))
str(SyntaxError('m', ('dir/f.py', 7, 2, 'text')))
str(SyntaxError('m', (None, 7, 2, 'text')))
SyntaxError('m', ('f', 1))
SyntaxError('m', 5)
SyntaxError('m', ('f', 1, 2, 'text')).args
SyntaxError().msg
SyntaxError('a', ('f', 1, 2, 't')).print_file_and_line
IndentationError('i').msg
UnicodeDecodeError('utf-8', b'ab\\xff', 2, 3, 'bad').reason
str(UnicodeDecodeError('utf-8', b'ab\\xff', 2, 3, 'bad'))
str(UnicodeDecodeError('utf-8', b'abcdef', 2, 5, 'bad'))
UnicodeDecodeError('utf-8', b'ab', 1, 2, 'r').args
str(UnicodeEncodeError('ascii', 'aé', 1, 2, 'bad'))
str(UnicodeEncodeError('ascii', 'a😀é', 1, 2, 'bad'))
str(UnicodeEncodeError('ascii', 'aéé', 1, 3, 'bad'))
UnicodeEncodeError('ascii', 'x', 0, 1, 'r').object
str(UnicodeTranslateError('aé', 1, 2, 'bad'))
UnicodeDecodeError()
UnicodeDecodeError('utf-8', 'text', 1, 2, 'r')
UnicodeEncodeError('a', b'x', 1, 2, 'r')
UnicodeEncodeError(1, 2, 3, 4, 5)
UnicodeDecodeError('utf-8', bytearray(b'x'), 0, 1, 'r').object
str(AssertionError())
str(MemoryError())
str(RecursionError('deep'))
ExceptionGroup('g', [ValueError(1)]).message
ExceptionGroup('g', [ValueError(1)]).exceptions
str(ExceptionGroup('g', [ValueError(1)]))
str(ExceptionGroup('g', [ValueError(1), TypeError(2)]))
repr(ExceptionGroup('g', [ValueError(1)]))
str(Warning('w'))
Exception('a') == Exception('a')
hash(Exception()) is not None
Exception('a').__cause__
Exception('a').__context__
Exception('a').__traceback__
Exception('a').__suppress_context__
Exception('a').__notes__
""")
e = OSError(2, "gone", "file")
e.errno, e.strerror, e.filename = 7, "changed", "other"
print(e, e.args)
e.args = (1, 2)
print(e.args, e)
s = SystemExit(1)
s.code = "changed"
print(s.code, s.args, s)
k = KeyError("k")
k.args = "ab"
print(k.args, k)
try:
    k.args = 5
except TypeError as err:
    print(err)
