# -i after a program, and the prompt fed from a pipe.
printf 'x = 1\nx + 1\nprint("p")\nif x:\n    print("block")\n\ndef f():\n    return "value"\n\nf()\nNone\n"a" "b"\n_\n' | python -i -q -c 'print("first")' 2>/dev/null
printf 'y\n1 / 0\nz = 3\nz\n' | python -i -q -c 'y = "kept"' 2>/dev/null; echo "status $?"
printf 'import sys\nsys.exit(4)\n' | python -i -q -c '1 / 0' 2>/dev/null; echo "status $?"
