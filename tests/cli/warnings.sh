# -W: what happens to warnings of the compiler.
printf 'x = 5\nif x is 5:\n    print("yes")\n' > w.py
python -c 'import sys; print(1 is 1)'
python -W ignore -c 'print(1 is 1)'
python -W error -c 'print(1 is 1)'; echo "status $?"
python -Wignore -c 'print("\d")'
python -c 'assert (1, "always true")'
