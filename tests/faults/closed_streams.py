# Standard streams closed by the program itself.
import sys

sys.stdin.close()
try:
    input()
except ValueError as e:
    print(e)
try:
    sys.stdin.read()
except ValueError as e:
    print(e)
err = sys.stderr
sys.stderr = None
try:
    raise SystemExit(0)
except SystemExit:
    print("no stderr is fine")
sys.stderr = err
out = sys.stdout


class Fails:
    encoding = "utf-8"

    def write(self, text):
        raise OSError(28, "No space left on device")

    def flush(self):
        raise OSError(28, "No space left on device")


sys.stdout = Fails()
try:
    print("x")
except OSError as e:
    sys.stdout = out
    print(e)
sys.stdout = out
print("end")
