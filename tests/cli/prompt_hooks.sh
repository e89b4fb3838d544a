# sys.ps1, sys.ps2, sys.displayhook, _, exit and quit.
export PYTHON_BASIC_REPL=1
typed() { printf "$1" | python -i -q 2>&1; echo "status $?"; }
typed 'print("a"); 5; None; "z"\n_\n'
typed 'import sys\nsys.ps1, sys.ps2, sys.flags.interactive, sys.flags.inspect, sys.argv\n'
typed 'import sys\nsys.ps1="p1 "\nsys.ps2="p2 "\nif 1:\n 2\n\nsys.ps1=5\n1\ndel sys.ps1\n1\n'
typed 'class P:\n n=0\n def __str__(s):\n  s.n+=1\n  return f"[{s.n}] "\n\nimport sys\nsys.ps1=P()\n1\n2\n'
typed 'class P:\n def __str__(s): 1/0\n\nimport sys\nsys.ps1=P()\n1\n2\n'
typed 'import sys\nsys.displayhook=lambda v: print("hook",v)\n1\nsys.displayhook=5\n1\ndel sys.displayhook\n1\n'
typed 'exit\nquit\nexit()\n2\n'
typed 'exit(3)\n2\n'
typed 'quit("x")\n'
typed '__name__, __doc__, "__file__" in globals()\n'
