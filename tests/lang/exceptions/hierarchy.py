# The tree of exception classes, and their bases.
import builtins


def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    subclasses = [c for c in cls.__subclasses__() if c.__module__ == "builtins" and getattr(builtins, c.__name__, None) is c]
    for sub in sorted(subclasses, key=lambda c: c.__name__):
        tree(sub, depth + 1)


tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError, ExceptionGroup.__bases__, ModuleNotFoundError.__mro__, UnicodeDecodeError.__bases__, [c.__name__ for c in ExceptionGroup.__mro__])
print(BlockingIOError.__base__, IndentationError.__base__, TabError.__base__, RecursionError.__base__, NotImplementedError.__base__, StopAsyncIteration.__base__, PythonFinalizationError.__base__)
for name in ("Exception", "KeyError", "OSError", "SyntaxError", "StopIteration", "SystemExit", "UnicodeError", "ImportError", "NameError", "AttributeError", "BaseException", "Warning"):
    cls = getattr(builtins, name)
    print(name, cls.__module__, cls.__qualname__, cls.__doc__, cls().args)
