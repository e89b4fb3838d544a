# args: one "two words" -x --flag=5 é
# Arguments of the program.
import sys

print(sys.argv[1:], len(sys.argv), type(sys.argv).__name__)
sys.argv.append("changed")
print(sys.argv[-1], sys.orig_argv[-1])
