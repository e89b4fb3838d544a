# The prompt survives every error, and keeps the last one.
export PYTHON_BASIC_REPL=1
typed() { printf "$1" | python -i -q 2>&1; echo "status $?"; }
typed 'x = \n1\n'
typed '  1\n2\n'
typed '1;;2\n3\n'
typed 's = "abc\n1\n'
typed 'x = 1 +\ny\nfor\n1\n'
typed '1/0\n_\nimport sys\nsys.last_value\nsys.last_type, sys.last_exc\nsys.last_traceback is sys.last_exc.__traceback__\n'
typed 'def f():\n    1/0\n\nf()\ndef g(): f()\n\ng()\n'
typed 'import nosuch\n2\n'
typed 'raise ExceptionGroup("g",[ValueError(1)])\n3\n'
typed 'raise KeyboardInterrupt\n2\n'
typed 'raise SystemExit("bye")\n'
typed 'raise SystemExit(7)\n2\n'
typed 'import sys\nsys.stdout=None\n1\n2\n'
