# env: ISLET_TEST_VALUE=from the test
# os: environment, process, odds and ends.
import os

print(os.environ["ISLET_TEST_VALUE"], os.getenv("ISLET_TEST_VALUE"), os.getenv("NOT_SET"), os.getenv("NOT_SET", "default"), "ISLET_TEST_VALUE" in os.environ, os.environ.get("NOT_SET"))
os.environ["NEW"] = "value"
print(os.environ["NEW"], os.getenv("NEW"), type(os.environ).__name__)
del os.environ["NEW"]
print("NEW" in os.environ, os.environ.pop("NOT_SET", 5), os.environ.setdefault("NEW2", "set"), os.environ["NEW2"])
for source in ("os.environ['MISSING']", "os.environ['A'] = 5", "os.environ[5] = 'a'", "del os.environ['MISSING']", "os.environ['A=B'] = 'x'", "os.environ['A'] = 'a\\0b'"):
    try:
        exec(source)
        print(source, "fine")
    except (KeyError, TypeError, ValueError, OSError) as e:
        print(source, "|", type(e).__name__, e)
print(os.getpid() > 0, os.getppid() >= 0, os.getuid() >= 0, os.cpu_count() > 0, len(os.urandom(8)), os.urandom(0), os.strerror(2), len(os.times()) == 5, len(os.uname()), isinstance(os.get_terminal_size if False else os.getcwd(), str), os.getcwdb() == os.fsencode(os.getcwd()))
for bad in (-1, "x"):
    try:
        os.urandom(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(os.system("exit 3") >> 8, os.WEXITSTATUS(os.system("true")))
pid = os.fork()
if pid == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(os.umask(0o022) >= 0, os.path is __import__("posixpath") if False else os.path.__name__, os.error is OSError, os.get_exec_path is not None)
