# sys.path and friends: adding folders, order, packages found later, meta path hooks.
import os
import sys

print(type(sys.path).__name__, sys.path[0] != "", os.path.basename(__file__) in os.listdir(sys.path[0]), __name__, __spec__, __package__, sys.argv[0].endswith("sys_path.py"))
os.mkdir("first")
os.mkdir("second")
for folder in ("first", "second"):
    with open(f"{folder}/shared_name.py", "w") as f:
        f.write(f"where = {folder!r}\n")
with open("second/only_second.py", "w") as f:
    f.write("x = 'second'\n")
sys.path.insert(0, "first")
sys.path.insert(1, os.path.join(os.getcwd(), "second"))
import shared_name, only_second

print(shared_name.where, only_second.x)
sys.path.reverse()
sys.modules.pop("shared_name")
sys.path[:] = ["second", "first"]
import shared_name

print(shared_name.where)
sys.path.clear()
sys.modules.pop("shared_name")
try:
    import shared_name
except ModuleNotFoundError as e:
    print(e)
import math

print(math.__name__, "builtin modules need no path")
sys.path[:] = [5, None, "nowhere", "first"]
import shared_name

print(shared_name.where)
