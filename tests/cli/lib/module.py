"""Run with -m."""
import sys

print("module", __name__, __package__, __spec__.name, sys.argv[1:], sys.argv[0].endswith("lib/module.py"))
