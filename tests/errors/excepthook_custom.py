# exit: 1
import sys

sys.excepthook = lambda kind, value, tb: print("hooked:", kind.__name__, value, tb.tb_lineno, file=sys.stderr)
raise ValueError("original")
