# -c: errors name <string> and the status is 1.
python -c '1 / 0'; echo "status $?"
python -c 'def f():
    return 1 / 0
f()'; echo "status $?"
python -c 'x = = 1'; echo "status $?"
python -c 'print(undefined_name)'; echo "status $?"
