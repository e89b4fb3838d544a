# -c: arguments, path, several lines, exit status.
python -c 'import sys; print(sys.argv, sys.path[0] == "", __name__)' one -x --two
python -c 'print(1)
for i in range(2):
    print(i)
'
python -c 'import sys; sys.exit(5)'; echo "status $?"
python -c 'raise SystemExit'; echo "status $?"
python -c ''; echo "status $?"
python -c '  print("indented")' ; echo "status $?"
python -c 'print(__file__)' 2>&1 | tail -1
python -c 'x = 5' -c 'ignored'; echo "status $?"
python -c'print("joined")'
