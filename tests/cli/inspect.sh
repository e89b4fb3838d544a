# -i: the prompt follows the program, however that ended.
export PYTHON_BASIC_REPL=1
exec > >(sed 's:File ".*/:File ":') 2>&1
echo 'import sys
v = 7
sys.exit(3)' >leaves.py
echo 'v = 7
1/0' >fails.py
printf 'v\n' | python -i leaves.py 2>&1; echo "status $?"
printf 'v\n' | python -i fails.py 2>&1; echo "status $?"
printf 'v\nexit(4)\n' | python -i fails.py 2>&1; echo "status $?"
printf '__file__\n' | python -i -c 'pass' 2>&1; echo "status $?"
PYTHONINSPECT=1 python -c 'import sys; print(sys.flags.inspect, sys.flags.interactive); sys.exit(3)' 2>&1; echo "status $?"
printf '2\n' | python -ic 'print(9)' 2>&1
