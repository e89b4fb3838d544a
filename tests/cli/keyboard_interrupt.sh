# A KeyboardInterrupt that nobody catches: the shell sees 130.
(python -c 'raise KeyboardInterrupt'; echo "status $?") 2>&1
(python -c 'raise KeyboardInterrupt("with text")'; echo "status $?") 2>&1 | tail -2
(python -c '
try:
    raise KeyboardInterrupt
finally:
    print("finally")'; echo "status $?") 2>&1
