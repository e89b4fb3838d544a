# sys: values that programs rely on.
import sys

print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 14), len(sys.version_info), sys.version_info.releaselevel in ("alpha", "beta", "candidate", "final"), sys.version.startswith("3.14"), sys.hexversion >> 16 == 0x030E)
print(sys.maxsize == 2**63 - 1, sys.maxunicode, sys.byteorder, sys.platform, type(sys.executable).__name__, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.min, sys.float_info.radix, sys.float_info.max_exp)
print(sys.int_info.bits_per_digit > 0, sys.hash_info.modulus == 2**61 - 1, sys.hash_info.inf, sys.hash_info.nan, sys.hash_info.imag, sys.hash_info.width, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(type(sys.path).__name__, type(sys.modules).__name__, type(sys.argv).__name__, sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stdout.encoding, sys.stdout is sys.__stdout__, sys.flags.utf8_mode in (0, 1), sys.dont_write_bytecode)
print(isinstance(sys.getsizeof(5), int), sys.getsizeof([]) < sys.getsizeof([1] * 100), sys.intern("abc") is sys.intern("abc"), sys.getrecursionlimit(), isinstance(sys.getrefcount(object()), int), sys.is_finalizing(), sys.api_version > 0)
for source in ("sys.intern(5)", "sys.getsizeof()", "sys.getrefcount()", "sys.exit(1, 2)", "sys.setrecursionlimit()", "sys.nothing", "sys.getsizeof(5, default=1) > 0", "sys._getframe('x')", "sys.setswitchinterval(0)", "sys.setswitchinterval(0.01)", "sys.getswitchinterval()",
               "sys.float_info.nothing", "sys.version_info()", "sys.flags.debug", "sys.flags.optimize", "sys.audit('x')", "sys.getallocatedblocks() >= 0", "sys.call_tracing(len, ([1],))"):
    try:
        print(source, "=", eval(source))
    except (TypeError, AttributeError, SystemExit, ValueError) as e:
        print(source, "|", type(e).__name__, e)
print(type(sys.version_info).__name__, sys.version_info.__class__.__module__, repr(sys.version_info).startswith("sys.version_info(major=3, minor=14"), sys.implementation.name in ("cpython", "islet"), sys.implementation.version[:2])
print(sys.exc_info(), sys.exception(), sys.displayhook.__name__, sys.excepthook.__name__, sys.unraisablehook.__name__, callable(sys.breakpointhook))


class Size:
    def __sizeof__(self):
        return 100


print(sys.getsizeof(Size()) >= 100)
for value in (None, 5, "text", [1]):
    sys.displayhook(value)
print(__builtins__._)
sys.stdout.write("written\n")
print(sys.stdout.write("count\n"), sys.stdout.flush(), sys.stdout.writable(), sys.stdin.readable())
try:
    sys.version_info.major = 4
except AttributeError as e:
    print(e)
tracer = []
sys.setprofile(None)
sys.settrace(None)
print(sys.gettrace(), sys.getprofile(), isinstance(sys.builtin_module_names, tuple), "sys" in sys.builtin_module_names, "math" in sys.stdlib_module_names, sys.copyright is not None)
