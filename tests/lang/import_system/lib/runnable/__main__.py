import sys

print("runnable main", __name__, __package__, sys.argv[1:])
