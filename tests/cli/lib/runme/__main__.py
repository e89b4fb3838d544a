import sys
from . import part

print("package main", __name__, __package__, part.value, sys.argv[1:])
