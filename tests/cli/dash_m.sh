# -m: modules, packages, and what cannot be run.
python -m lib.module a b
python -m lib.runme c
python -m lib.nomain 2>&1 | sed 's/^[^ ]*: //'
python -m no_such_module 2>&1 | sed 's/^[^ ]*: //'
python -m lib.missing 2>&1 | sed 's/^[^ ]*: //'
python -m no_such_module 2>/dev/null; echo "status $?"
