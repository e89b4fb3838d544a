# sys: audit hooks, breakpointhook, and the odd functions.
# env: PYTHONBREAKPOINT=builtins.print
import sys


def attempt(function, *args, **keywords):
    try:
        print(function.__name__, args, keywords, function(*args, **keywords))
    except BaseException as error:
        print(function.__name__, args, keywords, type(error).__name__, error)


attempt(breakpoint, 1, 2, sep="-")
hook = sys.breakpointhook
del sys.breakpointhook
attempt(breakpoint)
sys.breakpointhook = lambda *args, **keywords: (args, keywords)
attempt(breakpoint, 1, b=2)
sys.breakpointhook = sys.__breakpointhook__
print(hook is sys.__breakpointhook__, hook)

events = []
attempt(sys.audit)
attempt(sys.audit, 5)
attempt(sys.audit, "a\0b")
attempt(sys.addaudithook)
sys.addaudithook(lambda event, args: events.append((event, args)) if event.startswith(("my.", "sys.add")) else None)
sys.audit("my.event", 1, [2])
sys.audit("my.other")


def strict(event, args):
    if event == "my.bad":
        raise ValueError("no")
    if event == "sys.addaudithook":
        raise RuntimeError("enough hooks")


sys.addaudithook(strict)
sys.addaudithook(lambda event, args: print("never added"))
attempt(sys.audit, "my.bad", None)
sys.audit("my.last")
print(events)

attempt(sys.call_tracing, divmod, (7, 2))
attempt(sys.call_tracing, len, [1])
attempt(sys.call_tracing)
attempt(sys.getswitchinterval)
attempt(sys.setswitchinterval, 0.25)
attempt(sys.getswitchinterval)
attempt(sys.setswitchinterval, 0)
attempt(sys.setswitchinterval, "a")
attempt(sys.getdlopenflags)
attempt(sys.setdlopenflags, 1)
attempt(sys.getdlopenflags)
attempt(sys._is_immortal, None)
attempt(sys._get_cpu_count_config)
attempt(sys.is_stack_trampoline_active)
print(type(sys.stdlib_module_names), {"os", "sys", "_thread"} <= sys.stdlib_module_names, "stdlib_module_names" in dir(sys))
print(len(sys._current_frames()), [f.f_code.co_name for f in sys._current_frames().values()], list(sys._current_exceptions().values()))
print(sys.abiflags == "", len(sys._git), sys._home, sys._framework == "")
