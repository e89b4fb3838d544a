# The reader goes away: an error text and a status, no crash.
python -c 'print("x" * 70 + "\n", end="")
for i in range(100000): print("line", i)' 2>/dev/null | head -1 | cut -c1-10
python -c 'import sys
for i in range(100000): sys.stdout.write("y" * 100)' 2>&1 >/dev/null | head -c 0; echo done
