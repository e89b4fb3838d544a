# What SystemExit stands for.
for code in '' 'None' '0' '3' '-1' '300' '2**70' 'True' '1.5' '"text"' '(1, 2)' '[]' 'b"b"'; do
    python -c "raise SystemExit($code)" 2>&1; echo "$code: $?"
done
python -c 'raise SystemExit(1, 2)' 2>&1; echo "two: $?"
python -c 'exit()'; echo "exit: $?"
python -c 'exit(5)'; echo "exit(5): $?"
python -c 'quit("words")' 2>&1; echo "quit: $?"
python -c 'import sys
class E(SystemExit): pass
raise E(6)'; echo "subclass: $?"
python -c 'import sys
try: sys.exit(3)
finally: print("finally")'; echo "finally: $?"
python -c 'import atexit, sys
atexit.register(sys.exit, 4)' 2>/dev/null; echo "atexit: $?"
python -c 'import sys
def hook(*args): sys.exit(8)
sys.excepthook = hook
1/0'; echo "hook: $?"
